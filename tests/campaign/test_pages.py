import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import Figure, Page
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_in_the_language_of_the_address(client, language):
    page = builders.page(
        title_en="Meaning", title_fr="Sens", body_en="<p>In English.</p>", body_fr="<p>En français.</p>"
    )

    html = client.get(page.get_absolute_url()).content.decode()

    assert {"en": "Meaning", "fr": "Sens"}[language] in html
    assert {"en": "In English.", "fr": "En français."}[language] in html
    assert {"en": "En français.", "fr": "In English."}[language] not in html


def test_a_page_shows_its_sources_and_their_dates(client, language):
    page = builders.page()
    page.sources.add(builders.source(title_en="Report", title_fr="Rapport", date="2018-06"))

    html = client.get(page.get_absolute_url()).content.decode().replace("\u00a0", " ")

    assert {"en": "Report", "fr": "Rapport"}[language] in html
    assert {"en": "June 2018", "fr": "juin 2018"}[language] in html


def test_an_undated_source_says_so(client, language):
    page = builders.page()
    page.sources.add(builders.source(date=""))

    html = client.get(page.get_absolute_url()).content.decode().lower()

    assert {"en": "undated", "fr": "non dat"}[language] in html


def test_a_landing_page_lists_the_pages_of_its_section(client, language):
    builders.page(key="understand", is_landing=True, slug_en=None, slug_fr=None)
    child = builders.page()
    hidden = builders.page(status="draft")

    html = client.get(reverse("campaign:understand")).content.decode()

    assert child.get_absolute_url() in html
    assert hidden.get_absolute_url() not in html


def test_a_section_without_a_landing_page_is_not_found(client, language):
    assert client.get(reverse("campaign:understand")).status_code == 404


def test_signs_stand_under_their_strength(client, language):
    setting = builders.setting()
    builders.indicator(setting=setting, text_en="Locked in", text_fr="Enfermé", strength="strong")
    builders.indicator(setting=setting, text_en="Tired", text_fr="Fatigué", strength="context")
    builders.indicator(setting=setting, text_en="A draft", text_fr="Un brouillon", status="draft")

    html = client.get(setting.get_absolute_url()).content.decode()

    strong, context = {"en": ("Locked in", "Tired"), "fr": ("Enfermé", "Fatigué")}[language]
    assert html.index(strong) < html.index(context)
    assert {"en": "A draft", "fr": "Un brouillon"}[language] not in html


@pytest.mark.parametrize(
    ("said", "english", "french"),
    [
        ({"value": 42}, "42", "42"),
        ({"value": 4100, "qualifier": "more-than"}, "more than 4,100", "plus de 4\u202f100"),
        (
            {"value": 20_000_000, "value_max": 30_000_000},
            "20,000,000 to 30,000,000",
            "20\u202f000\u202f000 à 30\u202f000\u202f000",
        ),
        ({"value": None}, "", ""),
    ],
)
def test_a_figure_is_read_as_each_language_writes_numbers(language, said, english, french):
    figure = builders.figure(**said)
    figure.refresh_from_db()

    assert figure.spoken_value.replace("\u00a0", "\u202f") == {"en": english, "fr": french}[language]


def number_of_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_ten_signs_ask_as_much_of_the_database_as_one(client):
    setting = builders.setting()
    source = builders.source()
    builders.indicator(setting=setting).sources.add(source)
    one = number_of_queries(client, setting.get_absolute_url())
    for _ in range(9):
        builders.indicator(setting=setting).sources.add(source)

    assert number_of_queries(client, setting.get_absolute_url()) == one


def test_ten_terms_ask_as_much_of_the_database_as_one(client):
    source = builders.source()
    builders.term().sources.add(source)
    one = number_of_queries(client, reverse("campaign:glossary"))
    for _ in range(9):
        builders.term().sources.add(source)

    assert number_of_queries(client, reverse("campaign:glossary")) == one


def test_the_glossary_leads_to_each_letter_in_the_order_of_the_language(client, language):
    builders.term(key="age", term_en="age", term_fr="âge")
    builders.term(key="coercion", term_en="coercion", term_fr="contrainte")
    builders.term(key="survivor", term_en="survivor", term_fr="survivante")
    builders.term(key="abuse", term_en="abuse", term_fr="abus")

    html = client.get(reverse("campaign:glossary")).content.decode()

    assert re.findall(r'href="#letter-(.)"', html) == re.findall(r'id="letter-(.)"', html) == ["a", "c", "s"]
    assert re.findall(r'<div id="(\w+)"', html)[:2] == ["abuse", "age"]


@pytest.mark.parametrize("listing", Page.Listing.values)
def test_a_page_may_list_what_its_editor_chose(client, language, listing):
    page = builders.page(listing=listing)
    builders.figure(topic=Figure.Topic.SCALE)

    assert client.get(page.get_absolute_url()).status_code == 200
