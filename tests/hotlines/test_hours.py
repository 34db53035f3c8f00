import datetime
import logging
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hotlines import hours
from hotlines.models import PublicHoliday
from tests import builders

pytestmark = pytest.mark.django_db

WEEK = [f"{day} 09:00-17:00" for day in range(5)]


def at(text, zone="UTC"):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def said(found):
    """Return a state as the line's own clock says it."""
    return found.is_open, f"{found.changes:%Y-%m-%d %H:%M}" if found.changes else None


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-23 08:59", (False, "2026-11-23 09:00")),
        ("2026-11-23 09:00", (True, "2026-11-23 17:00")),
        ("2026-11-23 16:59", (True, "2026-11-23 17:00")),
        ("2026-11-23 17:00", (False, "2026-11-24 09:00")),
        ("2026-11-27 17:00", (False, "2026-11-30 09:00")),
        ("2026-11-28 12:00", (False, "2026-11-30 09:00")),
        ("2028-02-28 18:00", (False, "2028-02-29 09:00")),
        ("2028-02-29 12:00", (True, "2028-02-29 17:00")),
        ("2028-02-29 18:00", (False, "2028-03-01 09:00")),
        ("2027-02-26 18:00", (False, "2027-03-01 09:00")),
    ],
)
def test_a_line_opens_and_closes_on_the_clock_of_its_zone(now, state):
    channel = builders.open_channel(*WEEK)

    found = hours.state(channel, at(now, "Europe/Paris"))

    assert said(found) == state


@pytest.mark.parametrize(
    ("zone", "now", "state"),
    [
        # It is Monday there while it is Sunday in UTC, or still Monday when it is Tuesday.
        ("Pacific/Auckland", "2026-11-22 20:00", (True, "2026-11-23 17:00")),
        ("Pacific/Auckland", "2026-11-22 19:59", (False, "2026-11-23 09:00")),
        ("Pacific/Kiritimati", "2026-11-22 19:00", (True, "2026-11-23 17:00")),
        ("Pacific/Honolulu", "2026-11-23 18:59", (False, "2026-11-23 09:00")),
        ("Pacific/Honolulu", "2026-11-24 02:59", (True, "2026-11-23 17:00")),
        ("Pacific/Pago_Pago", "2026-11-28 03:59", (True, "2026-11-27 17:00")),
        ("Asia/Kathmandu", "2026-11-23 03:15", (True, "2026-11-23 17:00")),
        ("Asia/Kathmandu", "2026-11-23 03:14", (False, "2026-11-23 09:00")),
    ],
)
def test_a_line_on_either_side_of_the_date_line_keeps_its_own_day(zone, now, state):
    channel = builders.open_channel(*WEEK, time_zone=zone)

    assert said(hours.state(channel, at(now))) == state


def test_the_change_is_said_in_the_zone_of_the_line():
    channel = builders.open_channel(*WEEK, time_zone="America/New_York")

    found = hours.state(channel, at("2026-11-23 15:00"))

    assert found.changes.isoformat() == "2026-11-23T17:00:00-05:00"
    assert found.changes.tzinfo == ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("zone", "now", "changes"),
    [
        # Europe: clocks go forward on March 28, 2027 at 01:00 UTC, back on October 31, 2027 at 01:00 UTC.
        ("Europe/Paris", "2027-03-27 08:00", "2027-03-27T08:30:00+00:00"),
        ("Europe/Paris", "2027-03-27 23:00", "2027-03-28T07:30:00+00:00"),
        ("Europe/Paris", "2027-10-30 20:00", "2027-10-31T08:30:00+00:00"),
        # America: on March 14, 2027 at 07:00 UTC (New York), back on November 7, 2027 at 06:00 UTC.
        ("America/New_York", "2027-03-13 23:00", "2027-03-14T13:30:00+00:00"),
        ("America/New_York", "2027-11-06 23:00", "2027-11-07T14:30:00+00:00"),
        # South of the equator, the other way round.
        ("America/Santiago", "2027-04-03 23:00", "2027-04-04T13:30:00+00:00"),
    ],
)
def test_a_line_opens_at_the_same_hour_after_the_clocks_change(zone, now, changes):
    channel = builders.open_channel(*[f"{day} 09:30-17:00" for day in range(7)], time_zone=zone)

    found = hours.state(channel, at(now))

    assert found.is_open is False
    assert found.changes.astimezone(datetime.UTC).isoformat() == changes


