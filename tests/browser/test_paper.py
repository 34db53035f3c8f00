"""Sheets to print in a real browser: as a printer gets them from a phone, and as a reader sees them first."""

import io

import pymupdf
import pytest
from PIL import Image

from hotlines import index
from hotlines.paper import dialed
from tests import builders
from tests.hotlines.sheets import PIECES, address, read_codes

# What stands on another thing, or beyond its paper: each text and each code against its place.
CROWDED = """() => {
  const faults = [];
  const box = element => element.getBoundingClientRect();
  const told = (what, element) => faults.push(what + ": " + element.textContent.trim().slice(0, 40));
  const range = element => {
    const found = document.createRange();
    found.selectNodeContents(element);
    return found;
  };
  const shown = [...document.querySelectorAll(".paper p, .paper .poster__title")].filter(p => p.textContent.trim());
  for (const one of shown) {
    const place = box(one.closest(".wallet__half, .strips__strip, .paper")), own = box(range(one));
    const beyond = [place.top - own.top, own.bottom - place.bottom, place.left - own.left, own.right - place.right];
    if (Math.max(...beyond) > 1)
      told("beyond its place", one);
    for (const code of one.closest(".wallet__half, .paper").querySelectorAll(".qr path[stroke]")) {
      const dark = box(code);
      for (const line of range(one).getClientRects())
        if (line.right > dark.left - 2 && line.left < dark.right && line.bottom > dark.top && line.top < dark.bottom)
          told("on a code", one);
    }
  }
  for (const last of document.querySelectorAll(".wallet__until, .poster__until")) {
    const parts = [...last.parentElement.children].filter(e => e !== last && !e.matches(".strips"));
    if (Math.max(...parts.map(e => box(range(e)).bottom)) > box(last).top + 1) told("under the last line", last);
  }
  for (const code of document.querySelectorAll(".qr"))
    if (box(code).width * 25.4 / 96 < 18.5) told("a code too small", code);
  return faults;
}"""


@pytest.fixture
def countries(site_content):
    known = index.current()
    choices = [country.iso2.lower() for country in known.countries]
    return [choice for choice in choices if known.among({"country": choice}) & dialed(known)]


# A sheet in both languages is the same from either address: the French tests open it.
SHEETS = {"fr": [("both", "a4"), ("both", "letter"), ("fr", "letter")], "en": [("en", "a4"), ("en", "letter")]}


@pytest.mark.parametrize("piece", PIECES)
def test_everything_has_its_place_for_every_country(countries, live_server, page, language, piece):
    page.emulate_media(media="print")
    faults = {}

    for country in countries:
        for need in ["", "report", "help"] if country in {"us", "fr", "ch"} else [""]:
            for languages, paper in SHEETS[language]:
                asked = {"country": country, "need": need, "languages": languages, "paper": paper}
                response = page.goto(live_server.url + address(piece, **asked))
                found = page.evaluate(CROWDED) if response.status == 200 else []
                if found:
                    faults[country, need, languages, paper] = found

    assert len(countries) > 20
    assert faults == {}


LONG = "Permanence nationale téléphonique d’écoute, d’information et d’orientation des personnes, de jour comme de nuit"


@pytest.fixture
def long_texts(transactional_db):
    """Lines whose texts are as long as they may be."""
    country = builders.country(
        key="COD", iso2="CD", name_en=LONG[:60], name_fr=LONG[:60], name_in_en="in " + LONG[:60], name_in_fr=LONG[:60]
    )
    builders.emergency_number(country=country, numbers=["117", "17", "113", "112"], checked_on="2026-09-30")
    spoken = [
        builders.language_spoken(key=f"l{n}", name_en=f"language number {n}", name_fr=f"langue de numéro {n}")
        for n in range(12)
    ]
    for n in range(3):
        service = builders.service(
            country=country, name_en=LONG, name_fr=LONG, region_served_en="Some far region", region_served_fr="Au loin"
        )
        channel = builders.channel(
            service=service,
            kind="text",
            number=f"+22501033452{n}9",
            display=f"+225 01 03 34 52 {n}9",
            keyword="SECOURSMAINTENANT",
            hours="note",
            hours_note_en=LONG[:119],
            hours_note_fr=LONG[:119],
            interpreter_count=200,
            checked_on="2026-09-30",
        )
        channel.languages.set(spoken)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_sheet_holds_no_more_than_has_its_place_on_it(long_texts, live_server, page, language, piece, paper):
    page.emulate_media(media="print")
    faults = {}

    for languages in ["both", "fr", "en"]:
        page.goto(live_server.url + address(piece, country="cd", languages=languages, paper=paper))
        faults[languages] = page.evaluate(CROWDED)
        assert "+225 01 03 34 52 09" in page.inner_text(".paper")

    assert faults == {"both": [], "fr": [], "en": []}


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
@pytest.mark.parametrize("piece", PIECES)
def test_a_browser_prints_one_page_a_side_with_codes_that_are_read(
    site_content, live_server, page, language, piece, paper, size
):
    page.goto(live_server.url + address(piece, country="us", paper=paper))

    printed = pymupdf.open(stream=page.pdf(prefer_css_page_size=True), filetype="pdf")

    assert [tuple(round(side) for side in found.rect[2:]) for found in printed] == [size] * (
        1 if piece == "cards" else 2
    )
    codes = []
    for found in printed:
        seen = found.get_pixmap(dpi=300, colorspace=pymupdf.csGRAY)
        codes += read_codes(Image.frombytes("L", (seen.width, seen.height), seen.samples))
    per_side = {"cards": 2 * 8, "poster": 3, "tear-off": 2}[piece]
    found = [sum(code.startswith(f"http://testserver/{side}/") for code in codes) for side in ("en", "fr")]
    assert found == [per_side, per_side]
    text = "".join(found.get_text() for found in printed)
    assert "1-888-373-7888" in text
    # Nothing of the page around the sheet is printed.
    assert not {"Menu", "Repères"} & set(text.split())


@pytest.mark.parametrize("piece", PIECES)
def test_codes_are_read_from_the_screen_in_the_dark_scheme_too(site_content, live_server, browser, language, piece):
    screen = {"viewport": {"width": 360, "height": 800}, "device_scale_factor": 3}
    with browser.new_context(color_scheme="dark", **screen) as context:
        page = context.new_page()
        page.goto(live_server.url + address(piece, country="fr"))

        numbers = page.locator(".wallet__number:visible, .poster__number:visible").all()
        read = [read_codes(Image.open(io.BytesIO(number.screenshot()))) for number in numbers]
        copies = page.locator(".wallet__card:visible, .strips__strip:visible").count()
        wide = page.evaluate("() => document.documentElement.scrollWidth")

    assert [len(codes) for codes in read] == [1] * {"cards": 4, "poster": 6, "tear-off": 4}[piece]
    assert copies == {"cards": 1, "poster": 0, "tear-off": 2}[piece]
    assert wide == 360


def test_a_sheet_is_chosen_without_scripts(site_content, live_server, browser, language):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")
        with page.expect_navigation():
            page.click(".footer a[href*='print'], .footer a[href*='imprimer']")
        page.select_option("[name=country]", "be")
        with page.expect_navigation():
            page.click(".filters button")

        with page.expect_navigation():
            page.click(".sheets__name a >> nth=0")

        assert "078 055 800" in page.inner_text(".paper")
        assert "country=be" in page.url
