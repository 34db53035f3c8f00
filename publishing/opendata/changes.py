"""What changed in the open data and when: the columns by version, the rows as their history tells."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Model, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from simple_history.utils import get_history_manager_for_model

from publishing import versions
from publishing.models import Publishable
from publishing.opendata.tables import Table, tables


@dataclass(frozen=True)
class Shape:
    """A version of the columns: the first number moves when one is renamed or taken away, the second when added."""

    version: str
    since: datetime.date
    words: str | Promise


# Latest first.
SHAPES = (
    Shape(
        "1.1",
        datetime.date(2026, 11, 22),
        _(
            "Added: the tables of editions, countries, figures, examples and of the glossary; the columns edition_url, "
            "tier_sources and narrative_url of the tiers; packages (.zip)."
        ),
    ),
    Shape("1.0", datetime.date(2026, 11, 22), _("First version: the tiers and the directory of lines.")),
)


@dataclass
class Entry:
    """How many rows of a table were added, edited and taken away on a day, and the years of the reports concerned."""

    day: datetime.date
    table: Table
    added: int = 0
    edited: int = 0
    removed: int = 0
    years: set[int] = field(default_factory=set)

    @property
    def first_year(self) -> int:
        """The earliest of the reports concerned."""
        return min(self.years)

    @property
    def last_year(self) -> int:
        """The latest of the reports concerned."""
        return max(self.years)


_KINDS = {"+": "added", "~": "edited", "-": "removed"}


def told(model: type[Model], **wishes: Any) -> QuerySet:
    """Return the kept versions of this model's rows that the public could see: no draft, nothing still to come."""
    kept = get_history_manager_for_model(model).filter(**wishes)
    if not issubclass(model, Publishable):
        return kept
    return kept.filter(Q(publish_at=None) | Q(publish_at__lte=timezone.now()), status=Publishable.Status.PUBLISHED)


def version(table: Table) -> str:
    """Return the version of the columns and the day of the last change of the rows, if known: 1.1.20261122."""
    when = changed(table)
    return f"{SHAPES[0].version}.{when:%Y%m%d}" if when else SHAPES[0].version


def changed(table: Table) -> datetime.datetime | None:
    """Return when the rows of the table, or what they are made from, last changed; None when nothing says."""
    return _latest().get(table.name)


def last_of(found: list[Table]) -> datetime.datetime | None:
    """Return when any of these tables last changed."""
    return max((when for when in map(changed, found) if when), default=None)


@versions.kept
def _latest() -> dict[str, datetime.datetime]:
    found = {table.name: [_last_change(kept) for kept in table.history()] for table in tables()}
    return {name: max(when for when in times if when) for name, times in found.items() if any(times)}


def _last_change(kept: QuerySet) -> datetime.datetime | None:
    # A row that is withdrawn is saved as a draft: its last version is not told, its day is.
    saved = kept.model._default_manager.filter(id__in=kept.values("id")).aggregate(latest=Max("history_date"))
    times = [saved["latest"]]
    if any(column.name == "publish_at" for column in kept.model._meta.fields):
        # A row comes and goes at its hour without being saved.
        gone = Q(expire_at__lte=timezone.now())
        times += kept.aggregate(came=Max("publish_at"), went=Max("expire_at", filter=gone)).values()
    return max((when for when in times if when), default=None)


def log(limit: int) -> list[Entry]:
    """Return what happened to the rows of every table, latest day first."""
    entries = [entry for table in tables() for entry in _log_of(table)]
    return sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.table.name))[:limit]


def _log_of(table: Table) -> list[Entry]:
    by = ["day", "history_type", *([table.year] if table.year else [])]
    counts = table.history()[0].annotate(day=TruncDate("history_date")).order_by().values(*by).annotate(rows=Count("*"))
    days: dict[datetime.date, Entry] = {}
    for count in counts:
        entry = days.setdefault(count["day"], Entry(count["day"], table))
        kind = _KINDS[count["history_type"]]
        setattr(entry, kind, getattr(entry, kind) + count["rows"])
        if table.year:
            entry.years.add(count[table.year])
    return list(days.values())
