"""The feed of contacts: what the public saw appear, change and cease, and nothing else."""

import datetime
import importlib
import json
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from hotlines import changes, contact_history, facts
from hotlines.models import Channel, Service
from publishing import versions
from tests import builders
from tests.hotlines.changing import NEW, asked
from tests.hotlines.reading import spaces

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = datetime.timedelta(days=1)
FEEDS = ["changes-atom", "changes-json"]


def told(client):
    """Return title and lines of each entry of the feed in the active language."""
    versions.move()
    data = json.loads(client.get(reverse("hotlines:changes-json")).getvalue())
    return [(spaces(item["title"]), spaces(item["content_text"]).split("\n")) for item in data["items"]]


def titles(client):
    return [title for title, _lines in told(client)]


def save(row, **said):
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return row


def text(client):
    versions.move()
    return client.get(reverse("hotlines:changes-json")).getvalue().decode()


@pytest.fixture
def line(clock):
    """A contact that the public has seen since a day ago."""
    service = builders.service(key="us-line", name_en="American line", name_fr="Ligne américaine")
    channel = builders.channel(key="us-line/call", service=service, keyword="HELP")
    clock.shift(DAY)
    return channel


def test_a_contact_that_appears_is_one_entry_with_what_the_public_sees(client, line, language):
    title, lines = told(client)[0]

    assert len(told(client)) == 1
    assert (
        title
        == {
            "en": "American line: contact added (Call)",
            "fr": "Ligne américaine : contact ajouté (Téléphone)",
        }[language]
    )
    assert {"en": "Number: +18883737888", "fr": "Numéro : +18883737888"}[language] in lines
    assert {"en": "Hours: not known", "fr": "Horaires : non connu"}[language] in lines


def test_a_change_says_from_what_to_what(client, line, language):
    save(line, number="+18002255324", display="", keyword="")

    assert (
        told(client)[0]
        == {
            "en": (
                "American line: contact changed (Call)",
                ["Number: before: +18883737888; now: +18002255324", "Keyword to send: before: HELP; now: none given"],
            ),
            "fr": (
                "Ligne américaine : contact modifié (Téléphone)",
                [
                    "Numéro : avant : +18883737888 ; maintenant : +18002255324",
                    "Mot à envoyer : avant : HELP ; maintenant : rien d’indiqué",
                ],
            ),
        }[language]
    )


def test_who_is_told_is_a_fact_of_each_contact_of_the_line(client, line, language):
    save(
        line.service,
        tells_police="yes",
        who_is_told_en="<p>Nobody &amp; never.</p>",
        who_is_told_fr="<p>Personne.</p>",
    )

    _title, lines = told(client)[0]

    assert lines[0].endswith("+18883737888")
    assert (
        lines[1:]
        == {
            "en": [
                "Tells the police: before: not known; now: yes",
                "Who is told: before: none given; now: Nobody & never.",
            ],
            "fr": [
                "Prévient la police : avant : non connu ; maintenant : oui",
                "Qui est prévenu : avant : rien d’indiqué ; maintenant : Personne.",
            ],
        }[language]
    )


def test_new_hours_are_told_in_words_once_they_are_accepted(client, language, clock):
    channel = builders.open_channel("0 09:00-17:00")
    clock.shift(DAY)
    change = asked(channel, {facts.PERIODS: [{"weekday": 0, "opens": "10:00:00", "closes": "12:00:00"}]})
    waiting = titles(client)
    clock.shift(DAY)
    changes.accept(change, by=builders.staff("publisher"))

    assert len(waiting) == 1
    assert (
        told(client)[0][1][-1]
        == {
            "en": "Opening periods: before: Monday, 9:00–17:00; now: Monday, 10:00–12:00",
            "fr": "Plages horaires : avant : le lundi, de 9 h à 17 h ; maintenant : le lundi, de 10 h à 12 h",
        }[language]
    )


def test_a_contact_that_ceases_is_named_so_that_others_can_take_it_out(client, line, language):
    save(line, status="draft")

    assert (
        told(client)[0]
        == {
            "en": ("American line: contact no longer shown (Call)", ["Number: +18883737888"]),
            "fr": ("Ligne américaine : contact retiré (Téléphone)", ["Numéro : +18883737888"]),
        }[language]
    )


