"""The door, the home page, the sources, what changed, and the search."""

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from publishing import changes as recent
from publishing import search as index
from publishing.models import LANGUAGES, Source
from publishing.models.source import LISTS


def choose_language(request):
    """Offer both languages; go on to one of them only when the browser clearly asks for it."""
    language = _clearly_asked(request.headers.get("Accept-Language", ""))
    response: HttpResponse
    if language:
        with translation.override(language):
            response = HttpResponseRedirect(reverse("home"))
    else:
        response = render(request, "choose_language.html")
        response["Content-Language"] = "fr, en"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _clearly_asked(header: str) -> str | None:
    """Return the language the header puts strictly first, if it is one of ours."""
    wishes: dict[str, float] = {}
    for tag, quality in parse_accept_lang_header(header[:500].lower()):
        code = tag.split("-")[0]
        wishes[code] = max(quality, wishes.get(code, 0))
    best = [code for code, quality in wishes.items() if quality == max(wishes.values())]
    return best[0] if len(best) == 1 and best[0] in LANGUAGES else None


def home(request):
    """The three doors of the site."""
    return render(request, "home.html")


def sources(request, name):
    """The documents the site rests on, in lists by kind of copy, with dates and what is wrong in them."""
    titles = {
        "A": _("Sources: official documents and pages"),
        "B": _("Sources: official texts read on other sites"),
        "C-fr": _("Sources: press, associations and others, in French"),
        "C": _("Sources: press, associations and others, in English and other languages"),
    }
    rows = Source.objects.listed(name).in_order_of_title(get_language() or settings.LANGUAGE_CODE)
    lists = [(titles[code], reverse(view), code == name) for code, view in LISTS.items()]
    return render(request, "publishing/sources.html", {"sources": rows, "title": titles[name], "lists": lists})


def changes(request):
    """What changed lately on the site, latest first."""
    try:
        page = Paginator(recent.latest(limit=500), 50).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "publishing/changes.html", {"changes": page, "title": _("What changed")})


def search(request):
    """Pages that answer a few words; nothing is kept of the question."""
    words = request.GET.get("q", "").replace("\0", " ").strip()[: index.LONGEST_QUERY]
    found = index.find(words, get_language() or settings.LANGUAGE_CODE) if words else []
    response = render(request, "publishing/search.html", {"words": words, "results": found, "title": _("Search")})
    response["X-Robots-Tag"] = "noindex"
    return response
