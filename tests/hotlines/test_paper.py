"""What a person prints and hands out, from the choice to the dates."""

import datetime
import re

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hotlines import index, paper
from tests import builders
from tests.hotlines.reading import spaces
from tests.hotlines.sheets import PIECES, address
from tests.site.pages import Page

TODAY = datetime.date(2026, 11, 23)
CHOICE = {"country": "fr"}


def text(client, where):
    return spaces(Page(where, client.get(where)).text())


def sheet_of(page):
    """Return the markup of the paper alone, without the words around it."""
    return page.content.decode().split('<div class="page">')[1].split("<footer")[0]


@pytest.fixture
def france(db):
    return builders.country(
        key="FRA", iso2="FR", name_en="France", name_fr="France", name_in_en="in France", name_in_fr="en France"
    )


@pytest.fixture
def line(france):
    """A line of France that gives a number, of which nothing else is known."""
    service = builders.service(country=france, name_en="The Trafficking Line", name_fr="La ligne de la traite")
    return builders.channel(service=service, number="+33144528890", display="01 44 52 88 90")


# The last day on which a sheet is handed out


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ([datetime.date(2027, 3, 1), datetime.date(2027, 5, 1)], datetime.date(2027, 3, 1)),
        ([datetime.date(2026, 12, 24)], datetime.date(2026, 12, 24)),
        ([datetime.date(2026, 12, 22)], datetime.date(2026, 12, 23)),
        ([datetime.date(2019, 1, 1)], datetime.date(2026, 12, 23)),
        ([datetime.date(2027, 3, 1), None], datetime.date(2026, 12, 23)),
        ([datetime.date(2030, 1, 1)], datetime.date(2027, 11, 23)),
    ],
)
def test_a_sheet_is_handed_out_until_its_first_check_is_due(due, last):
    assert paper.expires_on(due, TODAY) == last


@given(st.lists(st.none() | st.dates(), max_size=5), st.dates(max_value=datetime.date(9000, 1, 1)))
def test_a_sheet_is_handed_out_for_thirty_days_at_least_and_a_year_at_most(due, today):
    assert 30 <= (paper.expires_on(due, today) - today).days <= 365


def test_the_last_day_and_the_day_of_each_check_are_printed(clock, client, line, france, language):
    line.checked_on = "2026-06-15"
    line.save()
    builders.emergency_number(country=france, checked_on="2026-05-02")

    shown = {piece: text(client, address(piece, **CHOICE, languages=language)) for piece in PIECES}

    last = {"en": "Do not hand out after May 2, 2027.", "fr": "À distribuer jusqu’au 2 mai 2027."}[language]
    number = {"en": "Checked: June 15, 2026", "fr": "Vérifié : 15 juin 2026"}[language]
    police = {"en": "Checked: May 2, 2026", "fr": "Vérifié : 2 mai 2026"}[language]
    assert {piece: [words in said for words in (last, number, police)] for piece, said in shown.items()} == {
        piece: [True, True, True] for piece in PIECES
    }


def test_a_page_that_counts_days_from_today_is_not_kept_beyond_midnight(clock, client, line, language):
    clock.move_to("2026-11-23T23:58:00Z")

    kept = [client.get(address(piece, **CHOICE))["Cache-Control"] for piece in PIECES]

    assert kept == ["max-age=120"] * 3


# What is on it


def test_what_is_not_known_is_printed_as_not_known(client, line, language):
    said = text(client, address("cards", **CHOICE, languages=language))

    unknown = {
        "en": ["Hours: not known", "Languages: not known", "Checked: day not known"],
        "fr": ["Horaires non connus", "Langues non connues", "Vérifié : jour non connu"],
    }[language]
    assert [words for words in unknown if words not in said] == []


@pytest.mark.parametrize("piece", ["cards", "tear-off"])
def test_nothing_in_a_pocket_says_what_the_number_is_for(client, line, language, piece):
    html = sheet_of(client.get(address(piece, **CHOICE)))

    shown = html.split('class="strips"')[1].split("</section>")[0] if piece == "tear-off" else html

    assert "01 44 52 88 90" in shown
    assert not re.search("trafficking|traite|victim|slave|esclav", re.sub("<svg.*?</svg>", "", shown), re.I)


