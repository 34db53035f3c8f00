"""The content files of this app, and the references that prose may make to its services."""

import datetime
import itertools
import re
from typing import Any

from django.urls import reverse

from hotlines import path
from hotlines.index import with_a_page
from hotlines.models import (
    Channel,
    EmergencyNumber,
    HelpStripEntry,
    Language,
    OpeningPeriod,
    OrderRule,
    PublicHoliday,
    Service,
    Step,
    StepChoice,
    overlapping,
)
from publishing import references
from publishing.contentfiles.errors import Fault
from publishing.contentfiles.kinds import Kind, register
from publishing.contentfiles.values import Value
from publishing.models import Country

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIOD = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? (\d\d:\d\d)-(\d\d:\d\d)")


def _time(text: str) -> datetime.time:
    """Return a time of day; 24:00 is the midnight that ends the day, stored as 00:00."""
    return datetime.time(0) if text == "24:00" else datetime.time.fromisoformat(text)


def _period(text: str) -> OpeningPeriod:
    day, hours = text.split()
    opens, closes = (_time(time) for time in hours.split("-"))
    return OpeningPeriod(weekday=int(day), opens=opens, closes=closes)


def _written(period: OpeningPeriod) -> str:
    return f"{period.weekday} {period.opens:%H:%M}-{period.closes_at}"


class Periods(Value):
    """Opening hours: "mon-fri 09:00-17:00" in the file, a row per day in the database."""

    is_many = True

    def __init__(self) -> None:
        self.field = OpeningPeriod._meta.get_field("channel")
        self.name = "periods"
        self.translated = self.required = False
        self.default = []

    def read(self, value: Any) -> list[str]:
        """Return one "day opens-closes" a day, sorted; raise Fault for hours that cannot be."""
        if not isinstance(value, list):
            raise Fault('periods must be a list such as ["mon-fri 09:00-17:00"]')
        days = []
        for text in value:
            match = _PERIOD.fullmatch(str(text))
            if not match:
                raise Fault(f'{text!r} is not a period: write "mon-fri 09:00-17:00"')
            first, last = _DAYS.index(match[1]), _DAYS.index(match[2] or match[1])
            for time in (match[3], match[4]):
                try:
                    _time(time)
                except ValueError:
                    raise Fault(f"{text!r}: {time} is not a time of day") from None
            if match[3] >= match[4] or last < first:
                raise Fault(f"{text!r} ends before it begins; cut a night in two at midnight: 22:00-24:00, 00:00-06:00")
            days += [f"{day} {match[3]}-{match[4]}" for day in range(first, last + 1)]
        if pair := overlapping(_period(day) for day in days):
            first_of_two, second = (_written(period) for period in pair)
            raise Fault(f"periods overlap on {_DAYS[pair[0].weekday]}: {first_of_two[2:]} and {second[2:]}")
        return sorted(days)

    def of_row(self, row: Any) -> list[str]:
        """Return a row's periods, one a day."""
        return sorted(_written(period) for period in row.periods.all())

    def put(self, row: Any, value: Any, pks: dict) -> None:
        """Nothing: periods are rows of their own."""

    def put_many(self, row: Any, value: list[str], pks: dict) -> None:
        """Replace a channel's periods."""
        row.periods.all().delete()
        for text in value:
            period = _period(text)
            period.channel = row
            period.save()

    def to_file(self, value: list[str]) -> list[str]:
        """Return the periods with days in a row joined."""
        by_hours: dict[str, list[int]] = {}
        for text in value:
            day, hours = text.split()
            by_hours.setdefault(hours, []).append(int(day))
        joined = []
        for hours, days in by_hours.items():
            for _gap, run in itertools.groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
                run_days = [day for _position, day in run]
                span = _DAYS[run_days[0]] + (f"-{_DAYS[run_days[-1]]}" if len(run_days) > 1 else "")
                joined.append((run_days[0], f"{span} {hours}"))
        return [text for _day, text in sorted(joined)]


class ChannelKind(Kind):
    """Channels, with their opening hours."""

    def value_for(self, field: str, translated: bool) -> Value:
        """Read the opening hours with Periods, the rest as any field."""
        return Periods() if field == "periods" else super().value_for(field, translated)

    def read(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a channel's plain values; raise Fault for hours that are listed nowhere."""
        plain = super().read(record)
        if plain["hours"] == Channel.Hours.PERIODS and not plain["periods"]:
            raise Fault('hours = "periods" needs periods such as ["mon-fri 09:00-17:00"]')
        return plain

    def faults(self) -> list[str]:
        """Return the numbers that stand in the directory twice, for the same use in two services."""
        twins: dict[Any, dict[str, str]] = {}
        rows = Channel.objects.exclude(number="").order_by("key")
        for key, service, *same in rows.values_list("key", "service__key", "kind", "number", "short_code_country"):
            twins.setdefault(tuple(same), {}).setdefault(service, key)
        return [
            f"channel {', '.join(keys.values())}: the same number {same[1]} in two services: one is wrong, or both are "
            "one line"
            for same, keys in twins.items()
            if len(keys) > 1
        ]


class StepChoiceKind(Kind):
    """The answers to the questions of the path, which must lead every reader to a line."""

    def faults(self) -> list[str]:
        """Return what is wrong with the path as it stands in the database."""
        steps = list(Step.objects.with_choices())
        return [f"choice: {fault}" for fault in path.faults(path.nodes(steps))] if steps else []


_PUBLISHED = "sources reviewed_on review_due_on status publish_at expire_at"
register(Kind("language", Language, "name", key_pattern=r"[a-z]{2,3}"))
register(
    Kind(
        "service",
        Service,
        "name slug operator country region_served for_help for_report for_goods for_children for_labor_rights audience"
        " summary what_happens tells_police tells_immigration who_is_told anonymous priority url confidence staff_note"
        f" {_PUBLISHED}",
    )
)
register(
    ChannelKind(
        "channel",
        Channel,
        "service order kind number short_code_country display vanity keyword url email languages interpreter_languages"
        " interpreter_count hours time_zone periods on_public_holidays hours_note reachable_from_abroad cost"
        " cost_from_mobile on_bill note source checked_on checked_how checked_by evidence_url confidence staff_note"
        f" {_PUBLISHED}",
    )
)
register(Kind("holiday", PublicHoliday, "country date name"))
register(Kind("strip", HelpStripEntry, "language order service"))
register(Kind("step", Step, "code title body purpose emergency"))
register(StepChoiceKind("choice", StepChoice, "step order words leads_to"))
register(Kind("order", OrderRule, "rule place words status"))
register(Kind("emergency", EmergencyNumber, "country numbers note source checked_on status"))

references.register(
    "service",
    lambda: set(Service.objects.values_list("key", flat=True)),
    lambda: {row.key: row.get_absolute_url() for row in Service.objects.published()},
)
references.register(
    "step",
    lambda: set(Step.objects.values_list("key", flat=True)),
    lambda: {row.key: row.get_absolute_url() for row in Step.objects.all()},
)
references.register(
    "number",
    lambda: set(Channel.objects.values_list("key", flat=True)),
    lambda: {channel.key: channel.href for channel in Channel.objects.published().order_by()},
    words=lambda: {channel.key: channel.contact for channel in Channel.objects.published().order_by()},
)
references.register(
    "lines",
    lambda: set(Country.objects.values_list("key", flat=True)),
    lambda: {country.key: reverse("hotlines:country", args=[country.slug]) for country in with_a_page()},
)
