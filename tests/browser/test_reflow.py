"""Pages on a narrow window, at 400 %, with spaced text, and in a browser that keeps nothing in its place."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readings")]


def faults(readings, question):
    return {reading.kind: reading.faults[question] for reading in readings if reading.faults[question]}


def test_no_page_scrolls_sideways_and_no_text_is_cut_on_the_narrowest_phone_or_at_four_times_the_size(readings):
    assert faults(readings, "cut") == {}


def test_no_text_stands_on_another(readings):
    assert faults(readings, "overlapping") == {}


def test_what_stays_in_sight_leaves_half_of_the_window_to_the_page_at_four_times_the_size(readings):
    assert {reading.kind: reading.stuck for reading in readings if reading.stuck > 0.5} == {}


def test_nothing_is_lost_when_the_reader_spaces_the_text(readings):
    assert faults(readings, "spaced") == {}


def test_pages_are_whole_where_nothing_stays_in_place(readings):
    assert faults(readings, "unstuck") == {}
