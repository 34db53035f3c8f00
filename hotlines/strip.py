"""The help strip: the lines that every page shows first, even with the database gone.

What was last published is kept in the cache; when there is neither database nor cache, the numbers of the content
files that came with the program are shown, with the date they were checked on.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import get_language

from hotlines.models import Channel, HelpStripEntry, Service
from publishing import versions
from publishing.contentfiles.kinds import all_kinds
from publishing.contentfiles.reading import read_kind

log = logging.getLogger(__name__)

_KINDS_SHOWN = (Channel.Kind.CALL, Channel.Kind.TEXT)

Line = dict[str, Any]


def lines() -> list[Line]:
    """Return the lines of the strip of the active language, each with its name, address and channels."""
    language = get_language() or "en"
    key = f"help-strip:{language}"
    kept = _cached(key)
    version = versions.current()
    if kept and version and kept["version"] == version:
        return kept["lines"]
    try:
        fresh = _published(language)
    except DatabaseError:
        log.warning("The database does not answer; the help strip shows what was last published.")
        return kept["lines"] if kept else _from_files(language)
    if version:
        cache.set(key, {"version": version, "lines": fresh}, timeout=None)
    return fresh


def _cached(key: str) -> dict | None:
    try:
        return cache.get(key)
    except Exception:
        return None


def places(language: str | None) -> list[int]:
    """Return the services that the strip of a language shows (primary keys), in its order."""
    return list(HelpStripEntry.objects.filter(language=language).order_by("order").values_list("service", flat=True))


def _published(language: str) -> list[Line]:
    in_order = places(language)
    services = Service.objects.for_directory().filter(pk__in=in_order)
    return [
        {
            "name": service.name,
            "place": service.country.name if service.country else "",
            "address": service.get_absolute_url(),
            "channels": [
                _channel(channel, [spoken.name for spoken in channel.languages.all()])
                for channel in _first_of_each_kind(service.public_channels, lambda channel: channel.kind)
            ],
        }
        for service in sorted(services, key=lambda service: in_order.index(service.pk))
    ]


def _first_of_each_kind(channels: Iterable[Any], kind_of: Callable[[Any], str]) -> list[Any]:
    """Return the first number to call and the first to text; the others are on the page of the service."""
    firsts: dict[str, Any] = {}
    for channel in channels:
        firsts.setdefault(kind_of(channel), channel)
    return [firsts[kind] for kind in _KINDS_SHOWN if kind in firsts]


def _channel(channel: Channel, languages: list[str]) -> dict[str, Any]:
    return {
        "kind": channel.kind,
        "contact": channel.contact,
        "href": channel.href,
        "keyword": channel.keyword,
        "always": channel.hours == Channel.Hours.ALWAYS,
        "languages": languages,
        "checked_on": channel.checked_on,
    }


def _from_files(language: str) -> list[Line]:
    kinds = {kind.name: kind for kind in all_kinds()}
    read = {
        name: {r.key: r.plain for r in read_kind(kinds[name])[0]}
        for name in ("country", "language", "service", "channel", "strip")
    }
    found = []
    with translation.override(language):
        for entry in sorted(read["strip"].values(), key=lambda entry: entry["order"]):
            service = read["service"].get(entry["service"])
            if entry["language"] != language or service is None:
                continue
            channels = [
                _channel(
                    Channel(**{k: plain[k] for k in ("kind", "number", "display", "keyword", "hours", "checked_on")}),
                    [read["language"][key]["name"][language] for key in plain["languages"]],
                )
                for plain in _first_of_each_kind(
                    sorted(
                        (
                            p
                            for p in read["channel"].values()
                            if p["service"] == entry["service"] and p["status"] == "published"
                        ),
                        key=lambda plain: plain["order"],
                    ),
                    lambda plain: plain["kind"],
                )
            ]
            country = read["country"].get(service["country"] or "")
            found.append(
                {
                    "name": service["name"][language],
                    "place": country["name"][language] if country else "",
                    "address": "",
                    "channels": channels,
                }
            )
    return found
