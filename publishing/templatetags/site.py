"""What every template may use: rich text, dates, languages, links to the same page elsewhere, machine-readable data."""

import datetime
import json
from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from publishing import outbound as outbound_links
from publishing import preview, publicpages, references, typography
from publishing.models import LANGUAGES

register = template.Library()

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def richtext(html: str | None) -> SafeString:
    """Return rich text ready to show: sanitized when saved; references become addresses, links elsewhere say where."""
    return mark_safe(outbound_links.marked(references.resolve(html or "")))  # noqa: S308


@register.simple_tag
def outbound(url: str, text: str = "", language: str = "", css: str = "") -> SafeString:
    """Return a link to another site: {% outbound url text language css %}; without a text, the address itself."""
    return outbound_links.link(url, text, language, css)


@register.filter
def host(url: str) -> str:
    """Return the host of an address as readers know it: {{ site.exit_url|host }}."""
    return outbound_links.host(url)


@register.filter
def partial_date(value: str) -> str:
    """Return a date as precise as its source: "28 June 2018", "June 2018" or "2018"."""
    parts = [int(part) for part in value.split("-")] if value else []
    if len(parts) == 3:
        return full_date(datetime.date(parts[0], parts[1], parts[2]))
    if len(parts) == 2:
        return format_date(datetime.date(parts[0], parts[1], 1), "YEAR_MONTH_FORMAT")
    return value


@register.filter
def full_date(value: datetime.date) -> str:
    """Return a day as the language of the page writes it ("1er juillet 2021" in French)."""
    return typography.for_language(get_language() or settings.LANGUAGE_CODE)(format_date(value, "DATE_FORMAT"))


@register.filter
def in_language(row: Any, attribute: str) -> str:
    """Return a text of a row in the other language than the page's: {{ term|in_language:"term" }}."""
    return getattr(row, f"{attribute}_{other_language()}") or ""


@register.simple_tag
def other_language() -> str:
    """Return the code of the language that the page is not in."""
    return next(code for code in LANGUAGES if code != get_language())


def address_in(context: template.Context, language: str) -> str:
    """Return the address of the current page in a language.

    A view about a row gives `address`, a function of the active language; for the others the view's name is enough.
    """
    with translation.override(language):
        address = context.get("address")
        if callable(address):
            return address()
        if address:
            return address
        match = getattr(context.get("request"), "resolver_match", None)
        if match is None or not match.view_name or match.view_name == "root":
            return reverse("home")
        return reverse(match.view_name, args=match.args, kwargs=match.captured_kwargs or {})


@register.simple_tag(takes_context=True)
def this_page_in(context: template.Context, language: str) -> str:
    """Return the address of this page in another language, with the filters of its query; of a preview, its preview."""
    request = context.get("request")
    shown = getattr(request, "preview", None)
    if shown is not None:
        return preview.addresses(shown)[language]
    query = request.GET.urlencode() if request and context.get("keeps_query") else ""
    return address_in(context, language) + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """Return the full address of this page, without a query."""
    return settings.SITE_URL + address_in(context, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> SafeString:
    """Return the links to this page in each language, and x-default."""
    addresses = {language: address_in(context, language) for language in LANGUAGES}
    links = [
        format_html('<link rel="alternate" hreflang="{}" href="{}{}">', code, settings.SITE_URL, address)
        for code, address in [*addresses.items(), ("x-default", publicpages.default_address(addresses))]
    ]
    return mark_safe("\n    ".join(links))  # noqa: S308


@register.simple_tag(takes_context=True)
def breadcrumbs_data(context: template.Context, title: str) -> SafeString:
    """Return the page's place in the site as schema.org data; it claims no more than the page shows."""
    steps = [(context["site"]["name"], reverse("home")), *(context.get("trail") or [])]
    items = [
        {"@type": "ListItem", "position": n, "name": str(name), "item": settings.SITE_URL + url}
        for n, (name, url) in enumerate(steps, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": str(title)})
    return jsonld({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})


@register.simple_tag
def jsonld(data: dict[str, Any]) -> SafeString:
    """Return data as a JSON-LD element; browsers never run it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
