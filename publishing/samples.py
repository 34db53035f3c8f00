"""What the style page shows of the components that every app shares, and of the frame of the pages."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.citations import Work
from publishing.models import Source
from publishing.stylebook.contexts import FOLDED, NONE, ONE, SEVERAL, UNFOLDED
from publishing.stylebook.registry import AT_REST, PLAIN, Excerpt, Sample, State, register


def row(sources: int = 0, **said: Any) -> Callable[[], dict[str, Any] | None]:
    """Return a context builder with a row that has this many of the sources of the database, and what else is said."""

    def context() -> dict[str, Any] | None:
        found = list(Source.objects.all()[:sources])
        if len(found) < sources:
            return None
        return {"row": SimpleNamespace(sources=SimpleNamespace(all=found), **({"reviewed_on": None} | said))}

    return context


def source(**said: Any) -> Callable[[], dict[str, Any]]:
    """Return a context builder with a source that is in no database."""
    words = {
        "key": "a-document",
        "title_en": "A document of a department",
        "title_fr": "Un document d’un ministère",
        "publisher_en": "the department",
        "publisher_fr": "le ministère",
        "grade": Source.Grade.OFFICIAL,
    }
    return lambda: {"source": Source(**(words | said))}


def _asked_at(name: str) -> dict[str, Any]:
    request = HttpRequest()
    request.path = reverse(name)
    return {"request": request}


def _page_of_list(number: int, pages: int = 3) -> Callable[[], dict[str, Any]]:
    words = {"before": _("More recent"), "after": _("Older"), "query": ""}
    return lambda: {"page": Paginator(range(pages), 1).page(number), **words}


_REPORT = Work("United States Department of State", "Trafficking in Persons Report 2018", "2018-06-28", "", "en")


def _cited(*works: Work) -> dict[str, Any]:
    return {"works": works, "file": reverse("publishing:search").removesuffix("/"), "query": ""}


def _page() -> Work:
    language = get_language() or settings.LANGUAGE_CODE
    return Work(settings.SITE_OPERATOR[language], settings.SITE_NAME, "2026-03-01", settings.SITE_URL, language, "")


_REVIEWED = {"reviewed_on": datetime.date(2026, 3, 1)}

register(
    Sample(
        "components/breadcrumb.html",
        (
            State(_("Just below the home page"), lambda: {"trail": []}),
            State(
                _("Two pages above"),
                lambda: {"trail": [(_("Sources"), reverse("publishing:sources")), (_("Search"), "#main")]},
            ),
        ),
        wide=True,
    ),
    Sample(
        "components/cite.html",
        (
            State(FOLDED, lambda: _cited(_page())),
            State(UNFOLDED, lambda: _cited(_page(), _REPORT), unfolded=True),
        ),
        wide=True,
    ),
    Sample("components/footer.html", PLAIN, wide=True),
    Sample("components/language_link.html", PLAIN),
    Sample("components/leaving.html", PLAIN),
    Sample(
        "components/menu.html",
        (
            State(FOLDED),
            State(UNFOLDED, unfolded=True),
            State(_("On a page of one of the sections"), lambda: _asked_at("reports:home"), unfolded=True),
        ),
        wide=True,
    ),
    Sample(
        "components/outdated.html",
        (
            State(_("The other language is more recent"), lambda: {"row": SimpleNamespace(is_outdated=True)}),
            State(_("Both languages are level"), lambda: {"row": SimpleNamespace(is_outdated=False)}),
        ),
    ),
    Sample(
        "components/pager.html",
        (
            State(_("First page"), _page_of_list(1)),
            State(_("Middle page"), _page_of_list(2)),
            State(_("Last page"), _page_of_list(3)),
            State(_("A single page"), _page_of_list(1, pages=1)),
        ),
    ),
    Sample(
        "components/source.html",
        (
            State(_("Dated"), source(date="2018-06-28")),
            State(_("With a note on its date"), source(date_note_en="before 2020", date_note_fr="avant 2020")),
            State(_("Undated"), source()),
        ),
        inside="<p>{}</p>",
    ),
    Sample(
        "components/source_refs.html",
        (State(ONE, row(1)), State(SEVERAL, row(3)), State(NONE, row())),
    ),
    Sample(
        "components/source_refs_folded.html",
        (State(FOLDED, row(3)), State(UNFOLDED, row(3), unfolded=True), State(ONE, row(1)), State(NONE, row())),
    ),
    Sample(
        "components/sources.html",
        (
            State(_("Sources and the day of the review"), row(2, **_REVIEWED)),
            State(_("Sources alone"), row(2)),
            State(_("The day of the review alone"), row(0, **_REVIEWED)),
            State(NONE, row()),
        ),
    ),
    Excerpt("components/top.css", "top", AT_REST, lambda: reverse("home"), wide=True),
    Excerpt("components/door.css", "languages", _("The choice of a language"), lambda: reverse("root")),
    Excerpt("components/exit.css", "exit", AT_REST, lambda: reverse("home")),
    Excerpt("components/skip-link.css", "skip-link", AT_REST, lambda: reverse("home")),
    Excerpt("components/menu.css", "menu", _("With its tools"), lambda: reverse("home"), wide=True),
    Excerpt("components/search.css", "search", AT_REST, lambda: reverse("publishing:search")),
    Excerpt("components/search.css", "search", _("Words given"), lambda: f"{reverse('publishing:search')}?q=passport"),
    Excerpt("components/list.css", "list", AT_REST, lambda: f"{reverse('publishing:search')}?q=OSCE"),
    Excerpt("components/lede.css", "lede", AT_REST, lambda: reverse("publishing:sources")),
)
