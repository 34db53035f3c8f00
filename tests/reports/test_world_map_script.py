"""The script that draws the world, on a world of three islands."""

import json
from math import dist

import pytest

from scripts import world_map

# Positions are steps of a tenth of a degree from 10 degrees east, on the equator.
TOPOLOGY = {
    "transform": {"scale": [0.1, 0.1], "translate": [10, 0]},
    "arcs": [
        [[0, 0], [0, 100]],  # the border of the two countries, from south to north
        [[0, 100], [-100, 0], [0, -100], [100, 0]],
        [[0, 0], [100, 0], [1, 50], [-1, 50], [-100, 0]],
        [[300, 0], [0, 10], [10, 0], [0, -10], [-10, 0]],
        [[500, 0], [0, 1], [1, 0], [0, -1], [-1, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "266", "arcs": [[0, 1]], "properties": {"name": "Gabon"}},
                {"type": "Polygon", "id": "178", "arcs": [[~0, 2]], "properties": {"name": "Congo"}},
                {"type": "MultiPolygon", "id": "678", "arcs": [[[3]], [[4]]], "properties": {"name": "São Tomé"}},
                {"type": "Polygon", "arcs": [[4]], "properties": {"name": "Nowhere"}},
            ]
        }
    },
}


def test_arcs_are_steps_of_a_scale_from_an_origin():
    arc = world_map.degrees(TOPOLOGY)[1]

    assert [(round(x, 6), round(y, 6)) for x, y in arc] == [(10, 10), (0, 10), (0, 0), (10, 0)]


def test_an_arc_backward_is_the_complement_of_its_number():
    lines = [[(0, 0), (1, 0), (2, 0)], [(2, 0), (0, 5), (0, 0)]]

    assert world_map.ring_of([0, 1], lines) == [(0, 0), (1, 0), (2, 0), (0, 5)]
    assert world_map.ring_of([~1, ~0], lines) == [(0, 0), (0, 5), (2, 0), (1, 0)]


def test_projection_keeps_areas_and_puts_the_middle_in_the_middle():
    assert world_map.projected(world_map.MIDDLE, 0) == pytest.approx((0, 0))
    assert world_map.projected(world_map.MIDDLE + 180 - 1e-9, 0)[0] == pytest.approx(world_map.WIDTH / 2)

    def square(latitude):
        sides = [(20, latitude), (20.1, latitude), (20.1, latitude + 0.1), (20, latitude + 0.1)]
        return abs(world_map.area([world_map.projected(*corner) for corner in sides]))

    assert square(60) / square(0) == pytest.approx(0.5, abs=0.002)


def test_simplified_line_keeps_its_ends_and_its_corners():
    line = [(0, 0), (5, 0.4), (10, 0), (10, 10)]

    assert world_map.simplified(line, 1) == [(0, 0), (10, 0), (10, 10)]
    assert world_map.simplified(line, 0.1) == line
    assert world_map.simplified([*line, (0, 0)], 1) == [(0, 0), (10, 0), (10, 10), (0, 0)]


def test_lands_that_share_a_side_are_made_one():
    west, east = [(0, 0), (0, 4), (4, 4), (4, 0)], [(4, 0), (4, 4), (8, 4), (8, 0)]
    island = [(20, 0), (20, 1), (21, 1)]

    rings = world_map.joined([west, island, east])

    assert len(rings) == 2
    assert sorted(abs(world_map.area(ring)) for ring in rings) == [0.5, 32]


def test_center_is_that_of_the_mass():
    assert world_map.center([(0, 0), (6, 0), (6, 2), (0, 2)]) == pytest.approx((3, 1))


def test_dots_that_touch_are_moved_apart_and_the_others_left():
    dots = {"B": (100, 100), "A": (100, 100), "C": (103, 100), "FAR": (300, 200)}

    moved = world_map.apart(dots)

    places = [moved[key] for key in "ABC"]
    assert min(dist(one, other) for one in places for other in places if one is not other) > world_map.BETWEEN_DOTS - 1
    assert moved["FAR"] == [300, 200]
    assert world_map.apart(dict(reversed(dots.items()))) == moved


def test_path_is_a_place_and_steps_without_points_that_stand_twice():
    assert world_map.closed([(3, 4), (3, 4), (10, 4), (10, 2)]) == "M3 4l7 0 0-2z"


def test_drawing_has_shapes_dots_and_the_land_that_no_country_of_the_site_has():
    drawing = world_map.drawing(TOPOLOGY, TOPOLOGY, {"GA": "GAB", "ST": "STP", "AN": "ANT", "CW": "CUW"})

    assert set(drawing["shapes"]) == {"GAB"}
    assert set(drawing["dots"]) == {"STP"}
    assert drawing["land"].startswith("M")
    assert drawing["followed_by"] == {"ANT": ["CUW"]}


def test_neighbors_keep_the_border_they_share():
    drawing = world_map.drawing(TOPOLOGY, TOPOLOGY, {"GA": "GAB", "CG": "COG"})

    corners = {key: {(x, y) for x, y in _corners(path)} for key, path in drawing["shapes"].items()}
    assert len(corners["GAB"] & corners["COG"]) == 2


def test_the_same_files_give_the_same_bytes():
    keys = {"GA": "GAB", "CG": "COG", "ST": "STP"}

    written = [
        world_map.written(world_map.drawing(TOPOLOGY, TOPOLOGY, dict(order)))
        for order in (keys.items(), reversed(keys.items()))
    ]

    assert written[0] == written[1]
    assert json.loads(written[0])["dots"].keys() == {"STP"}


def _corners(path):
    x, y, *steps = [int(number) for number in path.replace("-", " -").replace("l", " ").strip("Mz").split()]
    yield x, y
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + down
        yield x, y
