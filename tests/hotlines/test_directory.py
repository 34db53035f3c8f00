import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from publishing import versions
from tests import builders
from tests.hotlines.choices import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    usa, haiti = builders.united_states(), builders.country()
    french = builders.language_spoken()
    american = builders.channel(
        service=builders.service(name_en="American line", name_fr="Ligne américaine", country=usa)
    )
    american.languages.add(french)
    haitian = builders.service(
        name_en="Haitian line", name_fr="Ligne haïtienne", country=haiti, for_help=False, for_report=True
    )
    builders.channel(service=haitian, kind="email", number="", display="", email="a@example.org")
    return american.service, haitian


def shown(client, **filters):
    html = client.get(reverse("hotlines:directory"), filters).content.decode()
    return "American line" in html or "Ligne américaine" in html, "Haitian line" in html or "Ligne haïtienne" in html


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, (True, True)),
        ({"country": "us"}, (True, False)),
        ({"country": "ht"}, (False, True)),
        ({"need": "help"}, (True, False)),
        ({"need": "report"}, (False, True)),
        ({"language": "fr"}, (True, False)),
        ({"channel": "email"}, (False, True)),
        ({"country": "us", "channel": "email"}, (False, False)),
        ({"unheard": "of"}, (True, True)),
    ],
)
def test_the_directory_is_narrowed_by_its_address(client, lines, language, filters, found):
    assert shown(client, **filters) == found


WRONG = [{"country": "xx"}, {"need": "money"}, {"language": "klingon"}, {"channel": "smoke"}]


@pytest.mark.parametrize("filters", WRONG)
def test_a_filter_that_is_none_gets_a_message_and_the_lines(client, lines, language, filters):
    response = client.get(reverse("hotlines:directory"), filters)

    html = response.content.decode()
    assert response.status_code == 400
    assert 'class="filters__error"' in html
    assert {"en": "American line", "fr": "Ligne américaine"}[language] in html


def test_what_is_not_known_is_said(client, language):
    service = builders.channel(service=builders.service()).service

    html = client.get(service.get_absolute_url()).content.decode().lower()

    assert {"en": "not known", "fr": "non connu"}[language] in html


def test_a_draft_line_has_no_page(client):
    assert client.get(builders.service(status="draft").get_absolute_url()).status_code == 404


def test_a_draft_channel_is_not_shown(client):
    service = builders.service()
    builders.channel(service=service, number="+18883737888", display="1-888-373-7888", status="draft", confidence="low")

    assert "373-7888" not in client.get(service.get_absolute_url()).content.decode()


def test_notes_to_staff_are_never_shown(client):
    service = builders.service(staff_note="ask Ann")
    builders.channel(service=service, staff_note="ask Bob")

    html = client.get(service.get_absolute_url()).content.decode()

    assert "ask Ann" not in html
    assert "ask Bob" not in html


def test_each_choice_says_how_many_lines_it_would_leave(client, lines, language):
    response = client.get(reverse("hotlines:directory"))

    assert offered(response, "country") == {"": 2, "us": 1, "ht": 1}
    assert offered(response, "need") == {
        "": 2, "danger": 0, "help": 1, "report": 1, "children": 0, "labor_rights": 0, "goods": 0,
    }  # fmt: skip
    assert offered(response, "language") == {"": 2, "fr": 1}
    assert offered(response, "channel")["email"] == 1
    assert offered(response, "abroad") == {"": 2, "yes": 0}


def test_the_numbers_follow_the_other_filters_and_a_choice_with_none_stays(client, lines):
    response = client.get("/en/get-help/", {"country": "us"})

    assert offered(response, "country") == {"": 2, "us": 1, "ht": 1}
    assert offered(response, "need")["report"] == 0
    assert offered(response, "need")["help"] == 1
    assert offered(response, "channel")["email"] == 0


