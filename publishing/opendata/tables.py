"""What a table of the open data is, and which there are. Columns are only ever added, at the end."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Choices, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from publishing.models import LANGUAGES
from publishing.opendata.addresses import FORMS

Value = str | int | bool | list[str] | None
Row = dict[str, Value]

SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """A column of a table, and what it means, in words and as a datatype of the W3C vocabulary (CSVW)."""

    name: str
    meaning: str | Promise
    datatype: str | dict[str, Any] = "string"
    required: bool = True
    many: bool = False


def sources_column(meaning: str | Promise) -> Column:
    """Return the column of the addresses of documents, which may be empty."""
    return Column("sources", meaning, "anyURI", required=False, many=True)


@dataclass(frozen=True)
class Table:
    """A table that anyone may take, and the page it stands behind.

    name: the same in both languages, for packages and catalogues; part: which rows, when not all of them;
    page: the page's view; args: returns its arguments in the active language; files: the views of its files are this,
    or the page's view, with a hyphen and each form after it;
    contents: the name of the rows in the JSON; key: the columns that tell two rows apart;
    rows: returns them, in a stable order; history: returns kept versions that may be told, those of the rows first;
    year: the field of the history that holds the year of the report; about: returns what else the description says.
    """

    name: str
    title: str | Promise
    description: str | Promise
    page: str
    contents: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    history: Callable[[], list[QuerySet]]
    year: str = ""
    about: Callable[[], dict[str, Any]] = dict
    files: str = ""
    part: str = ""
    args: Callable[[], tuple] = tuple

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def file_name(self) -> str:
        """The name of the table's file in a package, without its ending."""
        return f"{self.name}-{self.part}" if self.part else self.name

    @property
    def page_address(self) -> str:
        """The whole address of the page, in the active language."""
        return settings.SITE_URL + reverse(self.page, args=self.args())

    def address(self, form: str) -> str:
        """Return the whole address of a file, in the active language."""
        return settings.SITE_URL + self.path(form)

    @property
    def paths(self) -> dict[str, str]:
        """The addresses of its files on this site by form, in the active language."""
        return {form: self.path(form) for form in FORMS}

    def path(self, form: str) -> str:
        """Return the address of a file on this site, in the active language."""
        return reverse(f"{self.files or self.page}-{form}", args=self.args())


_TABLES: dict[str, Table] = {}


def register(*found: Table) -> None:
    """Add tables to what is offered as a whole: packages, catalogue, page."""
    _TABLES.update({table.name: table for table in found})


def tables() -> list[Table]:
    """Return every table, by name."""
    return [_TABLES[name] for name in sorted(_TABLES)]


def labels(choices: type[Choices]) -> dict[str, dict[str, str]]:
    """Return what each choice is called, by language and value."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = {str(value): str(label) for value, label in choices.choices}
    return found


def page_addresses(address: Callable[[], str]) -> dict[str, str]:
    """Return the whole addresses of a page as the cells page_en and page_fr; address: in the active language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"page_{language}"] = settings.SITE_URL + address()
    return found


def address_list(sources: Iterable[Any]) -> list[str]:
    """Return the addresses of these sources, each once, in a stable order; a source without one has none to give."""
    return sorted({encoded(source.url) for source in sources if source.url})


def encoded(url: str) -> str:
    """Return an address that may stand in a list of addresses."""
    return url.replace(SEPARATOR, "%3B")


def descriptions(text: str | Promise | Callable[[], str]) -> Iterator[tuple[str, str]]:
    """Yield (language, text) for each language; a function is asked in that language."""
    for language in LANGUAGES:
        with translation.override(language):
            yield language, str(text() if callable(text) else text)
