"""What the age of a check does to a contact: when the next one is due, and when nobody sees the contact any more.

A partial date is compared as text, and so read as early as it can be: "2020" sorts before "2020-01-15".
"""

import calendar
import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hotlines.models.service import Service


def due_before(today: datetime.date | None = None) -> str:
    """Return the day before which a check is too long ago: the next one is due."""
    return _days_before(today, settings.HOTLINE_CHECK_DUE_DAYS)


def _days_before(today: datetime.date | None, days: int) -> str:
    return ((today or timezone.localdate()) - datetime.timedelta(days=days)).isoformat()


def due_on(checked_on: str) -> datetime.date | None:
    """Return the day the next check is due; None when the day of the last one is not known."""
    if not checked_on:
        return None
    year, month, day = (int(part) for part in f"{checked_on}-01-01".split("-")[:3])
    days = datetime.timedelta(days=day - 1 + settings.HOTLINE_CHECK_DUE_DAYS)
    return datetime.date(max(year, 1), month, 1) + days


def refuse_day_to_come(checked_on: str) -> None:
    """Raise ValidationError for a check that is still to come: it would never fall due."""
    if checked_on > timezone.localdate().isoformat():
        raise ValidationError({"checked_on": _("This day is still to come: write the day of the check.")})


def is_too_old(checked_on: str, today: datetime.date) -> bool:
    """Whether a check is so long ago that it hides its channel, unless that is the last public one of its country."""
    limit = _days_before(today, settings.HOTLINE_HIDE_DAYS)
    return "" < checked_on < limit and checked_on not in (limit[:4], limit[:7])


def too_old_from(checked_on: str) -> datetime.date | None:
    """Return the first day on which a check is too old; None when its day is not known."""
    if not checked_on:
        return None
    year, month, day = (int(part) for part in f"{checked_on}-12-31".split("-")[:3])
    if len(checked_on) == len("2020-06"):
        day = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day) + datetime.timedelta(days=settings.HOTLINE_HIDE_DAYS + 1)


def hidden(published: Any, now: datetime.datetime | None = None) -> Q:
    """Return what a channel is that its age hides: too old, and not the last public one of its country.

    published: the published channels of any age. A date that is not known never hides a channel, and a partial one is
    read as late as it can be.
    """
    limit = _days_before(timezone.localdate(now) if now else None, settings.HOTLINE_HIDE_DAYS)
    too_old = Q(checked_on__gt="", checked_on__lt=limit) & ~Q(checked_on__in=[limit[:4], limit[:7]])
    # The one of a country that is left when all are too old: checked last, the first row of two on the same day.
    better = published.order_by().filter(
        Q(checked_on="")
        | Q(checked_on__gt=OuterRef("checked_on"))
        | Q(checked_on=OuterRef("checked_on"), pk__lt=OuterRef("pk")),
        service__in=Service.objects.published(now),
    )
    in_its_country = Exists(better.filter(service__country=OuterRef("service__country")))
    of_no_country = Exists(better.filter(service__country=None))
    return too_old & (Q(in_its_country) | Q(service__country=None) & Q(of_no_country))
