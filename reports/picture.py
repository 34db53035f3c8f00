"""A country's timeline as a picture: where each mark stands, so that the template only writes it down.

Lengths across are shares of the width, as text: the picture fits any screen, its words keep their size, and no language
writes a decimal comma into it. Lengths down are pixels.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.models import Tier
from reports.timeline import Year

_LEVEL = 42  # a name, a band, a ring below it
_BAND_TOP, _BAND = 18, 14
_RING = _BAND_TOP + _BAND + 5
_AXIS = 22
# A label of a year is about four columns wide where a phone shows thirty of them.
_COLUMNS_OF_A_PHONE, _LABEL_EVERY, _LABEL_WIDTH = 30, 5, 4
_GAP = "gap"


@dataclass(frozen=True)
class Level:
    """One tier, special cases, or what is not published: its name and the line that its marks stand on."""

    name: str | Promise
    text: int
    line: int


@dataclass(frozen=True)
class Mark:
    """One report: a mark of its tier, or of a gap, at its level."""

    kind: str
    x: str
    width: str
    top: int
    middle: str
    ring: int | None


@dataclass(frozen=True)
class Label:
    """A year under its mark."""

    year: int
    x: str
    anchor: str


@dataclass(frozen=True)
class Picture:
    """The marks of all reports, oldest first, with the levels they stand on."""

    levels: list[Level]
    marks: list[Mark]
    labels: list[Label]
    band: int
    height: int

    @property
    def first(self) -> int:
        """The year of the oldest report."""
        return self.labels[0].year

    @property
    def last(self) -> int:
        """The year of the latest report."""
        return self.labels[-1].year

    @property
    def axis(self) -> int:
        """Where the years stand."""
        return self.height - 6


def picture_of(years: list[Year]) -> Picture | None:
    """Return the picture of a timeline (latest report first); None without a report."""
    return pictures_of([years])[0]


def pictures_of(timelines: list[list[Year]]) -> list[Picture | None]:
    """Return the pictures of timelines of the same reports, all with the same levels, so that they can be compared."""
    names = _levels({_kind(year) for years in timelines for year in years})
    return [_drawn(years, names) if years else None for years in timelines]


def _kind(year: Year) -> str:
    return str(year.placement.tier) if year.placement else _GAP


def _levels(kinds: set[str]) -> dict[str, str | Promise]:
    names: dict[str, str | Promise] = {tier.value: tier.label for tier in Tier if tier != Tier.SPECIAL_CASE}
    if Tier.SPECIAL_CASE in kinds:
        names[Tier.SPECIAL_CASE.value] = Tier.SPECIAL_CASE.label
    if _GAP in kinds:
        names[_GAP] = _("Not published here")
    return names


def _drawn(years: list[Year], names: dict[str, str | Promise]) -> Picture:
    tops = {kind: number * _LEVEL for number, kind in enumerate(names)}
    first, last = years[-1].edition.year, years[0].edition.year
    column = 100 / (last - first + 1)
    return Picture(
        levels=[Level(names[kind], top + _BAND_TOP - 5, top + _BAND_TOP + _BAND) for kind, top in tops.items()],
        marks=[
            Mark(
                kind=_kind(year).lower(),
                x=_share((year.edition.year - first + 0.08) * column),
                width=_share(0.84 * column),
                top=tops[_kind(year)] + _BAND_TOP,
                middle=_share((year.edition.year - first + 0.5) * column),
                ring=tops[_kind(year)] + _RING if year.placement and year.placement.rests_on_one_source else None,
            )
            for year in reversed(years)
        ],
        labels=[Label(year, *_place(year, first, last, column)) for year in _labeled(first, last)],
        band=_BAND,
        height=len(names) * _LEVEL + _AXIS,
    )


def _labeled(first: int, last: int) -> list[int]:
    """Return the years to write: the first, the last, and round years that keep their distance."""
    crowd = -(-(last - first + 1) // _COLUMNS_OF_A_PHONE)
    away = _LABEL_WIDTH * crowd
    between = [year for year in range(first + away, last - away + 1) if year % (_LABEL_EVERY * crowd) == 0]
    return sorted({first, *between, last})


def _place(year: int, first: int, last: int, column: float) -> tuple[str, str]:
    if year == first:
        return "0%", "start"
    if year == last:
        return "100%", "end"
    return _share((year - first + 0.5) * column), "middle"


def _share(number: float) -> str:
    return f"{number:.2f}%"
