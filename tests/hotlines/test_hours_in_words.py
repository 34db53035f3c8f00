import datetime
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from hotlines import hours_in_words
from publishing.contentfiles.kinds import all_kinds
from publishing.contentfiles.reading import read_kind
from tests import builders

pytestmark = pytest.mark.django_db

WEEK = [f"{day} 09:00-17:00" for day in range(5)]
MONDAY_AFTERNOON = "2026-11-23T13:05:00Z"


def spaces(text):
    """Return a text whose no-break spaces are plain: the tests of typography look at them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def clock():
    """The one clock of the site (django.utils.timezone.now reads it), stopped at a moment that a test moves."""
    with time_machine.travel(MONDAY_AFTERNOON, tick=False) as stopped:
        yield stopped


def page(client, channel):
    response = client.get(channel.service.get_absolute_url())
    assert response.status_code == 200
    return response


def cells(response):
    """Return what the table of the first channel says, by its row."""
    html = unescape(response.content.decode())
    rows = re.findall(r'<th class="channel__label"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>', html, re.DOTALL)
    plain = [(label, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", value)).strip()) for label, value in rows]
    return dict(reversed(plain))


WEEKS = [
    (WEEK, ["Monday to Friday, 9:00–17:00"], ["du lundi au vendredi, de 9 h à 17 h"]),
    (
        ["0 15:00-19:00", "1 15:00-19:00", "2 13:00-19:00", "3 15:00-19:00", "4 15:00-19:00"],
        ["Monday and Tuesday, 15:00–19:00", "Wednesday, 13:00–19:00", "Thursday and Friday, 15:00–19:00"],
        [
            "le lundi et le mardi, de 15 h à 19 h",
            "le mercredi, de 13 h à 19 h",
            "le jeudi et le vendredi, de 15 h à 19 h",
        ],
    ),
    (
        ["5 09:30-12:00", "5 14:00-17:45"],
        ["Saturday, 9:30–12:00 and 14:00–17:45"],
        ["le samedi, de 9 h 30 à 12 h et de 14 h à 17 h 45"],
    ),
    ([f"{day} 08:05-20:00" for day in range(7)], ["every day, 8:05–20:00"], ["tous les jours, de 8 h 05 à 20 h"]),
    (["6 18:00-00:00"], ["Sunday, 18:00–midnight"], ["le dimanche, de 18 h à minuit"]),
    (
        ["5 00:00-00:00", "6 00:00-00:00"],
        ["Saturday and Sunday, day and night"],
        ["le samedi et le dimanche, jour et nuit"],
    ),
    (
        ["6 22:00-00:00", "0 00:00-06:00"],
        ["Sunday, 22:00–6:00 the next day"],
        ["le dimanche, de 22 h à 6 h le lendemain"],
    ),
    (
        [f"{day} {night}" for day in range(7) for night in ("00:00-06:00", "22:00-00:00")],
        ["every day, 22:00–6:00 the next day"],
        ["tous les jours, de 22 h à 6 h le lendemain"],
    ),
    ([], [], []),
]


@pytest.mark.parametrize(("periods", "english", "french"), WEEKS)
def test_the_hours_of_a_week_are_said_as_each_language_says_them(language, periods, english, french):
    channel = builders.open_channel(*periods)

    found = [spaces(line) for line in hours_in_words.week(channel)]

    assert found == {"en": english, "fr": french}[language]


PLACES = [
    ("Europe/Brussels", "time in Brussels", "heure de Bruxelles"),
    ("America/New_York", "time in New York", "heure de New York"),
    ("Africa/Abidjan", "time in Abidjan", "heure locale : Abidjan"),
    ("America/Argentina/Buenos_Aires", "time in Buenos Aires", "heure locale : Buenos Aires"),
    ("UTC", "time zone UTC", "fuseau horaire UTC"),
    ("Etc/GMT+5", "time zone Etc/GMT+5", "fuseau horaire Etc/GMT+5"),
    ("Europe/Atlantis", "time zone not known", "fuseau horaire inconnu"),
    ("", "time zone not known", "fuseau horaire inconnu"),
]


@pytest.mark.parametrize(("zone", "english", "french"), PLACES)
def test_a_zone_is_said_by_a_place_that_people_know(language, zone, english, french):
    channel = builders.channel(time_zone=zone)

    assert spaces(hours_in_words.place(channel)) == {"en": english, "fr": french}[language]


def test_every_zone_of_the_content_has_its_place_in_both_languages():
    channels = next(kind for kind in all_kinds() if kind.name == "channel")
    records, _faults = read_kind(channels)

    zones = {record.plain["time_zone"] for record in records} - {""}

    assert zones
    assert zones <= set(hours_in_words.PLACES)


SENTENCES = [
    (
        WEEK,
        "At 14:05 on Nov. 23, 2026 (time in Paris): open until 17:00.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert jusqu’à 17 h.",
    ),
    (
        ["0 09:00-12:00", "0 15:30-18:00"],
        "At 14:05 on Nov. 23, 2026 (time in Paris): closed; opens at 15:30.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : fermé ; ouvre à 15 h 30.",
    ),
    (
        ["1 00:00-06:00"],
        "At 14:05 on Nov. 23, 2026 (time in Paris): closed; opens on Tuesday, Nov. 24, 2026, at 0:00.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : fermé ; ouvre le mardi 24 novembre 2026 à 0 h.",
    ),
    (
        ["0 09:00-00:00"],
        "At 14:05 on Nov. 23, 2026 (time in Paris): open until midnight.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert jusqu’à minuit.",
    ),
    (
        ["0 09:00-00:00", "1 00:00-00:00"],
        "At 14:05 on Nov. 23, 2026 (time in Paris): open until midnight on Tuesday, Nov. 24, 2026.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert jusqu’au mardi 24 novembre 2026 à minuit.",
    ),
    (
        ["0 09:00-00:00", "1 00:00-06:00"],
        "At 14:05 on Nov. 23, 2026 (time in Paris): open until 6:00 on Tuesday, Nov. 24, 2026.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert jusqu’au mardi 24 novembre 2026 à 6 h.",
    ),
    (
        [f"{day} 00:00-00:00" for day in range(7)],
        "At 14:05 on Nov. 23, 2026 (time in Paris): open.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert.",
    ),
    ([], "not known", "non connu"),
]


@pytest.mark.parametrize(("periods", "english", "french"), SENTENCES)
def test_a_state_names_the_moment_it_speaks_of(client, language, clock, periods, english, french):
    channel = builders.open_channel(*periods)

    said = cells(page(client, channel))[{"en": "Open or closed", "fr": "Ouvert ou fermé"}[language]]

    assert spaces(said) == {"en": english, "fr": french}[language]


HOLIDAYS = [
    (
        "unknown",
        "At 14:05 on Nov. 23, 2026 (time in Paris): may be closed. Public holiday there: Day of the Lines.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : peut être fermé. Jour férié sur place : fête des Lignes.",
    ),
    (
        "closed",
        "At 14:05 on Nov. 23, 2026 (time in Paris): closed; opens on Tuesday, Nov. 24, 2026, at 9:00. "
        "Public holiday there: Day of the Lines.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : fermé ; ouvre le mardi 24 novembre 2026 à 9 h. "
        "Jour férié sur place : fête des Lignes.",
    ),
    (
        "as-usual",
        "At 14:05 on Nov. 23, 2026 (time in Paris): open until 17:00. Public holiday there: Day of the Lines.",
        "Le 23 novembre 2026 à 14 h 05 (heure de Paris) : ouvert jusqu’à 17 h. Jour férié sur place : fête des Lignes.",
    ),
]


@pytest.mark.parametrize(("policy", "english", "french"), HOLIDAYS)
def test_a_public_holiday_is_named_with_the_state(client, language, clock, policy, english, french):
    holiday = builders.public_holiday(
        date=datetime.date(2026, 11, 23), name_en="Day of the Lines", name_fr="fête des Lignes"
    )
    channel = builders.open_channel(*WEEK, on_public_holidays=policy, service=builders.service(country=holiday.country))

    said = cells(page(client, channel))[{"en": "Open or closed", "fr": "Ouvert ou fermé"}[language]]

    assert spaces(said) == {"en": english, "fr": french}[language]


def test_the_state_stands_with_the_number_too(client, clock):
    channel = builders.open_channel(*WEEK)

    html = page(client, channel).content.decode()

    assert html.count("At 14:05 on Nov. 23, 2026 (time in Paris): open until 17:00.") == 2
    assert html.index("open until 17:00") < html.index("Who is told")


def test_what_never_changes_or_is_not_known_is_not_said_with_the_number(client, clock):
    service = builders.channel(hours="always").service
    unknown = [
        builders.channel(service=service),
        builders.open_channel(service=service),
        builders.open_channel(*WEEK, service=service, time_zone="Europe/Atlantis"),
    ]

    contacts = page(client, unknown[0]).content.decode().split("<h2>")[0]

    assert "open" not in contacts.partition('<ul class="contacts')[2]
    assert "not known" not in contacts.partition('<ul class="contacts')[2]


def test_the_eve_of_a_holiday_of_which_nothing_is_known_promises_no_opening(client, clock):
    holiday = builders.public_holiday(date=datetime.date(2026, 11, 24))
    channel = builders.open_channel(*WEEK, service=builders.service(country=holiday.country))
    clock.move_to("2026-11-23T20:00:00Z")

    said = cells(page(client, channel))["Open or closed"]

    assert said == "At 21:00 on Nov. 23, 2026 (time in Paris): closed; when it opens next is not known."


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
            "Checked": "not known",
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
            "Vérification": "non connu",
        },
    }[language]
    assert {label: spaces(value) for label, value in found.items()} == expected


def test_what_is_not_known_of_a_channel_is_said_in_every_row(client):
    channel = builders.channel(kind="form", number="", display="", url="https://example.org/form")

    found = cells(page(client, channel))

    assert found.pop("Needs internet data") == "yes"
    assert found.pop("Who is told") == "The police and immigration authorities: not known"
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
