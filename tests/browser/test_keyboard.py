"""Pages under the keyboard alone, and under the thumb."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readings")]


def test_every_stop_is_reached_in_order_seen_and_covered_by_nothing(readings):
    assert {reading.kind: reading.faults["keys"] for reading in readings if reading.faults["keys"]} == {}


def test_the_first_stop_skips_to_the_text_and_the_second_leaves(readings):
    assert {tuple(reading.first_stops) for reading in readings} == {("skip-link", "exit")}


def test_the_text_is_in_the_same_order_for_the_eye_and_for_the_keyboard(readings):
    assert {reading.kind: reading.faults["reordered"] for reading in readings if reading.faults["reordered"]} == {}


def test_the_numbers_the_exit_and_the_fields_are_large_enough_for_a_thumb(readings):
    assert {reading.kind: reading.faults["small"] for reading in readings if reading.faults["small"]} == {}


def test_the_focus_looks_as_the_style_page_shows_it(site_content, live_server, page, language):
    page.goto(live_server.url + reverse("publishing:style"))
    drawn = (
        "at => { const style = getComputedStyle(at); return [style.outline, style.outlineOffset, style.borderRadius] }"
    )
    shown = page.locator(".style-page__frame--light .style-page__focused").first.evaluate(drawn)

    link = page.locator(".style-page__frame--light a").first
    link.press("ArrowLeft")

    assert link.evaluate(drawn) == shown
