"""The whole site, crawled once: the tests that read it share a worker."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.conftest import connected_to
from tests.site.pages import Site
from tests.site.served import serve


@pytest.fixture(scope="session")
def site(content_database, django_db_blocker):
    """Every page that can be reached by links from both homes, with the whole content."""
    from django.conf import settings

    with django_db_blocker.unblock(), connected_to(content_database):
        cache.clear()
        return Site(Client(), settings.SITE_URL)


@pytest.fixture(scope="session")
def server(content_database, tmp_path_factory):
    """The port of a real gunicorn that serves the site as make run does, with a database of its own."""
    content = content_database if connection.vendor == "sqlite" else None
    with serve(tmp_path_factory.mktemp("served"), content) as port:
        yield port


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups, whichever tests are asked for
def pytest_collection_modifyitems(items):
    """Keep the tests that share the crawl, or the server, on one worker."""
    for item in items:
        if {"site", "server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("site"))
