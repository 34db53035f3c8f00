"""A page that says whether a line is open is kept no longer than that is the latest (decision 0011)."""

import datetime

import pytest

from tests import builders
from tests.hotlines.reading import WEEK, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("2026-11-23T13:05:00Z", 300),
        ("2026-11-23T15:55:00Z", 300),
        ("2026-11-23T15:55:01Z", 299),
        ("2026-11-23T15:59:59.500000Z", 0),
        ("2026-11-23T16:00:00Z", 300),
        ("2026-11-24T07:59:00Z", 60),
    ],
)
def test_a_page_is_kept_until_a_line_opens_or_closes_and_never_for_long(client, clock, now, seconds):
    channel = builders.open_channel(*WEEK)
    clock.move_to(now)

    assert page(client, channel).headers["Cache-Control"] == f"max-age={seconds}"


def test_the_first_change_of_any_line_ends_the_page(client, clock):
    channel = builders.open_channel(*WEEK)
    builders.open_channel("0 08:00-14:07", service=channel.service)

    assert page(client, channel).headers["Cache-Control"] == "max-age=120"


def test_a_page_on_the_eve_of_a_holiday_ends_with_the_day(client, clock):
    holiday = builders.public_holiday(date=datetime.date(2026, 11, 24))
    channel = builders.open_channel(*WEEK, service=builders.service(country=holiday.country))
    clock.move_to("2026-11-23T22:59:00Z")

    assert page(client, channel).headers["Cache-Control"] == "max-age=60"


def test_a_page_whose_lines_never_change_asks_for_nothing(client):
    channel = builders.channel(hours="always")
    builders.channel(service=channel.service)

    assert "Cache-Control" not in page(client, channel).headers


def test_a_kept_page_is_confirmed_only_while_it_says_the_latest(client, clock):
    channel = builders.open_channel(*WEEK)
    clock.move_to("2026-11-23T15:59:10Z")
    kept = page(client, channel).headers["ETag"]
    address = channel.service.get_absolute_url()

    clock.move_to("2026-11-23T15:59:50Z")
    same_minute = client.get(address, headers={"if-none-match": kept})
    clock.move_to("2026-11-23T16:00:01Z")
    after = client.get(address, headers={"if-none-match": kept})

    assert (same_minute.status_code, same_minute.headers["Cache-Control"]) == (304, "max-age=10")
    assert after.status_code == 200
    assert "closed; opens on Tuesday" in after.content.decode()


@pytest.mark.parametrize("forbidden", ["Open now", "open now", "Ouvert maintenant", "actuellement ouvert"])
def test_no_page_says_open_now(client, language, clock, forbidden):
    channel = builders.open_channel(*WEEK)

    assert forbidden not in page(client, channel).content.decode()
