"""Tables as Data Packages (Frictionless, version 1): described alone, or in one .zip with what explains them.

A package is the same in both languages, byte for byte: titles and descriptions are in English, as the standard has one
of each, with the French beside them in title_fr and description_fr.
"""

import json
import zipfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing.models import LANGUAGES
from publishing.opendata.changes import last_of, version
from publishing.opendata.metadata import metadata_of, operator
from publishing.opendata.tables import Column, Table, descriptions
from publishing.opendata.writing import csv_lines

Data = dict[str, Any]

TITLE = _("Open data of the site")
DESCRIPTION = _("Every table that the site offers, each with what its columns mean.")

_TYPES: dict[str, Data] = {
    "string": {"type": "string"},
    "anyURI": {"type": "string", "format": "uri"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "gYear": {"type": "year"},
    "date": {"type": "date"},
    "nonNegativeInteger": {"type": "integer", "constraints": {"minimum": 0}},
    "positiveInteger": {"type": "integer", "constraints": {"minimum": 1}},
}
# The first day that a .zip can tell: the same rows give the same bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def package_of(found: list[Table], path: Callable[[Table], str]) -> str:
    """Return the descriptor of a package of these tables; path: where the CSV of each is, for who reads it."""
    alone = len(found) == 1
    when = last_of(found)
    with translation.override(LANGUAGES[0]):
        about = {
            "profile": "tabular-data-package",
            "name": found[0].file_name.lower() if alone else "open-data",
            **_words("title", found[0].title if alone else TITLE),
            **_words("description", found[0].description if alone else DESCRIPTION),
            "homepage": found[0].page_address if alone else settings.SITE_URL + reverse("home"),
            "version": max(map(version, found)),
            **({"modified": when.isoformat(timespec="seconds")} if when else {}),
            "contributors": [{"title": operator(), "role": "publisher", "email": settings.SITE_CONTACT_EMAIL}],
            "resources": [_resource(table, path(table)) for table in found],
        }
    return _dumped(about)


def _resource(table: Table, path: str) -> Data:
    return {
        "profile": "tabular-data-resource",
        "name": table.file_name.lower(),
        **_words("title", table.title),
        **_words("description", table.description),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> Data:
    base = column.datatype if isinstance(column.datatype, str) else column.datatype["base"]
    # A list in one cell is text to this standard.
    described = dict(_TYPES["string" if column.many else base])
    constraints = described.pop("constraints", {})
    if column.required:
        constraints = constraints | {"required": True}
    if isinstance(column.datatype, dict) and not column.many:
        length = column.datatype.get("length")
        constraints |= {"minLength": length, "maxLength": length} if length else {}
        constraints |= {"pattern": column.datatype["format"]} if "format" in column.datatype else {}
    return {
        "name": column.name,
        **described,
        **_words("description", column.meaning),
        **({"constraints": constraints} if constraints else {}),
    }


def _words(name: str, text: str | Promise) -> Data:
    return {name if language == LANGUAGES[0] else f"{name}_{language}": words for language, words in descriptions(text)}


def write_zip(file: IO[bytes], found: list[Table]) -> None:
    """Write these tables as a package: CSV, description of the columns, datapackage.json, a text to read first."""
    with zipfile.ZipFile(file, "w") as archive, translation.override(LANGUAGES[0]):
        _add(archive, "datapackage.json", [package_of(found, lambda table: f"{table.file_name}.csv")])
        for language in LANGUAGES:
            with translation.override(language):
                _add(archive, f"README.{language}.txt", [_readme(found)])
        for table in found:
            _add(archive, f"{table.file_name}.csv", csv_lines(table))
            _add(archive, f"{table.file_name}.metadata.json", [metadata_of(table)])


def _add(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w") as part:
        part.writelines(line.encode() for line in lines)


def _readme(found: list[Table]) -> str:
    described = [(table, version(table)) for table in found]
    return render_to_string(
        "publishing/data_readme.txt",
        {"tables": described, "site": settings.SITE_NAME, "email": settings.SITE_CONTACT_EMAIL, "operator": operator()},
    )


def _dumped(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
