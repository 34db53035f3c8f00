"""Pictures drawn from tables: where each mark stands, in the units of a drawing that the templates print as SVG.

A line never bridges a year without a value. Lines differ by their marks and strokes, bars by being filled or outlined:
nothing is said by color alone. Decision 0021 says how pictures are drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.lists import Group

# The plot stands between these edges: room is left for the values beside it and for the years under it.
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 326, 12, 162
_MARK = 3
_LEVELS_AT_MOST = 4
_YEARS_AT_MOST = 6
# A bar keeps this much room after it for its number.
_LONGEST_BAR = 296


@dataclass(frozen=True)
class Tick:
    """A value or a year written beside the plot, and how far down or across."""

    place: int
    value: int


@dataclass(frozen=True)
class Line:
    """One series as two paths: strokes between values of years in a row, and a mark for each value."""

    strokes: str
    marks: str


@dataclass(frozen=True)
class LineChart:
    """The whole with round marks, then parts of it with square marks; levels from nought up."""

    lines: list[Line]
    levels: list[Tick]
    years: list[Tick]


@dataclass(frozen=True)
class Bar:
    """Placements of one tier: the length confirmed by two sources or more, then the length that rests on one."""

    group: Group
    top: int
    confirmed: int
    total: int

    @property
    def from_one_source(self) -> int:
        """The length of the outlined end."""
        return self.total - self.confirmed


@dataclass(frozen=True)
class BarChart:
    """Bars under one another, and the height that they need."""

    bars: list[Bar]
    height: int


def line_chart(series: Sequence[Mapping[int, int]], *, first: int, last: int) -> LineChart:
    """Return the drawing of values by year, between two years: the whole first, then the parts of it."""
    step = _step(max((value for values in series for value in values.values()), default=1))
    top = step * max([1, *(-(-value // step) for values in series for value in values.values())])

    def across(year: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (year - first) / max(1, last - first)

    def down(value: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * value / top

    def line(values: Mapping[int, int], mark: str) -> Line:
        places = {year: f"{across(year):.1f} {down(values[year]):.1f}" for year in sorted(values)}
        strokes = [f"M{places[year]}L{places[after]}" for year, after in pairwise(places) if after == year + 1]
        return Line("".join(strokes), "".join(f"M{place}{mark}" for place in places.values()))

    every = next(number for number in (1, 2, 5, 10, 20, 50, 100) if (last - first) / number < _YEARS_AT_MOST)
    return LineChart(
        lines=[line(values, _SQUARE if number else _ROUND) for number, values in enumerate(series)],
        levels=[Tick(round(down(value)), value) for value in range(0, top + 1, step)],
        years=[Tick(round(across(year)), year) for year in range(first, last + 1) if year % every == 0],
    )


def bar_chart(groups: Sequence[Group]) -> BarChart:
    """Return the drawing of how many placements each group has, to one scale."""
    row = 42
    longest = max((len(group.rows) for group in groups), default=1)

    def length(count: int) -> int:
        return round(_LONGEST_BAR * count / longest)

    return BarChart(
        bars=[
            Bar(group, row * number, length(len(group.rows) - group.one_source_count), length(len(group.rows)))
            for number, group in enumerate(groups)
        ],
        height=row * len(groups),
    )


# Relative paths, drawn around the place where the pen stands.
_ROUND = f"m-{_MARK} 0a{_MARK} {_MARK} 0 1 0 {2 * _MARK} 0a{_MARK} {_MARK} 0 1 0-{2 * _MARK} 0z"
_SQUARE = f"m-{_MARK}-{_MARK}h{2 * _MARK}v{2 * _MARK}h-{2 * _MARK}z"


def _step(highest: int) -> int:
    """Return the distance between levels: 1, 2 or 5 times a power of ten, so that few levels hold the highest value."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if highest <= _LEVELS_AT_MOST * digit * power:
                return digit * power
        power *= 10
