"""Open data: tables that anyone may take, in every form, described in every language.

A table is registered once. Its addresses, its files, the packages, the catalogue, the page that documents it and what
its own page says to machines are all made from that one registration.
"""

from publishing.opendata.addresses import FORMS, file_paths
from publishing.opendata.changes import told, version
from publishing.opendata.files import answer, document, send
from publishing.opendata.metadata import dataset, distribution, in_each_language
from publishing.opendata.serving import answer_table, serve
from publishing.opendata.tables import (
    Column,
    Row,
    Table,
    address_list,
    labels,
    page_addresses,
    register,
    sources_column,
    tables,
)
from publishing.opendata.writing import FORMULA_STARTS

__all__ = [
    "FORMS",
    "FORMULA_STARTS",
    "Column",
    "Row",
    "Table",
    "address_list",
    "answer",
    "answer_table",
    "dataset",
    "distribution",
    "document",
    "file_paths",
    "in_each_language",
    "labels",
    "page_addresses",
    "register",
    "send",
    "serve",
    "sources_column",
    "tables",
    "told",
    "version",
]