@pytest.mark.parametrize(
    "cease",
    [lambda line: line.delete(), lambda line: save(line.service, status="draft"), lambda line: line.service.delete()],
)
def test_a_contact_ceases_with_its_row_or_with_its_line(client, line, cease):
    cease(line)

    assert titles(client) == ["American line: contact no longer shown (Call)", "American line: contact added (Call)"]
    assert Service.objects.published().exists() or "us-line" not in text(client)


def test_what_comes_and_goes_by_its_dates_is_told_when_it_does(client, clock):
    start = datetime.datetime.now(datetime.UTC)
    builders.channel(publish_at=start + DAY, expire_at=start + 3 * DAY)
    before = titles(client)
    clock.shift(2 * DAY)
    during = titles(client)
    clock.shift(2 * DAY)
    data = json.loads(text(client))

    assert (before, during) == ([], ["A line: contact added (Call)"])
    assert [(item["title"], item["date_published"]) for item in data["items"]] == [
        ("A line: contact no longer shown (Call)", "2026-11-26T13:05:00+00:00"),
        ("A line: contact added (Call)", "2026-11-24T13:05:00+00:00"),
    ]


def test_a_contact_whose_check_is_too_old_ceases_when_the_public_ceases_to_see_it(client, clock, settings):
    settings.HOTLINE_CHECK_DUE_DAYS, settings.HOTLINE_HIDE_DAYS = 10, 30
    service = builders.service()
    builders.channel(key="old", service=service, checked_on="2026-11-01")
    builders.channel(key="new", service=service, checked_on="2026-11-20", number="+18002255324", display="")
    clock.shift(60 * DAY)

    data = json.loads(text(client))

    assert [channel.key for channel in Channel.objects.published()] == ["new"]
    assert [(item["title"], item["date_published"]) for item in data["items"][:1]] == [
        ("A line: contact no longer shown (Call)", "2026-12-02T00:00:00+00:00")
    ]
    assert "+18883737888" in data["items"][0]["content_text"]
    assert len(data["items"]) == 3


def test_a_draft_appears_with_its_public_value_and_none_that_it_had_before(client, clock, language):
    channel = builders.channel(status="draft", number="+18002255324", display="", confidence="unverified")
    clock.shift(DAY)
    save(channel, number="+18003456789")
    clock.shift(DAY)
    save(channel, number="+18883737888", status="published", confidence="high")

    assert len(told(client)) == 1
    assert "2255324" not in text(client)
    assert "3456789" not in text(client)


def test_a_number_that_changed_while_it_was_not_public_ceased_and_appeared(client, line, clock):
    for said in [{"status": "draft"}, {"number": "+18002255324", "display": ""}]:
        save(line, **said)
        clock.shift(DAY)
    save(line, number="+18003456789", status="published")

    assert [(title, [row for row in lines if row.startswith("Number")]) for title, lines in told(client)] == [
        ("American line: contact added (Call)", ["Number: +18003456789"]),
        ("American line: contact no longer shown (Call)", ["Number: +18883737888"]),
        ("American line: contact added (Call)", ["Number: +18883737888"]),
    ]


def test_what_waits_what_staff_wrote_and_who_they_are_never_show(client, line, language):
    asked(line, NEW, by=builders.staff("writer", username="zelda"), reason="Yorick says so.")
    save(line, staff_note="ask Xenia", checked_by="Wanda", owner=builders.user(username="viktor"))
    line._change_reason = "Ulrich"
    save(line, note_en="Told elsewhere.", note_fr="Dit ailleurs.", confidence="medium", checked_on="2026-11-20")

    assert len(told(client)) == 1
    for word in ("2255324", "zelda", "Yorick", "Xenia", "Wanda", "viktor", "Ulrich", "medium"):
        assert word not in text(client)


def test_a_change_in_one_language_is_told_in_that_language(client, line, language):
    save(line, hours_note_fr="Fermé en août.")

    assert len(told(client)) == {"en": 1, "fr": 2}[language]


