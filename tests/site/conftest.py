"""The whole site, crawled once: the tests that read it share a worker."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.conftest import connected_to
from tests.site.pages import Site


@pytest.fixture(scope="session")
def site(content_database, django_db_blocker):
    """Every page that can be reached by links from both homes, with the whole content."""
    from django.conf import settings

    with django_db_blocker.unblock(), connected_to(content_database):
        cache.clear()
        return Site(Client(), settings.SITE_URL)


def pytest_collection_modifyitems(items):
    """Keep the tests that share the crawl on one worker."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("crawl"))
