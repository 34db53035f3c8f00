"""What staff mistype, and nobody would see: days, countries, the same number twice."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hotlines.models import Channel, Check, ContactChange
from hotlines.numbers import check_number
from tests import builders
from tests.hotlines.changing import NEW, form_of
from tests.publishing.admin_forms import errors_at, submit

pytestmark = pytest.mark.django_db


def day(ago):
    return (timezone.localdate() - datetime.timedelta(days=ago)).isoformat()


@pytest.mark.parametrize("checked_on", ["2999", "2999-02", day(-1)])
def test_a_check_that_is_still_to_come_is_refused_next_to_it(enter, language, checked_on):
    channel = builders.channel()

    response = submit(enter("publisher"), form_of(channel, language), checked_on=checked_on, reason="Typed in haste.")

    expected = {
        "en": "This day is still to come: write the day of the check.",
        "fr": "Ce jour n’est pas encore venu : écrivez celui de la vérification.",
    }
    assert [text.replace("\u00a0", " ") for text in errors_at(response, "checked_on")] == [expected[language]]


@pytest.mark.parametrize("checked_on", ["", day(0), day(0)[:7], day(0)[:4]])
def test_a_check_of_today_this_month_or_this_year_is_none_to_come(checked_on):
    builders.channel(checked_on=checked_on).clean()
    builders.emergency_number(checked_on=checked_on).clean()


def test_the_check_of_an_emergency_number_is_not_to_come_either():
    with pytest.raises(ValidationError, match="still to come"):
        builders.emergency_number(checked_on="2999").clean()


@pytest.mark.parametrize(("last", "on"), [(day(10), day(11)), ("", day(400)), ("2018", "2017-12-31")])
def test_a_check_is_not_recorded_before_the_last_one_nor_when_it_would_be_due_again(enter, last, on):
    channel = builders.channel(checked_on=last)
    said = {"how": "called", "on": on, "outcome": "confirmed", "evidence_url": "", "note": ""}

    response = enter("writer").post(f"/en/admin/hotlines/check/due/{channel.pk}/", said)

    channel.refresh_from_db()
    assert response.context["form"].errors.keys() == {"on"}
    assert (channel.checked_on, Check.objects.count()) == (last, 0)


def test_a_short_code_of_another_country_than_the_service_is_refused_next_to_its_country(enter):
    usa, haiti = builders.united_states(), builders.country()
    channel = builders.channel(
        service=builders.service(country=usa), kind="text", number="233733", display="", short_code_country=usa
    )

    response = submit(enter("publisher"), form_of(channel), short_code_country=haiti.pk, reason="A slip.")

    assert errors_at(response, "short_code_country") == [
        f"A short code works in its own country only: this one is of {haiti}, and the service of {usa}."
    ]


def test_a_short_code_of_a_service_of_no_one_country_keeps_its_own():
    builders.channel(
        service=builders.service(country=None), number="233733", display="", short_code_country=builders.united_states()
    ).clean()


def test_whatsapp_is_refused_a_short_code():
    channel = Channel(kind="whatsapp", number="233733", short_code_country=builders.united_states())

    with pytest.raises(ValidationError, match="full number"):
        channel.clean()


def test_the_same_number_twice_in_one_service_is_refused(enter):
    first = builders.channel(key="line/call")
    second = builders.channel(service=first.service, number="+18002255324", display="")

    response = submit(enter("publisher"), form_of(second), number=first.number, display="", reason="A slip.")

    assert errors_at(response, "number") == [
        "+18883737888 stands in the directory already, as line/call: one is wrong, or both are one line."
    ]


SAID = {"en": "day of the check of the old contact", "fr": "jour de la vérification de l’ancien contact"}


def test_a_new_number_is_refused_with_the_check_of_the_old_one(enter, language):
    channel = builders.channel(checked_on="2026-01-05")

    response = submit(enter("publisher"), form_of(channel, language), **NEW, reason="The site says so.")

    assert SAID[language] in errors_at(response, "checked_on")[0]
    assert not ContactChange.objects.exists()


@pytest.mark.parametrize("checked_on", ["", day(0), "2026-11"])
def test_a_new_number_waits_with_a_check_of_its_own_or_none(enter, checked_on):
    channel = builders.channel(checked_on="2026-01-05")

    submit(enter("publisher"), form_of(channel), **NEW, checked_on=checked_on, reason="The site says so.")

    assert ContactChange.objects.get().new["checked_on"] == checked_on


def test_a_number_found_wrong_on_the_day_it_was_checked_keeps_that_day(enter):
    channel = builders.channel(checked_on=day(0))

    submit(enter("publisher"), form_of(channel), **NEW, reason="The operator called back.")

    assert ContactChange.objects.get().new["number"] == NEW["number"]


def test_new_emergency_numbers_are_refused_with_the_check_of_the_old_ones(enter):
    emergency = builders.emergency_number(numbers=["114"], checked_on="2025")

    response = submit(enter("publisher"), form_of(emergency), numbers="115", reason="The site says so.")

    assert SAID["en"] in errors_at(response, "checked_on")[0]


@pytest.mark.parametrize("number", ["²33733", "٢٣٣٧٣٣"])
def test_digits_of_another_script_are_refused_with_what_to_write(number):
    with pytest.raises(ValidationError, match="is not a short code"):
        check_number(number, country="US")


@pytest.mark.parametrize(("number", "is_told"), [("22", True), ("233733", False)])
def test_a_short_code_that_is_not_known_to_be_possible_is_told_and_not_refused(enter, language, number, is_told):
    usa = builders.united_states()
    channel = builders.channel(status="draft", number="233734", display="", short_code_country=usa)

    client = enter("publisher")
    submit(client, form_of(channel, language), number=number)

    channel.refresh_from_db()
    page = client.get(form_of(channel, language)).content.decode()
    said = {"en": "short codes known to be possible", "fr": "numéros courts connus comme possibles"}
    assert (said[language] in page) == is_told
    assert channel.number == number
