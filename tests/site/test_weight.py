"""Every public page is light enough for the worst phone on the worst line, as a real server sends it."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.site.weighing import Scales, name_of

pytestmark = pytest.mark.server

TABLE = tomllib.loads(Path(__file__).with_name("weights.toml").read_text())
LIMITS = TABLE["limits"]
UNLISTED = [
    "/",
    "/en/search/",
    "/fr/recherche/",
    "/en/search/?q=passport",
    "/fr/recherche/?q=passeport",
    "/en/print/?country=us",
    "/en/print/cards/?country=us",
    "/fr/imprimer/affiche/?country=us",
    "/fr/imprimer/languettes/?country=us",
    "/fr/rapports/comparer/?country=hti&country=dom&country=fra&country=mmr",
    "/en/nowhere/at/all/",
    "/fr/nulle/part/",
]
SHOWN = {
    "root",
    "home",
    "campaign:setting",
    "hotlines:service",
    "reports:country",
    "reports:edition",
    "publishing:search",
    "error",
}
SHEETS = {"hotlines:print-cards", "hotlines:print-poster", "hotlines:print-tear-off"}
TOPICS = re.compile(r"home$|campaign:(?!glossary)|hotlines:service$|reports:country$")


@pytest.fixture(scope="module")
def scales(server):
    return Scales(server)


@pytest.fixture(scope="module")
def pages(site, scales):
    """Every page that links lead to, the door, the search and the errors, weighed."""
    reached = [page for page in site.pages.values() if page.address == page.path]
    return [scales.page(page.path, page.html.encode()) for page in reached] + [*map(scales.fetched, UNLISTED)]


def told(heavy):
    return "\n".join(page.told(TABLE) for page in sorted(heavy, key=lambda page: -page.visit)[:20])


def test_every_page_is_weighed(pages):
    kinds = {page.kind for page in pages}

    assert len(pages) > 700
    assert {"error", "home", "root", "publishing:search", "campaign:glossary", "reports:country"} <= kinds


@pytest.fixture(scope="module")
def sent(scales, pages):
    """A page of each kind and its twin in the weighing: (as the server sends it, as it was weighed)."""
    first_of_kind = {page.kind: page for page in reversed(pages)}
    return [(scales.fetched(page.path), page) for page in first_of_kind.values()]


def test_the_server_sends_what_was_weighed(sent):
    apart = {page.path: (real.html, page.html) for real, page in sent if abs(real.html - page.html) > 0.02 * real.html}

    assert len(sent) > 20
    assert apart == {}


def test_a_first_visit_to_any_page_moves_less_than_30_kilobytes(pages):
    heavy = [page for page in pages if page.visit > LIMITS["visit"]]

    assert not heavy, told(heavy)


def test_no_page_makes_more_than_four_requests_and_no_sheet_to_print_more_than_five(pages):
    busy = [
        page
        for page in pages
        if 1 + len(page.files) > LIMITS["requests_of_sheets" if page.kind in SHEETS else "requests"]
    ]

    assert not busy, told(busy)


def test_no_page_is_too_long_to_read_on_a_cheap_phone(pages):
    heavy = [page for page in pages if page.html > LIMITS["page"]]

    assert not heavy, told(heavy)


def test_a_typical_topic_page_comes_in_14_kilobytes_with_its_stylesheet(pages):
    topics = [page for page in pages if TOPICS.match(page.kind)]
    heavy = [page for page in topics if page.topic > LIMITS["country" if page.kind == "reports:country" else "topic"]]

    assert len(topics) > 500
    assert len(heavy) <= len(topics) // 20, told(heavy)


def test_scripts_are_small_and_wait_for_the_page(pages):
    heavy = [page for page in pages if page.scripts > LIMITS["script"] or not all(page.deferred.values())]

    assert not heavy, told(heavy)


def test_a_picture_that_waits_for_the_reader_is_light(pages):
    waiting = {path: size for page in pages for path, size in page.later.items()}

    assert waiting
    assert {path: size for path, size in waiting.items() if size > LIMITS["later"]} == {}


def test_no_page_fetches_a_font(pages):
    fetched = {path for page in pages for path in page.files}

    assert [path for path in fetched if re.search(r"\.(woff2?|ttf|otf|eot)$", path)] == []


def test_no_part_of_a_page_outgrows_its_place_in_the_table(pages):
    grown = [page for page in pages if "GREW" in page.told(TABLE)]

    assert not grown, told(grown)


def test_the_table_holds_nothing_that_no_page_fetches(pages):
    fetched = {name_of(path) for page in pages for path in page.files}

    assert set(TABLE["files"]) <= fetched


@pytest.mark.browser
def test_a_phone_fetches_what_was_weighed_and_nothing_else(server, sent, browser):
    astray = {}
    for page in [real for real, _page in sent if real.kind in SHOWN]:
        with browser.new_context(locale="de", viewport={"width": 360, "height": 640}) as context:
            fetched = set()
            tab = context.new_page()
            tab.on("request", lambda request, fetched=fetched: fetched.add(request.url))
            tab.goto(f"http://127.0.0.1:{server}{page.path}")
            tab.wait_for_load_state("load")
            expected = {f"http://127.0.0.1:{server}{path}" for path in [page.path, *page.files]}
            if fetched - expected:
                astray[page.path] = fetched - expected

    assert astray == {}
