"""The tiers of all countries in all editions as one table: its columns, its rows and their order, what a cell says."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.models import Country
from publishing.slugs import slug_of
from reports import countries
from reports.lists import Group
from reports.models import Placement, Tier

_STAR = "*"


class Order(TextChoices):
    """How the rows are ordered; all but the first also divide the table."""

    NAME = "", gettext_lazy("By name")
    REGION = "region", gettext_lazy("By region")
    TIER = "tier", gettext_lazy("By tier in the last of these reports")


@dataclass(frozen=True)
class Cell:
    """One country in one edition: a short mark, empty for a gap, and its kind where the stylesheet sets it apart."""

    mark: str
    kind: str = ""


_GAP = Cell("")
_KINDS = {Tier.TIER_2_WATCH_LIST: "2w", Tier.TIER_3: "3"}
# A tier that rests on one source never looks like a confirmed one: its mark has a star, and a kind of its own.
_CELLS = {(tier.value, False): Cell(tier.value, _KINDS.get(tier, "")) for tier in Tier} | {
    (tier.value, True): Cell(f"{tier.value}{_STAR}", "one") for tier in Tier
}


@dataclass(frozen=True)
class Row:
    """One country, with a cell for each column."""

    name: str
    address: str
    region: str
    tier: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """The table: the years of its columns, latest first, and its rows in groups; one without a label when undivided."""

    years: list[int]
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many countries are in it."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def key(self) -> list[tuple[Cell, str]]:
        """Every mark with what it means."""
        return [
            *((_CELLS[tier.value, False], str(tier.label)) for tier in Tier),
            (Cell(_STAR, "one"), _("after a mark: from one source only; the others are confirmed by two or more")),
            (_GAP, _("not published here: not in that report, or no source good enough was found")),
        ]

    @property
    def width(self) -> int:
        """How many columns it has, that of the countries included."""
        return len(self.years) + 1


def grid(years: list[int], *, region: str = "", tier: str = "", order: str = Order.NAME) -> Grid:
    """Return the table of these editions (latest first), without the countries that none of them places.

    tier: only the countries that one of these editions placed there.
    """
    rows = _rows(years, region, tier) if years else []
    rows.sort(key=lambda row: slug_of(row.name))
    return Grid(years, _divided(rows, order))


def _rows(years: list[int], region: str, tier: str) -> list[Row]:
    placements = Placement.objects.public().narrowed(region=region, first=years[-1], last=years[0])
    marks: dict[int, dict[int, tuple[str, bool]]] = {}
    for country, year, placed, sources in placements.marks():
        marks.setdefault(country, {})[year] = (placed, sources == 1)
    return [
        Row(
            name=name,
            address=reverse("reports:country", args=[slug_of(name)]),
            region=its_region,
            tier=marks[pk].get(years[0], ("", False))[0],
            cells=[_CELLS.get(marks[pk].get(year, ("", False)), _GAP) for year in years],
        )
        for pk, name, its_region in countries.with_a_page().values_list("pk", "name", "region")
        if pk in marks and (not tier or any(placed == tier for placed, _one in marks[pk].values()))
    ]


def _divided(rows: list[Row], order: str) -> list[Group]:
    if order == Order.REGION:
        regions = sorted(Country.Region.choices, key=lambda choice: slug_of(str(choice[1])))
        groups = [Group(code, str(label), [row for row in rows if row.region == code]) for code, label in regions]
    elif order == Order.TIER:
        tiers = [*Tier.choices, ("", _("Not published here"))]
        groups = [Group(code, str(label), [row for row in rows if row.tier == code]) for code, label in tiers]
    else:
        groups = [Group("", "", rows)]
    return [group for group in groups if group.rows]
