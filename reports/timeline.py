"""What follows from placements: gaps, moves from one report to the next, years in a row on the Watch List.

Nothing here is typed by anyone. The order of the tiers is that of the United States Trafficking Victims Protection Act,
as the 2018 Trafficking in Persons Report sets it out; the rule on the Watch List is that of each year's report.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from publishing.models import Source
from reports import watch_list
from reports.models import Edition, Placement, Tier

# From best to worst. A special case has no rank: it is not a tier.
_RANKS: dict[str, int] = {
    tier.value: rank for rank, tier in enumerate([Tier.TIER_1, Tier.TIER_2, Tier.TIER_2_WATCH_LIST, Tier.TIER_3])
}


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
    if (before, after, year) == (Tier.TIER_2, Tier.TIER_2_WATCH_LIST, watch_list.FIRST_WATCH_LIST):
        return Move.NEW_LIST
    return Move.UP if _RANKS[after] < _RANKS[before] else Move.DOWN


def is_a_jump(before: str, after: str) -> bool:
    """Whether a move passes over a tier, the Watch List counted as one: rare, and worth a second look."""
    return before in _RANKS and after in _RANKS and abs(_RANKS[before] - _RANKS[after]) > 1


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
    def is_before_any_limit(self) -> bool:
        """Whether all that is known of the stay comes before the first report that counts for the downgrade."""
        return self.last < watch_list.FIRST_COUNTED and not self.is_current

    @property
    def counted_from(self) -> int | None:
        """The first report that counts for the automatic downgrade; None when it is not known, or there is no limit."""
        if self.is_before_any_limit:
            return None
        if self.first <= watch_list.FIRST_COUNTED:
            return watch_list.FIRST_COUNTED
        return self.first if self.start_is_known else None

    @property
    def begins_before_the_count(self) -> bool:
        """Whether some reports of the stay do not count for the automatic downgrade."""
        return self.first < watch_list.FIRST_COUNTED

    @property
    def downgrade_due(self) -> int | None:
        """The year of the report in which the automatic downgrade first falls due; None when it cannot be counted."""
        return watch_list.downgrade_due(self.counted_from) if self.counted_from else None

    @property
    def is_over(self) -> bool:
        """Whether a later report is known to have taken the country off the list."""
        return self.end_is_known and not self.is_current

    @property
    def downgrade_is_past(self) -> bool:
        """Whether the country was still on the Watch List when the automatic downgrade fell due."""
        return self.downgrade_due is not None and self.downgrade_due <= self.last

    @property
    def rule_is_of(self) -> int | None:
        """The year of the last rule known, where the downgrade falls due after it; None where its own rule is known."""
        due = self.downgrade_due
        return watch_list.LAST_KNOWN if due and due > watch_list.LAST_KNOWN else None

    @property
    def longest(self) -> int | None:
        """The year of the last report in which waivers may keep the country on the list; None when not counted."""
        return watch_list.last_with_waivers(self.counted_from) if self.counted_from else None

    @property
    def rule_sources(self) -> list[str]:
        """The keys of the sources of the rules that hold from the first report of the stay to its downgrade."""
        return watch_list.sources_of(self.first, max(self.last, self.downgrade_due or self.last))


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


@dataclass(frozen=True)
class Tally:
    """How many of the countries that two reports in a row place here moved in each way."""

    moves: Counter[Move]

    @property
    def compared(self) -> int:
        """How many both reports place here."""
        return self.moves.total()

    @property
    def up(self) -> int:
        """How many moved up."""
        return self.moves[Move.UP]

    @property
    def down(self) -> int:
        """How many moved down."""
        return self.moves[Move.DOWN]

    @property
    def same(self) -> int:
        """How many kept their tier."""
        return self.moves[Move.SAME]

    @property
    def not_comparable(self) -> int:
        """How many changed in a way that is neither up nor down."""
        return self.compared - self.up - self.down - self.same


def tally(placements: Iterable[Placement], tiers_before: dict[int, str]) -> Tally | None:
    """Return how many countries moved in each way since the report before; None when nothing of it is published."""
    if not tiers_before:
        return None
    return Tally(
        Counter(
            move(tiers_before[placement.country_id], placement.tier, year=placement.edition.year)
            for placement in placements
            if placement.country_id in tiers_before
        )
    )


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
            start_is_known=first - 1 in tiers or first == watch_list.FIRST_WATCH_LIST,
            end_is_known=last + 1 in tiers or last == latest_edition,
            is_current=last == latest_edition,
        )
        for first, last in reversed(stays)
    ]


def rule_sources(stays: list[Stay]) -> list[Source]:
    """Return the sources of the rules that hold for these stays, those of the oldest rule first."""
    keys = list(dict.fromkeys(key for stay in reversed(stays) for key in stay.rule_sources))
    return sorted(Source.objects.filter(key__in=keys), key=lambda source: keys.index(source.key))
