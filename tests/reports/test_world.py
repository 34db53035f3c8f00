import csv
import re
import tomllib
from itertools import combinations, groupby
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from reports import world
from tests import builders

ROOT = Path(settings.BASE_DIR)
SVG = "{http://www.w3.org/2000/svg}"
# Departments of France: Natural Earth draws them as France. No report places them.
WITHIN_FRANCE = {"GLP", "GUF", "MTQ", "MYT", "REU"}


def country(key, name_en, name_fr, **said):
    return builders.country(key=key, iso2=said.pop("iso2", key[:2]), name_en=name_en, name_fr=name_fr, **said)


def drawing_of(client, year=2018):
    response = client.get(reverse("reports:map", args=[year]))
    return ElementTree.fromstring(response.content)


def words_of(drawing):
    """Return what each country of the drawing says when it is pointed at."""
    found = [*drawing.iter(f"{SVG}path"), *drawing.iter(f"{SVG}use")]
    return [title.text for element in found for title in element.iter(f"{SVG}title")]


def test_every_country_of_every_edition_has_a_place_on_the_map():
    rows = sorted(
        csv.DictReader((ROOT / "reports/content/placement.csv").read_text().splitlines()), key=lambda row: row["year"]
    )
    lost = {}
    for year, placements in groupby(rows, key=lambda row: row["year"]):
        placed = {row["country"] for row in placements}
        lost[year] = [key for key in placed if not world._drawn_for(key, placed)]

    assert len(lost) == 25
    assert {year: keys for year, keys in lost.items() if keys} == {}


def test_every_country_of_the_content_has_a_place_on_the_map():
    countries = tomllib.loads((ROOT / "publishing/content/country.toml").read_text())["country"]
    lost = {row["key"] for row in countries if not world._drawn_for(row["key"], set())}

    assert lost == WITHIN_FRANCE


def test_no_country_is_drawn_twice():
    assert world._world()["shapes"].keys() & world._world()["dots"].keys() == set()


def test_every_shape_is_a_closed_path_within_the_drawing_that_no_edge_of_the_map_cuts():
    known = world._world()
    for key, path in {**known["shapes"], "land": known["land"]}.items():
        for ring in re.findall(r"M[^M]+", path):
            assert re.fullmatch(r"M\d+ \d+l-?\d+( ?-?\d+){3,}z", ring), (key, ring)
            x, y, *steps = [int(number) for number in re.findall(r"-?\d+", ring)]
            for right, down in zip(steps[::2], steps[1::2], strict=True):
                assert hypot(right, down) < known["width"] / 5, key
                x, y = x + right, y + down
                assert 0 <= x <= known["width"], key
                assert 0 <= y <= known["height"], key


def test_dots_stand_apart_and_within_the_drawing():
    known = world._world()

    assert min(hypot(a - c, b - d) for (a, b), (c, d) in combinations(known["dots"].values(), 2)) > 10
    assert all(5 <= x <= known["width"] - 5 and 5 <= y <= known["height"] - 5 for x, y in known["dots"].values())


@pytest.mark.django_db
def test_map_says_the_tier_of_each_placed_country_and_that_the_others_have_none(client, language):
    edition = builders.edition()
    builders.placement(edition=edition, country=country("CHL", "Chile", "Chili"), tier="1")
    builders.placement(edition=edition, country=country("LBY", "Libya", "Libye"), tier="SC")
    builders.placement(edition=edition, country=country("MLT", "Malta", "Malte"), tier="2W")
    country("EGY", "Egypt", "Égypte")

    words = words_of(drawing_of(client))

    assert (
        sorted(words)
        == {
            "en": [
                "Chile: Tier 1",
                "Egypt: no placement published here",
                "Libya: Special case",
                "Malta: Tier 2 Watch List",
            ],
            "fr": [
                "Chili\u00a0: Catégorie 1",
                "Libye\u00a0: Cas particulier",
                "Malte\u00a0: Liste de surveillance de la Catégorie 2",
                "Égypte\u00a0: aucun classement publié ici",
            ],
        }[language]
    )


@pytest.mark.django_db
def test_each_tier_has_a_pattern_or_a_mark_of_its_own(client):
    edition = builders.edition()
    keys = iter(["CHL", "PER", "EGY", "LBY", "CAN", "MLT", "BRB", "MUS", "SYC", "TON"])
    for tier in ["1", "2", "2W", "3", "SC"] * 2:
        key = next(keys)
        builders.placement(edition=edition, country=country(key, key, key), tier=tier)

    drawing = drawing_of(client)

    shapes = {
        path.find(f"{SVG}title").text: group.get("fill")
        for group in drawing.iter(f"{SVG}g")
        for path in group
        if path.tag == f"{SVG}path" and len(path)
    }
    dots = {use.find(f"{SVG}title").text: use.get("href") for use in drawing.iter(f"{SVG}use") if len(use)}
    defined = {f"#{element.get('id')}" for element in drawing.find(f"{SVG}defs")}
    assert shapes == {
        "CHL: Tier 1": "currentColor",
        "PER: Tier 2": "url(#world-2)",
        "EGY: Tier 2 Watch List": "url(#world-2w)",
        "LBY: Tier 3": "url(#world-3)",
        "CAN: Special case": "url(#world-sc)",
    }
    assert dots == {
        "MLT: Tier 1": "#world-mark-1",
        "BRB: Tier 2": "#world-mark-2",
        "MUS: Tier 2 Watch List": "#world-mark-2w",
        "SYC: Tier 3": "#world-mark-3",
        "TON: Special case": "#world-mark-sc",
    }
    assert {fill[4:-1] for fill in shapes.values() if fill.startswith("url")} | set(dots.values()) <= defined


