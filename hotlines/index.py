"""An index of the public directory: which lines answer which choice of which filter, and in what order they stand.

It is made with a few queries when something was published, and kept. For each choice it holds one integer whose bits
stand for the lines in the order of the directory: to narrow is to intersect, to count is to count bits. A request
therefore asks the database for nothing but the lines of the page that it shows.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from hotlines.models import PURPOSES, Answer, Channel, EmergencyNumber, Language, OrderRule, Service, ages
from hotlines.open_lines import AT_ONCE, OpenLines
from hotlines.order import Line, ordered
from publishing import versions
from publishing.models import Country
from publishing.slugs import slug_of

_FREE_OF_CHARGE = {Channel.Kind.CALL, Channel.Kind.TEXT}

DANGER = "danger"
EVERYWHERE = "international"
FROM_ABROAD = "yes"
OPEN_NOW = "now"
# How many lines a reader is offered who has not said where they are.
_SUGGESTED = 4

Wishes = Mapping[str, str]


@dataclass(frozen=True)
class Index:
    """The public directory in one language. ids: primary keys in order; sets: filter -> choice -> bits over the ids."""

    ids: list[int]
    sets: dict[str, dict[str, int]]
    countries: list[Country]
    languages: list[Language]
    emergency_numbers: dict[str, EmergencyNumber]
    order: list[str]
    open_lines: OpenLines

    def at(self, now: datetime.datetime) -> "Index":
        """Return the same directory, with the lines that are open at this moment as one more filter."""
        return replace(self, sets=self.sets | {"open": {OPEN_NOW: self.open_lines.at(now).bits}})

    def among(self, wishes: Wishes) -> int:
        """Return the bits of the lines that answer every wish (filter -> choice; an empty choice is no wish)."""
        bits = (1 << len(self.ids)) - 1
        for name, choice in wishes.items():
            if choice:
                bits &= self.sets[name].get(choice, 0)
        return bits

    def counts(self, name: str, wishes: Wishes) -> tuple[int, dict[str, int]]:
        """Return how many lines a filter would leave, without a choice and by choice, the other wishes as they are."""
        others = self.among({other: choice for other, choice in wishes.items() if other != name})
        return others.bit_count(), {choice: (others & bits).bit_count() for choice, bits in self.sets[name].items()}

    def ids_of(self, bits: int) -> list[int]:
        """Return the primary keys of these lines, in the order of the directory."""
        return [self.ids[place] for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]

    def country(self, key: str) -> Country | None:
        """Return the country with this key (ISO alpha-3) when it has a page: a line or an emergency number."""
        return next((country for country in self.countries if country.key == key), None)

    def suggested(self, need: str, near: Sequence[int]) -> list[Any]:
        """Return a few services for a need (any, if empty): those among the near ones (primary keys), or the first."""
        ids = self.ids_of(self.among({"need": need}))
        first = [pk for pk in near if pk in ids]
        return Service.objects.in_this_order(first or ids[:_SUGGESTED])

    def serving(self, country: Country | None) -> list[Any]:
        """Return the services of a country, or those of no one country, with all that their cards show."""
        choice = country.iso2.lower() if country else EVERYWHERE
        return Service.objects.in_this_order(self.ids_of(self.among({"country": choice})))


# Language -> the version of the content, the moments from and until which the index holds, the index.
_kept: dict[str, tuple[str, datetime.datetime, datetime.datetime, Index]] = {}


def current() -> Index:
    """Return the index of the public directory in the active language, made again only when it would be another.

    That is when something was saved, when a service or a channel comes to be public or ceases to be, and at midnight:
    checks fall due by the day.
    """
    language, version, now = get_language() or settings.LANGUAGE_CODE, versions.saved(), timezone.now()
    if version is None:
        return _made(language)
    kept = _kept.get(language)
    if kept is None or kept[0] != version or not kept[1] <= now < kept[2]:
        kept = _kept[language] = (version, now, _ends(now), _made(language))
    return kept[3]


def _ends(now: datetime.datetime) -> datetime.datetime:
    tomorrow = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(days=1)
    scheduled = (Service.objects.next_change(now), Channel.objects.next_change(now))
    return min(moment for moment in (tomorrow, *scheduled) if moment)


def _made(language: str) -> Index:
    rules = list(OrderRule.objects.published())
    found, line_of = _lines()
    lines = ordered(found, rules, language)
    places = {line.pk: place for place, line in enumerate(lines)}
    emergency_numbers = list(EmergencyNumber.objects.published())
    codes = {line.country.upper() for line in lines} | {number.country.iso2 for number in emergency_numbers}
    sets = _sets(lines)
    spoken: list[Any] = list(Language.objects.filter(key__in=sets["language"]))
    return Index(
        ids=[line.pk for line in lines],
        sets=sets,
        countries=Country.objects.filter(iso2__in=codes).in_order_of_name(language),
        languages=sorted(spoken, key=lambda spoken: slug_of(spoken.name)),
        emergency_numbers={
            number.country.iso2.lower(): number
            for number in sorted(emergency_numbers, key=lambda number: slug_of(number.country.name))
        },
        order=[rule.words for rule in rules],
        open_lines=OpenLines(
            sum(1 << place for place, line in enumerate(lines) if line.is_always_open),
            {channel: places[line.pk] for channel, line in line_of.items()},
        ),
    )


def with_a_page() -> Any:
    """Return the countries (a query set) that have a page: those with a public line or emergency number."""
    return Country.objects.filter(
        Q(pk__in=Service.objects.listed().values("country"))
        | Q(pk__in=EmergencyNumber.objects.filter(status="published").values("country"))
    )


def _lines() -> tuple[list[Line], dict[int, Line]]:
    """Return the lines that have a public channel, and the line of each of these channels by its primary key."""
    flags = [f"for_{purpose}" for purpose in PURPOSES]
    lines = {
        pk: Line(
            pk=pk,
            key=key,
            name=name,
            priority=priority,
            country=iso2.lower() if iso2 else EVERYWHERE,
            purposes={purpose for purpose, is_for in zip(PURPOSES, purposes, strict=True) if is_for},
        )
        for pk, key, name, priority, iso2, *purposes in Service.objects.published().values_list(
            "pk", "key", "name", "priority", "country__iso2", *flags
        )
    }
    line_of: dict[int, Line] = {}
    # The channels are asked for once: whether the age of a check hides one takes long to work out.
    for pk, service, kind, hours, cost, from_abroad, checked_on in (
        Channel.objects.published()
        .order_by()
        .values_list("pk", "service", "kind", "hours", "cost", "reachable_from_abroad", "checked_on")
    ):
        line = lines.get(service)
        if line is None:
            continue
        line_of[pk] = line
        line.kinds.add(kind)
        line.is_checked |= checked_on >= ages.due_before()
        line.is_always_open |= hours == Channel.Hours.ALWAYS and kind in AT_ONCE
        line.is_free |= cost == Channel.Cost.FREE and kind in _FREE_OF_CHARGE
        line.from_abroad |= from_abroad == Answer.YES
    for name, links in (("spoken", Channel.languages), ("interpreted", Channel.interpreter_languages)):
        through: Any = links.through
        for channel, language in through.objects.values_list("channel", "language__key"):
            if channel in line_of:
                getattr(line_of[channel], name).add(language)
    return [line for line in lines.values() if line.kinds], line_of


def _needs(line: Line) -> set[str]:
    # In danger: whoever answers day and night to help a person. A line for tips alone helps nobody out.
    in_danger = line.is_always_open and line.purposes & {"help", "children"}
    return line.purposes | ({DANGER} if in_danger else set())


def _sets(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    filters = ("need", "country", "language", "channel", "abroad")
    sets: dict[str, dict[str, int]] = {name: defaultdict(int) for name in filters}
    for place, line in enumerate(lines):
        answers: dict[str, Iterable[str]] = {
            "need": _needs(line),
            "country": [line.country],
            "language": line.spoken | line.interpreted,
            "channel": line.kinds,
            "abroad": [FROM_ABROAD] if line.from_abroad else [],
        }
        for name, choices in answers.items():
            for choice in choices:
                sets[name][choice] |= 1 << place
    return {name: dict(choices) for name, choices in sets.items()}
