"""Pages in colors that the reader has chosen, and for whom color says nothing; and nothing moves."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readings")]


def test_controls_and_marks_are_seen_in_the_colors_of_the_reader(readings):
    assert {reading.kind: reading.faults["forced"] for reading in readings if reading.faults["forced"]} == {}


def test_the_focus_is_seen_in_the_colors_of_the_reader(site_content, live_server, browser, language):
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")
        outlines = []

        for _press in range(12):
            page.keyboard.press("Tab")
            outlines.append(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))

        assert set(outlines) == {"solid"}


def test_no_link_in_a_text_is_told_by_its_color_alone(readings):
    assert {reading.kind: reading.faults["colorAlone"] for reading in readings if reading.faults["colorAlone"]} == {}


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(readings):
    assert {reading.kind: reading.faults["moving"] for reading in readings if reading.faults["moving"]} == {}
