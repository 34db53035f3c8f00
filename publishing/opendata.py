"""Tables as open data: CSV, JSON, and a description of the columns in every language.

CSV as RFC 4180 (lines end in CR LF, UTF-8, a header line); the description as "Metadata Vocabulary for Tabular Data"
(W3C, 2015). Rows come in a stable order and the answers have strong ETags, so that two copies can be compared.
"""

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.http import content_disposition_header, quote_etag

from publishing.models import LANGUAGES

Value = str | int | bool | list[str] | None
Row = dict[str, Value]

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in both widths.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A sign and digits compute nothing, and a number that is no longer E.164 cannot be dialed by a program.
_TELEPHONE_NUMBER = re.compile(r"\+[0-9]+")
_SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """A column of a table, and what it means, in words and as a datatype of the W3C vocabulary."""

    name: str
    meaning: str | Promise
    datatype: str | dict[str, Any] = "string"
    required: bool = True
    many: bool = False


@dataclass(frozen=True)
class Table:
    """A table that anyone may take, and the page it stands behind.

    page: the page's view; its files are the views of that name with -csv, -json and -metadata after it;
    key: the columns that tell two rows apart; contents: the name of the rows in the JSON;
    rows: returns them, in a stable order; about: returns what else the description says of these rows.
    """

    title: str | Promise
    description: str | Promise
    page: str
    contents: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], list[Row]]
    about: Callable[[list[Row]], dict[str, Any]] = lambda found: {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def csv_of(request, table: Table) -> HttpResponseBase:
    """Return the table as CSV."""
    return _answer(request, table, "text/csv; charset=utf-8; header=present", _csv_lines)


def json_of(request, table: Table) -> HttpResponseBase:
    """Return the table as JSON."""
    return _answer(request, table, "application/json", _json_lines)


def metadata_of(request, table: Table) -> HttpResponseBase:
    """Return what each column of the table means, in every language."""
    return _answer(request, table, "application/json", _metadata)


def distribution(page: str, description: str) -> list[dict[str, str]]:
    """Return the files of the table behind this page as schema.org data."""
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": encoding,
            "contentUrl": settings.SITE_URL + reverse(f"{page}-{form}"),
            "description": description,
        }
        for form, encoding in [("csv", "text/csv"), ("json", "application/json")]
    ]


def _answer(
    request, table: Table, content_type: str, lines: Callable[[Table, list[Row]], Iterable[str]]
) -> HttpResponseBase:
    """Return the data; the rows are read once: they make the ETag and then the answer, which can so not disagree."""
    found = table.rows()
    return answer(request, content_type, lambda: lines(table, found))


def answer(request, content_type: str, lines: Callable[[], Iterable[str]]) -> HttpResponseBase:
    """Return a file for everyone, line by line; 304 when the reader has it already.

    lines: returns the lines; called twice, it gives the same ones, whatever the active language.
    """
    digest = hashlib.sha256()
    for line in lines():
        digest.update(line.encode())
    etag = quote_etag(digest.hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = StreamingHttpResponse((line.encode() for line in lines()), content_type=content_type)
    _to_save(response, request, etag)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def document(request, content_type: str, body: bytes) -> HttpResponseBase:
    """Return a file for readers of this site; 304 when the reader has it already."""
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(body, content_type=content_type)
    _to_save(response, request, etag)
    return response


def _to_save(response: HttpResponseBase, request, etag: str) -> None:
    response["ETag"] = etag
    # Shown in the tab, it would be a page without a guard, which Back brings back after an exit.
    response["Content-Disposition"] = content_disposition_header(True, request.path_info.rsplit("/", 1)[-1])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(table: Table, found: list[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(table.names)
    for row in found:
        yield writer.writerow([_cell(row[name]) for name in table.names])


def _cell(value: Value) -> str:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    text = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
    if _TELEPHONE_NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def _json_lines(table: Table, found: list[Row]) -> Iterable[str]:
    # The address is asked for now: nothing says in which language the lines will be sent.
    address = settings.SITE_URL + reverse(f"{table.page}-metadata")
    lines = ((",\n" if number else "\n") + _dumped(row) for number, row in enumerate(found))
    return chain([f'{{"metadata":{_dumped(address)},{_dumped(table.contents)}:['], lines, ["\n]}\n"])


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _metadata(table: Table, found: list[Row]) -> list[str]:
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": settings.SITE_URL + reverse(f"{table.page}-csv"),
        "dc:title": in_each_language(table.title),
        "dc:description": in_each_language(table.description),
        "dc:creator": in_each_language(lambda: str(settings.SITE_OPERATOR[translation.get_language()])),
        **table.about(found),
        "dc:extent": len(found),
        "rdfs:seeAlso": [settings.SITE_URL + address for address in _addresses_of(table.page)],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)},
    }
    return [json.dumps(about, ensure_ascii=False, indent=2) + "\n"]


def in_each_language(text: str | Promise | Callable[[], str]) -> list[dict[str, str]]:
    """Return a text, or what a function returns, in each language as JSON-LD says it."""
    values = []
    for language in LANGUAGES:
        with translation.override(language):
            values.append({"@value": text() if callable(text) else str(text), "@language": language})
    return values


def _addresses_of(page: str) -> Iterator[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield reverse(page)


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": in_each_language(column.meaning),
        "datatype": column.datatype,
        "required": column.required,
    }
    return described | ({"separator": _SEPARATOR} if column.many else {})
