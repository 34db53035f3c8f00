import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from hotlines.models import Channel
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("confidence", ["low", "unverified"])
def test_a_number_nobody_can_vouch_for_is_not_published(confidence):
    with pytest.raises(IntegrityError, match="published_is_trusted"):
        builders.channel(confidence=confidence)


@pytest.mark.parametrize("confidence", ["low", "unverified"])
def test_it_may_wait_as_a_draft(confidence):
    assert builders.channel(confidence=confidence, status="draft").pk


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "call", "number": ""},
        {"kind": "text", "number": ""},
        {"kind": "whatsapp", "number": ""},
        {"kind": "relay", "number": ""},
        {"kind": "chat", "number": "+18883737888", "url": ""},
        {"kind": "form", "number": "+18883737888", "url": ""},
        {"kind": "email", "number": "", "email": ""},
    ],
)
def test_a_channel_without_its_contact_is_refused(said):
    with pytest.raises(IntegrityError, match="has_its_contact"):
        builders.channel(**said)


def test_a_short_code_without_its_country_is_refused():
    with pytest.raises(IntegrityError, match="short_code_has_country"):
        builders.channel(number="233733")


@pytest.mark.parametrize("number", ["1-888", "+1 888", "BEFREE", "+"])
def test_a_number_is_digits(number):
    with pytest.raises(IntegrityError, match="number_is_digits"):
        builders.channel(number=number, short_code_country=builders.united_states())


def test_a_period_opens_before_it_closes():
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")

    with pytest.raises(IntegrityError, match="opens_before_it_closes"):
        channel.periods.create(weekday=0, opens=datetime.time(17), closes=datetime.time(9))


def test_a_service_has_a_purpose():
    with pytest.raises(IntegrityError, match="has_a_purpose"):
        builders.service(for_help=False)


@pytest.mark.parametrize(
    ("checked", "overdue"),
    [
        ("", True),
        ("2019", True),
        ("2025-11", True),
        ("2025-11-21", True),
        ("2025-11-22", False),
        ("2026-01", False),
        ("2026", False),
    ],
)
def test_a_check_is_overdue_after_a_year_or_when_its_date_is_not_known(checked, overdue):
    channel = builders.channel(checked_on=checked)

    assert Channel.objects.check_overdue(datetime.date(2026, 11, 22)).filter(pk=channel.pk).exists() is overdue


def test_the_refusal_of_the_printed_text_number_says_why():
    channel = builders.channel(
        kind="text", number="233733", vanity="BEFREE", display="", short_code_country=builders.united_states()
    )
    channel.number = "2333733"

    with pytest.raises(ValidationError) as refused:
        channel.full_clean()

    assert refused.value.message_dict["vanity"] == [
        "The letters BEFREE dial 233733, but the number is 2333733. One of the two is wrong."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "display", "right"),
    [
        ("+18883737888", "1-888-373-7888", True),
        ("+448000121700", "08000 121 700", True),
        ("+33180523376", "00 33 1 80 52 33 76", True),
        ("+18883737888", "1-888-373-7889", False),
        ("+448000121700", "08000 121 70", False),
    ],
)
def test_what_people_read_holds_the_digits_that_are_dialed(number, display, right):
    channel = builders.channel(kind="call", number=number, display="", vanity="")
    channel.service.country = None
    channel.display = display

    if right:
        channel.clean()
    else:
        with pytest.raises(ValidationError) as refused:
            channel.clean()
        assert refused.value.message_dict["display"] == [
            f"People would read {display}, but the number is {number}: the digits differ."
        ]
