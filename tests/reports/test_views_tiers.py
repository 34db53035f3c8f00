import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

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


def rows(html):
    return html.split("<tbody>")[1].split("</tbody>")[0].count("<tr>")


def test_latest_edition_is_shown_without_a_choice(client, two_editions, language):
    response = client.get(reverse("reports:tiers"))

    assert response.status_code == 200
    assert rows(response.content.decode()) == 2


def test_edition_may_be_chosen(client, two_editions):
    response = client.get("/en/reports/tiers/?edition=2017")

    assertContains(response, "2017 report: 1 placement")
    assert rows(response.content.decode()) == 1


def test_region_and_tier_narrow_the_table(client, two_editions):
    assert rows(client.get("/en/reports/tiers/?region=AF").content.decode()) == 1
    assert rows(client.get("/en/reports/tiers/?tier=2W").content.decode()) == 1
    assertContains(client.get("/en/reports/tiers/?region=AF&tier=3"), "No published placement answers all of this.")


@pytest.mark.parametrize(
    "query", ["edition=1999", "region=XX", "tier=4", "tier=%00", "edition=%FF%FE", "tier=2w", "region=" + "A" * 3000]
)
def test_filter_that_is_none_says_so_and_still_shows_the_table(client, two_editions, query):
    response = client.get(f"/en/reports/tiers/?{query}")

    assertContains(response, "There is no such choice: pick one from the list.", status_code=400)
    assert rows(response.content.decode()) == 2
    assert "\0" not in response.content.decode()


def test_unknown_parameters_are_ignored(client, two_editions):
    assert client.get("/en/reports/tiers/?utm_source=x&page=99").status_code == 200


def test_draft_edition_cannot_be_chosen(client, two_editions):
    builders.edition(year=2019, status="draft")

    assert client.get("/en/reports/tiers/?edition=2019").status_code == 400
    assertNotContains(client.get("/en/reports/tiers/"), "2019")


def test_language_link_keeps_the_filters(client, two_editions):
    assertContains(client.get("/en/reports/tiers/?tier=2W"), "?tier=2W")


def test_page_stands_without_any_edition(client, language):
    assert client.get(reverse("reports:tiers")).status_code == 200


def test_tier_is_said_in_words_beside_its_mark(client, two_editions):
    mark = '<span class="tier tier--2w">Tier 2 Watch List</span>'

    assertContains(client.get("/en/reports/tiers/"), mark, html=True)


def test_page_describes_its_data(client, two_editions):
    html = client.get("/en/reports/tiers/").content.decode()

    assert '"@type":"Dataset"' in html
    assert '"temporalCoverage":"2017/2018"' in html
    assert '"contentUrl":"http://testserver/en/reports/tiers.csv"' in html


def test_page_touches_neither_session_nor_cookie(client, two_editions):
    response = client.get("/en/reports/tiers/")

    assert not response.cookies
    assert "Vary" not in response.headers


def test_table_counts_queries_the_same_whatever_the_number_of_placements(two_editions, queries_of):
    few = queries_of("/en/reports/tiers/")
    edition = builders.edition(year=2019)
    for letter in "ABCDEFGH":
        country = builders.country(key=f"QA{letter}", iso2=f"Q{letter}", name_en=f"Country {letter}")
        builders.placement(country=country, edition=edition)

    assert queries_of("/en/reports/tiers/") == few
