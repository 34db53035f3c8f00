"""What a table is, for machines: in the words of the W3C ("Metadata Vocabulary for Tabular Data") and of schema.org."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language

from publishing.models import LANGUAGES
from publishing.opendata.addresses import TYPES
from publishing.opendata.changes import changed, version
from publishing.opendata.tables import SEPARATOR, Column, Table, descriptions

Data = dict[str, Any]


def in_each_language(text: str | Promise | Callable[[], str]) -> list[dict[str, str]]:
    """Return a text, or what a function returns, in each language as JSON-LD says it."""
    return [{"@value": value, "@language": language} for language, value in descriptions(text)]


def operator() -> str:
    """Return who makes the site, in the active language."""
    return str(settings.SITE_OPERATOR[translation.get_language()])


def metadata_of(table: Table) -> str:
    """Return what each column of the table means, in every language (CSVW)."""
    when = changed(table)
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": table.address("csv"),
        "dc:title": in_each_language(table.title),
        "dc:description": in_each_language(table.description),
        "dc:creator": in_each_language(operator),
        **table.about(),
        "dc:extent": sum(1 for _row in table.rows()),
        "schema:version": version(table),
        **({"dc:modified": when.isoformat(timespec="seconds")} if when else {}),
        "rdfs:seeAlso": [address for _language, address in descriptions(lambda: table.page_address)],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)},
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column) -> Data:
    described: Data = {
        "name": column.name,
        "titles": column.name,
        "dc:description": in_each_language(column.meaning),
        "datatype": column.datatype,
        "required": column.required,
    }
    return described | ({"separator": SEPARATOR} if column.many else {})


def distribution(table: Table) -> list[dict[str, str]]:
    """Return the files that hold the rows, as schema.org data."""
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": TYPES[form],
            "contentUrl": table.address(form),
        }
        for form in ("csv", "json", "zip")
    ]


def dataset(table: Table, **known: Any) -> Data:
    """Return the table as schema.org data for its page, with what else is known; what is empty is left out."""
    when = changed(table)
    said = {
        "@type": "Dataset",
        "name": str(table.title),
        "description": str(table.description),
        "url": table.page_address,
        "version": version(table),
        "dateModified": when.isoformat(timespec="seconds") if when else "",
        "inLanguage": [get_language(), *(language for language in LANGUAGES if language != get_language())],
        "isAccessibleForFree": True,
        **known,
        "distribution": distribution(table),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}
