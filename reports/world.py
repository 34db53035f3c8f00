"""The countries of one edition on a map: which shape or dot stands for each, and the words that it says.

The shapes are in world.json, which scripts/world_map.py makes from Natural Earth. Decision 0019 says what is drawn.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from publishing.models import Country
from reports.lists import Group

NOT_PUBLISHED = "none"


@dataclass(frozen=True)
class Shape:
    """A country as the data of a path."""

    words: str
    path: str


@dataclass(frozen=True)
class Dot:
    """A country too small for a shape: the middle of its mark."""

    words: str
    x: int
    y: int


@dataclass(frozen=True)
class Category:
    """What is drawn for the countries of one tier, or for those without a placement."""

    code: str
    shapes: list[Shape]
    dots: list[Dot]


@dataclass(frozen=True)
class WorldMap:
    """The map of one edition: the tiers, the countries without a placement, and the land that is of neither."""

    width: int
    height: int
    land: str
    categories: list[Category]


def world_map(tiers: list[Group], countries: Iterable[Country]) -> WorldMap:
    """Return the map of an edition's placements by tier; countries are all that the site knows."""
    world = _world()
    placed = {placement.country.key for group in tiers for placement in group.rows}
    words, words_without = _("%(country)s: %(tier)s"), _("%(country)s: no placement published here")
    categories = [
        _category(
            group.code,
            [
                (words % {"country": placement.country.name, "tier": group.label}, key)
                for placement in group.rows
                for key in _drawn_for(placement.country.key, placed)
            ],
        )
        for group in tiers
    ]
    drawn = {key for country in placed for key in _drawn_for(country, placed)}
    unplaced = [
        (words_without % {"country": country.name}, country.key)
        for country in countries
        if country.key not in drawn and _is_drawn(country.key)
    ]
    return WorldMap(world["width"], world["height"], world["land"], [*categories, _category(NOT_PUBLISHED, unplaced)])


def undrawn(tiers: list[Group]) -> list[str]:
    """Return the names of the placed countries that the map has no place for."""
    countries = [placement.country for group in tiers for placement in group.rows]
    placed = {country.key for country in countries}
    return [country.name for country in countries if not _drawn_for(country.key, placed)]


def _category(code: str, found: list[tuple[str, str]]) -> Category:
    shapes, dots = _world()["shapes"], _world()["dots"]
    return Category(
        code,
        [Shape(words, shapes[key]) for words, key in found if key in shapes],
        [Dot(words, *dots[key]) for words, key in found if key in dots],
    )


def _drawn_for(key: str, placed: Collection[str]) -> list[str]:
    """Return what stands for a placed country: itself, or those that followed it and are not placed themselves."""
    followers = [follower for follower in _world()["followed_by"].get(key, []) if follower not in placed]
    return [found for found in followers or [key] if _is_drawn(found)]


def _is_drawn(key: str) -> bool:
    return key in _world()["shapes"] or key in _world()["dots"]


@cache
def _world() -> dict:
    """Return the shapes, read once per process."""
    return json.loads((Path(__file__).parent / "world.json").read_text())
