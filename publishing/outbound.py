"""Links that lead to other sites: they say where they lead, in which language, and carry no referrer.

The name of the other host stands inside the link, so that a list of links read aloud says it too.
"""

import html
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from publishing import versions
from publishing.models import Source

REL = "external noreferrer"
_LINK = re.compile(r'<a href="((?:https?://|mailto:)[^"]*)">(.*?)</a>', re.DOTALL)


def host(url: str) -> str:
    """Return the host of an address as readers know it, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def language_of(url: str) -> str:
    """Return the code of the language of a page elsewhere, when it is one of the sources; else nothing."""
    return _languages().get(_bare(url), "")


@versions.kept
def _languages() -> dict[str, str]:
    sources = Source.objects.exclude(url="").values_list("url", "language")
    return {_bare(address): language for address, language in sources}


def _bare(url: str) -> str:
    return url.split("#")[0].rstrip("/").lower()


def link(url: str, text: str = "", language: str = "", css: str = "") -> SafeString:
    """Return a link to another site: a text and its host, or the address (no https://) when there is no text."""
    shown, where = conditional_escape(text or url), ""
    if _is_address(shown):
        css = f"{css} address".strip()
        # As people write it: shorter, and the same wherever it is typed.
        shown = mark_safe(shown.removeprefix("https://"))  # noqa: S308
    else:
        where = _where(host(url), shown)
    attributes = {"class": css, "href": url, "rel": REL, "hreflang": language or language_of(url)}
    said = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
    return format_html("<a{}>{}{}</a>", said, shown, where)


def marked(text: str) -> str:
    """Return rich text whose links to other sites and to mailboxes say where they lead."""

    def again(found: re.Match) -> str:
        url, shown = html.unescape(found[1]), mark_safe(found[2])  # noqa: S308
        if url.startswith("mailto:"):
            mailbox = url.removeprefix("mailto:").split("?")[0]
            return format_html('<a href="{}">{}{}</a>', url, shown, _where(mailbox, shown))
        if url.startswith(f"{settings.SITE_URL}/"):
            return found[0]
        return link(url, shown)

    return _LINK.sub(again, text)


def _is_address(text: str) -> bool:
    return strip_tags(text).strip().startswith(("http://", "https://"))


def _where(place: str, shown: str) -> str:
    """Return what a link adds to its text to say where it leads: nothing when the text says it already."""
    if place.lower() in html.unescape(strip_tags(shown)).lower():
        return ""
    return format_html(' <span class="outbound__host">({})</span>', place)
