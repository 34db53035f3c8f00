"""Everything the public can open, in one place: the sitemap, the feed, the search and the export all read it.

Each app registers its kinds in its sitemaps.py; this module knows none of them.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import translation

from publishing.models import LANGUAGES


@dataclass(frozen=True)
class PublicKind:
    """A kind of public page made from rows: which rows, and what each is called, in the active language."""

    name: str
    model: type[models.Model]
    rows: Callable[[], models.QuerySet]
    address: Callable[[Any], str]
    title: Callable[[Any], str]
    text: Callable[[Any], str]
    changed: Callable[[Any], datetime.datetime]
    # Models whose rows show on the page, and their attribute that holds the page row's primary key.
    parts: Mapping[type[models.Model], str] = field(default_factory=dict)
    # Models whose rows decide which rows have a page: a country has one while a public edition places it.
    decided_by: frozenset[type[models.Model]] = frozenset()


@dataclass(frozen=True)
class PublicPage:
    """One page: its address in each language, and when its content last changed."""

    addresses: dict[str, str]
    titles: dict[str, str]
    changed: datetime.datetime | None


_KINDS: dict[str, PublicKind] = {}
# Views without a row of their own (lists, forms): view name -> when what they list last changed.
_VIEWS: dict[str, Callable[[], datetime.datetime | None]] = {}


def default_address(addresses: dict[str, str]) -> str:
    """Return the address for readers of other languages (x-default): the door for the home page, else the English."""
    return "/" if addresses["en"] == "/en/" else addresses["en"]


def register(kind: PublicKind) -> None:
    """Add a kind of page."""
    _KINDS[kind.name] = kind


def register_view(name: str, changed: Callable[[], datetime.datetime | None]) -> None:
    """Add a view that takes no arguments."""
    _VIEWS[name] = changed


def view_changed(name: str) -> datetime.datetime | None:
    """Return when what a registered view lists last changed; None when it lists nothing yet."""
    return _VIEWS[name]()


def kinds() -> list[PublicKind]:
    """Return the kinds of pages made from rows."""
    return list(_KINDS.values())


def models_with_pages() -> set[type[models.Model]]:
    """Return the models whose rows have a page each."""
    return {kind.model for kind in _KINDS.values()}


def latest(*rows: type[models.Model]) -> Callable[[], datetime.datetime | None]:
    """Return a function that tells when the latest row of these models changed."""

    def changed() -> datetime.datetime | None:
        times = [model._default_manager.aggregate(latest=models.Max("updated_at"))["latest"] for model in rows]
        return max((time for time in times if time), default=None)

    return changed


def all_pages() -> Iterator[PublicPage]:
    """Yield every public page."""
    for name, changed in _VIEWS.items():
        addresses = {}
        for language in LANGUAGES:
            with translation.override(language):
                addresses[language] = reverse(name)
        yield PublicPage(addresses, {}, changed())
    for kind in _KINDS.values():
        for row in kind.rows():
            addresses, titles = {}, {}
            for language in LANGUAGES:
                with translation.override(language):
                    addresses[language] = kind.address(row)
                    titles[language] = kind.title(row)
            # What stands on another page is no page: that page is listed.
            if "#" in addresses["en"]:
                continue
            yield PublicPage(addresses, titles, kind.changed(row))
