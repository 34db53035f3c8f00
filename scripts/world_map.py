#!/usr/bin/env python3
"""Draw the countries of the world once, for the maps of the reports: reports/world.json.

The geometry is Natural Earth 4.1.0 (public domain), as the npm package world-atlas 2.0.2 (ISC) distributes it:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python scripts/world_map.py package/countries-110m.json package/countries-50m.json

Shapes come from the first file, 1:110 million. A country that is not in it, or too small to show a pattern, is a dot in
the middle of its largest land in the second, 1:50 million. Run it again after a country is added to
publishing/content/country.toml: the same files give the same bytes. Decision 0019 says what is drawn, and why.
"""

import json
import sys
import tomllib
from itertools import combinations, pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

from babel.core import get_global

ROOT = Path(__file__).parent.parent
WIDTH = 1000
TOLERANCE = 1.2  # how far a simplified line may stray, in units of the drawing
ISLET = 4  # square units: rings smaller than this are left out, but for the largest of a country
SMALL = 16  # square units: a country whose largest land is smaller than this is a dot
BETWEEN_DOTS = 11
MARGIN = 6  # half a dot
MIDDLE = 11.5  # degrees east: the edge of the map then runs through the Bering Strait and cuts no country
# Natural Earth draws these without a number of ISO 3166. Kosovo has a user-assigned code. The two others are under the
# code that ISO 3166 gives their land; the line that Natural Earth draws there stays.
UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
NOT_DRAWN = {"AQ"}
LISTS = {"shapes", "dots", "followed_by"}

Point = tuple[float, float]


def main(shapes_file: str, dots_file: str) -> None:
    """Write reports/world.json."""
    countries = tomllib.loads((ROOT / "publishing/content/country.toml").read_text())["country"]
    world = drawing(
        json.loads(Path(shapes_file).read_text()),
        json.loads(Path(dots_file).read_text()),
        {country["iso2"]: country["key"] for country in countries},
    )
    (ROOT / "reports/world.json").write_text(written(world))


