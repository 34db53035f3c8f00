import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed():
    """Haiti and Ghana in two editions, Cuba, Chad and Peru in the later one."""
    before, latest = builders.edition(year=2017), builders.edition(year=2018)
    haiti = builders.country()
    builders.placement(country=haiti, edition=before, tier="3")
    builders.placement(country=haiti, edition=latest, tier="2W", sources_agreeing=1)
    for key, name in [("GHA", "Ghana"), ("CUB", "Cuba"), ("TCD", "Chad"), ("PER", "Peru")]:
        country = builders.country(
            key=key, iso2=key[:2], name_en=name, name_fr=name, name_the_en=name, name_the_fr=f"le {name}"
        )
        builders.placement(country=country, edition=latest, tier="1")
        if key == "GHA":
            builders.placement(country=country, edition=before, tier="1")


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def chosen(page):
    return [option["value"] for option in page.select("option[selected]")]


def test_countries_stand_side_by_side_report_by_report(client, placed, language):
    page = page_of(client.get(reverse("reports:compare") + "?country=hti&country=gha"))

    rows = [[words(cell) for cell in row(["th", "td"])] for row in page.table("tr")]
    expected = {
        "en": [
            ["Report", "Haiti", "Ghana"],
            ["2018", "Tier 2 Watch List 1 source Moved up (before: Tier 3)", "Tier 1 No change"],
            ["2017", "Tier 3 Not known", "Tier 1 Not known"],
        ],
        "fr": [
            ["Rapport", "Haïti", "Ghana"],
            [
                "2018",
                "Liste de surveillance de la Catégorie 2 1 source En hausse (avant : Catégorie 3)",
                "Catégorie 1 Sans changement",
            ],
            ["2017", "Catégorie 3 Non connu", "Catégorie 1 Non connu"],
        ],
    }[language]
    assert rows == expected


def test_names_are_in_the_title_and_the_heading(client, placed):
    page = page_of(client.get("/en/reports/compare/?country=hti&country=gha"))

    assert words(page.h1) == "Tiers compared: Haiti, Ghana"
    assert words(page.title).startswith("Tiers compared: Haiti, Ghana –")


def test_each_country_has_its_sentence_and_its_picture_on_the_same_scale(client, placed):
    page = page_of(client.get("/en/reports/compare/?country=hti&country=cub"))

    haiti, cuba = page.select("svg.tier-picture__drawing")
    assert haiti["height"] == cuba["height"]
    assert [words(text) for text in haiti("text")] == [words(text) for text in cuba("text")]
    assert words(cuba.title) == "Cuba: tier in each report, from 2017 to 2018"
    named = [page.find(id=name) for name in cuba["aria-describedby"].split()]
    assert words(named[0]).startswith("Cuba was on Tier 1 in 2018.")
    assert named[1].name == "caption"
    fills = set(re.findall(r"url\(#([\w-]+)\)", str(haiti)))
    assert fills
    assert all(haiti.find(id=fill) for fill in fills)


def test_no_identifier_stands_twice_on_the_page(client, placed):
    page = page_of(client.get("/en/reports/compare/?country=hti&country=gha&country=cub&country=tcd"))

    names = [element["id"] for element in page.select("[id]")]
    assert sorted(names) == sorted(set(names))


def test_country_without_its_placement_has_a_gap_and_no_tier(client, placed):
    page = page_of(client.get("/en/reports/compare/?country=cub"))

    assert [words(cell) for cell in page.table("td")] == ["Tier 1 Not known", "Not published here"]


def test_without_a_choice_the_page_says_how_to_choose(client, placed, language):
    response = client.get(reverse("reports:compare") + "?country=&country=")

    assert response.status_code == 200
    page = page_of(response)
    assert len(page("select", attrs={"name": "country"})) == 4
    assert chosen(page) == []
    assert page.table is None
    assert {"en": "Choose up to four countries", "fr": "Choisissez jusqu’à quatre pays"}[language] in words(page.main)


