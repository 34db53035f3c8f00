"""One page per country: the number of the police, its lines, and what is not known."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from publishing import references, versions
from tests import builders
from tests.site.pages import Page

pytestmark = pytest.mark.django_db


def line(name_en, name_fr, **said):
    return builders.channel(service=builders.service(name_en=name_en, name_fr=name_fr, **said)).service


def page_of(client, country):
    address = reverse("hotlines:country", args=[country.slug])
    return Page(address, client.get(address))


def test_each_language_has_its_own_address():
    builders.country()

    addresses = {}
    for language in ("en", "fr"):
        with translation.override(language):
            addresses[language] = reverse("hotlines:country", args=["haiti"])

    assert addresses == {"en": "/en/get-help/in/haiti/", "fr": "/fr/obtenir-de-l-aide/pays/haiti/"}


def test_the_number_of_the_police_comes_first_then_the_lines_of_the_country_then_those_of_any(client, language):
    haiti = builders.country()
    builders.emergency_number(country=haiti, numbers=["114"])
    line("Haitian line", "Ligne haïtienne", country=haiti)
    line("Line of all", "Ligne de tous")
    line("American line", "Ligne américaine", country=builders.united_states())

    text = page_of(client, haiti).text()

    mine, everybody, other = {
        "en": ("Haitian line", "Line of all", "American line"),
        "fr": ("Ligne haïtienne", "Ligne de tous", "Ligne américaine"),
    }[language]
    assert text.index("114") < text.index(mine) < text.index(everybody)
    assert other not in text


def test_what_is_not_known_of_a_country_is_said(client, language):
    haiti = builders.country()
    line("Haitian line", "Ligne haïtienne", country=haiti)

    text = page_of(client, haiti).text()

    assert {"en": "is not known here", "fr": "n’est pas connu ici"}[language] in text


def test_a_country_with_a_number_and_no_line_has_a_page_that_says_so(client, language):
    haiti = builders.country()
    builders.emergency_number(country=haiti, numbers=["114"], note_en="Ask for Ann.", note_fr="Demandez Anne.")

    page = page_of(client, haiti)

    assert page.status == 200
    assert not page.text().count({"en": "0 lines", "fr": "0 ligne"}[language])
    assert {"en": "none could be verified", "fr": "aucune n’a pu être vérifiée"}[language] in page.text()
    assert {"en": "Ask for Ann.", "fr": "Demandez Anne."}[language] in page.text()
    assert "tel:114" in page.links


@pytest.mark.parametrize("address", ["/en/get-help/in/haiti/", "/fr/obtenir-de-l-aide/pays/haiti/"])
def test_a_country_with_neither_has_no_page(client, address):
    line("A draft", "Un brouillon", country=builders.country(), status="draft")

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "ht", "-", "x" * 500])
def test_a_country_that_does_not_exist_is_not_found(client, slug):
    assert client.get(f"/en/get-help/in/{slug}/").status_code == 404


def test_the_name_in_the_other_language_leads_to_the_page(client):
    builders.emergency_number(country=builders.united_states())

    response = client.get("/fr/obtenir-de-l-aide/pays/united-states/")

    assertRedirects(response, "/fr/obtenir-de-l-aide/pays/etats-unis/", status_code=301)


def test_machines_read_the_lines_their_place_and_the_other_language(client, language):
    haiti = builders.country()
    row = line("Haitian line", "Ligne haïtienne", country=haiti)

    page = page_of(client, haiti)

    lists = [data for data in page.data if data["@type"] == "ItemList"]
    trails = [data for data in page.data if data["@type"] == "BreadcrumbList"]
    assert [item["name"] for item in lists[0]["itemListElement"]] == [row.name]
    assert lists[0]["itemListElement"][0]["url"].endswith(row.get_absolute_url())
    assert len(trails[0]["itemListElement"]) == 3
    assert page.alternates["fr"].endswith("/fr/obtenir-de-l-aide/pays/haiti/")
    assert page.alternates["en"].endswith("/en/get-help/in/haiti/")


def test_the_directory_leads_to_every_country_with_a_page(client, language):
    haiti, usa = builders.country(), builders.united_states()
    line("Haitian line", "Ligne haïtienne", country=haiti)
    builders.emergency_number(country=usa, numbers=["911"])

    response = client.get(reverse("hotlines:directory"))

    for country in (haiti, usa):
        assertContains(response, f'href="{reverse("hotlines:country", args=[country.slug])}"')


def test_the_page_of_a_country_in_the_reports_leads_to_its_lines(client, language):
    haiti, usa = builders.country(), builders.united_states()
    builders.placement(country=haiti)
    builders.placement(country=usa, edition=builders.edition(year=2019))
    line("Haitian line", "Ligne haïtienne", country=haiti)

    with_lines = client.get(reverse("reports:country", args=[haiti.slug]))
    without = client.get(reverse("reports:country", args=[usa.slug]))

    assertContains(with_lines, reverse("hotlines:country", args=[haiti.slug]))
    assertNotContains(without, reverse("hotlines:country", args=[usa.slug]))


def test_prose_may_lead_to_the_lines_of_a_country(language):
    haiti = builders.country()
    line("Haitian line", "Ligne haïtienne", country=haiti)

    assert references.addresses()["lines"] == {"HTI": reverse("hotlines:country", args=["haiti"])}


@pytest.fixture
def queries_of(client):
    """Count the queries of a page, once the index is there."""

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
            return len(found)

    return count


def test_a_page_asks_as_much_of_the_database_for_ten_lines_as_for_one(queries_of):
    haiti = builders.country()
    line("Haitian line", "Ligne haïtienne", country=haiti)
    few = queries_of("/en/get-help/in/haiti/")

    for _number in range(9):
        line("Haitian line", "Ligne haïtienne", country=haiti)
    versions.move()

    assert 0 < queries_of("/en/get-help/in/haiti/") == few


@pytest.mark.parametrize(
    ("checked_on", "is_due"), [("", True), ("2018", True), (timezone.localdate().isoformat(), False)]
)
def test_a_check_of_an_emergency_number_that_is_due_again_is_told(client, db, checked_on, is_due, language):
    number = builders.emergency_number(checked_on=checked_on)

    text = client.get(reverse("hotlines:country", args=[number.country.slug])).content.decode()

    assert ({"en": "a new check is due", "fr": "nouvelle vérification"}[language] in text) == is_due
