import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from reports.models import Edition
from tests import builders

pytestmark = pytest.mark.django_db


def georgia(**said):
    return builders.country(
        **(
            {
                "key": "GEO",
                "iso2": "GE",
                "name_en": "Georgia",
                "name_fr": "Géorgie",
                "name_in_en": "in Georgia",
                "name_in_fr": "en Géorgie",
                "name_of_en": "of Georgia",
                "name_of_fr": "de Géorgie",
                "region": "EUR",
            }
            | said
        )
    )


def test_home_lists_the_published_editions_latest_first(client, language):
    builders.edition(year=2017, theme_en="Protecting", theme_fr="Protéger")
    builders.edition(year=2018, published="2018-06-28", countries_covered=187)
    builders.edition(year=2019, status="draft")

    html = client.get(reverse("reports:home")).content.decode()

    assert html.index(reverse("reports:edition", args=[2018])) < html.index(reverse("reports:edition", args=[2017]))
    assert reverse("reports:edition", args=[2019]) not in html
    assert {"en": "Protecting", "fr": "Protéger"}[language] in html


def test_home_counts_the_placements_published_here(client):
    builders.placement(edition=builders.edition(year=2018, countries_covered=187))

    assertContains(client.get("/en/reports/"), "1 of 187")


def test_home_counts_queries_the_same_whatever_the_number_of_editions(queries_of):
    builders.edition(year=2017)
    few = queries_of("/en/reports/")
    for year in range(2001, 2016):
        builders.edition(year=year)

    assert queries_of("/en/reports/") == few


def test_draft_edition_is_not_found(client):
    builders.edition(year=2018, status="draft")

    assert client.get("/en/reports/2018/").status_code == 404


@pytest.mark.parametrize("year", ["02018", "201", "99999999999999999999", "2018a", "-2018", "２０１８"])
def test_address_that_is_no_year_is_not_found(client, year):
    builders.edition(year=2018)

    assert client.get(f"/en/reports/{year}/").status_code == 404


def test_edition_shows_its_dates_its_theme_and_what_is_missing(client):
    builders.edition(
        published="2018-06-28",
        period_start=datetime.date(2017, 4, 1),
        period_end=datetime.date(2018, 3, 31),
        theme_en="Local communities",
        theme_fr="Communautés locales",
        countries_covered=187,
        missing_en="<p>Three countries.</p>",
    )

    response = client.get("/en/reports/2018/")

    for text in ("June 28, 2018", "April 1, 2017", "March 31, 2018", "Local communities", "187", "Three countries."):
        assertContains(response, text)


def test_unknown_facts_of_an_edition_are_printed_as_not_known(client):
    builders.edition()

    assertContains(client.get("/en/reports/2018/"), "<dd>Not known</dd>", count=4, html=True)


def test_edition_lists_countries_by_tier_in_the_order_of_the_language(client, language):
    edition = builders.edition()
    zambia, egypt = ("ZMB", "ZM", "Zambia", "Zambie"), ("EGY", "EG", "Egypt", "Égypte")
    for key, iso2, en, fr in (zambia, egypt, ("DNK", "DK", "Denmark", "Danemark")):
        builders.placement(edition=edition, country=georgia(key=key, iso2=iso2, name_en=en, name_fr=fr), tier="1")

    html = client.get(edition.get_absolute_url()).content.decode()

    names = {"en": ["Denmark", "Egypt", "Zambia"], "fr": ["Danemark", "Égypte", "Zambie"]}[language]
    places = [html.index(f">{name}</a>") for name in names]
    assert places == sorted(places)


def test_edition_marks_placements_that_rest_on_one_source(client):
    edition = builders.edition()
    builders.placement(edition=edition, sources_agreeing=1)
    builders.placement(edition=edition, country=georgia(), sources_agreeing=3, tier="1")

    response = client.get("/en/reports/2018/")

    in_each_list = 2
    assertContains(response, '<small class="one-source">1 source</small>', count=in_each_list, html=True)
    assertContains(response, "1 placement rests on a single source.")


def test_edition_says_who_moved_since_the_report_before(client):
    before, now = builders.edition(year=2017), builders.edition(year=2018)
    haiti, other = builders.country(), georgia()
    builders.placement(edition=before, country=haiti, tier="2")
    builders.placement(edition=now, country=haiti, tier="2W")
    builders.placement(edition=before, country=other, tier="2")
    builders.placement(edition=now, country=other, tier="1")

    response = client.get("/en/reports/2018/")

    assertContains(response, "Moved up")
    assertContains(response, "Moved down")
    assertContains(response, "from Tier 2 to Tier 2 Watch List")
    assertContains(response, "from Tier 2 to Tier 1")


