"""A table as CSV (RFC 4180: lines end in CR LF, UTF-8, a header line) and as JSON, row by row, in a stable order."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from publishing.opendata.tables import SEPARATOR, Table, Value

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in both widths.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A sign and digits compute nothing, and a number that is no longer E.164 cannot be dialed by a program.
_TELEPHONE_NUMBER = re.compile(r"\+[0-9]+")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table) -> Iterator[str]:
    """Yield the lines of the table as CSV."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(table.names)
    for row in table.rows():
        yield writer.writerow([cell(row[name]) for name in table.names])


def cell(value: Value) -> str:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    text = SEPARATOR.join(value) if isinstance(value, list) else str(value)
    if _TELEPHONE_NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def json_lines(table: Table) -> Iterator[str]:
    """Yield the lines of the table as JSON."""
    yield f'{{"metadata":{_dumped(table.address("metadata"))},{_dumped(table.contents)}:['
    for number, row in enumerate(table.rows()):
        yield (",\n" if number else "\n") + _dumped(row)
    yield "\n]}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