def test_reach_from_abroad_is_a_filter(client, language):
    builders.channel(service=builders.service(name_en="Near", name_fr="Près"), reachable_from_abroad="no")
    builders.channel(service=builders.service(name_en="Far", name_fr="Loin"), reachable_from_abroad="yes")

    response = client.get(reverse("hotlines:directory"), {"abroad": "yes"})

    assertContains(response, {"en": "Far", "fr": "Loin"}[language])
    assertNotContains(response, {"en": "Near", "fr": "Près"}[language])


def test_a_filter_counts_languages_by_interpreter_and_no_draft(client):
    french = builders.language_spoken()
    creole = builders.language_spoken(key="ht", name_en="Creole", name_fr="créole")
    builders.channel().languages.add(french)
    builders.channel().interpreter_languages.add(french)
    builders.channel(status="draft").languages.add(creole)

    assert offered(client.get("/en/get-help/"), "language") == {"": 2, "fr": 2}


@pytest.fixture
def around_the_clock():
    haiti = builders.country()
    builders.emergency_number(country=haiti, numbers=["114"])
    builders.emergency_number(country=builders.united_states(), numbers=["911"])
    for name, hours, purpose in (("Night", "always", "help"), ("Day", "unknown", "help"), ("Tips", "always", "goods")):
        purposes = {"for_help": False} | {f"for_{purpose}": True}
        service = builders.service(name_en=f"{name} line", name_fr=f"{name} ligne", country=haiti, **purposes)
        builders.channel(service=service, hours=hours)


def test_in_danger_the_numbers_of_the_police_come_first_then_who_answers_day_and_night(
    client, around_the_clock, language
):
    text = BeautifulSoup(client.get(reverse("hotlines:directory"), {"need": "danger"}).content, "html.parser").main.text

    night, day, tips = {
        "en": ("Night line", "Day line", "Tips line"),
        "fr": ("Night ligne", "Day ligne", "Tips ligne"),
    }[language]
    assert text.index("114") < text.index(night)
    assert text.index("911") < text.index(night)
    assert day not in text
    assert tips not in text


def test_the_number_of_the_country_that_is_chosen_comes_first_and_no_other(client, around_the_clock, language):
    text = BeautifulSoup(
        client.get(reverse("hotlines:directory"), {"need": "danger", "country": "ht"}).content, "html.parser"
    ).main.text

    assert text.index("114") < text.index({"en": "Night line", "fr": "Night ligne"}[language])
    assert "911" not in text


def test_a_country_whose_number_is_not_known_says_so(client, lines, language):
    response = client.get(reverse("hotlines:directory"), {"country": "ht"})

    said = {"en": "of this country is not known here", "fr": "de ce pays n’est pas connu ici"}
    assertContains(response, said[language])


@pytest.mark.parametrize("filters", WRONG)
def test_a_wrong_filter_is_told_at_its_field_and_the_numbers_stay(client, around_the_clock, language, filters):
    response = client.get(reverse("hotlines:directory"), filters | {"abroad": ""})

    page = BeautifulSoup(response.content, "html.parser")
    told = [error.parent.select_one("select")["name"] for error in page.select(".filters__error")]
    assert response.status_code == 400
    assert told == list(filters)
    assert page.select_one('main a[href="tel:911"]')


@pytest.fixture
def many(db):
    for number in range(120):
        key, name = f"line-{number:03d}", f"Line {number:03d}"
        builders.channel(service=builders.service(key=key, name_en=name, for_report=number % 2 == 0))


def names(response):
    return [link.text for link in BeautifulSoup(response.content, "html.parser").select(".service-card__name")]


def test_a_page_shows_fifty_lines_and_leads_to_the_others(client, many):
    first, last = client.get("/en/get-help/"), client.get("/en/get-help/?page=3")

    assert names(first) == [f"Line {number:03d}" for number in range(50)]
    assert names(last) == [f"Line {number:03d}" for number in range(100, 120)]
    assertContains(first, 'href="?page=2"')
    assertContains(first, "Page 1 of 3")
    assertNotContains(last, 'rel="next"')


def test_the_pager_keeps_the_filters_and_nothing_else(client, many):
    response = client.get("/en/get-help/?need=report&unheard=of&country=")

    assertContains(response, 'href="?need=report&amp;page=2"')
    assert names(client.get("/en/get-help/?need=report&page=2"))[0] == "Line 100"