def test_a_refused_change_is_not_told_and_an_urgent_one_is_with_its_undoing(client, line, clock):
    publisher = builders.staff("publisher")
    refused = asked(line, {"keyword": "OTHER"})
    changes.refuse(refused, by=publisher, reason="No.")
    urgent = asked(line, {"keyword": "INFO"}, by=builders.staff("publisher"))
    changes.show_at_once(urgent, by=urgent.asked_by)
    clock.shift(DAY)
    changes.refuse(urgent, by=publisher, reason="No.")

    assert [lines[-1] for _title, lines in told(client)[:2]] == [
        "Keyword to send: before: INFO; now: HELP",
        "Keyword to send: before: HELP; now: INFO",
    ]
    assert "OTHER" not in text(client)


def test_atom_holds_the_same_entries(client, line, language):
    save(line, keyword="INFO")
    items = json.loads(text(client))["items"]

    response = client.get(reverse("hotlines:changes-atom"))
    feed = ElementTree.fromstring(response.getvalue())

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert feed.findtext(f"{ATOM}updated") == items[0]["date_published"]
    assert [
        {
            "id": entry.findtext(f"{ATOM}id"),
            "url": entry.find(f"{ATOM}link").get("href"),
            "title": entry.findtext(f"{ATOM}title"),
            "content_text": entry.findtext(f"{ATOM}content"),
            "date_published": entry.findtext(f"{ATOM}updated"),
        }
        for entry in feed.findall(f"{ATOM}entry")
    ] == items
    assert len({item["id"] for item in items}) == 2


def test_json_feed_says_what_it_is(client, line, language):
    response = client.get(reverse("hotlines:changes-json"))

    data = json.loads(response.getvalue())
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["language"] == language
    assert data["feed_url"] == "http://testserver" + reverse("hotlines:changes-json")
    assert data["home_page_url"] == "http://testserver" + reverse("hotlines:directory")
    assert data["items"][0]["url"] == "http://testserver" + line.service.get_absolute_url()


@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_saved_and_never_shown_in_the_tab(client, line, name, language):
    address = reverse(f"hotlines:{name}")
    response = client.get(address)

    names = {"en": "changes", "fr": "nouveautes"}
    assert address.startswith({"en": "/en/get-help/", "fr": "/fr/obtenir-de-l-aide/"}[language])
    assert response["Content-Disposition"] == f'attachment; filename="{names[language]}.{name.rpartition("-")[2]}"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("name", FEEDS)
def test_feed_of_an_empty_directory_is_whole(client, name, language):
    response = client.get(reverse(f"hotlines:{name}"))

    assert response.status_code == 200
    assert response.getvalue()


@pytest.mark.parametrize("name", FEEDS)
def test_feed_of_many_changes_takes_as_many_queries_as_of_one(client, line, name, django_assert_num_queries, clock):
    builders.emergency_number(country=builders.country(), source=builders.source(), status="published")
    with django_assert_num_queries(7):
        client.get(reverse(f"hotlines:{name}")).getvalue()
    for number in range(120):
        clock.shift(DAY)
        builders.channel(keyword=f"WORD{number}")

    with django_assert_num_queries(7):
        client.get(reverse(f"hotlines:{name}")).getvalue()

    assert len(told(client)) == 100
    assert "WORD119" in text(client)
    assert "WORD19" not in text(client)


def test_the_last_contact_of_a_country_stays_however_old_its_check_is(client, clock, settings):
    settings.HOTLINE_CHECK_DUE_DAYS, settings.HOTLINE_HIDE_DAYS = 10, 30
    builders.channel(checked_on="2026-10")
    clock.shift(60 * DAY)

    assert Channel.objects.published().count() == 1
    assert titles(client) == ["A line: contact added (Call)"]


def test_hours_from_before_their_history_was_kept_begin_with_their_contact(client, clock):
    channel = builders.open_channel("0 09:00-17:00")
    channel.periods.model.history.all().delete()
    clock.shift(DAY)
    migration = importlib.import_module("hotlines.migrations.0009_history_of_opening_hours")

    migration.begin(apps, SimpleNamespace(connection=connection))

    assert titles(client) == ["A line: contact added (Call)"]
    assert "Opening periods: Monday, 9:00–17:00" in told(client)[0][1]


