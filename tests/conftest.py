"""What every test may ask for: a database with the whole content, each language, and a clean slate."""

import contextlib
import os
import sqlite3

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from publishing.roles import create_roles
from tests import chromium

# Playwright runs an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """An empty database with every migration; its roles come back after each flush."""

    def roles_again(sender, using, **kwargs):
        create_roles(apps, using)

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
    post_migrate.connect(roles_again, sender=apps.get_app_config("reports"))
    yield
    with django_db_blocker.unblock():
        _hang_up()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def content_database(django_db_setup, django_db_blocker):
    """The name of a second database, which holds the whole content of the repository."""
    creation = connection.creation
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            name = f"{connection.settings_dict['NAME']}_content"
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(name)) as copy:
                connection.connection.backup(copy)
        else:
            creation.clone_test_db("content", verbosity=0, autoclobber=True)
            name = creation.get_test_db_clone_settings("content")["NAME"]
        with connected_to(name):
            call_command("load_content", verbosity=0)
        yield name
        if connection.vendor != "sqlite":
            _hang_up()
            creation.destroy_test_db(suffix="content", verbosity=0)


def _hang_up():
    """End the connections that threads of a live server have left open: PostgreSQL drops no database in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = current_user AND starts_with(datname, %s) AND pid <> pg_backend_pid()",
                [connection.settings_dict["NAME"]],
            )


@contextlib.contextmanager
def connected_to(name):
    empty = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = empty


@pytest.fixture
def content_connection(request, content_database, django_db_blocker):
    """The connection of this test (and of its live server) leads to the database with the content."""
    if connection.in_atomic_block:
        raise pytest.UsageError("Ask for site_content before any other fixture that uses the database.")
    if "live_server" in request.fixturenames:
        # Set up first, so that its flush at the end empties the other database.
        request.getfixturevalue("transactional_db")
    with django_db_blocker.unblock(), connected_to(content_database):
        cache.clear()
        yield


@pytest.fixture
def site_content(content_connection, db):
    """The test sees the whole content; what it changes is rolled back (with live_server: do not change anything)."""


@pytest.fixture(params=["en", "fr"])
def language(request):
    """Run the test once in each language."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def clock():
    """The one clock of the site (django.utils.timezone.now reads it), stopped on a Monday until a test moves it."""
    with time_machine.travel("2026-11-23T13:05:00Z", tick=False) as stopped:
        yield stopped


@pytest.fixture(autouse=True)
def _nothing_leaks():
    """The active language is per thread and the cache is shared: neither may color the next test."""
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium of this machine; where there is none the tests of a browser are skipped, in CI they fail."""
    path = chromium.path()
    if path is None:
        message = "No Chromium: apt-get install chromium-headless-shell"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.QUIET}


def pytest_collection_modifyitems(items):
    """Django's own admin templates rely on undefined variables; ours may not."""
    for item in items:
        if "admin" in item.path.name:
            item.add_marker(pytest.mark.ignore_template_errors)
