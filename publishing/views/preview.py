"""The preview of a draft: the public view of its page, for one hour, kept by nobody."""

from django.core.signing import BadSignature, SignatureExpired
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _

from publishing import preview


def show(request, token):
    """Show the page of the row that the token names, published or not."""
    try:
        row = preview.row_of(token)
    except SignatureExpired:
        return _refused(request, 403, _("This preview has expired: open it again from the admin"))
    except BadSignature:
        return _refused(request, 403, _("This is not the address of a preview: copy the whole link from the admin"))
    except LookupError:
        return _refused(request, 404, _("The text of this preview has been deleted"))
    if preview.lacks_address(row):
        return _refused(request, 404, _("This text has no address yet in one of the languages: give it a slug in both"))
    request.preview = row
    path, _hash, _anchor = row.get_absolute_url().partition("#")
    match = resolve(path)
    request.resolver_match = match
    return _kept_by_nobody(match.func(request, *match.args, **match.kwargs))


def _refused(request, status, title):
    return _kept_by_nobody(render(request, "error.html", {"status": status, "title": title}, status=status))


def _kept_by_nobody(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