def test_every_fact_that_is_told_needs_a_second_person():
    for model, names in contact_history.FACTS.items():
        guarded = {name.removesuffix("_en") for name in facts.GUARDED[model]}
        assert set(names) <= guarded


def test_directory_leads_to_its_feeds(client, language):
    html = client.get(reverse("hotlines:directory")).content.decode()

    for name in FEEDS:
        address = reverse(f"hotlines:{name}")
        assert html.count(f'href="{address}"') == 2
    assert html.count('<link rel="alternate" type="application/feed+json"') == 1


@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_made_once_until_the_content_has_another_version(client, line, name, django_assert_num_queries):
    address = reverse(f"hotlines:{name}")
    first = client.get(address).getvalue()

    with django_assert_num_queries(0):
        again = client.get(address).getvalue()
    save(line, keyword="INFO")
    versions.move()
    changed = client.get(address).getvalue()

    assert first == again
    assert b"INFO" in changed
    assert b"INFO" not in first


def test_each_language_keeps_a_feed_of_its_own(client, line):
    english, french = (
        client.get(path).getvalue() for path in ("/en/get-help/changes.json", "/fr/obtenir-de-l-aide/nouveautes.json")
    )

    assert b"American line" in english
    assert b"American line" not in french


def test_what_goes_by_its_date_goes_from_a_kept_feed_within_a_minute(client, clock):
    address, now = reverse("hotlines:changes-json"), datetime.datetime.now(datetime.UTC)
    builders.channel(expire_at=now + datetime.timedelta(seconds=90))
    before = json.loads(client.get(address).getvalue())["items"]
    clock.shift(150)

    after = json.loads(client.get(address).getvalue())["items"]

    assert (len(before), len(after)) == (1, 2)


def emergency(**said):
    said = {"country": said.get("country") or builders.country(), "source": builders.source()} | said
    return builders.emergency_number(**({"numbers": ["114"], "status": "published"} | said))


def test_an_emergency_number_is_told_when_it_appears_changes_and_ceases(client, clock, language):
    number = emergency()
    for said in ({"numbers": ["114", "188"]}, {"checked_on": "2026-11-20"}, {"status": "draft"}, {"numbers": ["999"]}):
        clock.shift(DAY)
        save(number, **said)

    assert (
        told(client)
        == {
            "en": [
                ("Haiti: emergency number no longer shown", ["Numbers: 114, 188"]),
                ("Haiti: emergency number changed", ["Numbers: before: 114; now: 114, 188"]),
                ("Haiti: emergency number added", ["Numbers: 114"]),
            ],
            "fr": [
                ("Haïti : numéro d’urgence retiré", ["Numéros : 114, 188"]),
                ("Haïti : numéro d’urgence modifié", ["Numéros : avant : 114 ; maintenant : 114, 188"]),
                ("Haïti : numéro d’urgence ajouté", ["Numéros : 114"]),
            ],
        }[language]
    )
    assert "999" not in text(client)


def test_a_draft_of_an_emergency_number_is_never_told(client, clock):
    number = emergency(status="draft", numbers=["999"])
    clock.shift(DAY)
    save(number, numbers=["114"], status="published")

    assert told(client) == [("Haiti: emergency number added", ["Numbers: 114"])]


def test_an_emergency_number_leads_to_its_country_while_that_has_a_page(client, clock):
    number = emergency()
    page = json.loads(text(client))["items"][0]["url"]
    clock.shift(DAY)
    number.delete()

    assert page == "http://testserver/en/get-help/in/haiti/"
    assert json.loads(text(client))["items"][0]["url"] == "http://testserver/en/get-help/"


def test_numbers_given_to_another_country_cease_there_and_appear_here(client, clock):
    number = emergency()
    clock.shift(DAY)
    save(number, country=builders.united_states())

    assert sorted(titles(client)[:2]) == [
        "Haiti: emergency number no longer shown",
        "United States: emergency number added",
    ]