@pytest.mark.django_db
def test_country_that_is_no_more_is_drawn_as_those_that_followed_it(client):
    edition = builders.edition()
    antilles = country("ANT", "Netherlands Antilles", "Antilles néerlandaises", withdrawn=True)
    builders.placement(edition=edition, country=antilles, tier="2")
    country("CUW", "Curaçao", "Curaçao")
    country("SXM", "Sint Maarten", "Saint-Martin")

    assert words_of(drawing_of(client)) == ["Netherlands Antilles: Tier 2"] * 2


@pytest.mark.django_db
def test_country_that_followed_another_and_is_placed_is_drawn_as_itself(client):
    edition = builders.edition()
    for key, name, tier in [("SCG", "Serbia and Montenegro", "2"), ("SRB", "Serbia", "1"), ("MNE", "Montenegro", "3")]:
        builders.placement(edition=edition, country=country(key, name, name, iso2=key[1:]), tier=tier)

    assert sorted(words_of(drawing_of(client))) == ["Montenegro: Tier 3", "Serbia: Tier 1"]
    assertContains(client.get("/en/reports/2018/"), "Placed, but not on the map: Serbia and Montenegro.")


@pytest.mark.django_db
def test_placed_country_that_the_map_lacks_is_named_beside_it(client):
    builders.placement(country=country("GRD", "Grenada", "Grenade"))

    assertContains(client.get("/en/reports/2018/"), "Placed, but not on the map: Grenada.")
    assert words_of(drawing_of(client)) == []


@pytest.mark.django_db
def test_legend_has_the_counts_of_the_table_and_the_marks_of_the_map(client, language):
    edition = builders.edition()
    for key, tier in [("CHL", "1"), ("PER", "1"), ("EGY", "2W"), ("LBY", "SC")]:
        builders.placement(edition=edition, country=country(key, key, key), tier=tier)

    page = BeautifulSoup(client.get(edition.get_absolute_url()).content, "html.parser")

    table = [(row.th.get_text(strip=True), row.td.get_text(strip=True)) for row in page.select("table tbody tr")]
    legend = [" ".join(item.get_text().split()) for item in page.select(".chart-keys--row > li")]
    unplaced = {"en": "No placement published here", "fr": "Aucun classement publié ici"}[language]
    assert legend == [*(f"{tier} ({count})" for tier, count in table), unplaced]
    defined = {f"#{element['id']}" for element in page.select(".chart-keys--row defs > *")}
    used = {use["href"] for use in page.select(".chart-keys--row li > svg > use")}
    assert used == {"#world-mark-1", "#world-mark-2w", "#world-mark-sc", "#world-mark-none"}
    assert used <= defined


@pytest.mark.django_db
def test_page_keeps_room_for_the_map_and_lets_it_wait(client):
    builders.placement(country=country("CHL", "Chile", "Chili"))

    page = BeautifulSoup(client.get("/en/reports/2018/").content, "html.parser")
    picture, drawing = page.select_one("figure img"), drawing_of(client)

    assert (picture["width"], picture["height"]) == (drawing.get("width"), drawing.get("height"))
    assert drawing.get("viewBox") == f"0 0 {picture['width']} {picture['height']}"
    assert (picture["loading"], picture["src"]) == ("lazy", "/en/reports/map-2018.svg")
    assert "the lists above say the same in words" in picture["alt"]


@pytest.mark.django_db
def test_map_is_in_the_language_of_its_address_and_saved_under_its_name(client):
    builders.placement(edition=builders.edition(), country=country("CHL", "Chile", "Chili"))

    with translation.override("fr"):
        response = client.get("/fr/rapports/carte-2018.svg")

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Disposition"] == 'attachment; filename="carte-2018.svg"'
    assertContains(response, 'lang="fr"')
    assertContains(response, "Les catégories dans le rapport 2018 sur la traite des personnes")


@pytest.mark.django_db
def test_name_of_a_country_brings_no_markup_into_the_map(client):
    builders.placement(country=country("CHL", '<b>Chile</b> & "co"', "Chili"), tier="1")

    assert words_of(drawing_of(client)) == ['<b>Chile</b> & "co": Tier 1']


@pytest.mark.django_db
def test_draft_edition_has_no_map_and_its_preview_shows_none(client, rf):
    from reports import views

    edition = builders.edition(status="draft")
    builders.placement(edition=edition)
    request = rf.get("/en/reports/2018/")
    request.preview = edition

    assert client.get("/en/reports/map-2018.svg").status_code == 404
    with translation.override("en"):
        assertNotContains(views.edition(request, 2018), "map-2018.svg")


@pytest.mark.django_db
def test_edition_without_placements_has_no_map(client):
    builders.edition()

    assertNotContains(client.get("/en/reports/2018/"), "map-2018.svg")


@pytest.mark.django_db
def test_map_counts_queries_the_same_whatever_the_number_of_countries(queries_of):
    edition = builders.edition()
    builders.placement(edition=edition, country=country("CHL", "Chile", "Chili"))
    few = queries_of("/en/reports/map-2018.svg")
    for key in ["PER", "EGY", "LBY", "CAN", "MLT"]:
        builders.placement(edition=edition, country=country(key, key, key))
        country(f"Q{key[:2]}", key, key, iso2=f"Q{key[0]}")

    assert queries_of("/en/reports/map-2018.svg") == few


def test_ink_of_the_map_is_the_accent_of_the_stylesheet():
    tokens = (ROOT / "static/css/tokens.css").read_text()
    accent = re.search(r"--color-accent: light-dark\((\S+), (\S+)\)", tokens)
    style = re.search(r"<style>(.*)</style>", (ROOT / "templates/reports/world.svg").read_text())[1]

    assert re.findall(r"#\w+", style) == list(accent.groups())
