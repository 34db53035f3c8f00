"""Feeds that other programs follow: Atom (RFC 4287) and JSON Feed 1.1, from the same entries."""

import datetime
import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import get_language

ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One thing that happened. id: a URI that never changes; address: the whole address of a page about it."""

    id: str
    title: str
    address: str
    when: datetime.datetime
    text: str = ""


@dataclass(frozen=True)
class Feed:
    """What happened, latest first, in the active language. here and page: whole addresses of the feed and its page."""

    title: str
    here: str
    page: str
    entries: list[Entry]


def atom(feed: Feed) -> str:
    """Return a feed as Atom."""
    ElementTree.register_namespace("", _ATOM)
    language = get_language() or settings.LANGUAGE_CODE
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})

    def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = text or None
        return element

    add(root, "title", feed.title)
    add(root, "id", feed.here)
    add(root, "link", rel="self", type="application/atom+xml", href=feed.here)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    add(root, "updated", _time(feed.entries[0].when) if feed.entries else "2026-01-01T00:00:00+00:00")
    add(add(root, "author"), "name", str(settings.SITE_OPERATOR[language]))
    for one in feed.entries:
        entry = add(root, "entry")
        add(entry, "title", one.title)
        add(entry, "id", one.id)
        add(entry, "link", rel="alternate", type="text/html", href=one.address)
        add(entry, "updated", _time(one.when))
        if one.text:
            add(entry, "content", one.text, type="text")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def json_feed(feed: Feed) -> str:
    """Return a feed as JSON Feed."""
    language = get_language() or settings.LANGUAGE_CODE
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.here,
        "language": language,
        "authors": [{"name": str(settings.SITE_OPERATOR[language])}],
        "items": [
            {
                "id": one.id,
                "url": one.address,
                "title": one.title,
                "content_text": one.text or one.title,
                "date_published": _time(one.when),
            }
            for one in feed.entries
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _time(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")