@pytest.mark.parametrize("page", ["0", "4", "-1", "1.5", "x", "%00", "9" * 5000, "%ff"])
def test_a_page_that_does_not_exist_is_not_found(client, many, page):
    assert client.get(f"/en/get-help/?page={page}").status_code == 404


LONG = [
    "country=" + "f" * 10_000_000,
    "need=" + "%00" * 100_000,
    "language=" + "%ff" * 100_000,
    "&".join(f"country={number}" for number in range(900)),
    "&".join(f"a{number}={number}" for number in range(50_000)),
    "channel=%zz%&need=%",
    "country=%C0%80&=&&;",
    "page=" + "1" * 1_000_000,
]


@pytest.mark.parametrize("query", LONG, ids=[query[:20] for query in LONG])
def test_a_query_of_any_length_gets_a_message_and_never_a_fault(client, lines, language, query):
    response = client.generic("GET", reverse("hotlines:directory"), QUERY_STRING=query)

    assert response.status_code in {400, 404}
    assert len(response.content) < 200_000


def test_the_other_language_is_handed_the_filters_and_nothing_else(client, lines):
    known = client.get("/en/get-help/?country=us&need=help")
    unknown = client.get("/en/get-help/?country=us&unheard=of")

    assertContains(known, "/fr/obtenir-de-l-aide/?country=us&amp;need=help")
    assertNotContains(unknown, "unheard")


def test_a_line_is_found_as_soon_as_it_is_published(client, django_capture_on_commit_callbacks):
    assert names(client.get("/en/get-help/")) == []

    with django_capture_on_commit_callbacks(execute=True):
        builders.channel()

    assert names(client.get("/en/get-help/")) == ["A line"]


def test_a_line_without_a_public_channel_is_not_listed(client):
    builders.channel(status="draft")
    builders.service()

    assert names(client.get("/en/get-help/")) == []


NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize("of_service", [True, False])
def test_a_line_comes_and_goes_at_its_time_without_anyone_saving_it(client, of_service):
    hours = {"publish_at": NOON, "expire_at": NOON + datetime.timedelta(hours=1)}
    service = builders.service(**(hours if of_service else {}))
    builders.channel(service=service, **({} if of_service else hours))

    found = []
    for minutes in (-1, 0, 59, 60):
        with time_machine.travel(NOON + datetime.timedelta(minutes=minutes), tick=False):
            found.append(names(client.get("/en/get-help/")))

    assert found == [[], ["A line"], ["A line"], []]


def queries(client, address, capture):
    client.get(address)
    with capture() as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def capture():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("name", ["directory", "print"])
def test_the_lists_ask_as_much_of_the_database_for_ten_lines_as_for_one(client, capture, name):
    french = builders.language_spoken()
    usa = builders.united_states()

    def line():
        channel = builders.channel(service=builders.service(country=usa), source=builders.source())
        channel.languages.add(french)
        channel.service.sources.add(channel.source)

    line()
    one = queries(client, reverse(f"hotlines:{name}"), capture)
    for _ in range(9):
        line()
    versions.move()

    assert queries(client, reverse(f"hotlines:{name}"), capture) == one


def test_the_number_of_the_country_that_is_chosen_stands_before_the_filters(client, around_the_clock, language):
    page = BeautifulSoup(client.get(reverse("hotlines:directory"), {"country": "ht"}).content, "html.parser")

    assert page.select_one("#emergency").find_next("form", class_="filters") is not None


def test_what_to_know_of_the_number_of_a_country_stands_beside_it(client, language):
    builders.emergency_number(
        note_en="If you cannot hear: 115, by text.", note_fr="Si vous n’entendez pas : 115, par SMS."
    )

    page = BeautifulSoup(client.get(reverse("hotlines:directory"), {"country": "ht"}).content, "html.parser")

    assert page.select_one("#emergency").text.count({"en": "cannot hear: 115", "fr": "n’entendez pas"}[language]) == 1
