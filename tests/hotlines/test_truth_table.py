"""What the page of a line tells of each channel, known or not."""

import datetime

import pytest
from django.urls import reverse

from tests import builders
from tests.hotlines.reading import WEEK, cells, page, spaces

pytestmark = pytest.mark.django_db


def test_each_channel_tells_all_that_the_table_promises(client, language):
    service = builders.service(tells_police="with-consent", tells_immigration="with-consent", anonymous="yes")
    channel = builders.channel(
        service=service,
        hours="always",
        reachable_from_abroad="no",
        cost="free",
        cost_from_mobile="normal",
        on_bill="yes",
    )
    channel.languages.add(builders.language_spoken())

    found = cells(page(client, channel))

    expected = {
        "en": {
            "Languages spoken": "French",
            "By interpreter": "not known",
            "Hours": "24 hours a day, 7 days a week",
            "Open or closed": "open day and night",
            "From abroad": "no",
            "Cost": "free",
            "Cost from a mobile": "price of an ordinary call",
            "On the bill or call list": "yes",
            "Needs internet data": "no",
            "Who is told": "The police and immigration authorities: only with your consent, unless the law requires it",
            "You can stay anonymous": "yes",
            "Checked": "not known (a new check is due: it may have changed)",
        },
        "fr": {
            "Langues parlées": "français",
            "Par interprète": "non connu",
            "Horaires": "24 heures sur 24, 7 jours sur 7",
            "Ouvert ou fermé": "ouvert jour et nuit",
            "De l’étranger": "non",
            "Coût": "gratuit",
            "Coût depuis un mobile": "prix d’un appel ordinaire",
            "Sur la facture, la liste d’appels": "oui",
            "Demande internet": "non",
            "Qui est prévenu": (
                "La police et les services de l’immigration : seulement avec votre accord, sauf si la loi l’exige"
            ),
            "Vous pouvez rester anonyme": "oui",
            "Vérification": "non connu (nouvelle vérification à faire : cela a pu changer)",
        },
    }[language]
    assert {label: spaces(value) for label, value in found.items()} == expected


def test_what_is_not_known_of_a_channel_is_said_in_every_row(client):
    channel = builders.channel(kind="form", number="", display="", url="https://example.org/form")

    found = cells(page(client, channel))

    assert found.pop("Needs internet data") == "yes"
    assert found.pop("Who is told") == "The police and immigration authorities: not known"
    assert found.pop("Checked") == "not known (a new check is due: it may have changed)"
    assert set(found.values()) == {"not known"}


def test_hours_in_a_note_that_nobody_wrote_are_said_to_be_unknown(client):
    noted = builders.channel(hours="note", hours_note_en="Office hours.", hours_note_fr="Heures de bureau.")
    empty = builders.channel(hours="note")

    assert cells(page(client, noted))["Hours"] == "Office hours."
    assert cells(page(client, empty))["Hours"] == "not known"


def test_the_police_and_immigration_are_told_apart_when_they_differ(client):
    channel = builders.channel(service=builders.service(tells_police="yes", tells_immigration="unknown"))

    assert cells(page(client, channel))["Who is told"] == "The police: yes Immigration authorities: not known"


@pytest.mark.parametrize(
    ("kind", "contact", "needed"),
    [
        ("call", {}, False),
        ("text", {}, False),
        ("relay", {}, False),
        ("relay", {"number": "", "display": "", "url": "https://example.org/"}, True),
        ("whatsapp", {}, True),
        ("chat", {"number": "", "display": "", "url": "https://example.org/"}, True),
        ("form", {"number": "", "display": "", "url": "https://example.org/"}, True),
        ("email", {"number": "", "display": "", "email": "a@example.org"}, True),
    ],
)
def test_what_needs_data_follows_from_the_kind(kind, contact, needed):
    assert builders.channel(kind=kind, **contact).needs_data is needed


def test_listed_hours_say_their_zone_and_their_holidays(client):
    channel = builders.open_channel(*WEEK, on_public_holidays="closed")

    assert cells(page(client, channel))["Hours"] == (
        "Monday to Friday, 9:00–17:00 (time in Paris) On public holidays: closed"
    )


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../etc/passwd"])
def test_a_page_whose_stored_hours_are_wrong_still_shows_the_number(client, language, caplog, zone):
    channel = builders.open_channel(*WEEK, time_zone=zone)
    channel.periods.create(weekday=9, opens=datetime.time(9), closes=datetime.time(17))
    channel.periods.create(weekday=0, opens=datetime.time(10), closes=datetime.time(12))

    response = page(client, channel)
    found = cells(response)

    assert "tel:+18883737888" in response.content.decode()
    assert (
        found[{"en": "Open or closed", "fr": "Ouvert ou fermé"}[language]]
        == {"en": "not known", "fr": "non connu"}[language]
    )
    assert client.get(reverse("hotlines:directory-json")).status_code == 200


def test_a_page_takes_as_many_queries_for_one_channel_as_for_ten(client, clock, django_assert_num_queries):
    holiday = builders.public_holiday(date=datetime.date(2026, 11, 23))
    channel = builders.open_channel(*WEEK, service=builders.service(country=holiday.country))
    address = channel.service.get_absolute_url()
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)
    for _more in range(9):
        builders.open_channel(*WEEK, service=channel.service)
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
