"""The hours of a line as its readers say them, and its state at the moment when a page is made.

A page may be kept: by a cache, by the browser, in a file. So no sentence says "now": each says the day and the time it
speaks of, and stays true whenever it is read. The page asks to be kept no longer than until a line opens or closes.
"""

import datetime
import itertools
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hotlines import hours
from hotlines.models import Channel, OpeningPeriod, PublicHoliday
from publishing.templatetags.site import full_date

# A number that was corrected must not wait long in a browser.
KEPT_SECONDS = 300

_MIDNIGHT = datetime.time(0)
_NOON = datetime.time(12)

# Zones whose place has another name in French, or none that the name of the zone tells.
PLACES = {
    "Africa/Algiers": gettext_lazy("time in Algiers"),
    "Africa/Cairo": gettext_lazy("time in Cairo"),
    "America/Los_Angeles": gettext_lazy("time in Los Angeles"),
    "America/New_York": gettext_lazy("time in New York"),
    "America/Port-au-Prince": gettext_lazy("time in Port-au-Prince"),
    "America/Toronto": gettext_lazy("time in Toronto"),
    "Europe/Amsterdam": gettext_lazy("time in Amsterdam"),
    "Europe/Berlin": gettext_lazy("time in Berlin"),
    "Europe/Brussels": gettext_lazy("time in Brussels"),
    "Europe/London": gettext_lazy("time in London"),
    "Europe/Luxembourg": gettext_lazy("time in Luxembourg"),
    "Europe/Madrid": gettext_lazy("time in Madrid"),
    "Europe/Paris": gettext_lazy("time in Paris"),
    "Europe/Rome": gettext_lazy("time in Rome"),
    "Europe/Zurich": gettext_lazy("time in Zurich"),
    "Indian/Reunion": gettext_lazy("time in Réunion"),
    "Pacific/Noumea": gettext_lazy("time in Nouméa"),
}


