"""Hours that cannot be are refused with a sentence that says why, and holidays are for those who may publish."""

import pytest

from hotlines.models import PublicHoliday
from tests import builders
from tests.publishing.admin_forms import errors_at, fields, submit


@pytest.fixture(autouse=True)
def publisher(db, client):
    client.force_login(builders.staff("publisher"))


def change(row, language="en"):
    return f"/{language}/admin/hotlines/{row._meta.model_name}/{row.pk}/change/"


def period(number, day, opens, closes):
    """Return what a browser sends for one opening period that is new."""
    name = f"periods-{number}"
    return {f"{name}-weekday": str(day), f"{name}-opens": opens, f"{name}-closes": closes, f"{name}-id": ""}


def hours(*periods):
    return {"periods-TOTAL_FORMS": str(len(periods))} | {
        name: value for number, given in enumerate(periods) for name, value in period(number, *given).items()
    }


OVERLAPPING = {
    "en": "These periods overlap: Monday 09:00-12:00 and Monday 11:30-14:00. Make them one, or change one of them.",
    "fr": "Ces plages se chevauchent\u00a0: lundi 09:00-12:00 et lundi 11:30-14:00. "
    "Réunissez-les ou modifiez l’une d’elles.",
}


def test_periods_of_one_day_that_overlap_are_refused_and_named(client, language):
    channel = builders.open_channel("2 09:00-17:00")

    response = submit(
        client,
        change(channel, language),
        **{"periods-TOTAL_FORMS": "3"},
        **period(1, 0, "11:30", "14:00"),
        **period(2, 0, "09:00", "12:00"),
    )

    assert OVERLAPPING[language] in response.content.decode()
    assert [str(kept) for kept in channel.periods.all()] in (["Wednesday 09:00-17:00"], ["mercredi 09:00-17:00"])


def test_periods_that_touch_are_no_overlap_and_a_night_is_cut_in_two(client):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")

    submit(client, change(channel), **hours((0, "18:00", "22:00"), (0, "22:00", "00:00"), (1, "00:00", "06:00")))

    assert [str(kept) for kept in channel.periods.all()] == [
        "Monday 18:00-22:00",
        "Monday 22:00-24:00",
        "Tuesday 00:00-06:00",
    ]


def test_listed_hours_without_a_period_are_refused(client):
    channel = builders.channel()

    response = submit(client, change(channel), hours="periods", time_zone="Europe/Paris")

    channel.refresh_from_db()
    assert "The hours are those listed here, and none is: add a period." in response.content.decode()
    assert channel.hours == "unknown"


def test_hours_without_their_time_zone_are_refused_next_to_it(client):
    channel = builders.channel()

    response = submit(client, change(channel), hours="periods", **hours((0, "09:00", "17:00")))

    assert errors_at(response, "time_zone") == ["Opening hours need the time zone they are in."]


def test_a_time_that_does_not_exist_is_refused(client):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")

    response = submit(client, change(channel), **hours((0, "09:00", "25:00")))

    assert response.status_code == 200
    assert channel.periods.count() == 0


def test_around_the_clock_but_closed_on_public_holidays_is_refused(client):
    channel = builders.channel(hours="always")

    response = submit(client, change(channel), on_public_holidays="closed")

    assert errors_at(response, "on_public_holidays") == [
        "A line that is closed on public holidays is not open every day: list its hours."
    ]


def test_a_public_holiday_is_given_by_a_publisher_and_makes_its_key(client):
    path = "/en/admin/hotlines/publicholiday/add/"
    given = {
        "country": str(builders.country().pk),
        "date": "2028-02-29",
        "name_en": "Leap day",
        "name_fr": "jour intercalaire",
    }

    client.post(path, fields(client.get(path)) | given)
    again = client.post(path, fields(client.get(path)) | given)
    never = client.post(path, fields(client.get(path)) | given | {"date": "2027-02-29"})

    assert PublicHoliday.objects.get().key == "hti/2028-02-29"
    assert errors_at(again, "date") == ["This country has a public holiday on this day already: change that one."]
    assert errors_at(never, "date") == ["Enter a valid date."]


def test_a_writer_does_not_touch_public_holidays(client):
    holiday = builders.public_holiday()
    client.force_login(builders.staff("writer"))

    assert client.get("/en/admin/hotlines/publicholiday/add/").status_code == 403
    assert client.get(change(holiday)).status_code == 200
    assert client.post(change(holiday), {"name_en": "Another"}).status_code == 403


def test_a_translator_corrects_the_name_of_a_holiday_and_not_its_day(client):
    holiday = builders.public_holiday()
    client.force_login(builders.staff("translator"))

    submit(client, change(holiday), name_fr="premier janvier", date="2026-01-02")

    holiday.refresh_from_db()
    assert (holiday.name_fr, holiday.date.isoformat()) == ("premier janvier", "2026-01-01")
