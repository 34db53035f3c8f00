import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from publishing.models import Country
from reports.models import Edition
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_editions():
    haiti = builders.country()
    ghana = builders.country(key="GHA", iso2="GH", name_en="Ghana", name_fr="Ghana", region="AF")
    before, latest = builders.edition(year=2017), builders.edition(year=2018)
    builders.placement(country=haiti, edition=before, tier="3")
    builders.placement(country=haiti, edition=latest, tier="2W")
    builders.placement(country=ghana, edition=latest, tier="1")


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def grid_of(response):
    """Return the rows of the table of tiers as a reader sees them; none when the page has no such table."""
    table = page_of(response).select(".tiers-grid tr")
    return [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in table]


def test_each_country_has_its_tier_in_each_edition_latest_first(client, two_editions, language):
    rows = grid_of(client.get(reverse("reports:tiers")))

    expected = {
        "en": [["Country", "2018", "2017"], ["Ghana", "1", ""], ["Haiti", "2W", "3"]],
        "fr": [["Pays", "2018", "2017"], ["Ghana", "1", ""], ["Haïti", "2W", "3"]],
    }[language]
    assert rows == expected


def test_table_is_a_region_that_the_keyboard_can_scroll_with_headers_that_say_what_they_head(client, two_editions):
    page = page_of(client.get("/en/reports/tiers/"))

    region = page.select_one(".tiers-grid")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert page.find(id=region["aria-labelledby"]).name == "caption"
    assert {cell["scope"] for cell in region.thead("th")} == {"col"}
    assert {cell["scope"] for cell in region.tbody("th")} == {"row"}
    links = [link["href"] for link in region("a")]
    assert links == [
        *("/en/reports/2018/", "/en/reports/2017/"),
        *("/en/reports/countries/ghana/", "/en/reports/countries/haiti/"),
    ]


def test_key_says_every_mark_in_words(client, two_editions, language):
    key = page_of(client.get(reverse("reports:tiers"))).select_one(".tiers-grid__mark").find_parent("ul")

    marks = [item.get_text(" ", strip=True) for item in key("li")]
    expected = {
        "en": ["1 Tier 1", "2 Tier 2", "2W Tier 2 Watch List", "3 Tier 3", "SC Special case"],
        "fr": [
            *("1 Catégorie 1", "2 Catégorie 2", "2W Liste de surveillance de la Catégorie 2"),
            *("3 Catégorie 3", "SC Cas particulier"),
        ],
    }[language]
    assert marks[:5] == expected
    assert marks[5].startswith("*")
    assert len(marks) == 7


def test_tier_from_one_source_has_a_star_and_never_looks_confirmed(client):
    edition = builders.edition()
    builders.placement(edition=edition, tier="3", sources_agreeing=1)
    ghana = builders.country(key="GHA", iso2="GH", name_en="Ghana", name_fr="Ghana")
    builders.placement(edition=edition, country=ghana, tier="3", sources_agreeing=2)

    ghana, haiti = page_of(client.get("/en/reports/tiers/")).select(".tiers-grid td")

    assert (ghana.string, ghana["class"]) == ("3", ["tiers-grid__3"])
    assert (haiti.string, haiti["class"]) == ("3*", ["tiers-grid__one"])


def test_years_narrow_the_columns_and_leave_out_whom_none_of_them_places(client, two_editions):
    assert grid_of(client.get("/en/reports/tiers/?to=2017")) == [["Country", "2017"], ["Haiti", "3"]]
    assert grid_of(client.get("/en/reports/tiers/?from=2018")) == [["Country", "2018"], ["Ghana", "1"], ["Haiti", "2W"]]


def test_region_narrows_the_rows(client, two_editions):
    assert grid_of(client.get("/en/reports/tiers/?region=AF"))[1:] == [["Ghana", "1", ""]]


def test_tier_leaves_the_countries_that_had_it_in_any_of_these_reports(client, two_editions):
    assert grid_of(client.get("/en/reports/tiers/?tier=3"))[1:] == [["Haiti", "2W", "3"]]
    assert grid_of(client.get("/en/reports/tiers/?tier=3&from=2018")) == []
    assertContains(client.get("/en/reports/tiers/?tier=3&from=2018"), "No published placement answers all of this.")


def test_sorted_by_region_each_region_is_a_group_of_rows(client, two_editions):
    response = client.get("/en/reports/tiers/?sort=region")

    assert grid_of(response)[1:] == [
        ["Africa (1)"],
        ["Ghana", "1", ""],
        ["Western Hemisphere (1)"],
        ["Haiti", "2W", "3"],
    ]
    heads = page_of(response).select(".tiers-grid__group")
    assert {(head["scope"], head["colspan"]) for head in heads} == {("rowgroup", "3")}


def test_sorted_by_tier_the_last_of_the_reports_decides_and_gaps_come_last(client, two_editions):
    later = builders.edition(year=2019)
    builders.placement(country=Country.objects.get(key="HTI"), edition=later, tier="2")

    assert [row[0] for row in grid_of(client.get("/en/reports/tiers/?sort=tier"))[1:]] == [
        *("Tier 2 (1)", "Haiti"),
        *("Not published here (1)", "Ghana"),
    ]
    assert [row[0] for row in grid_of(client.get("/en/reports/tiers/?sort=tier&to=2018"))[1:]] == [
        *("Tier 1 (1)", "Ghana"),
        *("Tier 2 Watch List (1)", "Haiti"),
    ]


