"""When a line is open: its state at a moment, and how long that stays true.

Hours are read on the clock of the line's time zone. Where the clock skips an hour or repeats one, a time of day means
what RFC 5545 (3.3.5) says: one that is skipped counts from before the change, one that comes twice is the first.
"""

import datetime
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hotlines.models import Channel, Holidays, PublicHoliday
from hotlines.models.holiday import DAYS_AHEAD

log = logging.getLogger(__name__)

_MIDNIGHT = datetime.time(0)
_DAY = datetime.timedelta(days=1)


class State(NamedTuple):
    """What is known of a line at a moment."""

    is_open: bool | None
    """None: not known."""
    changes: datetime.datetime | None
    """When it next opens or closes, in its time zone; None: never, not within four weeks, or not known."""
    is_holiday: bool
    """Whether that day is a public holiday where the line is; false for hours around the clock or unknown."""


_NOT_KNOWN = State(None, None, False)


class _Span(NamedTuple):
    """A time, from begin until end, when a line is open, or when nobody can tell (None)."""

    begin: datetime.datetime
    end: datetime.datetime
    is_open: bool | None


def state(channel: Channel, now: datetime.datetime, holidays: Holidays | None = None) -> State:
    """Return whether the line answers at this moment, and when that changes.

    Reads channel.periods and channel.service. Give the holidays (PublicHoliday.objects.near) when you ask about many
    channels; without them, they are loaded. Stored hours that make no sense are not known, never an error.
    """
    return _outlook(channel, now, holidays)[0]


def true_until(channel: Channel, now: datetime.datetime, holidays: Holidays | None = None) -> datetime.datetime | None:
    """Return the moment at which the state of the line will be another; None when that is not to be expected."""
    return _outlook(channel, now, holidays)[1]


def zone_of(channel: Channel) -> ZoneInfo | None:
    """Return the time zone of the line; None when it has none, or one that does not exist (which is logged)."""
    if not channel.time_zone:
        return None
    try:
        return ZoneInfo(channel.time_zone)
    except (KeyError, ValueError, OSError):
        log.warning("Channel %s: the time zone %r does not exist.", channel.key, channel.time_zone)
        return None


def _outlook(
    channel: Channel, now: datetime.datetime, holidays: Holidays | None
) -> tuple[State, datetime.datetime | None]:
    if channel.hours == Channel.Hours.ALWAYS:
        return State(True, None, False), None
    zone = zone_of(channel)
    if channel.hours != Channel.Hours.PERIODS or zone is None:
        return _NOT_KNOWN, None
    periods = sorted(channel.periods.all(), key=lambda period: period.opens)
    if not periods:
        log.warning("Channel %s: its hours are the periods listed, and none is.", channel.key)
        return _NOT_KNOWN, None
    if holidays is None:
        holidays = PublicHoliday.objects.near(now)
    today = now.astimezone(zone).date()
    is_holiday = (channel.service.country_id, today) in holidays
    horizon = _moment(today + DAYS_AHEAD * _DAY, _MIDNIGHT, zone)
    is_open, changes, until = _at(now, _joined(_spans(channel, periods, zone, holidays, today)), horizon)
    if is_holiday:
        # The word "holiday" is a part of the state, and ends with the day.
        midnight = _moment(today + _DAY, _MIDNIGHT, zone)
        until = min(until, midnight) if until else midnight
    return State(is_open, changes.astimezone(zone) if changes else None, is_holiday), until


def _at(
    now: datetime.datetime, spans: Iterator[_Span], horizon: datetime.datetime
) -> tuple[bool | None, datetime.datetime | None, datetime.datetime | None]:
    """Return whether a line is open, when it opens or closes next, and until when this is true."""
    for span in spans:
        if now < span.begin:
            return False, span.begin if span.is_open else None, span.begin
        if now < span.end:
            if span.end >= horizon:
                return span.is_open, None, None
            following = next(spans, None)
            closes = span.is_open and (following is None or following.begin > span.end)
            return span.is_open, span.end if closes else None, span.end
    return False, None, None


def _joined(spans: Iterator[_Span]) -> Iterator[_Span]:
    """Yield the spans, those that touch or overlap made one: a night cut in two at midnight is one opening."""
    current: _Span | None = None
    for span in spans:
        if current and current.is_open == span.is_open and span.begin <= current.end:
            current = current._replace(end=max(current.end, span.end))
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def _spans(
    channel: Channel, periods: list[Any], zone: ZoneInfo, holidays: Holidays, today: datetime.date
) -> Iterator[_Span]:
    """Yield the spans of the days around, in order; all in UTC, where they compare."""
    country = channel.service.country_id
    for number in range(-1, DAYS_AHEAD):
        day = today + number * _DAY
        policy = channel.on_public_holidays if (country, day) in holidays else Channel.OnPublicHolidays.AS_USUAL
        if policy == Channel.OnPublicHolidays.CLOSED:
            continue
        if policy != Channel.OnPublicHolidays.AS_USUAL:
            yield _Span(_moment(day, _MIDNIGHT, zone), _moment(day + _DAY, _MIDNIGHT, zone), None)
            continue
        for period in periods:
            if period.weekday == day.weekday():
                begin = _moment(day, period.opens, zone)
                end = _moment(day + _DAY if period.closes == _MIDNIGHT else day, period.closes, zone)
                if begin < end:
                    yield _Span(begin, end, True)


def _moment(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.combine(day, time, zone).astimezone(datetime.UTC)