def test_a_poster_names_the_line(client, line, language):
    assert {"en": "The Trafficking Line", "fr": "La ligne de la traite"}[language] in text(
        client, address("poster", **CHOICE)
    )


def test_a_word_to_send_and_the_numbers_of_the_police_are_printed(client, line, france, language):
    builders.emergency_number(country=france, numbers=["17", "112"])
    builders.channel(
        service=line.service, kind="text", number="114", display="", short_code_country=france, keyword="AIDE"
    )

    said = {piece: text(client, address(piece, **CHOICE, languages=language)) for piece in PIECES}

    word = {"en": "Text: write the word AIDE", "fr": "SMS : écrire le mot AIDE"}[language]
    police = {"en": "17 or 112", "fr": "17 ou 112"}[language]
    assert [piece for piece in PIECES if word not in said[piece] or police not in said[piece]] == []


def test_numbers_come_in_the_order_of_the_directory(client, line, france, language):
    other = builders.channel(
        service=builders.service(country=france, name_en="Aaa", name_fr="Aaa", priority=200),
        number="+33142000000",
        display="01 42 00 00 00",
    )
    line.service.priority = 300
    line.service.save()
    builders.order_rule()

    html = sheet_of(client.get(address("cards", **CHOICE)))
    known = index.current()

    assert html.index("01 42 00 00 00") < html.index("01 44 52 88 90")
    assert known.ids == [other.service.pk, line.service.pk]


def test_the_whole_directory_on_paper_keeps_that_order_too(client, line, france, language):
    builders.channel(service=builders.service(country=france, name_en="Aaa", name_fr="Aaa", priority=200))
    builders.order_rule()

    html = client.get(reverse("hotlines:print-directory")).content.decode()

    names = re.findall(r"Aaa|The Trafficking Line|La ligne de la traite", html.split("<table")[1])
    assert names[0] == "Aaa"


def test_a_line_without_a_number_is_left_out(client, line, france, language):
    first = builders.service(country=france, name_en="Aaa", name_fr="Aaa", priority=1)
    builders.channel(service=first, kind="form", number="", display="", url="https://example.org/")

    page = client.get(address("poster", **CHOICE))

    assert "Aaa" not in sheet_of(page)
    assert "01 44 52 88 90" in sheet_of(page)


def test_lines_of_no_one_country_can_be_printed(client, db, language):
    builders.channel()

    said = text(client, address("cards", country="international", languages=language))

    assert "1-888-373-7888" in said
    assert {"en": "Useful numbers\n", "fr": "Numéros utiles\n"}[language] in said


@pytest.mark.parametrize("piece", PIECES)
def test_each_part_says_its_language_and_is_wholly_in_it(client, line, language, piece):
    page = Page("/x/", client.get(address(piece, **CHOICE)))
    both = {code: spaces(page.text(code)) for code in ("en", "fr")}

    assert "Do not hand out after" in both["en"]
    assert "À distribuer jusqu’au" in both["fr"]
    sections = re.findall(r'<section class="(?:paper|wallet)[^>]*lang="(..)"', page.html)
    assert sections[:2] == [language, {"en": "fr", "fr": "en"}[language]]


@pytest.mark.parametrize(("languages", "absent"), [("en", "À distribuer"), ("fr", "Do not hand out")])
def test_one_language_is_printed_alone(client, line, language, languages, absent):
    assert absent not in sheet_of(client.get(address("cards", **CHOICE, languages=languages)))


@pytest.mark.parametrize("piece", PIECES)
def test_a_code_is_there_for_each_number_in_each_language(client, line, language, piece):
    html = sheet_of(client.get(address(piece, **CHOICE)))

    codes = re.findall(r'<svg role="img"[^>]*><title>([^<]*)</title>', html)

    copies = {"cards": 8, "poster": 1, "tear-off": 1}[piece]
    assert len(codes) == 2 * copies
    assert len(set(codes)) == 2
    assert all("01 44 52 88 90" in title for title in codes)


