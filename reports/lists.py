"""Placements, changes and examples, set in the order and in the groups that a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from publishing.models import Country
from publishing.slugs import slug_of
from reports.models import Example, Placement, Tier
from reports.timeline import Change, Move


@dataclass(frozen=True)
class Group:
    """Rows under one heading; the code is stable and may serve as an anchor or a class name."""

    code: str
    label: str
    rows: list

    @property
    def one_source_count(self) -> int:
        """How many of the placements rest on one source."""
        return sum(placement.rests_on_one_source for placement in self.rows)


def in_order_of_name(placements: Iterable[Placement]) -> list[Placement]:
    """Return placements by country, as a reader of the active language expects (É with E)."""
    return sorted(placements, key=lambda placement: slug_of(placement.country.name))


def by_tier(placements: list[Placement]) -> list[Group]:
    """Return placements by tier, in the order of the tiers; a tier without a placement is left out."""
    groups = [Group(tier.value.lower(), str(tier.label), [p for p in placements if p.tier == tier]) for tier in Tier]
    return [group for group in groups if group.rows]


def by_region(placements: list[Placement]) -> list[Group]:
    """Return placements by region of the report, regions by name in the active language."""
    groups = [
        Group(region.value.lower(), str(region.label), [p for p in placements if p.country.region == region])
        for region in Country.Region
    ]
    return sorted((group for group in groups if group.rows), key=lambda group: slug_of(group.label))


def by_initial(placements: list[Placement]) -> list[Group]:
    """Return placements, already in order of name, by first letter without its accent."""

    def initial(placement: Placement) -> str:
        return slug_of(placement.country.name)[:1]

    return [Group(letter, letter.upper(), list(rows)) for letter, rows in groupby(placements, key=initial)]


def by_move(changes: list[Change]) -> list[Group]:
    """Return changes by the way the country moved: up, down, then what cannot be ranked."""
    order = [Move.UP, Move.DOWN, Move.NEW_LIST, Move.SPECIAL]
    groups = [Group(move.value, move.value, [c for c in changes if c.move == move]) for move in order]
    return [group for group in groups if group.rows]


def by_pillar(examples: list[Example]) -> list[Group]:
    """Return examples by pillar and, in each, by country; those of no one country come last."""

    def place(example: Example) -> tuple[bool, str]:
        return example.country is None, slug_of(example.country.name) if example.country else ""

    ordered = sorted(examples, key=place)
    groups = [Group(p.value, str(p.label), [e for e in ordered if e.pillar == p]) for p in Example.Pillar]
    return [group for group in groups if group.rows]
