"""The views of files."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from publishing.opendata.addresses import TYPES
from publishing.opendata.catalogue import catalogue
from publishing.opendata.files import answer, send
from publishing.opendata.metadata import metadata_of
from publishing.opendata.packages import package_of, write_zip
from publishing.opendata.tables import Table, tables
from publishing.opendata.writing import csv_lines, json_lines


def serve(table: Table) -> Callable[..., HttpResponseBase]:
    """Return the view of a table's files."""

    @require_safe
    def view(request, form: str) -> HttpResponseBase:
        return answer_table(request, table, form)

    return view


def answer_table(request, table: Table, form: str) -> HttpResponseBase:
    """Return a table in one of its forms."""
    if form == "csv":
        return answer(request, f"{TYPES[form]}; charset=utf-8; header=present", lambda: csv_lines(table))
    if form == "json":
        return answer(request, TYPES[form], lambda: json_lines(table))
    if form == "metadata":
        return answer(request, TYPES[form], lambda: [metadata_of(table)])
    return send(request, TYPES[form], lambda file: write_zip(file, [table]))


@require_safe
def whole_catalogue(request) -> HttpResponseBase:
    """Every table, as catalogues of open data collect them."""
    return answer(request, TYPES["json"], lambda: [catalogue()])


@require_safe
def whole_package(request) -> HttpResponseBase:
    """Every table, as programs that know Data Packages read them."""
    return answer(request, TYPES["json"], lambda: [package_of(tables(), lambda table: table.address("csv"))])


@require_safe
def whole_zip(request) -> HttpResponseBase:
    """Every table in one file."""
    return send(request, TYPES["zip"], lambda file: write_zip(file, tables()))
