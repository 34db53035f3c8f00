"""Pages read by their names alone: links, buttons, landmarks, headings."""

from collections import Counter
from itertools import pairwise

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readings")]


def story(reading):
    """Return the landmarks and headings of a page as one reads them, a line each."""
    return "\n".join(
        f"{'  ' * line['level']}{line['name']}" if line.get("level") else f"[{line['role']}] {line['name']}"
        for line in reading.outline
    )


def landmarks(reading):
    return Counter((line["role"], line["name"]) for line in reading.outline if line.get("role"))


def headings(reading):
    return [(line["level"], line["name"]) for line in reading.outline if line.get("level")]


def test_names_of_controls_make_sense_alone(readings):
    assert {reading.kind: reading.faults["names"] for reading in readings if reading.faults["names"]} == {}


def test_each_page_has_one_banner_one_main_part_and_one_foot(readings):
    wrong = {}
    for reading in readings:
        print(f"\n== {reading.kind}\n{story(reading)}")
        roles = Counter(role for role, _name in landmarks(reading).elements())
        if [roles["banner"], roles["main"], roles["contentinfo"]] != [1, 1, 1]:
            wrong[reading.kind] = roles

    assert wrong == {}


def test_no_two_landmarks_are_alike_and_every_navigation_has_a_name(readings):
    wrong = {
        reading.kind: [
            place
            for place, times in landmarks(reading).items()
            if times > 1 or (place[0] in {"navigation", "complementary", "region", "form"} and not place[1])
        ]
        for reading in readings
    }

    assert {kind: found for kind, found in wrong.items() if found} == {}


def test_headings_tell_the_page_in_order(readings):
    wrong = {}
    for reading in readings:
        found = headings(reading)
        levels = [level for level, _name in found]
        steps = pairwise(levels)
        if levels[:1] != [1] or levels.count(1) != 1 or any(after > before + 1 for before, after in steps):
            wrong[reading.kind] = found
        if not all(name for _level, name in found):
            wrong[reading.kind] = "a heading is empty"

    assert wrong == {}


def test_no_two_headings_of_a_page_say_the_same_in_one_place(readings):
    wrong = {}
    for reading in readings:
        above, seen = {}, Counter()
        for level, name in headings(reading):
            above = {upper: words for upper, words in above.items() if upper < level} | {level: name}
            seen[tuple(above.values())] += 1
        twice = [path for path, times in seen.items() if times > 1]
        if twice:
            wrong[reading.kind] = twice

    assert wrong == {}
