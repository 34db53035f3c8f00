"""When a contact answers, as schedules of HSDS 3.1: rules of RFC 5545, times with their offset from UTC."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from hotlines.hours import zone_of
from hotlines.hours_in_words import week_of
from hotlines.hsds_fields import id_of, said
from hotlines.models import Channel, OpeningPeriod

Record = dict[str, Any]

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# HSDS has no other way to say that a line never closes ("24h opening" in its guidance on schedules).
_FIRST_MINUTE, _LAST_MINUTE = "00:00", "23:59"
# A zone whose clocks change does so within as many days.
_DAYS_AROUND = 366


def schedules(channel: Channel, service: str) -> Iterator[Record]:
    """Yield when a channel answers, once for each pair of times; nothing when its hours are not known.

    service: the identifier of its service.
    """
    every_day = said(
        service_id=service, notes=_notes(channel), x_channel=channel.key, x_time_zone=channel.time_zone
    )  # fmt: skip
    if channel.hours == Channel.Hours.ALWAYS:
        # Open at every minute: so it is in any time zone, and in UTC.
        times = {"opens_at": f"{_FIRST_MINUTE}Z", "closes_at": f"{_LAST_MINUTE}Z"}
        rule = {"freq": "WEEKLY", "byday": ",".join(_DAYS), "description": str(channel.get_hours_display())}
        yield {"id": id_of("schedule", channel.key, "always")} | every_day | rule | times
    elif channel.hours == Channel.Hours.PERIODS:
        for span, periods in _by_times(channel):
            yield {"id": id_of("schedule", channel.key, span)} | every_day | _weekly(channel, periods)
    elif channel.hours_note:
        yield {"id": id_of("schedule", channel.key, "note")} | every_day


def _notes(channel: Channel) -> str:
    """Return what times alone do not say."""
    notes = [channel.hours_note]
    if channel.hours == Channel.Hours.PERIODS:
        answer = {"answer": channel.get_on_public_holidays_display()}
        notes.insert(0, _("On public holidays: %(answer)s") % answer)
    return "\n".join(filter(None, notes))


def _by_times(channel: Channel) -> list[tuple[str, list[OpeningPeriod]]]:
    found = defaultdict(list)
    for period in channel.periods.all():
        if period.weekday < len(_DAYS):
            found[f"{period.opens:%H:%M}-{period.closes_at}"].append(period)
    return sorted(found.items())


def _weekly(channel: Channel, periods: list[OpeningPeriod]) -> Record:
    zone, first, words = zone_of(channel), periods[0], "; ".join(week_of(periods))
    if zone is None:
        # Without an offset the times would be read as those of UTC.
        return {"description": words}
    offset, since, until = _clock(channel.time_zone, timezone.now().astimezone(zone).date())
    closes = datetime.time(23, 59) if first.closes == datetime.time(0) else first.closes
    opens_at, closes_at = (
        time.replace(tzinfo=datetime.timezone(offset)).isoformat("minutes") for time in (first.opens, closes)
    )
    return said(
        freq="WEEKLY",
        byday=",".join(_DAYS[period.weekday] for period in periods),
        opens_at=opens_at,
        closes_at=closes_at,
        valid_from=since and since.isoformat(),
        valid_to=until and until.isoformat(),
        description=words,
    )


@functools.lru_cache(maxsize=512)
def _clock(
    time_zone: str, today: datetime.date
) -> tuple[datetime.timedelta, datetime.date | None, datetime.date | None]:
    """Return a zone's offset from UTC, and the first and last day of it; None where its clocks never change."""
    zone = ZoneInfo(time_zone)

    def offset(days: int) -> datetime.timedelta:
        noon = datetime.datetime.combine(today + datetime.timedelta(days=days), datetime.time(12), zone)
        return noon.utcoffset() or datetime.timedelta()

    now = offset(0)
    after = next((days for days in range(1, _DAYS_AROUND) if offset(days) != now), None)
    before = next((days for days in range(1, _DAYS_AROUND) if offset(-days) != now), None)
    return (
        now,
        today - datetime.timedelta(days=before - 1) if before else None,
        today + datetime.timedelta(days=after - 1) if after else None,
    )
