"""Reads a file of placements that staff made in a spreadsheet; says line by line what is wrong and how to mend it.

The file is a CSV in UTF-8, one row per country, all of one edition. Its columns are those of the content file
(reports/content/placement.csv), named as there or as the admin names them in either language.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.models import LANGUAGES, Country
from publishing.opendata import FORMULA_STARTS
from publishing.slugs import slug_of
from reports.models import Edition, Placement, Tier

# A file of all countries is 20 KB; the server reads no larger request at all (FILE_UPLOAD_MAX_MEMORY_SIZE).
MOST_BYTES = 1024 * 1024
# There are some 250 countries and territories.
MOST_ROWS = 1000
NEEDED = ("year", "country", "tier", "sources")
_FIELDS: dict[str, Any] = {
    "year": Edition._meta.get_field("year"),
    "country": Placement._meta.get_field("country"),
    "tier": Placement._meta.get_field("tier"),
    "sources": Placement._meta.get_field("sources_agreeing"),
    "printed_name": Placement._meta.get_field("printed_name"),
    "evidence": Placement._meta.get_field("evidence"),
    "narrative_url": Placement._meta.get_field("narrative_url"),
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file, and how to mend it; line 0 is the file as a whole, column "" the line as a whole."""

    said: str
    line: int = 0
    column: str = ""


class FileRefused(Exception):
    """A file that cannot be taken; faults says why, in the active language."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class PlacementFile:
    """What a file says: the year of its edition, and a row per country with only what the file speaks of."""

    year: int
    rows: list[dict[str, Any]]
    digest: str


def read(data: bytes) -> PlacementFile:
    """Return what a file says; raise FileRefused with everything that is wrong with it. Writes nothing."""
    return _Reader(_text(data)).read(hashlib.sha256(data).hexdigest())


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise FileRefused([Fault(too_large())])
    if data.startswith(_SPREADSHEETS):
        raise FileRefused([Fault(_("This is the file of a spreadsheet itself. Save it as “CSV UTF-8” and give that."))])
    if data.startswith(_UTF_16) or b"\0" in data:
        raise FileRefused([Fault(_("This file is in UTF-16 or holds null characters. Save it again as “CSV UTF-8”."))])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = _(
            "This file is not in UTF-8, but in an older encoding (Latin-1 or Windows-1252, most likely); guessing "
            "which one could spoil the names. Save it again as “CSV UTF-8”."
        )
        raise FileRefused([Fault(said, line=data.count(b"\n", 0, error.start) + 1)]) from error


def too_large() -> str:
    """Return what is said of a file that is too large."""
    return _(
        "This file is larger than 1 MB; one with all the countries of an edition has 20 KB. "
        "Give one with a single edition."
    )


class _Wrong(Exception):
    """A cell that cannot be right; its text says why."""


class _Reader:
    def __init__(self, text: str):
        self.text = text
        self.faults: list[Fault] = []
        self.tiers = _tiers()
        self.countries, self.names = _countries()
        self.years = set(Edition.objects.values_list("year", flat=True))
        self.year: int | None = None
        self.lines_of: dict[str, int] = {}
        # Each column as the file names it.
        self.headings: dict[str, str] = {}
        self.cells: dict[str, Callable[[str], Any]] = {
            "year": self._year,
            "country": self._country,
            "tier": self._tier,
            "sources": self._sources,
            "printed_name": lambda cell: _short_enough(cell, _FIELDS["printed_name"].max_length),
            "evidence": lambda cell: _short_enough(cell, _FIELDS["evidence"].max_length),
            "narrative_url": _address,
        }

    def read(self, digest: str) -> PlacementFile:
        lines = self._lines()
        columns = self._columns(next(lines, (1, [])))
        rows = [row for line, cells in lines if (row := self._row(line, cells, columns))]
        if not rows and not self.faults:
            self._fault(_("There is no row below the names of the columns."))
        if self.faults:
            raise FileRefused(self.faults)
        assert self.year is not None
        return PlacementFile(self.year, rows, digest)

    def _fault(self, said: str, line: int = 0, column: str = "") -> None:
        self.faults.append(Fault(said, line, self.headings.get(column, column)))

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each line that is not empty with its number, until one cannot be read."""
        first = self.text.lstrip().split("\n", 1)[0]
        delimiter = ";" if first.count(";") > first.count(",") else ","
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=delimiter, strict=True)
        count = 0
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                self._fault(
                    _(
                        "A quotation mark opens on this line and is not closed as it should be. Close it before the "
                        "end of the cell, or write it twice where the text has one."
                    ),
                    line,
                )
                return
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MOST_ROWS + 1:
                self._fault(
                    _("There are more than %(most)s rows: one file holds one edition.") % {"most": MOST_ROWS}, line
                )
                return
            yield line, cells

    def _columns(self, header: tuple[int, list[str]]) -> list[str]:
        """Return the code of each column; raise FileRefused when one is missing, unknown or there twice."""
        line, cells = header
        known = _column_names()
        while cells and not cells[-1].strip():
            cells.pop()
        columns = [known.get(slug_of(cell), "") for cell in cells]
        for cell, column in zip(cells, columns, strict=True):
            if not column:
                said = _("No column has the name “%(name)s”. The columns are: %(names)s.")
                self._fault(said % {"name": cell[:60], "names": ", ".join(_FIELDS)}, line)
        for column in sorted({column for column in columns if column and columns.count(column) > 1}):
            self._fault(_("The column “%(name)s” is there twice.") % {"name": column}, line)
        for column in NEEDED:
            if column not in columns:
                said = _(
                    "The column “%(name)s” is missing. The first line names the columns, with commas or semicolons "
                    "between them: %(names)s."
                )
                self._fault(said % {"name": column, "names": ", ".join(NEEDED)}, line)
        if self.faults:
            raise FileRefused(self.faults)
        self.headings = dict(zip(columns, cells, strict=True))
        return columns

    def _row(self, line: int, cells: list[str], columns: list[str]) -> dict[str, Any] | None:
        """Return what a line says; None after adding what is wrong with it to the faults."""
        if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
            said = _(
                "This line has %(found)d cells and the first line %(wanted)d: a separator or a quotation mark is wrong."
            )
            self._fault(said % {"found": len(cells), "wanted": len(columns)}, line)
            return None
        row: dict[str, Any] = {"line": line}
        before = len(self.faults)
        for column, cell in zip(columns, cells, strict=False):
            try:
                row[column] = self.cells[column](_clean(cell))
            except _Wrong as wrong:
                self._fault(str(wrong), line, column)
        if len(self.faults) > before:
            return None
        key = row["country"]
        if key in self.lines_of:
            said = _("%(country)s stands on line %(line)s already: keep one of the two.")
            self._fault(said % {"country": self.countries[key], "line": self.lines_of[key]}, line, "country")
            return None
        self.lines_of[key] = line
        row.pop("year")
        row["sources_agreeing"] = row.pop("sources")
        return row

    def _year(self, cell: str) -> int:
        if not re.fullmatch("[0-9]{4}", cell):
            raise _Wrong(_("Write the year of the edition in four digits."))
        year = int(cell)
        if self.year is not None and year != self.year:
            said = _("This is another year than that of the rows above (%(year)s): one file holds one edition.")
            raise _Wrong(said % {"year": self.year})
        # Said once, at the first row.
        if self.year is None and year not in self.years:
            self.year = year
            said = _(
                "There is no edition of %(year)s. Add it first under “Editions” (as a draft, readers do not see it), "
                "or mend the year."
            )
            raise _Wrong(said % {"year": year})
        self.year = year
        return year

    def _country(self, cell: str) -> str:
        if cell.upper() in self.countries:
            return cell.upper()
        slug = slug_of(cell)
        if slug in self.names:
            return self.names[slug]
        if not cell:
            raise _Wrong(_("Write the three-letter code of the country, or its name."))
        near = get_close_matches(slug, self.names, n=1, cutoff=0.75)
        if near:
            key = self.names[near[0]]
            said = _("No country here has the code or the name “%(cell)s”. Is it %(country)s (%(code)s)?")
            raise _Wrong(said % {"cell": cell[:60], "country": self.countries[key], "code": key})
        said = _(
            "No country here has the code or the name “%(cell)s”. Write its three-letter code (ISO 3166-1), or its "
            "name as in the list of countries."
        )
        raise _Wrong(said % {"cell": cell[:60]})

    def _tier(self, cell: str) -> str:
        if tier := self.tiers.get(slug_of(cell)):
            return tier
        said = _(
            "“%(cell)s” is not a tier: write 1, 2, 2W (Watch List), 3 or SC (special case), or the name of the tier."
        )
        raise _Wrong(said % {"cell": cell[:60]})

    def _sources(self, cell: str) -> int:
        if not re.fullmatch("[1-9][0-9]?", cell):
            raise _Wrong(_("Write how many sources give this tier: a number from 1 to 99."))
        return int(cell)


