"""Tells search engines which pages of contacts changed, for cron: see docs/operators.md and decision 0017."""

import datetime
import logging
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from hotlines import contact_history, emergency_history
from hotlines.index import with_a_page
from hotlines.models import Service
from publishing import indexnow
from publishing.models import LANGUAGES

log = logging.getLogger(__name__)

# A version is dated when it is saved, and seen by others when its transaction ends: a load of content takes a while.
_SETTLED = datetime.timedelta(minutes=5)


class Command(BaseCommand):
    help = (
        "Tells search engines (IndexNow) which public pages show a contact that changed since the last run that "
        "succeeded. The first run only remembers the time. Does nothing when INDEXNOW_KEY is not set."
    )

    def handle(self, *args, **options):
        if not settings.INDEXNOW_KEY:
            return
        memory, until = Path(settings.VAR_DIR, "indexnow-told-until"), timezone.now() - _SETTLED
        since = _remembered(memory)
        try:
            if since:
                indexnow.tell(_pages_changed(since, until))
        except (indexnow.NotTakenError, DatabaseError) as error:
            log.error("IndexNow was not told; the next run tries again: %s", error)
            raise CommandError(f"IndexNow was not told: {error}") from error
        if since is None or until > since:
            written = memory.with_suffix(".new")
            written.write_text(until.isoformat())
            written.replace(memory)


def _remembered(memory: Path) -> datetime.datetime | None:
    """Return the moment until which all was told; None when nothing says it (then there is nothing to begin with)."""
    try:
        moment = datetime.datetime.fromisoformat(memory.read_text())
    except (OSError, ValueError):
        return None
    return moment if timezone.is_aware(moment) else None


def _pages_changed(since: datetime.datetime, until: datetime.datetime) -> list[str]:
    """Return the whole addresses of the public pages on which a number changed after one moment, until another."""
    services = set()
    for language in LANGUAGES:
        # A text may have changed in one language only.
        with translation.override(language):
            changes = contact_history.between(since, until)
        services |= {seen.service for change in changes for seen in (change.old, change.new) if seen}
    numbers = {change.country for change in emergency_history.until(until) if change.when > since}
    listed = list(Service.objects.listed().filter(pk__in=services).order_by("key"))
    of_these = Q(services__in=services) | Q(pk__in=numbers)
    countries = list(with_a_page().filter(of_these).distinct().order_by("key"))
    addresses = []
    for language in LANGUAGES:
        with translation.override(language):
            addresses += [service.get_absolute_url() for service in listed]
            addresses += [reverse("hotlines:country", args=[country.slug]) for country in countries]
    return [settings.SITE_URL + address for address in addresses]
