"""What machines read: robots.txt, the sitemap, the feed, and whether the site is well."""

from xml.etree import ElementTree

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from publishing import changes, feeds, publicpages

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def robots(request):
    """Say what crawlers may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /en/admin/",
        "Disallow: /fr/admin/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def indexnow_key(request, key):
    """Prove to search engines that who tells them of changes holds this site; nothing is there when that is off."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


def sitemap(request):
    """List every public page in each language, with its alternates and when its content last changed."""
    ElementTree.register_namespace("", _SITEMAP)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    for page in publicpages.all_pages():
        for address in page.addresses.values():
            entry = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
            ElementTree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = settings.SITE_URL + address
            if page.changed:
                ElementTree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = page.changed.isoformat(
                    timespec="seconds"
                )
            links = [*page.addresses.items(), ("x-default", publicpages.default_address(page.addresses))]
            for language, other in links:
                ElementTree.SubElement(
                    entry,
                    f"{{{_XHTML}}}link",
                    {"rel": "alternate", "hreflang": language, "href": settings.SITE_URL + other},
                )
    return HttpResponse(_xml(root), content_type="application/xml; charset=utf-8")


def feed(request):
    """List the latest changes as Atom, in the language of the address."""
    entries = [
        feeds.Entry(
            id=f"{settings.SITE_URL}{change.address}#{change.when:%Y-%m-%dT%H:%M:%S}",
            title=change.title,
            address=settings.SITE_URL + change.address,
            when=change.when,
        )
        for change in changes.latest(limit=50)
    ]
    told = feeds.Feed(
        title=f"{settings.SITE_NAME} – {_('What changed')}",
        here=settings.SITE_URL + reverse("publishing:feed"),
        page=settings.SITE_URL + reverse("publishing:changes"),
        entries=entries,
    )
    response = HttpResponse(feeds.atom(told), content_type=feeds.ATOM_TYPE)
    # Shown in the tab, it would be a page without a guard, which Back brings back after an exit.
    response["Content-Disposition"] = content_disposition_header(True, request.path_info.rsplit("/", 1)[-1])
    return response


def _xml(root: ElementTree.Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def health(request):
    """Say whether the database, its migrations and the cache are well (503 when one is not)."""
    state = {"database": _database(), "cache": _cache()}
    well = all(value == "ok" for value in state.values())
    response = JsonResponse(state, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        return "migrations pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
    except DatabaseError:
        return "no answer"


def _cache() -> str:
    try:
        cache.set("health", "ok", 10)
        return "ok" if cache.get("health") == "ok" else "keeps nothing"
    except Exception:
        return "no answer"