def test_a_sheet_costs_the_same_for_many_lines_as_for_one(
    client, line, france, language, django_assert_max_num_queries
):
    spoken = builders.language_spoken()
    for _ in range(6):
        builders.channel(service=builders.service(country=france)).languages.add(spoken)
    client.get(address("poster", **CHOICE))

    with django_assert_max_num_queries(9):
        response = client.get(address("poster", **CHOICE))

    assert sheet_of(response).count('class="poster__number"') == 6


# The choice


def test_the_choice_stands_without_a_choice(client, db, language):
    page = client.get(reverse("hotlines:print"))

    assert page.status_code == 200
    assert 'class="filters__error"' not in page.content.decode()


def test_the_choice_shows_the_numbers_and_asks_to_call_those_whose_check_is_due(client, line, language):
    said = text(client, f"{reverse('hotlines:print')}?country=fr&need=help")

    assert "01 44 52 88 90" in said
    assert {"en": "call it before you hand it out", "fr": "appelez ce numéro avant de le distribuer"}[language] in said
    unknown = {"en": "it will not stand on the sheets", "fr": "il ne figurera pas sur les feuilles"}[language]
    assert unknown in said


def test_a_sheet_asks_to_call_the_numbers_whose_check_is_due(clock, client, line, language):
    due = client.get(address("cards", **CHOICE)).content.decode()
    line.checked_on = "2026-11-01"
    line.save()
    checked = client.get(address("cards", **CHOICE)).content.decode()

    assert '<p class="notice">' in due
    assert '<p class="notice">' not in checked


@pytest.mark.parametrize(
    "query",
    ["country=xx", "country=", "need=zz&country=fr", "languages=de&country=fr", "paper=a3&country=fr", "country=%00"],
)
@pytest.mark.parametrize("view", ["hotlines:print", "hotlines:print-cards", "hotlines:print-poster-pdf"])
def test_a_choice_that_is_none_gets_a_message_beside_its_field(client, line, language, view, query):
    page = client.get(f"{reverse(view)}?{query}")
    html = page.content.decode()

    assert page.status_code == 400
    assert html.count('class="filters__error"') == 1
    assert 'aria-invalid="true"' in html
    assert 'class="help-strip' in html


def test_a_sheet_without_a_country_asks_for_one(client, line, language):
    page = client.get(reverse("hotlines:print-cards"))

    assert page.status_code == 400
    assert 'class="filters__error"' in page.content.decode()


@pytest.mark.parametrize("piece", PIECES)
def test_a_sheet_with_nothing_on_it_is_not_made(client, line, language, piece):
    page = client.get(address(piece, **CHOICE, need="goods"))

    assert page.status_code == 404
    said = {"en": "No line with a number answers this need", "fr": "Aucune ligne avec un numéro ne répond à ce besoin"}
    assert said[language] in spaces(page.content.decode())


@pytest.mark.parametrize("piece", PIECES)
def test_search_engines_are_told_to_leave_sheets_alone(client, line, language, piece):
    page = client.get(address(piece, **CHOICE))

    assert page["X-Robots-Tag"] == "noindex"
    assert reverse(f"hotlines:print-{piece}") not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("piece", PIECES)
def test_the_language_link_leads_to_the_same_sheet(client, line, language, piece):
    page = Page("/x/", client.get(address(piece, **CHOICE, paper="letter")))

    other = {"en": "/fr/imprimer/", "fr": "/en/print/"}[language]
    assert any(link.startswith(other) and "country=fr" in link and "paper=letter" in link for link in page.links)


def test_the_page_of_a_country_leads_to_its_sheets(client, line, france, language):
    builders.emergency_number()
    link = f'href="{reverse("hotlines:print")}?country=fr"'

    with_number = client.get(reverse("hotlines:country", args=[france.slug])).content.decode()
    without = client.get(reverse("hotlines:country", args=["haiti"])).content.decode()

    assert link in with_number
    assert reverse("hotlines:print") + "?" not in without


def test_a_code_is_at_least_of_error_correction_m_and_has_its_quiet_zone():
    svg = paper.qr_code(settings.SITE_URL + "/en/get-help/a-line/", "A <title> & more")

    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    assert "A &lt;title&gt; &amp; more" in svg
    assert (side - 8 - 17) % 4 == 0
    assert f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>' in svg
    assert re.search(r'stroke="#000" d="M4 4\.5h7', svg)
    assert "style=" not in svg
