import pytest

from tests import axe

pytestmark = [pytest.mark.browser]

# The languages swap the schemes, so that each kind of page is read at both widths in both.
WINDOWS = {"en": [(320, "light"), (1280, "dark")], "fr": [(320, "dark"), (1280, "light")]}


def test_axe_finds_nothing(address, live_server, page, language):
    narrow, wide = WINDOWS[language]

    page.goto(live_server.url + address)
    page.set_viewport_size({"width": narrow[0], "height": 800})
    page.emulate_media(color_scheme=narrow[1])
    on_a_phone = axe.faults_on(page)
    page.set_viewport_size({"width": wide[0], "height": 800})
    page.emulate_media(color_scheme=wide[1])
    on_a_desk = axe.faults_on(page, axe.WINDOW)

    assert on_a_phone == []
    assert on_a_desk == []


def test_axe_finds_nothing_where_everything_is_unfolded(site_content, live_server, page, language):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/{language}/")

    page.click(".menu__open")
    page.click(".help-strip__open")

    assert axe.faults_on(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door(site_content, live_server, browser, scheme):
    with browser.new_context(locale="de-DE", color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(live_server.url)

        assert axe.faults_on(page) == []


def test_the_first_key_press_offers_to_skip_to_the_text(site_content, live_server, page, language):
    page.goto(f"{live_server.url}/{language}/")

    page.keyboard.press("Tab")
    skip = page.locator(":focus")

    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0

    page.keyboard.press("Enter")

    assert page.evaluate("() => document.activeElement.id") == "main"


def test_focus_is_never_hidden_under_the_bar(site_content, live_server, page, language):
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto(f"{live_server.url}/{language}/")
    covered = []

    for _press in range(60):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect(), bar = document.querySelector(".top");
              const hidden = box.bottom <= bar.getBoundingClientRect().bottom || box.top >= innerHeight;
              const excused = at === document.body || at.matches(".skip-link") || bar.contains(at);
              return hidden && !excused ? [at.outerHTML] : [];
            }"""
        )

    assert covered == []


def test_what_is_touched_first_is_large_enough(site_content, live_server, page, language):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live_server.url}/{language}/")

    heights = {
        at: [box.bounding_box()["height"] for box in page.locator(at).all()]
        for at in (
            ".exit",
            ".help-strip__number",
            ".help-strip__open",
            ".help-strip__all",
            ".menu__open",
            ".language-link",
        )
    }

    assert all(heights.values())
    assert {at: found for at, found in heights.items() if min(found) < 44} == {}


def test_text_is_still_whole_when_it_is_twice_as_large(site_content, live_server, page, language):
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(f"{live_server.url}/{language}/")

    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640


def test_nothing_moves(site_content, live_server, page, language):
    page.goto(f"{live_server.url}/{language}/")

    moving = page.evaluate("() => document.getAnimations().length")

    assert moving == 0


def test_colors_chosen_by_the_reader_keep_every_control_visible(site_content, live_server, browser, language):
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")

        borders = page.locator(".exit, .help-strip__number").evaluate_all(
            "found => found.map(e => getComputedStyle(e).borderTopStyle)"
        )

        assert set(borders) == {"solid"}