def test_names_are_in_the_order_of_the_language(client, language):
    edition = builders.edition()
    for key, iso2, name in [("ZMB", "ZM", "Zambie"), ("EGY", "EG", "Égypte"), ("EST", "EE", "Estonie")]:
        builders.placement(
            country=builders.country(key=key, iso2=iso2, name_en=name, name_fr=name), edition=edition, tier="1"
        )

    assert [row[0] for row in grid_of(client.get(reverse("reports:tiers")))[1:]] == ["Égypte", "Estonie", "Zambie"]


@pytest.mark.parametrize("year", ["2017", "%00", ""])
def test_address_of_one_edition_leads_to_its_years(client, two_editions, year):
    response = client.get(f"/en/reports/tiers/?edition={year}&region=AF")

    target = f"/en/reports/tiers/?region=AF&from={year}&to={year}"
    assertRedirects(response, target, status_code=301, fetch_redirect_response=False)


@pytest.mark.parametrize(
    "query",
    ["from=1999", "to=%00", "from=%FF%FE", "region=XX", "tier=4", "tier=2w", "sort=luck", "region=" + "A" * 3000],
)
def test_filter_that_is_none_says_so_and_still_shows_the_table(client, two_editions, query):
    response = client.get(f"/en/reports/tiers/?{query}")

    assertContains(response, "There is no such choice: pick one from the list.", status_code=400)
    assert len(grid_of(response)) == 3
    assert "\0" not in response.content.decode()


def test_years_that_run_backwards_are_told_beside_the_last_one(client, two_editions, language):
    response = client.get(reverse("reports:tiers") + "?from=2018&to=2017")

    assert response.status_code == 400
    error = page_of(response).find(id="id_to_error").string
    expected = {
        "en": "This year comes before the first one: choose a later one.",
        "fr": "Cette année précède la première\u00a0: choisissez-en une plus récente.",
    }[language]
    assert error == expected
    assert grid_of(response)[0][1:] == ["2018"]


def test_unknown_parameters_are_ignored(client, two_editions):
    assert client.get("/en/reports/tiers/?utm_source=x&page=99").status_code == 200


def test_draft_edition_cannot_be_chosen(client, two_editions):
    builders.placement(
        country=Country.objects.get(key="HTI"), edition=builders.edition(year=2019, status="draft"), tier="1"
    )

    assert client.get("/en/reports/tiers/?from=2019").status_code == 400
    assertNotContains(client.get("/en/reports/tiers/"), "2019")


def test_language_link_keeps_the_filters(client, two_editions):
    assertContains(client.get("/en/reports/tiers/?tier=2W&sort=tier"), "/fr/rapports/categories/?tier=2W&amp;sort=tier")


@pytest.mark.parametrize("name", ["home", "tiers"])
def test_what_changed_in_the_latest_edition_is_told(client, two_editions, language, name):
    response = client.get(reverse(f"reports:{name}"))

    heading = {
        "en": "What changed in the 2018 report, compared with that of 2017",
        "fr": "Ce qui a changé dans le rapport de 2018, comparé à celui de 2017",
    }[language]
    section = page_of(response).find("h2", string=heading).parent
    edition = Edition.objects.get(year=2018).get_absolute_url()
    assert [link["href"] for link in section("a")] == [
        reverse("reports:country", args=[{"en": "haiti", "fr": "haiti"}[language]]),
        f"{edition}#changes-title",
        f"{edition}#missing",
    ]
    assert re.search(r"\b1\b", section.find_all("p")[1].get_text())


def test_latest_edition_after_a_gap_says_that_changes_cannot_be_known(client, two_editions):
    builders.placement(country=Country.objects.get(key="HTI"), edition=builders.edition(year=2020), tier="1")

    assertContains(client.get("/en/reports/tiers/"), "No placement of the 2019 report is published here")


@pytest.mark.parametrize("name", ["home", "tiers"])
def test_page_stands_without_any_edition(client, language, name):
    assert client.get(reverse(f"reports:{name}")).status_code == 200


def test_page_describes_its_data(client, two_editions):
    html = client.get("/en/reports/tiers/").content.decode()

    assert '"@type":"Dataset"' in html
    assert '"temporalCoverage":"2017/2018"' in html
    assert '"contentUrl":"http://testserver/en/reports/tiers.csv"' in html


def test_page_touches_neither_session_nor_cookie(client, two_editions):
    response = client.get("/en/reports/tiers/")

    assert not response.cookies
    assert "Vary" not in response.headers


@pytest.mark.parametrize("query", ["", "?sort=region&tier=3", "?from=2003"])
def test_table_counts_queries_the_same_whatever_the_number_of_editions_and_countries(queries_of, query):
    builders.placements_of(3, 4)
    few = queries_of(f"/en/reports/tiers/{query}")
    builders.placements_of(9, 30)

    assert queries_of(f"/en/reports/tiers/{query}") == few
