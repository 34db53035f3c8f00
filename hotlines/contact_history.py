"""What became of the public contacts, told from the kept history: which appeared, changed or ceased, and when.

The history is played again from its beginning. At each moment a contact is what the public saw of it then, or nothing;
an entry is the difference between two moments. What was never public therefore never shows, whatever became of it.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from hotlines.facts import PERIODS
from hotlines.models import Channel, OpeningPeriod, Service, ages

# What the public reads of a contact and another site repeats; the check that it rests on moves too often to be told.
FACTS: dict[type[models.Model], tuple[str, ...]] = {
    Channel: (
        "kind", "number", "vanity", "keyword", "url", "email", "hours", PERIODS, "time_zone", "on_public_holidays",
        "hours_note",
    ),
    Service: ("tells_police", "tells_immigration", "anonymous", "who_is_told", "url"),
}  # fmt: skip
# What is saved together is one change: a form saves a channel, then its hours; the content files load row by row.
_TOGETHER = datetime.timedelta(seconds=2)
_PUBLIC = ("status", "publish_at", "expire_at")

Row = dict[str, Any]
Fact = tuple[type[models.Model], str]


@dataclass(frozen=True)
class Seen:
    """What the public saw of a contact at a moment, in one language."""

    service: int
    name: str
    facts: dict[Fact, Any]


@dataclass(frozen=True)
class Change:
    """What became of a contact. old: None when it appeared; new: None when it ceased to be shown."""

    key: str
    when: datetime.datetime
    old: Seen | None
    new: Seen | None

    @property
    def differing(self) -> list[Fact]:
        """The facts that say something else than before, in the order in which they are told."""
        if self.old is None or self.new is None:
            return []
        return [fact for fact, value in self.new.facts.items() if value != self.old.facts[fact]]


class _Event(NamedTuple):
    """A version that was saved, or a moment at which one comes to be public or ceases to be by itself (row is None)."""

    when: datetime.datetime
    model: type[models.Model]
    pk: int
    row: Row | None


def latest(limit: int) -> list[Change]:
    """Return the latest changes of public contacts in the active language, latest first; three queries."""
    found = list(_Replay().run(timezone.now()))
    found.reverse()
    return found[:limit]


def between(since: datetime.datetime, until: datetime.datetime) -> list[Change]:
    """Return the changes of public contacts after one moment and until another, earliest first; three queries."""
    return [change for change in _Replay().run(until) if change.when > since]


class _Replay:
    """The directory at a moment of its history."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], dict[int, Row]] = {Channel: {}, Service: {}, OpeningPeriod: {}}
        self.periods: dict[int, set[int]] = defaultdict(set)
        self.channels: dict[int, set[int]] = defaultdict(set)
        self.seen: dict[int, Seen] = {}
        self.too_old: set[int] = set()

    def run(self, now: datetime.datetime) -> Iterator[Change]:
        """Yield each change of a public contact, earliest first."""
        touched: set[int] = set()
        events = _events(now)
        for number, event in enumerate(events):
            touched |= self._apply(event)
            if number + 1 == len(events) or events[number + 1].when - event.when > _TOGETHER:
                yield from self._differences(touched | self.too_old, event.when)
                touched = set()

    def _apply(self, event: _Event) -> set[int]:
        """Take the version of an event; return the channels that it may show otherwise."""
        rows = self.rows[event.model]
        before = rows.get(event.pk)
        if event.row is not None:
            rows[event.pk] = event.row
        row = rows[event.pk]
        if event.model is Service:
            return set(self.channels[event.pk])
        if event.model is OpeningPeriod:
            if row["history_type"] == "-":
                self.periods[row["channel_id"]].discard(event.pk)
            else:
                self.periods[row["channel_id"]].add(event.pk)
            return {row["channel_id"]}
        if before:
            self.channels[before["service_id"]].discard(event.pk)
        self.channels[row["service_id"]].add(event.pk)
        return {event.pk}

    def _differences(self, channels: set[int], when: datetime.datetime) -> Iterator[Change]:
        for pk in sorted(channels):
            old, new = self.seen.pop(pk, None), self._shown(pk, when)
            if new:
                self.seen[pk] = new
            change = Change(self.rows[Channel][pk]["key"], when, old, new)
            if (old is None) != (new is None) or change.differing:
                yield change

    def _shown(self, pk: int, when: datetime.datetime) -> Seen | None:
        """Return what the public sees of a channel at a moment; None when it does not see it."""
        self.too_old.discard(pk)
        if not self._is_published(pk, when) or self._is_hidden(pk, when):
            return None
        language = get_language()
        channel = self.rows[Channel][pk]
        service = self.rows[Service][channel["service_id"]]
        said: dict[Fact, Any] = {
            (model, name): row.get(f"{name}_{language}" if f"{name}_{language}" in row else name) or ""
            for model, row in [(Channel, channel), (Service, service)]
            for name in FACTS[model]
        }
        if channel["hours"] == Channel.Hours.PERIODS:
            periods = (self.rows[OpeningPeriod][period] for period in self.periods[pk])
            said[Channel, PERIODS] = sorted(map(itemgetter("weekday", "opens", "closes"), periods)) or ""
        return Seen(service["id"], service[f"name_{language}"], said)

    def _is_published(self, pk: int, when: datetime.datetime) -> bool:
        channel = self.rows[Channel][pk]
        service = self.rows[Service].get(channel["service_id"])
        return service is not None and _is_public(channel, when) and _is_public(service, when)

    def _is_hidden(self, pk: int, when: datetime.datetime) -> bool:
        """Whether its age hides a published channel, as ages.hidden says it to the database."""
        checked_on, country = self._age(pk)
        if not ages.is_too_old(checked_on, timezone.localdate(when)):
            return False
        self.too_old.add(pk)
        for other in self.rows[Channel]:
            if other != pk and self._is_published(other, when):
                others, its_country = self._age(other)
                better = not others or others > checked_on or (others == checked_on and other < pk)
                if its_country == country and better:
                    return True
        return False

    def _age(self, pk: int) -> tuple[str, int | None]:
        channel = self.rows[Channel][pk]
        return channel["checked_on"], self.rows[Service][channel["service_id"]]["country_id"]


