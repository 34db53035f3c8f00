"""The global figures over the years: one table of them all, and the pictures drawn from that table."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from publishing.models import Source
from reports.charts import LineChart, line_chart
from reports.models import Edition, GlobalFigure

_Measure = GlobalFigure.Measure
# Each measure, and the part of it that counts labor trafficking where the report prints one.
_COLUMNS: dict[str, str] = {
    _Measure.PROSECUTIONS: _Measure.LABOR_PROSECUTIONS,
    _Measure.CONVICTIONS: _Measure.LABOR_CONVICTIONS,
    _Measure.VICTIMS: _Measure.LABOR_VICTIMS,
    _Measure.LAWS: "",
}


@dataclass(frozen=True)
class Value:
    """A figure, and the places of its sources in the table's list of sources, from 1."""

    figure: GlobalFigure
    references: list[int]


@dataclass(frozen=True)
class Cell:
    """What one report gives for one measure: the whole and its part; None is not known."""

    whole: Value | None
    part: Value | None

    @property
    def part_has_other_sources(self) -> bool:
        """Whether the part rests on other documents than the whole; otherwise a table cites them once."""
        return self.whole is None or self.part is None or self.part.references != self.whole.references


@dataclass(frozen=True)
class Row:
    """The figures of one report for one calendar year; no year when none of its figures was found."""

    edition: Edition
    calendar_year: int | None
    cells: list[Cell]

    @property
    def with_notes(self) -> list[GlobalFigure]:
        """The figures about which there is something to know."""
        values = [value for cell in self.cells for value in (cell.whole, cell.part) if value]
        return [value.figure for value in values if value.figure.note]


@dataclass(frozen=True)
class Table:
    """Every report, latest first, with its figures by measure; the sources in the order in which they are cited."""

    columns: list[str]
    rows: list[Row]
    sources: list[Source]

    @property
    def has_figures(self) -> bool:
        """Whether any report has a figure."""
        return any(row.cells for row in self.rows)


@dataclass(frozen=True)
class Picture:
    """The drawing of one measure, with what its words need: the first, latest and highest values."""

    label: str
    chart: LineChart
    has_part: bool
    first: GlobalFigure
    latest: GlobalFigure
    highest: GlobalFigure
    missing_years: int


def table(editions: Iterable[Edition], figures: Iterable[GlobalFigure]) -> Table:
    """Return the table of these figures; an edition without any has a row without cells."""
    by_edition: dict[int, list[GlobalFigure]] = {}
    for figure in figures:
        by_edition.setdefault(figure.edition_id, []).append(figure)
    places: dict[Source, int] = {}
    rows = []
    for edition in sorted(editions, key=lambda edition: edition.year, reverse=True):
        found = sorted(by_edition.get(edition.pk, []), key=lambda figure: figure.calendar_year, reverse=True)
        for year, of_year in groupby(found, key=lambda figure: figure.calendar_year):
            rows.append(Row(edition, year, _cells(list(of_year), places)))
        if not found:
            rows.append(Row(edition, None, []))
    return Table([str(_Measure(measure).label) for measure in _COLUMNS], rows, list(places))


def pictures(shown: Table) -> list[Picture]:
    """Return a picture of each measure of the table, all over the same years.

    Where two reports count the same calendar year, the picture has the figure of the later report.
    """
    years = [row.calendar_year for row in shown.rows if row.calendar_year]
    found = [_picture(shown, number, min(years), max(years)) for number in range(len(_COLUMNS))] if years else []
    return [picture for picture in found if picture]


def _cells(figures: list[GlobalFigure], places: dict[Source, int]) -> list[Cell]:
    by_measure = {figure.measure: figure for figure in figures}

    def value(measure: str) -> Value | None:
        figure = by_measure.get(measure)
        if figure is None:
            return None
        return Value(figure, [places.setdefault(source, len(places) + 1) for source in figure.sources.all()])

    return [Cell(value(whole), value(part)) for whole, part in _COLUMNS.items()]


def _picture(shown: Table, column: int, first: int, last: int) -> Picture | None:
    whole: dict[int, GlobalFigure] = {}
    part: dict[int, GlobalFigure] = {}
    for row in reversed(shown.rows):
        for value, values in ((row.cells[column].whole, whole), (row.cells[column].part, part)) if row.cells else ():
            if value and row.calendar_year:
                values[row.calendar_year] = value.figure
    if not whole:
        return None
    series = [{year: figure.value for year, figure in values.items()} for values in (whole, part) if values]
    return Picture(
        label=shown.columns[column],
        chart=line_chart(series, first=first, last=last),
        has_part=bool(part),
        first=whole[min(whole)],
        latest=whole[max(whole)],
        highest=max(whole.values(), key=lambda figure: figure.value),
        missing_years=max(whole) - min(whole) + 1 - len(whole),
    )
