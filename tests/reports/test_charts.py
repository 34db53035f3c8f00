import re

from hypothesis import given
from hypothesis import strategies as st

from reports.charts import bar_chart, line_chart
from reports.lists import Group
from reports.models import Placement

YEARS = st.integers(2000, 2060)
SERIES = st.dictionaries(YEARS, st.integers(0, 2_000_000_000), min_size=1)


def places(path):
    """Return where the pen is put down in a path, as pairs of numbers."""
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", path)]


def group(code, *, confirmed, single):
    rows = [Placement(sources_agreeing=2)] * confirmed + [Placement(sources_agreeing=1)] * single
    return Group(code, f"Tier {code}", rows)


def test_a_line_does_not_bridge_a_year_without_a_value():
    (line,) = line_chart([{2003: 5, 2004: 6, 2006: 7, 2009: 8}], first=2003, last=2010).lines

    assert line.strokes.count("M") == line.strokes.count("L") == 1
    assert len(places(line.marks)) == 4


def test_marks_of_a_part_differ_in_shape_from_those_of_the_whole():
    whole, part = line_chart([{2003: 5}, {2003: 2}], first=2003, last=2004).lines

    assert "a3 3" in whole.marks
    assert "a3 3" not in part.marks
    assert "h6v6" in part.marks


@given(SERIES)
def test_every_value_has_a_mark_inside_the_plot(values):
    chart = line_chart([values], first=min(values), last=max(values))

    marks = places(chart.lines[0].marks)
    assert len(marks) == len(values)
    assert all(60 <= x <= 326 and 12 <= y <= 162 for x, y in marks)
    assert len({x for x, _y in marks}) == len(values)


@given(SERIES)
def test_a_greater_value_never_stands_lower(values):
    chart = line_chart([values], first=2000, last=2060)

    heights = [y for _x, y in places(chart.lines[0].marks)]
    by_value = [
        height for _value, height in sorted(zip((values[year] for year in sorted(values)), heights, strict=True))
    ]
    assert by_value == sorted(by_value, reverse=True)


@given(SERIES)
def test_levels_start_at_nought_hold_the_highest_value_and_are_few(values):
    levels = [tick.value for tick in line_chart([values], first=2000, last=2060).levels]

    assert levels[0] == 0
    assert levels[-1] >= max(values.values())
    assert 2 <= len(levels) <= 5


@given(YEARS, YEARS)
def test_few_years_are_written_under_a_picture(one, other):
    first, last = sorted((one, other))

    assert len(line_chart([{first: 1}], first=first, last=last).years) <= 7


def test_bars_are_to_one_scale_and_show_what_rests_on_one_source():
    chart = bar_chart([group("1", confirmed=10, single=0), group("2", confirmed=10, single=30)])

    first, second = chart.bars
    assert (second.total, first.total) == (296, 74)
    assert (first.from_one_source, second.from_one_source) == (0, 222)
    assert second.top >= 40
    assert chart.height >= second.top + 40


def test_no_group_needs_no_picture():
    assert bar_chart([]).bars == []