def _is_public(row: Row, when: datetime.datetime) -> bool:
    return (
        row["history_type"] != "-"
        and row["status"] == "published"
        and (row["publish_at"] is None or row["publish_at"] <= when)
        and (row["expire_at"] is None or row["expire_at"] > when)
    )


def _events(now: datetime.datetime) -> list[_Event]:
    """Return all that happened until now, in the order in which it happened."""
    found = [
        *_versions(Service, "key", "country_id", *_named(Service), *_PUBLIC),
        *_versions(Channel, "key", "service_id", "checked_on", *_columns(Channel), *_PUBLIC),
        *_versions(OpeningPeriod, "channel_id", "weekday", "opens", "closes"),
    ]
    found += [moment for event in found for moment in _moments(event)]
    return sorted((event for event in found if event.when <= now), key=lambda event: event.when)


def _named(model: type[models.Model]) -> list[str]:
    return [f"name_{get_language()}", *_columns(model)]


def _columns(model: type[models.Model]) -> list[str]:
    """Return the columns of the facts of a model, in the active language."""
    names = {field.name for field in model._meta.concrete_fields}
    columns = [f"{name}_{get_language()}" if f"{name}_{get_language()}" in names else name for name in FACTS[model]]
    return [column for column in columns if column != PERIODS]


def _versions(model: Any, *columns: str) -> Iterator[_Event]:
    rows = model.history.order_by("history_date", "history_id")
    for row in rows.values("id", "history_date", "history_type", *columns):
        yield _Event(row["history_date"], model, row["id"], row)


def _moments(event: _Event) -> Iterator[_Event]:
    """Yield when a version comes to be public, or ceases to be, without anyone saving it."""
    row: Row = event.row or {}
    times = [row.get("publish_at"), row.get("expire_at")]
    if day := ages.too_old_from(row.get("checked_on", "")):
        times.append(timezone.make_aware(datetime.datetime.combine(day, datetime.time())))
    for when in times:
        if when and when > event.when:
            yield _Event(when, event.model, event.pk, None)
