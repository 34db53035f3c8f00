import datetime

import pytest

from hotlines import hours_in_words
from publishing.contentfiles.kinds import all_kinds
from publishing.contentfiles.reading import read_kind
from tests import builders
from tests.hotlines.reading import WEEK, cells, page, spaces

pytestmark = pytest.mark.django_db

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