def test_each_list_has_a_name_and_offers_the_countries_that_have_a_page(client, placed):
    builders.placement(edition=builders.edition(year=2019, status="draft"), country=builders.united_states(), tier="1")

    page = page_of(client.get("/en/reports/compare/"))

    lists = page("select")
    assert [words(page.find("label", attrs={"for": found["id"]})) for found in lists] == [
        *("Country 1", "Country 2", "Country 3", "Country 4")
    ]
    assert [option["value"] for option in lists[3]("option")] == ["", "tcd", "cub", "gha", "hti", "per"]


def test_code_may_be_in_capitals(client, placed):
    assert chosen(page_of(client.get("/en/reports/compare/?country=HTI"))) == ["hti"]


def test_country_that_is_none_is_told_beside_its_list_and_the_others_are_shown(client, placed):
    response = client.get("/en/reports/compare/?country=hti&country=%00nowhere&country=cub")

    assert response.status_code == 400
    page = page_of(response)
    wrong = page("select")[1]
    assert wrong["aria-invalid"] == "true"
    assert words(page.find(id=wrong["aria-describedby"])) == "There is no such choice: pick one from the list."
    assert chosen(page) == ["hti", "cub"]
    assert words(page.h1) == "Tiers compared: Haiti, Cuba"
    assert "\0" not in response.content.decode()


def test_country_chosen_twice_is_told_and_shown_once(client, placed, language):
    response = client.get(reverse("reports:compare") + "?country=hti&country=cub&country=hti")

    assert response.status_code == 400
    page = page_of(response)
    expected = {
        "en": "The same country twice: Haiti. Pick another one.",
        "fr": "Deux fois le même pays : Haïti. Prenez-en un autre.",
    }[language]
    assert words(page.find(id="country-3-error")) == expected
    assert chosen(page) == ["hti", "cub"]


def test_fifth_country_is_left_out_and_the_page_says_so(client, placed, language):
    asked = "&".join(f"country={key}" for key in ("hti", "gha", "cub", "tcd", "per"))

    response = client.get(f"{reverse('reports:compare')}?{asked}")

    assert response.status_code == 400
    page = page_of(response)
    expected = {
        "en": "Four countries at most: the address names 1 more, which is left out.",
        "fr": "Quatre pays au plus : l’adresse en nomme 1 de plus, qui est laissé de côté.",
    }[language]
    assert words(page.select_one("p.notice")) == expected
    assert chosen(page) == ["hti", "gha", "cub", "tcd"]


def test_canonical_address_and_both_languages_keep_the_choice(client, placed):
    response = client.get("/en/reports/compare/?country=&country=hti&country=gha&country=&utm_source=x")

    choice = "?country=hti&amp;country=gha"
    assertContains(response, f'<link rel="canonical" href="http://testserver/en/reports/compare/{choice}">')
    assertContains(response, f'hreflang="fr" href="http://testserver/fr/rapports/comparer/{choice}"')
    assertContains(response, f'href="/fr/rapports/comparer/{choice}"')


def test_page_of_a_country_and_the_tiers_lead_here(client, placed):
    form = page_of(client.get("/en/reports/countries/haiti/")).select_one('form[action="/en/reports/compare/"]')

    assert (form.input["name"], form.input["value"]) == ("country", "hti")
    assertContains(client.get("/en/reports/tiers/"), 'href="/en/reports/compare/"')


def test_country_of_a_draft_edition_cannot_be_compared(client, placed):
    builders.placement(edition=builders.edition(year=2019, status="draft"), country=builders.united_states(), tier="1")

    response = client.get("/en/reports/compare/?country=usa&country=hti")

    assert response.status_code == 400
    assertNotContains(response, "United States</a>", status_code=400)
    assertNotContains(response, "2019", status_code=400)


def test_page_counts_queries_the_same_whatever_is_compared(queries_of):
    builders.placements_of(3, 4)
    few = queries_of("/en/reports/compare/?country=qaa&country=qab")
    builders.placements_of(9, 30)

    assert queries_of("/en/reports/compare/?country=qaa&country=qab&country=qac&country=qad") == few
