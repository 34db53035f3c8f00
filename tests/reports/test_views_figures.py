import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests import builders

pytestmark = pytest.mark.django_db

PAGE = "/en/reports/figures/"


def figure(year, measure, value, **said):
    edition = said.pop("edition", None) or builders.edition(year=year)
    return builders.global_figure(
        edition=edition,
        measure=measure,
        value=value,
        **({"calendar_year": year - 1, "note_en": "", "note_fr": ""} | said),
    )


def rows(html):
    """Return the text of each row of the table by the words that start it."""
    table = BeautifulSoup(html, "html.parser").find("table").tbody
    return {row.th.a.string: " ".join(row.get_text(" ", strip=True).split()) for row in table.find_all("tr")}


def test_every_edition_has_a_row_with_its_figures_and_the_year_they_count(client, language):
    figure(2018, "prosecutions", 17471)
    builders.edition(year=2017)

    found = rows(client.get(reverse("reports:figures")).content.decode())

    row = {"en": "2018 report", "fr": "Rapport de 2018"}[language]
    assert {"en": "17,471", "fr": "17 471"}[language] in found[row]
    assert {"en": "calendar year 2017", "fr": "année civile 2017"}[language] in found[row]
    assert len(found) == 2


def test_figure_that_was_not_found_is_not_known_and_the_edition_says_why(client):
    figure(2018, "prosecutions", 17471)
    builders.edition(year=2017)

    response = client.get(PAGE)

    found = rows(response.content.decode())
    assert found["2018 report"].count("Not known") == 3
    assert "No figure was found in our sources." in found["2017 report"]
    assertContains(response, 'href="/en/reports/2017/#missing"')


def test_labor_trafficking_stands_with_the_total_that_it_is_a_part_of(client):
    whole = figure(2018, "prosecutions", 17471)
    figure(2018, "labor-prosecutions", 869, edition=whole.edition)

    assert "17,471 labor trafficking: 869" in rows(client.get(PAGE).content.decode())["2018 report"]


def test_every_figure_leads_to_its_sources(client):
    whole = figure(2018, "prosecutions", 17471)
    part = figure(2018, "labor-prosecutions", 869, edition=whole.edition)
    table, copy = builders.source(title_en="A table"), builders.source(title_en="A copy")
    whole.sources.add(table)
    part.sources.add(copy)

    page = BeautifulSoup(client.get(PAGE).content, "html.parser")

    marks = [page.find(id=mark["href"][1:]).get_text() for mark in page.table.select("small a")]
    assert ["A table" in marks[0], "A copy" in marks[1]] == [True, True]


def test_sources_that_a_total_and_its_part_share_are_cited_once(client):
    whole = figure(2018, "prosecutions", 17471)
    part = figure(2018, "labor-prosecutions", 869, edition=whole.edition)
    source = builders.source()
    whole.sources.add(source)
    part.sources.add(source)

    page = BeautifulSoup(client.get(PAGE).content, "html.parser")

    assert [mark.string for mark in page.table.select("small a")] == ["[1]"]


def test_notes_are_read_figure_by_figure(client, language):
    figure(2018, "laws", 5, note_en="Revised since.", note_fr="Révisé depuis.")

    response = client.get(reverse("reports:figures"))

    assertContains(
        response, {"en": "New or amended laws (2017):", "fr": "Lois nouvelles ou modifiées (2017)\u00a0:"}[language]
    )
    assertContains(response, {"en": "Revised since.", "fr": "Révisé depuis."}[language])


def test_pictures_are_drawn_from_the_table_and_say_so(client):
    for year, value in ((2016, 100), (2017, 300), (2019, 200)):
        figure(year, "convictions", value)

    page = BeautifulSoup(client.get(PAGE).content, "html.parser")

    (picture,) = page.select("figure svg")
    assert picture["role"] == "img"
    assert page.find(id=picture["aria-describedby"]).name == "caption"
    assert picture.title.string == "Convictions, from 2015 to 2018"
    assert "100 in 2015, 200 in 2018; at most 300, in 2016. 1 year between has no figure." in re.sub(
        r"\s+", " ", page.figure.get_text()
    )
    assert [path["d"].count("L") for path in picture.select("path[stroke-width]")] == [1]


def test_a_single_figure_is_not_told_as_a_course(client):
    figure(2018, "convictions", 7135)

    assertContains(client.get(PAGE), "7,135 in 2017, the only year with a figure.")


def test_figures_of_drafts_are_not_shown(client):
    figure(2018, "convictions", 7135, status="draft")
    figure(2019, "victims", 85613, edition=builders.edition(year=2019, status="draft"))

    response = client.get(PAGE)

    assertNotContains(response, "135")
    assertNotContains(response, "85,613")


def test_page_stands_without_any_figure(client, language):
    response = client.get(reverse("reports:figures"))

    assert response.status_code == 200
    assertNotContains(response, '<svg class="chart__drawing"')


def test_page_says_what_the_figures_are_not(client):
    assertContains(client.get(PAGE), "They do not measure how much trafficking there is.")


def test_page_describes_itself_to_machines(client):
    figure(2018, "convictions", 7135)

    html = client.get(PAGE).content.decode()

    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]
    dataset = next(data for data in found if data.get("@type") == "Dataset")
    assert dataset["temporalCoverage"] == "2017/2017"
    assert "convictions" in dataset["variableMeasured"]
    assert dataset["distribution"][0]["contentUrl"] == "http://testserver/en/reports/figures.csv"


@pytest.mark.parametrize("page", ["/en/reports/", "/en/reports/2018/"])
def test_page_is_linked_from_the_reports(client, page):
    builders.edition()

    assertContains(client.get(page), f'href="{PAGE}"')


def test_page_counts_queries_the_same_whatever_the_number_of_editions(queries_of):
    figure(2018, "convictions", 7135).sources.add(builders.source())
    few = queries_of(PAGE)

    for year in range(2001, 2017):
        made = figure(year, "convictions", year)
        made.sources.add(builders.source())
        figure(year, "victims", year, edition=made.edition)

    assert queries_of(PAGE) == few