def written(world: dict) -> str:
    """Return the map as JSON, each country on a line of its own."""
    parts = []
    for name, value in world.items():
        rows = [f"  {json.dumps(key)}: {json.dumps(value[key])}" for key in sorted(value)] if name in LISTS else []
        parts.append(f"{json.dumps(name)}: " + ("{\n" + ",\n".join(rows) + "\n}" if rows else json.dumps(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def drawing(coarse: dict, fine: dict, keys: dict[str, str]) -> dict:
    """Return the map: a path or a dot for each key (by alpha-2 code), the rest of the land, and what followed whom."""
    shapes = lands(coarse, TOLERANCE)
    large = {code for code, rings in shapes.items() if abs(area(rings[0])) >= SMALL}
    places = {keys[code]: center(rings[0]) for code, rings in lands(fine).items() if code in keys.keys() - large}
    left, top, right, bottom = edges([ring for code in large for ring in shapes[code]], [*places.values()])

    def moved(point: Point) -> tuple[int, int]:
        return round(point[0] - left), round(point[1] - top)

    def path(codes: set[str]) -> str:
        return "".join(closed([moved(p) for p in ring]) for code in sorted(codes) for ring in shapes[code])

    return {
        "width": round(right - left),
        "height": round(bottom - top),
        "shapes": {keys[code]: path({code}) for code in large & keys.keys()},
        "dots": apart({key: moved(place) for key, place in places.items()}),
        "land": path(shapes.keys() - keys.keys()),
        "followed_by": followers(keys),
    }


def lands(topology: dict, tolerance: float = 0) -> dict[str, list[list[Point]]]:
    """Return the rings of each territory by its alpha-2 code, largest first, projected; islets are left out."""
    lines = [simplified([projected(*place) for place in arc], tolerance) for arc in degrees(topology)]
    found: dict[str, list[list[Point]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = alpha_2(geometry)
        if code in NOT_DRAWN or not code:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found.setdefault(code, []).extend(joined([ring_of(arcs, lines) for polygon in polygons for arcs in polygon]))
    return {code: without_islets(rings) for code, rings in found.items()}


def alpha_2(geometry: dict) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a territory, None where neither ISO nor this script has one.

    CLDR, by way of Babel, says which alpha-2 code replaces which number.
    """
    known = get_global("territory_aliases").get(geometry.get("id", ""), [None])
    return known[0] or UNNUMBERED.get(geometry["properties"]["name"])


def followers(keys: dict[str, str]) -> dict[str, list[str]]:
    """Return the keys of the countries that followed one whose code was withdrawn, as CLDR says."""
    found = {keys[code]: get_global("territory_aliases").get(code, []) for code in keys}
    return {key: [keys[code] for code in codes if code in keys] for key, codes in found.items() if codes}


def degrees(topology: dict) -> list[list[Point]]:
    """Return the arcs of a quantized TopoJSON topology in degrees; each position is a step from the one before."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for right, up in steps:
            x, y = x + right, y + up
            arc.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        arcs.append(arc)
    return arcs


def projected(longitude: float, latitude: float) -> Point:
    """Return a place in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), in units of the drawing, y down.

    Equal Earth keeps areas: no country looks larger than another that is as large.
    """
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    turned = (longitude - MIDDLE + 180) % 360 - 180
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    across = radians(turned) * cos(t) / (sqrt(3) / 2 * (a + 3 * b * t**2 + 7 * c * t**6 + 9 * d * t**8))
    down = -t * (a + b * t**2 + c * t**6 + d * t**8)
    scale = WIDTH / (2 * radians(180) / (sqrt(3) / 2 * a))
    return across * scale, down * scale


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """Return a line with the points that matter (Douglas and Peucker 1973); both ends stay, so neighbors still meet."""
    if len(line) < 3 or not tolerance:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    width, height = x1 - x0, y1 - y0
    length = hypot(width, height)

    def strays(at: int) -> float:
        x, y = line[at]
        return abs(width * (y - y0) - height * (x - x0)) / length if length else hypot(x - x0, y - y0)

    farthest = max(range(1, len(line) - 1), key=strays)
    if strays(farthest) <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1], tolerance)[:-1] + simplified(line[farthest:], tolerance)


def ring_of(arcs: list[int], lines: list[list[Point]]) -> list[Point]:
    """Return the ring that arcs make, one after the other; the complement of an arc's number is the arc backward."""
    return [point for arc in arcs for point in (lines[arc] if arc >= 0 else lines[~arc][::-1])[:-1]]


def joined(rings: list[list[Point]]) -> list[list[Point]]:
    """Return the rings of a territory, those that share a side made one: Natural Earth cuts land at 180 degrees."""
    for one, other in combinations(rings, 2):
        sides = {(near(p), near(q)): at for at, (p, q) in enumerate(pairwise([*other, other[0]]))}
        for at, (p, q) in enumerate(pairwise([*one, one[0]])):
            back = sides.get((near(q), near(p)))
            if back is not None:
                around = other[back + 1 :] + other[: back + 1]
                whole = one[: at + 1] + around[1:-1] + one[at + 1 :]
                return joined([whole, *(ring for ring in rings if ring is not one and ring is not other)])
    return rings


def near(point: Point) -> tuple[int, int]:
    """Return a point's place to a tenth of a unit, to compare it."""
    return round(point[0] * 10), round(point[1] * 10)


def without_islets(rings: list[list[Point]]) -> list[list[Point]]:
    """Return the rings that can be seen, largest first."""
    largest, *others = sorted(rings, key=lambda ring: -abs(area(ring)))
    return [largest, *(ring for ring in others if abs(area(ring)) >= ISLET)]


def area(ring: list[Point]) -> float:
    """Return the area of a ring, negative when it is drawn the other way around."""
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in pairwise([*ring, ring[0]])) / 2


def center(ring: list[Point]) -> Point:
    """Return the center of mass of a ring."""
    crosses = [(p, q, p[0] * q[1] - q[0] * p[1]) for p, q in pairwise([*ring, ring[0]])]
    whole = 3 * sum(cross for _p, _q, cross in crosses)
    return (
        sum((p[0] + q[0]) * cross for p, q, cross in crosses) / whole,
        sum((p[1] + q[1]) * cross for p, q, cross in crosses) / whole,
    )


def edges(rings: list[list[Point]], places: list[Point]) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of all that is drawn, dots whole."""
    points = [point for ring in rings for point in ring] + places
    across, down = [point[0] for point in points], [point[1] for point in points]
    return min(across) - MARGIN, min(down) - MARGIN, max(across) + MARGIN, max(down) + MARGIN


def apart(dots: dict[str, tuple[int, int]]) -> dict[str, list[int]]:
    """Return dots moved away from one another until none touches another, each pair by the same length."""
    places = {key: [float(x), float(y)] for key, (x, y) in sorted(dots.items())}
    for _round in range(200):
        for one, other in combinations(places.values(), 2):
            across, down = other[0] - one[0], other[1] - one[1]
            distance = hypot(across, down)
            if distance < BETWEEN_DOTS:
                push = (BETWEEN_DOTS - distance) / 2
                right, below = (across / distance, down / distance) if distance else (1.0, 0.0)
                one[0], one[1] = one[0] - push * right, one[1] - push * below
                other[0], other[1] = other[0] + push * right, other[1] + push * below
    return {key: [round(x), round(y)] for key, (x, y) in places.items()}


def closed(ring: list[tuple[int, int]]) -> str:
    """Return a ring as the data of a path: a place, then steps from point to point, in whole units."""
    points = [point for at, point in enumerate(ring) if point != ring[at - 1]] or ring[:1]
    steps = [(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(points)]
    numbers = [str(number) for step in steps for number in step]
    # A minus sign parts two numbers as well as a space does.
    spaced = "".join(number if at == 0 or number[0] == "-" else f" {number}" for at, number in enumerate(numbers))
    return f"M{points[0][0]} {points[0][1]}l{spaced}z"


if __name__ == "__main__":
    main(*sys.argv[1:])
