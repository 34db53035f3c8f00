"""The references of a page as a file: the address of the page, without its last slash, and .bib or .ris."""

from django.http import Http404, HttpResponseBase
from django.urls import resolve
from django.views.decorators.http import require_safe

from publishing.opendata import document

_TYPES = {"bib": "application/x-bibtex; charset=utf-8", "ris": "application/x-research-info-systems; charset=utf-8"}


@require_safe
def references(request, page: str, form: str) -> HttpResponseBase:
    """Return what the page says of how to cite it, for programs: the page is made, and its references are kept of it.

    404: no such page, one that moved, or one that is not cited.
    """
    match = resolve(request.path_info.removesuffix(f".{form}") + "/")
    # The page asks its request where it stands.
    request.resolver_match = match
    answer = match.func(request, *match.args, **match.kwargs)
    works = getattr(request, "works", [])
    if answer.status_code != 200 or not works:
        raise Http404
    entries = [work.bibtex if form == "bib" else work.ris for work in works]
    return document(request, _TYPES[form], "\n".join(entries).encode())