def test_edition_counts_who_moved_among_the_countries_that_both_reports_place(client, language):
    before, now = builders.edition(year=2017), builders.edition(year=2018)
    moved = [("2", "1"), ("2", "2W"), ("3", "3"), ("SC", "3"), (None, "1"), ("1", None)]
    for letter, (tier_before, tier_now) in zip("ABCDEF", moved, strict=True):
        country = georgia(key=f"QA{letter}", iso2=f"Q{letter}")
        for edition, tier in ((before, tier_before), (now, tier_now)):
            if tier:
                builders.placement(edition=edition, country=country, tier=tier)

    response = client.get(now.get_absolute_url())

    assertContains(
        response,
        {
            "en": "4 countries and territories are in both: 1 up, 1 down, 1 without change, 1 not comparable.",
            "fr": "4 pays et territoires figurent dans les deux\u00a0: 1 en hausse, 1 en baisse, 1 sans changement, "
            "1 non comparables.",
        }[language],
    )


def test_edition_lists_the_same_countries_by_region(client):
    edition = builders.edition()
    builders.placement(edition=edition, tier="3")
    builders.placement(edition=edition, country=georgia(), tier="1")

    page = BeautifulSoup(client.get("/en/reports/2018/").content, "html.parser")

    regions = page.find("summary", string="The same placements by region").parent
    found = {part.h3.string: [" ".join(row.get_text().split()) for row in part("li")] for part in regions("section")}
    assert found == {
        "Europe (1)": ["Georgia Tier 1"],
        "Western Hemisphere (1)": ["Haiti Tier 3"],
    }
    assert "this site’s own grouping" in regions.p.string


def test_edition_draws_the_counts_of_its_table(client):
    edition = builders.edition()
    builders.placement(edition=edition, tier="3")
    builders.placement(edition=edition, country=georgia(), tier="1", sources_agreeing=1)

    page = BeautifulSoup(client.get("/en/reports/2018/").content, "html.parser")

    picture = page.select_one("figure svg")
    assert page.find(id=picture["aria-describedby"]).name == "caption"
    assert [text.string for text in picture("text")] == ["Tier 1", "1", "Tier 3", "1"]
    assert len(picture.select("path[fill=none]")) == 1


def test_edition_after_a_draft_does_not_say_who_moved(client):
    haiti = builders.country()
    builders.placement(edition=builders.edition(year=2017, status="draft"), country=haiti, tier="3")
    builders.placement(edition=builders.edition(year=2018), country=haiti, tier="2")

    response = client.get("/en/reports/2018/")

    assertNotContains(response, "Moved up")
    assertContains(response, "No placement of the 2017 report is published here")


def test_edition_gives_each_figure_with_its_calendar_year_its_note_and_its_source(client, language):
    figure = builders.global_figure()
    figure.sources.add(builders.source(title_en="A table", title_fr="Un tableau"))
    builders.global_figure(edition=figure.edition, measure="victims", value=41210, status="draft")

    response = client.get(figure.edition.get_absolute_url())

    assertContains(response, {"en": "<strong>7,045</strong>", "fr": "<strong>7\u202f045</strong>"}[language])
    assertContains(response, "2017")
    assertContains(response, {"en": "From a later report.", "fr": "D’après un rapport plus récent."}[language])
    assertContains(response, {"en": "A table", "fr": "Un tableau"}[language])
    assertNotContains(response, "210")


def test_edition_links_the_published_editions_beside_it(client):
    for year, status in [(2015, "published"), (2016, "draft"), (2018, "published"), (2019, "published")]:
        builders.edition(year=year, status=status)

    response = client.get("/en/reports/2018/")

    assertContains(response, '<a href="/en/reports/2015/" rel="prev">Report before: 2015</a>', html=True)
    assertContains(response, '<a href="/en/reports/2019/" rel="next">Report after: 2019</a>', html=True)


def test_edition_describes_itself_without_what_is_not_known(client):
    builders.edition()

    html = client.get("/en/reports/2018/").content.decode()

    assert '"@type":"Report"' in html
    assert '"@type":"Dataset"' in html
    assert "datePublished" not in html


def test_edition_counts_queries_the_same_whatever_the_number_of_placements(queries_of):
    edition = builders.edition()
    source = builders.source()
    builders.placement(edition=edition)
    builders.global_figure(edition=edition).sources.add(source)

    few = queries_of("/en/reports/2018/")
    for number in range(12):
        letter = chr(ord("A") + number)
        builders.placement(
            edition=edition, country=georgia(key=f"QA{letter}", iso2=f"Q{letter}", name_en=f"Country {letter}")
        )
    builders.global_figure(edition=edition, measure="victims").sources.add(source)

    assert queries_of("/en/reports/2018/") == few


def test_edition_in_preview_is_shown_before_it_is_public(client, rf):
    from reports import views

    row = builders.edition(status="draft")
    request = rf.get("/en/reports/2018/")
    request.preview = row

    with translation.override("en"):
        response = views.edition(request, 2018)

    assert response.status_code == 200
    assert Edition.objects.published().count() == 0