class Moment:
    """The moment at which a page is made: what it says of each line then, and how long it may be kept."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self._holidays = PublicHoliday.objects.near(self.now)
        self._ends: list[datetime.datetime] = []

    def say(self, channel: Channel) -> str:
        """Return whether the line is open, or that it is not known."""
        if channel.hours == Channel.Hours.ALWAYS:
            return _("open day and night")
        return self.sentence(channel) or _("not known")

    def sentence(self, channel: Channel) -> str:
        """Return whether a line with listed hours is open, in words that name the moment; nothing when not known.

        Remembers until when that is the latest.
        """
        found = hours.state(channel, self.now, self._holidays)
        zone = hours.zone_of(channel)
        if channel.hours != Channel.Hours.PERIODS or zone is None or found == (None, None, False):
            return ""
        end = hours.true_until(channel, self.now, self._holidays)
        self._ends.append(end or self.now + datetime.timedelta(seconds=KEPT_SECONDS))
        here = self.now.astimezone(zone)
        said = _sentence(found, here, place(channel))
        if not found.is_holiday:
            return said
        name = self._holidays[channel.service.country_id, here.date()].name
        holiday = _("Public holiday there: %(name)s.") % {"name": name}
        return f"{said} {holiday}"

    def limit(self, response: HttpResponseBase) -> None:
        """Let a page be kept until a line that it speaks of opens or closes, and never for long."""
        if self._ends:
            keep_until(response, self.now, min(self._ends))


def keep_until(response: HttpResponseBase, now: datetime.datetime, end: datetime.datetime | None) -> None:
    """Let a page that was made now be kept until what it says of open lines is over, and never for long."""
    seconds = int((end - now).total_seconds()) if end else KEPT_SECONDS
    patch_cache_control(response, max_age=min(seconds, KEPT_SECONDS))


def utc(now: datetime.datetime) -> str:
    """Return a moment in words, in universal time, for a page that speaks of lines in many time zones."""
    moment = now.astimezone(datetime.UTC)
    return _("%(time)s UTC on %(date)s") % {"time": clock(moment.time()), "date": full_date(moment.date())}


def _sentence(found: hours.State, here: datetime.datetime, zone: str) -> str:
    words = {"time": clock(here.time()), "date": full_date(here.date()), "zone": zone}
    if found.is_open is None:
        return _("At %(time)s on %(date)s (%(zone)s): may be closed.") % words
    change = found.changes
    if change is None:
        if found.is_open:
            return _("At %(time)s on %(date)s (%(zone)s): open.") % words
        return _("At %(time)s on %(date)s (%(zone)s): closed; when it opens next is not known.") % words
    day = change.date()
    if found.is_open and change.time() == _MIDNIGHT:
        # The midnight that ends a day, not the one that begins the next.
        day -= datetime.timedelta(days=1)
        words["change"] = _("midnight")
    else:
        words["change"] = clock(change.time())
    if day == here.date():
        if found.is_open:
            return _("At %(time)s on %(date)s (%(zone)s): open until %(change)s.") % words
        return _("At %(time)s on %(date)s (%(zone)s): closed; opens at %(change)s.") % words
    words |= {"weekday": str(OpeningPeriod.Weekday(day.weekday()).label), "day": full_date(day)}
    if found.is_open:
        return _("At %(time)s on %(date)s (%(zone)s): open until %(change)s on %(weekday)s, %(day)s.") % words
    return _("At %(time)s on %(date)s (%(zone)s): closed; opens on %(weekday)s, %(day)s, at %(change)s.") % words


def week(channel: Channel) -> list[str]:
    """Return the hours of a channel in a week, as week_of says them."""
    return week_of(channel.periods.all())


def week_of(periods: Iterable[OpeningPeriod]) -> list[str]:
    """Return the hours of a week, days in a row with the same hours joined: "Monday to Friday, 9:00–17:00"."""
    days: list[list[Any]] = [[] for _day in OpeningPeriod.Weekday]
    for period in sorted(periods, key=lambda period: period.opens):
        if period.weekday < len(days):
            days[period.weekday].append(period)
    spoken = [_hours_of_day(days, number) for number in range(len(days))]
    lines = []
    for said, run in itertools.groupby(range(len(days)), lambda number: spoken[number]):
        if said:
            words = {"days": _days(list(run)), "hours": get_text_list(said, _("and"))}
            lines.append(_("%(days)s, %(hours)s") % words)
    return lines


def place(channel: Channel) -> str:
    """Return whose clock the hours are on, by a place that people know: "time in Brussels"."""
    zone = hours.zone_of(channel)
    if zone is None:
        return _("time zone not known")
    return _place(zone)


def _place(zone: ZoneInfo) -> str:
    if zone.key in PLACES:
        return str(PLACES[zone.key])
    area, _slash, city = zone.key.rpartition("/")
    if not area or area == "Etc":
        return _("time zone %(zone)s") % {"zone": zone.key}
    return _("time in %(city)s") % {"city": city.replace("_", " ")}


def _hours_of_day(days: list[list[Any]], number: int) -> list[str]:
    """Return the hours of one day, each night told on the day on which it begins."""
    today, tomorrow, yesterday = days[number], days[(number + 1) % 7], days[number - 1]
    said = []
    for period in today:
        if period is today[0] and _goes_on(yesterday, today):
            continue
        words = {"opens": clock(period.opens), "closes": clock(period.closes)}
        if period is today[-1] and _goes_on(today, tomorrow):
            words["closes"] = clock(tomorrow[0].closes)
            said.append(_("%(opens)s–%(closes)s the next day") % words)
        elif period.opens == period.closes:
            said.append(_("day and night"))
        elif period.closes == _MIDNIGHT:
            said.append(_("%(opens)s–midnight") % words)
        else:
            said.append(_("%(opens)s–%(closes)s") % words)
    return said


def _goes_on(day: list[Any], following: list[Any]) -> bool:
    """Whether the last period of a day is a night that ends the morning after."""
    return bool(
        day
        and following
        and day[-1].closes == _MIDNIGHT
        and day[-1].opens >= _NOON
        and following[0].opens == _MIDNIGHT < following[0].closes <= _NOON
    )


def _days(run: list[int]) -> str:
    first, last = (OpeningPeriod.Weekday(day).label for day in (run[0], run[-1]))
    if len(run) == len(OpeningPeriod.Weekday):
        return pgettext("opening hours", "every day")
    if len(run) == 1:
        return pgettext("opening hours", "%(day)s") % {"day": first}
    if len(run) == 2:
        return pgettext("opening hours", "%(first)s and %(last)s") % {"first": first, "last": last}
    return pgettext("opening hours", "%(first)s to %(last)s") % {"first": first, "last": last}


def clock(time: datetime.time) -> str:
    """Return a time of day as the language writes it: "14:05", « 14 h 05 »."""
    words = {"hour": time.hour, "minute": f"{time.minute:02}"}
    if time.minute:
        return pgettext("time of day", "%(hour)s:%(minute)s") % words
    return pgettext("time of day", "%(hour)s:00") % words
