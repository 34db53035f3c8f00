"""What machines read of the hours of a line."""

import pytest

from hotlines import structured
from hotlines.models import Service
from tests import builders

pytestmark = pytest.mark.django_db


def hours_of(channel):
    service = Service.objects.with_channels().get(pk=channel.service.pk)
    (point,) = structured.contact_points(service, "https://example.org/")["contactPoint"]
    return [(opening["dayOfWeek"], opening["opens"], opening["closes"]) for opening in point.get("hoursAvailable", [])]


def test_hours_that_end_at_midnight_and_whole_days_are_told_as_schema_org_reads_them():
    channel = builders.open_channel("0 22:00-00:00", "1 00:00-06:00", "5 00:00-00:00")

    assert hours_of(channel) == [
        ("Monday", "22:00", "00:00"),
        ("Tuesday", "00:00", "06:00"),
        ("Saturday", "00:00", "23:59"),
    ]


@pytest.mark.parametrize(
    ("policy", "told"),
    [("closed", [("PublicHolidays", "00:00", "00:00")]), ("unknown", []), ("as-usual", [])],
)
def test_closed_on_public_holidays_is_told_and_nothing_is_guessed(policy, told):
    channel = builders.open_channel("0 09:00-17:00", on_public_holidays=policy)

    assert hours_of(channel) == [("Monday", "09:00", "17:00"), *told]


def test_hours_that_are_not_known_are_not_told():
    assert hours_of(builders.channel()) == []
