"""An index of the public directory: which lines answer which choice of which filter, and in what order they stand.

It is made with a few queries when something was published, and kept. For each choice it holds one integer whose bits
stand for the channels of the lines in the order of the directory: to narrow is to intersect, and to count is to count
the lines of which a bit is left. So one and the same channel answers every wish: a line that speaks French by telephone
and takes texts in English is not one to text in French. A request asks the database for nothing but the lines of the
page that it shows.
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
from hotlines.order import Line, Way, ordered
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
    """The public directory in one language.

    ids: primary keys of the lines in order; width: how many bits stand for each of them, a power of two and one at
    least for each of its channels; sets: filter -> choice -> bits of channels.
    """

    ids: list[int]
    width: int
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
        """Return the bits of the channels that answer every wish (filter -> choice; an empty choice is no wish)."""
        bits = (1 << len(self.ids) * self.width) - 1
        for name, choice in wishes.items():
            if choice:
                bits &= self.sets[name].get(choice, 0)
        return bits

    def counts(self, name: str, wishes: Wishes) -> tuple[int, dict[str, int]]:
        """Return how many lines a filter would leave, without a choice and by choice, the other wishes as they are."""
        others = self.among({other: choice for other, choice in wishes.items() if other != name})
        return self._count(others), {choice: self._count(others & bits) for choice, bits in self.sets[name].items()}

    def ids_of(self, bits: int) -> list[int]:
        """Return the primary keys of the lines of these channels, in the order of the directory."""
        found = reversed(f"{self._lines(bits):b}")
        return [self.ids[place // self.width] for place, bit in enumerate(found) if bit == "1"]

    def _count(self, bits: int) -> int:
        return self._lines(bits).bit_count()

    def _lines(self, bits: int) -> int:
        """Return the first bit of each line of which a bit is set."""
        shift = 1
        while shift < self.width:
            bits |= bits >> shift
            shift *= 2
        # A one for each line, a width apart: the sum of a geometric series.
        return bits & ((1 << len(self.ids) * self.width) - 1) // ((1 << self.width) - 1)

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
    lines = ordered(_lines(), rules, language)
    width = _width(lines)
    places = _places(lines, width)
    emergency_numbers = list(EmergencyNumber.objects.published())
    codes = {line.country.upper() for line in lines} | {number.country.iso2 for number in emergency_numbers}
    sets = _sets(lines, places)
    spoken: list[Any] = list(Language.objects.filter(key__in=sets["language"]))
    return Index(
        ids=[line.pk for line in lines],
        width=width,
        sets=sets,
        countries=Country.objects.filter(iso2__in=codes).in_order_of_name(language),
        languages=sorted(spoken, key=lambda spoken: slug_of(spoken.name)),
        emergency_numbers={
            number.country.iso2.lower(): number
            for number in sorted(emergency_numbers, key=lambda number: slug_of(number.country.name))
        },
        order=[rule.words for rule in rules],
        open_lines=OpenLines(
            _bits([places[way.pk] for line in lines for way in line.ways if way.is_always_open]), places
        ),
    )


def with_a_page() -> Any:
    """Return the countries (a query set) that have a page: those with a public line or emergency number."""
    return Country.objects.filter(
        Q(pk__in=Service.objects.listed().values("country"))
        | Q(pk__in=EmergencyNumber.objects.filter(status="published").values("country"))
    )


def _lines() -> list[Line]:
    """Return the lines that have a public channel."""
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
    ways: dict[int, tuple[Line, Way]] = {}
    # The channels are asked for once: whether the age of a check hides one takes long to work out.
    for pk, service, kind, hours, cost, from_abroad, checked_on in (
        Channel.objects.published()
        .order_by()
        .values_list("pk", "service", "kind", "hours", "cost", "reachable_from_abroad", "checked_on")
    ):
        line = lines.get(service)
        if line is None:
            continue
        is_always_open = hours == Channel.Hours.ALWAYS and kind in AT_ONCE
        ways[pk] = line, Way(pk, kind, is_always_open, from_abroad == Answer.YES)
        line.ways.append(ways[pk][1])
        line.is_checked |= checked_on >= ages.due_before()
        line.is_always_open |= is_always_open
        line.is_free |= cost == Channel.Cost.FREE and kind in _FREE_OF_CHARGE
    for name, links in (("spoken", Channel.languages), ("interpreted", Channel.interpreter_languages)):
        through: Any = links.through
        for channel, language in through.objects.values_list("channel", "language__key"):
            if channel in ways:
                line, way = ways[channel]
                getattr(line, name).add(language)
                way.languages.add(language)
    return [line for line in lines.values() if line.ways]


def _width(lines: Iterable[Line]) -> int:
    """Return the power of two that holds the channels of any line."""
    return 1 << (max((len(line.ways) for line in lines), default=1) - 1).bit_length()


def _places(lines: Iterable[Line], width: int) -> dict[int, int]:
    """Return the place of the bit of each channel, by its primary key."""
    return {way.pk: place * width + number for place, line in enumerate(lines) for number, way in enumerate(line.ways)}


def _needs(line: Line, way: Way) -> set[str]:
    # In danger: what is answered day and night, to help a person. A line for tips alone helps nobody out.
    in_danger = way.is_always_open and line.purposes & {"help", "children"}
    return line.purposes | ({DANGER} if in_danger else set())


def _sets(lines: Iterable[Line], places: Mapping[int, int]) -> dict[str, dict[str, int]]:
    filters = ("need", "country", "language", "channel", "abroad")
    found: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in filters}
    for line in lines:
        for way in line.ways:
            answers: dict[str, Iterable[str]] = {
                "need": _needs(line, way),
                "country": [line.country],
                "language": way.languages,
                "channel": [way.kind],
                "abroad": [FROM_ABROAD] if way.from_abroad else [],
            }
            for name, choices in answers.items():
                for choice in choices:
                    found[name][choice].append(places[way.pk])
    return {name: {choice: _bits(at) for choice, at in choices.items()} for name, choices in found.items()}


def _bits(places: Sequence[int]) -> int:
    """Return the number in which the bits at these places are set; one by one, each would copy all the others."""
    held = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        held[place // 8] |= 1 << place % 8
    return int.from_bytes(held, "little")
