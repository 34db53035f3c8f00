"""The pages on which one chooses what to print, what is printed, and the same as PDF."""

import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hotlines import index, paper, paper_pdf
from hotlines.forms import PrintChoice
from hotlines.hours_in_words import keep_until
from hotlines.models import Service
from hotlines.paper import CARDS, PIECES, POSTER, TEAR_OFF, Order, Piece, Sheet
from publishing import foreign, opendata

Answer = TypeVar("Answer", bound=HttpResponseBase)


def whole_directory(request: HttpRequest) -> HttpResponse:
    """The lines of every country on one sheet, in the order of the directory, with the day each was checked."""
    known = index.current()
    return render(
        request,
        "hotlines/print_directory.html",
        {
            "services": Service.objects.in_this_order(known.ids),
            "title": _("The whole directory on paper"),
            "emergency_numbers": known.emergency_numbers.values(),
            "trail": [(_("Materials to print"), reverse("hotlines:print"))],
        },
    )


def choose(request: HttpRequest) -> HttpResponse:
    """For which country and need, in which languages, on which paper; then what there is to print."""
    has_chosen = bool(set(request.GET) & set(PrintChoice.base_fields))
    form = PrintChoice(request.GET if has_chosen else None, index.current())
    if has_chosen and not form.is_valid():
        return _choice(request, form, None, status=400)
    return _choice(request, form, _order(form) if has_chosen else None)


def cards(request: HttpRequest) -> HttpResponse:
    """Cards that fold: plain outside, the numbers inside."""
    return _piece(request, CARDS)


def poster(request: HttpRequest) -> HttpResponse:
    """A poster to be read from across a room."""
    return _piece(request, POSTER)


def tear_off(request: HttpRequest) -> HttpResponse:
    """A short poster with strips to tear off."""
    return _piece(request, TEAR_OFF)


@require_safe
def cards_pdf(request: HttpRequest) -> HttpResponseBase:
    """The same as PDF."""
    return _piece_pdf(request, CARDS)


@require_safe
def poster_pdf(request: HttpRequest) -> HttpResponseBase:
    """The same as PDF."""
    return _piece_pdf(request, POSTER)


@require_safe
def tear_off_pdf(request: HttpRequest) -> HttpResponseBase:
    """The same as PDF."""
    return _piece_pdf(request, TEAR_OFF)


def _order(form: PrintChoice) -> Order:
    chosen = form.cleaned_data
    return paper.order(
        index.current(),
        country=form.country_row,
        choice=chosen["country"],
        need=chosen["need"],
        languages=form.languages_from(get_language() or ""),
        paper=chosen["paper"],
    )


def _choice(request: HttpRequest, form: PrintChoice, order: Order | None, status: int = 200) -> HttpResponse:
    chosen = [(name, value) for name, value in form.cleaned_data.items() if value] if order else []
    response = render(
        request,
        "hotlines/print.html",
        {
            "filters": form,
            "order": order,
            "chosen": chosen,
            "sheets": [_offered(order.on(piece), urlencode(chosen)) for piece in PIECES] if order else [],
            "has_pdf": paper_pdf.is_possible(),
            "least_days": paper.LEAST_DAYS,
            "most_days": paper.MOST_DAYS,
            "title": _("Materials to print"),
            "keeps_query": status == 200 and set(request.GET) <= set(form.fields),
            # The address of the page, when a piece is asked for that there is not.
            "address": lambda: reverse("hotlines:print"),
        },
        status=status,
    )
    return _kept(response)


def _offered(sheet: Sheet, query: str) -> dict[str, Any]:
    view = sheet.piece.view
    return {
        "sheet": sheet,
        "words": _words(sheet.piece),
        "page": f"{reverse(view)}?{query}",
        "pdf": reverse(f"{view}-pdf"),
    }


def _words(piece: Piece) -> dict[str, str]:
    """Return what a piece is called, and what it is."""
    return {
        "cards": {
            "title": _("Cards that fold"),
            "about": _(
                "Eight on a sheet, printed on one side. Cut along the lines and fold at the marks, the print inside: "
                "outside, the card is blank."
            ),
        },
        "poster": {
            "title": _("Poster"),
            "about": _("One sheet for a wall, to be read from a distance. In two languages: a side, or a sheet, each."),
        },
        "tear-off": {
            "title": _("Sheet with strips to tear off"),
            "about": _(
                "A short poster, and ten strips that hold one number and nothing that says what it is for. Cut between "
                "the strips before you put it up."
            ),
        },
    }[piece.name]


def _piece(request: HttpRequest, piece: Piece) -> HttpResponse:
    form = PrintChoice(request.GET, index.current())
    if not form.is_valid():
        return _choice(request, form, None, status=400)
    order = _order(form)
    sheet = order.on(piece)
    if not sheet.numbers:
        return _choice(request, form, order, status=404)
    words = _words(piece)
    response = render(
        request,
        "hotlines/piece.html",
        {
            "sheet": sheet,
            "sides": sides(sheet, "h2"),
            "about": words["about"],
            "title": words["title"],
            "trail": [(_("Materials to print"), reverse("hotlines:print"))],
            "keeps_query": set(request.GET) <= set(form.fields),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return _kept(response)


def _piece_pdf(request: HttpRequest, piece: Piece) -> HttpResponseBase:
    form = PrintChoice(request.GET, index.current())
    if not paper_pdf.is_possible():
        raise Http404
    if not form.is_valid():
        return _choice(request, form, None, status=400)
    order = _order(form)
    sheet = order.on(piece)
    if not sheet.numbers:
        return _choice(request, form, order, status=404)
    response = opendata.document(
        request, "application/pdf", paper_pdf.kept(_document(sheet), sheet.languages_of_sections)
    )
    response["X-Robots-Tag"] = "noindex"
    return _kept(response)


def sides(sheet: Sheet, level: str) -> list[dict[str, Any]]:
    """Return the sheet in each of its languages: the code of the language, and the markup (level: of its heading)."""
    made = []
    for language in sheet.order.languages:
        with translation.override(language):
            html = render_to_string(sheet.piece.template, {"sheet": sheet, "level": level})
        made.append({"language": language, "html": mark_safe(foreign.marked(html, language))})  # noqa: S308
    return made


def _document(sheet: Sheet) -> str:
    words = {"title": _("Useful numbers"), "about": _words(sheet.piece)["about"]}
    return render_to_string("hotlines/paper/document.html", {"sheet": sheet, "sides": sides(sheet, "h1"), **words})


def _kept(response: Answer) -> Answer:
    """Let a page that speaks of days from today be kept until midnight, and never for long."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(days=1)
    keep_until(response, now, midnight)
    return response