@pytest.mark.parametrize(
    ("periods", "now", "state"),
    [
        # 02:30 does not come on March 28, 2027: it counts from before the change, which is 03:30 after it.
        (["6 01:00-02:30"], "2027-03-28 01:29", (True, "2027-03-28 03:30")),
        (["6 01:00-02:30"], "2027-03-28 01:30", (False, "2027-04-04 01:00")),
        (["6 02:30-05:00"], "2027-03-28 01:29", (False, "2027-03-28 03:30")),
        (["6 02:30-05:00"], "2027-03-28 01:30", (True, "2027-03-28 05:00")),
        # A period that lies in the hour that is skipped, and ends right after: it does not come that day.
        (["6 02:30-03:10"], "2027-03-28 01:05", (False, "2027-04-04 02:30")),
        # 02:30 comes twice on October 31, 2027: the first counts.
        (["6 01:00-02:30"], "2027-10-31 00:29", (True, "2027-10-31 02:30")),
        (["6 01:00-02:30"], "2027-10-31 00:30", (False, "2027-11-07 01:00")),
        (["6 02:30-05:00"], "2027-10-31 00:30", (True, "2027-10-31 05:00")),
        (["6 02:30-05:00"], "2027-10-31 03:59", (True, "2027-10-31 05:00")),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_read_as_calendars_do(periods, now, state):
    channel = builders.open_channel(*periods)

    assert said(hours.state(channel, at(now))) == state


def test_a_midnight_that_the_clocks_skip_does_not_cut_a_night():
    channel = builders.open_channel("5 18:00-00:00", "6 00:00-06:00", time_zone="America/Santiago")

    found = hours.state(channel, at("2027-09-05 02:00"))

    assert said(found) == (True, "2027-09-05 06:00")


@pytest.mark.parametrize(
    ("periods", "now", "state"),
    [
        (["0 22:00-00:00", "1 00:00-06:00"], "2026-11-23 23:00", (True, "2026-11-24 06:00")),
        (["0 22:00-00:00", "1 00:00-06:00"], "2026-11-24 00:00", (True, "2026-11-24 06:00")),
        (["0 22:00-00:00", "1 00:00-06:00"], "2026-11-24 06:00", (False, "2026-11-30 22:00")),
        (["6 22:00-00:00", "0 00:00-06:00"], "2026-11-22 23:00", (True, "2026-11-23 06:00")),
        (["0 22:00-00:00"], "2026-11-23 23:59", (True, "2026-11-24 00:00")),
        (["0 22:00-00:00"], "2026-11-24 00:00", (False, "2026-11-30 22:00")),
        (["0 00:00-00:00"], "2026-11-23 12:00", (True, "2026-11-24 00:00")),
        (["0 00:00-00:00"], "2026-11-24 12:00", (False, "2026-11-30 00:00")),
        (["0 22:00-23:59", "1 00:00-06:00"], "2026-11-23 23:00", (True, "2026-11-23 23:59")),
        (["0 09:00-12:00", "0 12:00-17:00"], "2026-11-23 10:00", (True, "2026-11-23 17:00")),
        (["0 09:00-13:00", "0 10:00-11:00", "0 12:00-17:00"], "2026-11-23 10:30", (True, "2026-11-23 17:00")),
    ],
)
def test_periods_that_touch_or_overlap_are_one_opening(periods, now, state):
    channel = builders.open_channel(*periods)

    assert said(hours.state(channel, at(now, "Europe/Paris"))) == state


def test_a_line_whose_periods_fill_the_week_never_closes():
    channel = builders.open_channel(*[f"{day} 00:00-00:00" for day in range(7)])

    assert hours.state(channel, at("2026-11-23 12:00")) == (True, None, False)
    assert hours.true_until(channel, at("2026-11-23 12:00")) is None


def test_a_line_around_the_clock_is_open_and_never_changes():
    channel = builders.channel(hours="always")

    assert hours.state(channel, at("2026-11-23 03:00")) == (True, None, False)


@pytest.mark.parametrize("kind", ["unknown", "note"])
def test_hours_that_are_not_known_are_said_to_be(kind):
    channel = builders.open_channel(*WEEK, hours=kind)

    assert hours.state(channel, at("2026-11-23 12:00")) == (None, None, False)


@pytest.mark.parametrize(
    ("policy", "now", "state"),
    [
        ("closed", "2025-12-31 18:00", (False, "2026-01-02 09:00", False)),
        ("closed", "2026-01-01 10:00", (False, "2026-01-02 09:00", True)),
        ("closed", "2026-01-02 10:00", (True, "2026-01-02 17:00", False)),
        ("unknown", "2025-12-31 18:00", (False, None, False)),
        ("unknown", "2026-01-01 10:00", (None, None, True)),
        ("unknown", "2026-01-01 23:59", (None, None, True)),
        ("unknown", "2026-01-02 08:00", (False, "2026-01-02 09:00", False)),
        ("as-usual", "2025-12-31 18:00", (False, "2026-01-01 09:00", False)),
        ("as-usual", "2026-01-01 10:00", (True, "2026-01-01 17:00", True)),
        ("as-usual", "2026-01-01 18:00", (False, "2026-01-02 09:00", True)),
    ],
)
def test_a_public_holiday_follows_what_is_known_of_the_line(policy, now, state):
    holiday = builders.public_holiday()
    channel = builders.open_channel(*WEEK, on_public_holidays=policy, service=builders.service(country=holiday.country))

    found = hours.state(channel, at(now, "Europe/Paris"))

    assert (*said(found), found.is_holiday) == state


def test_a_night_ends_at_midnight_when_a_holiday_begins():
    holiday = builders.public_holiday()
    service = builders.service(country=holiday.country)
    nights = [f"{day} {night}" for day in range(7) for night in ("00:00-06:00", "22:00-00:00")]
    closing = builders.open_channel(*nights, on_public_holidays="closed", service=service)
    unsure = builders.open_channel(*nights, on_public_holidays="unknown", service=service)
    now = at("2025-12-31 23:00", "Europe/Paris")

    assert said(hours.state(closing, now)) == (True, "2026-01-01 00:00")
    assert said(hours.state(unsure, now)) == (True, None)
    assert hours.true_until(unsure, now) == at("2026-01-01 00:00", "Europe/Paris")


def test_a_holiday_is_that_of_the_country_and_of_the_day_where_the_line_is():
    usa, haiti = builders.united_states(), builders.country()
    builders.public_holiday(country=usa, date=datetime.date(2026, 11, 26))
    american = builders.open_channel(
        *WEEK, time_zone="America/New_York", on_public_holidays="closed", service=builders.service(country=usa)
    )
    haitian = builders.open_channel(*WEEK, on_public_holidays="closed", service=builders.service(country=haiti))
    nowhere = builders.open_channel(*WEEK, on_public_holidays="closed")

    assert hours.state(american, at("2026-11-26 15:00"))[::2] == (False, True)
    assert hours.state(american, at("2026-11-26 04:59")).is_holiday is False
    assert hours.state(american, at("2026-11-27 04:59")).is_holiday is True
    assert hours.state(haitian, at("2026-11-26 15:00"))[::2] == (True, False)
    assert hours.state(nowhere, at("2026-11-26 15:00"))[::2] == (True, False)


def test_a_line_closed_for_a_week_of_holidays_opens_after_it():
    china = builders.country(key="CHN", iso2="CN", name_en="China", name_fr="Chine")
    for day in range(1, 9):
        builders.public_holiday(country=china, date=datetime.date(2026, 10, day))
    channel = builders.open_channel(
        *WEEK, time_zone="Asia/Shanghai", on_public_holidays="closed", service=builders.service(country=china)
    )

    found = hours.state(channel, at("2026-09-30 18:00", "Asia/Shanghai"))

    assert said(found) == (False, "2026-10-09 09:00")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23 08:00", "2026-11-23 09:00"),
        ("2026-11-23 12:00", "2026-11-23 17:00"),
        ("2025-12-31 18:00", "2026-01-01 00:00"),
        ("2026-01-01 10:00", "2026-01-02 00:00"),
    ],
)
def test_a_state_is_true_until_it_changes_or_a_holiday_begins_or_ends(now, until):
    holiday = builders.public_holiday()
    channel = builders.open_channel(*WEEK, service=builders.service(country=holiday.country))

    assert hours.true_until(channel, at(now, "Europe/Paris")) == at(until, "Europe/Paris")


