"""The filter of the lines that are open: true when it is read, and not kept past the next change."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains

from hotlines import index
from hotlines.models import Service
from publishing import versions
from tests import builders
from tests.hotlines.choices import offered

pytestmark = pytest.mark.django_db

# A Monday: 13:05 UTC is 14:05 in Paris and 8:05 in New York.
MONDAY = datetime.datetime(2026, 11, 23, 13, 5, tzinfo=datetime.UTC)


def line(name, zone="", opens="", closes="", weekday=0, **said):
    service = builders.service(key=name, name_en=name, name_fr=name, **said.pop("service", {}))
    said = {"hours": "periods", "time_zone": zone} | said
    channel = builders.channel(service=service, **said)
    if opens:
        channel.periods.create(weekday=weekday, opens=opens, closes=closes)
    return channel


def open_at(moment):
    found = index.current().at(moment)
    return [Service.objects.get(pk=pk).key for pk in found.ids_of(found.among({"open": "now"}))]


@pytest.fixture
def lines():
    with time_machine.travel(MONDAY, tick=False):
        line("always", hours="always")
        line("form", kind="form", number="", url="https://example.org/", hours="always")
        line("new-york", "America/New_York", "09:00", "17:00")
        line("paris", "Europe/Paris", "09:00", "14:30")
        line("unknown", hours="unknown")
        yield


def test_a_line_is_open_by_the_clock_of_its_own_time_zone(lines):
    assert open_at(MONDAY) == ["always", "paris"]
    assert open_at(MONDAY + datetime.timedelta(minutes=25)) == ["always"]
    assert open_at(MONDAY + datetime.timedelta(minutes=55)) == ["always", "new-york"]


def test_a_moment_before_the_one_that_was_asked_last_is_worked_out_again(lines):
    later = open_at(MONDAY + datetime.timedelta(minutes=55))

    assert later == ["always", "new-york"]
    assert open_at(MONDAY) == ["always", "paris"]


def test_what_is_open_is_kept_until_a_line_opens_or_closes(lines, django_assert_num_queries):
    open_lines = index.current().open_lines
    first = open_lines.at(MONDAY)

    with django_assert_num_queries(0):
        kept = open_lines.at(MONDAY + datetime.timedelta(minutes=24))
        after = open_lines.at(MONDAY + datetime.timedelta(minutes=25))

    assert first.until == MONDAY + datetime.timedelta(minutes=25)
    assert kept is first
    assert after is not first


def test_a_public_holiday_closes_the_lines_of_its_country_alone():
    with time_machine.travel(MONDAY, tick=False):
        haiti, usa = builders.country(), builders.united_states()
        builders.public_holiday(country=haiti, date=MONDAY.date())
        for name, country in (("haitian", haiti), ("american", usa)):
            line(name, "Europe/Paris", "09:00", "18:00", on_public_holidays="closed", service={"country": country})

        assert open_at(MONDAY) == ["american"]


def test_the_filter_shows_the_lines_that_are_open_and_how_many(client, lines, language):
    response = client.get(reverse("hotlines:directory"), {"open": "now"})

    assert offered(response, "open") == {"": 5, "now": 2}
    assert [service.key for service in response.context["services"]] == ["always", "paris"]


def test_the_page_names_the_moment_so_that_a_kept_page_stays_true(client, lines, language):
    response = client.get(reverse("hotlines:directory"), {"open": "now"})

    said = {
        "en": "Lines open at 13:05 UTC on Nov. 23, 2026.",
        "fr": "Lignes ouvertes à 13\u00a0h\u00a005 UTC le 23 novembre 2026.",
    }
    assertContains(response, said[language])


@pytest.mark.parametrize("query", ["", "?open=now", "?country=nowhere"])
def test_the_page_is_kept_no_longer_than_until_a_line_opens_or_closes(client, lines, query):
    with time_machine.travel(MONDAY + datetime.timedelta(minutes=24, seconds=30), tick=False):
        assert client.get(f"/en/get-help/{query}")["Cache-Control"] == "max-age=30"


def test_the_page_is_never_kept_for_long(client, lines):
    assert client.get("/en/get-help/")["Cache-Control"] == "max-age=300"


def test_a_choice_of_hours_that_does_not_exist_is_told(client, lines, language):
    response = client.get(reverse("hotlines:directory"), {"open": "tomorrow"})

    assert response.status_code == 400
    assert len(response.context["services"]) == 5


def test_hours_that_changed_count_once_they_are_saved(lines):
    before = open_at(MONDAY)

    line("second", "Europe/Paris", "13:00", "15:00")
    versions.move()

    assert before == ["always", "paris"]
    assert open_at(MONDAY) == ["always", "paris", "second"]


def test_hours_that_make_no_sense_are_not_open_and_never_a_fault(client):
    with time_machine.travel(MONDAY, tick=False):
        line("nowhere", "Europe/Nowhere", "09:00", "18:00")
        line("never", "Europe/Paris")

        response = client.get("/en/get-help/", {"open": "now"})

    assert response.status_code == 200
    assert list(response.context["services"]) == []


def test_the_index_is_not_made_again_while_nothing_changes(lines, django_assert_num_queries):
    made = index.current()

    with time_machine.travel(MONDAY + datetime.timedelta(hours=10), tick=False), django_assert_num_queries(0):
        assert index.current() is made


def test_the_index_is_made_again_at_midnight_when_checks_fall_due(lines):
    made = index.current()

    with time_machine.travel(MONDAY + datetime.timedelta(hours=11), tick=False):
        assert index.current() is not made
