"""Invented services by the thousand: the same for the same seed, never among real ones, and as cheap as a few."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotlines import index
from hotlines.models import Channel, Service
from tests import builders

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "?country=aa",
    "?need=danger",
    "?need=report&language=fr",
    "?channel=call",
    "?abroad=yes",
    "?need=help&language=fr&channel=call&abroad=yes",
    "?country=nowhere",
]
AT_MOST = 6


def make(services, countries=20, seed=1):
    call_command("make_services", services=services, countries=countries, seed=seed, verbosity=0)


def facts():
    return list(
        Channel.objects.order_by("key").values_list(
            "key", "number", "hours", "cost", "service__priority", "service__country__iso2"
        )
    )


def test_the_same_seed_makes_the_same_services():
    make(40)
    first = facts()
    make(40)

    assert facts() == first
    assert Service.objects.published().count() == 40


def test_another_seed_makes_others():
    make(40)
    first = facts()
    make(40, seed=2)

    assert facts() != first


def test_each_country_has_a_line():
    make(60, countries=30)

    assert Service.objects.exclude(country=None).values("country").distinct().count() == 30


def test_real_services_are_never_mixed_with_invented_ones():
    builders.service()

    with pytest.raises(CommandError, match="holds published services"):
        make(10)
    assert Service.objects.count() == 1


@pytest.mark.parametrize(("services", "countries"), [(0, 10), (10, 0), (10, 677), (-1, 1)])
def test_numbers_that_make_no_sense_are_refused(services, countries):
    with pytest.raises(CommandError, match="Ask for one service or more"):
        make(services, countries)


def asked(client, address):
    """Return how many queries a page makes, once the index is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
        return len(found)


# The clock stands still: what is kept is made again each minute, and would be counted.
@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_asks_as_much_of_the_database_among_many_lines_as_among_few(client, clock, query):
    make(60)
    few = asked(client, f"/en/get-help/{query}")
    make(600)

    many = asked(client, f"/en/get-help/{query}")

    assert 0 < many == few <= AT_MOST


def test_the_index_is_made_with_as_many_queries_for_many_lines_as_for_few():
    made = []
    for services in (60, 600):
        make(services)
        with CaptureQueriesContext(connection) as found:
            index.current()
            made.append(len(found))

    assert 0 < made[0] == made[1]