def test_the_states_of_many_channels_take_one_query_for_their_holidays(django_assert_num_queries):
    holiday = builders.public_holiday()
    channels = [
        builders.open_channel(*WEEK, service=builders.service(country=holiday.country)).service for _time in range(3)
    ]
    now = at("2026-01-01 10:00", "Europe/Paris")

    with django_assert_num_queries(6):
        services = type(channels[0]).objects.with_channels()
        holidays = PublicHoliday.objects.near(now)
        states = [hours.state(channel, now, holidays) for service in services for channel in service.public_channels]

    assert states == [(None, None, True)] * 3


@pytest.mark.parametrize("zone", ["", "Europe/Atlantis", "Europe", "../../etc/passwd", "\t", "É"])
def test_a_zone_that_does_not_exist_makes_the_hours_unknown(zone, caplog):
    channel = builders.open_channel(*WEEK, time_zone=zone)

    with caplog.at_level(logging.WARNING, logger="hotlines.hours"):
        found = hours.state(channel, at("2026-11-23 12:00"))

    assert found == (None, None, False)
    assert bool(caplog.messages) is bool(zone)


def test_hours_that_are_listed_nowhere_are_unknown(caplog):
    channel = builders.open_channel()

    with caplog.at_level(logging.WARNING, logger="hotlines.hours"):
        found = hours.state(channel, at("2026-11-23 12:00"))

    assert found == (None, None, False)
    assert caplog.messages == [f"Channel {channel.key}: its hours are the periods listed, and none is."]


def test_a_day_of_the_week_that_does_not_exist_is_never_open():
    channel = builders.open_channel("9 09:00-17:00")

    assert hours.state(channel, at("2026-11-23 12:00")) == (False, None, False)


def test_a_period_ends_after_it_begins_or_at_midnight():
    channel = builders.open_channel("0 22:00-00:00", "1 00:00-00:00")

    with pytest.raises(IntegrityError), transaction.atomic():
        channel.periods.create(weekday=2, opens=datetime.time(22), closes=datetime.time(6))

    assert [str(period) for period in channel.periods.all()] == ["Monday 22:00-24:00", "Tuesday 00:00-24:00"]


def test_around_the_clock_and_closed_on_holidays_cannot_both_be_true():
    channel = builders.channel(hours="always", on_public_holidays="closed")

    with pytest.raises(ValidationError) as refused:
        channel.clean()

    assert refused.value.message_dict == {
        "on_public_holidays": ["A line that is closed on public holidays is not open every day: list its hours."]
    }


def test_a_country_has_one_public_holiday_a_day():
    holiday = builders.public_holiday()

    with pytest.raises(IntegrityError), transaction.atomic():
        builders.public_holiday(country=holiday.country)
