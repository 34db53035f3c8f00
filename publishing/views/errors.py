"""Errors: said in both languages, with the numbers to call, even when nothing else works."""

import logging

from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.html import escape
from django.utils.translation import gettext as _

from publishing.templatetags import leaving

log = logging.getLogger(__name__)

_LAST_RESORT = """<!doctype html><html lang="en" {attributes}><meta charset="utf-8">{guard}<title>Error – Erreur</title>
<h1>This page cannot be shown</h1><p>In danger, call the emergency number of your country.</p>
<h1 lang="fr">Cette page ne peut pas s’afficher</h1>
<p lang="fr">En danger, appelez le numéro d’urgence de votre pays.</p>
<p><a href="{exit}" rel="noreferrer nofollow" data-leave>Leave – Quitter</a></p></html>"""


def bad_request(request, exception=None):
    """The request makes no sense."""
    return _page(request, 400, _("This request cannot be understood"))


def forbidden(request, exception=None):
    """The request is understood and refused."""
    return _page(request, 403, _("This page is not open to you"))


def not_found(request, exception=None):
    """There is no such page."""
    return _page(request, 404, _("There is no page at this address"))


def csrf_failure(request, reason=""):
    """A form came back without its token: the page was open too long, or cookies are refused."""
    return _page(request, 403, _("This form has expired: open the page again"))


def refused(request, status: int):
    """The server refused the request before it was read (config/refusals.py)."""
    too_long = {414: _("This address is too long"), 431: _("This request is too long")}
    return _page(request, status, too_long.get(status, _("This request cannot be understood")))


def server_error(request):
    """Something broke: no database and no session is touched here."""
    try:
        return HttpResponseServerError(loader.render_to_string("500.html", request=None))
    except Exception:
        log.exception("The error page could not be made")
        return HttpResponseServerError(_last_resort())


def _page(request, status: int, title: str) -> HttpResponse:
    try:
        return render(request, "error.html", {"status": status, "title": title}, status=status)
    except Exception:
        log.exception("An error page could not be made")
        return HttpResponse(_last_resort(), status=status)


def _last_resort() -> str:
    return _LAST_RESORT.format(
        attributes=leaving.exit_attributes(), guard=leaving.guard(), exit=escape(leaving.exit_address())
    )
