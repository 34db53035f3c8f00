"""Which lines of the directory are open at a moment, worked out again only when one of them opens or closes."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils import timezone

from hotlines import hours
from hotlines.models import Channel, OpeningPeriod, PublicHoliday

# A form or a mailbox that is always open answers nobody at once.
AT_ONCE = {Channel.Kind.CALL, Channel.Kind.TEXT, Channel.Kind.CHAT, Channel.Kind.WHATSAPP, Channel.Kind.RELAY}


class Open(NamedTuple):
    """The channels that are open, as bits over the directory, from a moment until another (None: no end known)."""

    bits: int
    since: datetime.datetime
    until: datetime.datetime | None


class OpenLines:
    """The opening hours of the directory.

    always: bits of the channels that never close; places: primary key of a public channel -> the place of its bit.
    """

    def __init__(self, always: int, places: Mapping[int, int]) -> None:
        self.always = always
        self._holidays = PublicHoliday.objects.near(timezone.now())
        self._schedules = self._read(places)
        self._kept: Open | None = None

    def at(self, now: datetime.datetime) -> Open:
        """Return the lines that are open at a moment close to when the directory was read."""
        kept = self._kept
        if kept is None or now < kept.since or (kept.until and now >= kept.until):
            kept = self._kept = self._made(now)
        return kept

    def _made(self, now: datetime.datetime) -> Open:
        bits, ends = self.always, []
        for channel, alike in self._schedules:
            if hours.state(channel, now, self._holidays).is_open:
                bits |= alike
            ends.append(hours.true_until(channel, now, self._holidays))
        return Open(bits, now, min((end for end in ends if end), default=None))

    def _read(self, places: Mapping[int, int]) -> list[tuple[Channel, int]]:
        """Return one channel for each set of hours, with the bits of all the channels that keep them."""
        periods: dict[int, list[Any]] = defaultdict(list)
        for channel, *period in (
            OpeningPeriod.objects.filter(channel__hours=Channel.Hours.PERIODS)
            .order_by("weekday", "opens")
            .values_list("channel", "weekday", "opens", "closes")
        ):
            periods[channel].append(tuple(period))
        # Where there is no holiday, the country makes no difference.
        with_holidays = {country for country, _day in self._holidays}
        alike: dict[Any, tuple[int, int]] = {}
        listed = Channel.objects.filter(hours=Channel.Hours.PERIODS, kind__in=AT_ONCE).order_by()
        for pk, country, zone, policy in listed.values_list(
            "pk", "service__country", "time_zone", "on_public_holidays"
        ):
            if pk in places:
                key = (country if country in with_holidays else None, zone, policy, tuple(periods[pk]))
                first, bits = alike.get(key, (pk, 0))
                alike[key] = (first, bits | 1 << places[pk])
        found = (
            Channel.objects.select_related("service")
            .prefetch_related("periods")
            .in_bulk([first for first, _bits in alike.values()])
        )
        return [(found[first], bits) for first, bits in alike.values() if first in found]
