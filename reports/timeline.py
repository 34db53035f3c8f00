"""What follows from placements: gaps, moves from one report to the next, years in a row on the Watch List.

Nothing here is typed by anyone. The order of the tiers and the rule on the Watch List are those of the United States
Trafficking Victims Protection Act, as the 2018 Trafficking in Persons Report sets them out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from reports.models import Edition, Placement, Tier

# From best to worst. A special case has no rank: it is not a tier.
_RANKS: dict[str, int] = {
    tier.value: rank for rank, tier in enumerate([Tier.TIER_1, Tier.TIER_2, Tier.TIER_2_WATCH_LIST, Tier.TIER_3])
}
# TVPA as amended in 2008: after two years in a row on the Watch List, the third is Tier 3 unless it is waived.
_YEARS_ON_THE_WATCH_LIST = 2
# The 2003 report is the last without a Watch List (sources of the editions of 2003 and 2004).
FIRST_WATCH_LIST = 2004


class Move(models.TextChoices):
    """How a tier compares with the one of the report before."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    SPECIAL = "special"  # to or from a special case, which has no rank
    NEW_LIST = "new-list"  # from Tier 2 to its Watch List in the first report that has one: the tier was split


def move(before: str, after: str, *, year: int) -> Move:
    """Return how a country moved from the report before to the report of this year, given its tier in each."""
    if before == after:
        return Move.SAME
    if before not in _RANKS or after not in _RANKS:
        return Move.SPECIAL
    if (before, after, year) == (Tier.TIER_2, Tier.TIER_2_WATCH_LIST, FIRST_WATCH_LIST):
        return Move.NEW_LIST
    return Move.UP if _RANKS[after] < _RANKS[before] else Move.DOWN


@dataclass(frozen=True)
class Year:
    """One report and what is published here of a country's place in it."""

    edition: Edition
    placement: Placement | None
    before: Placement | None

    @property
    def move(self) -> Move | None:
        """How the country moved since the year before; None when one of the two placements is not published."""
        if self.placement is None or self.before is None:
            return None
        return move(self.before.tier, self.placement.tier, year=self.edition.year)


@dataclass(frozen=True)
class Stay:
    """Reports in a row that put a country on the Watch List, as far as the published placements tell."""

    first: int
    last: int
    start_is_known: bool
    end_is_known: bool
    is_current: bool

    @property
    def count(self) -> int:
        """How many reports in a row are known."""
        return self.last - self.first + 1

    @property
    def year_before(self) -> int:
        """The year of the report before the stay."""
        return self.first - 1

    @property
    def year_after(self) -> int:
        """The year of the report after the stay."""
        return self.last + 1

    @property
    def downgrade_due(self) -> int | None:
        """The year of the report in which the automatic downgrade first falls due; None when the start is not known."""
        return self.first + _YEARS_ON_THE_WATCH_LIST if self.start_is_known else None

    @property
    def downgrade_is_past(self) -> bool:
        """Whether the country was still on the Watch List when the automatic downgrade fell due."""
        return self.downgrade_due is not None and self.downgrade_due <= self.last


def timeline(editions: Iterable[Edition], placements: Iterable[Placement]) -> list[Year]:
    """Return a country's place in each edition, latest first; an edition without its placement is a gap."""
    placed = {placement.edition_id: placement for placement in placements}
    by_year = {edition.year: edition for edition in editions}

    def placement_of(year: int) -> Placement | None:
        return placed.get(by_year[year].pk) if year in by_year else None

    return [Year(by_year[year], placement_of(year), placement_of(year - 1)) for year in sorted(by_year, reverse=True)]


@dataclass(frozen=True)
class Change:
    """A country that two reports in a row place, and not in the same way."""

    placement: Placement
    before: Tier

    @property
    def move(self) -> Move:
        """How the country moved."""
        return move(self.before, self.placement.tier, year=self.placement.edition.year)


def changes(placements: Iterable[Placement], tiers_before: dict[int, str]) -> list[Change]:
    """Return the changes since the report before; a country without its placement in either report is left out."""
    return [
        Change(placement, Tier(tiers_before[placement.country_id]))
        for placement in placements
        if tiers_before.get(placement.country_id, placement.tier) != placement.tier
    ]


def stays_on_the_watch_list(years: list[Year]) -> list[Stay]:
    """Return the stays on the Watch List of a timeline, latest first; a gap ends a stay and leaves its end open."""
    tiers = {year.edition.year: year.placement.tier for year in years if year.placement}
    listed = [year for year in sorted(tiers) if tiers[year] == Tier.TIER_2_WATCH_LIST]
    if not listed:
        return []
    latest_edition = max(year.edition.year for year in years)
    stays: list[list[int]] = []
    for year in listed:
        if stays and stays[-1][1] == year - 1:
            stays[-1][1] = year
        else:
            stays.append([year, year])
    return [
        Stay(
            first=first,
            last=last,
            start_is_known=first - 1 in tiers or first == FIRST_WATCH_LIST,
            end_is_known=last + 1 in tiers or last == latest_edition,
            is_current=last == latest_edition,
        )
        for first, last in reversed(stays)
    ]