def _clean(cell: str) -> str:
    """Return a cell with single spaces; raise _Wrong for what no cell may hold."""
    cell = cell.strip(" \u00a0\u202f")
    if "\n" in cell or "\r" in cell:
        raise _Wrong(_("This cell holds the end of a line: a quotation mark may be missing here or further up."))
    if cell.startswith(FORMULA_STARTS):
        said = _("This cell begins with “%(sign)s”: a spreadsheet would run it as a formula. Write it as plain text.")
        raise _Wrong(said % {"sign": cell[0]})
    if any(unicodedata.category(sign) == "Cc" for sign in cell):
        raise _Wrong(_("This cell holds a control character: type it again."))
    return " ".join(cell.split())


def _short_enough(cell: str, most: int) -> str:
    if len(cell) > most:
        said = _("This cell has %(found)d characters; at most %(most)d fit.")
        raise _Wrong(said % {"found": len(cell), "most": most})
    return cell


def _address(cell: str) -> str:
    if cell:
        try:
            _FIELDS["narrative_url"].run_validators(cell)
        except ValidationError as error:
            raise _Wrong(_("Write the whole address of a page (https://…), or leave the cell empty.")) from error
    return cell


def _in_each_language(words: Callable[[], Iterator[tuple[str, str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= dict(words())
    return found


def _column_names() -> dict[str, str]:
    """Return the code of each column, by its code and by its name in each language, as slugs."""
    labels = _in_each_language(lambda: ((slug_of(str(field.verbose_name)), code) for code, field in _FIELDS.items()))
    return labels | {slug_of(code): code for code in _FIELDS} | {code: code for code in _FIELDS}


def _tiers() -> dict[str, str]:
    """Return the code of each tier, by its code and by its name in each language, as slugs."""
    labels = _in_each_language(lambda: ((slug_of(str(tier.label)), tier.value) for tier in Tier))
    return labels | {slug_of(tier.value): tier.value for tier in Tier}


def _countries() -> tuple[dict[str, Country], dict[str, str]]:
    """Return the countries by code, and the code of each by its name in each language, as a slug."""
    countries = {country.key: country for country in Country.objects.all()}
    names = {
        slug_of(getattr(country, f"name_{language}")): key
        for key, country in countries.items()
        for language in LANGUAGES
    }
    return countries, names
