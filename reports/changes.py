"""What changed from one edition to the next, for the page of an edition and for those that show the latest."""

from dataclasses import dataclass

from reports.lists import Group, by_move, in_order_of_name
from reports.models import Edition, Placement
from reports.timeline import Tally, changes, tally


@dataclass(frozen=True)
class Changes:
    """How the countries that an edition and the one before both place here moved; no tally without the one before."""

    edition: Edition
    tally: Tally | None
    moves: list[Group]

    @property
    def year_before(self) -> int:
        """The year of the report that this one is compared with."""
        return self.edition.year - 1


def changes_of(edition: Edition, placements: list[Placement]) -> Changes:
    """Return what changed since the year before, given the placements of an edition in their order."""
    tiers_before = Placement.objects.public().in_edition(edition.year - 1).tier_by_country()
    return Changes(edition, tally(placements, tiers_before), by_move(changes(placements, tiers_before)))


def latest_changes() -> Changes | None:
    """Return what changed in the latest public edition; None while there is none."""
    latest = Edition.objects.published().without_texts().order_by("-year").first()
    return changes_of(latest, in_order_of_name(latest.placements.with_countries())) if latest else None
