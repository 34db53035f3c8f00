"""What the style page shows of the campaign's pages, and of the shared components that need one of their rows."""

from collections.abc import Callable
from typing import Any

from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaign.models import Action, Agency, Figure, Form, Indicator, Myth, Page, Resource, Setting
from publishing.models import LANGUAGES
from publishing.stylebook.contexts import FOLDED, NONE, SEVERAL, UNFOLDED, few, first, given
from publishing.stylebook.registry import AT_REST, Excerpt, Sample, State, register

Context = Callable[[], dict[str, Any] | None]


def _rows(model: Any, **wishes: Any) -> Callable[[], Any]:
    return lambda: model.objects.published().filter(**wishes).prefetch_related("sources")


def _figures(**wishes: Any) -> Context:
    def context() -> dict[str, Any] | None:
        found = few(_rows(Figure, **wishes)())
        return {"topics": [(found[0].get_topic_display(), found)]} if found else None

    return context


def _page(**wishes: Any) -> Context:
    """Return a context builder with the shortest page that has what is wished."""
    return first("page", lambda: _rows(Page, **wishes)().order_by(Length("body_en")))


def _heading(*, outdated: bool) -> Context:
    def context() -> dict[str, Any] | None:
        page = Page.objects.published().first()
        if page is None:
            return None
        here = get_language() or "en"
        for language in LANGUAGES:
            setattr(page, f"revision_{language}", 2 if outdated and language != here else 1)
        return {"row": page}

    return context


def _children(*, icons: bool, section: str) -> Context:
    def context() -> dict[str, Any] | None:
        found = few(Page.objects.published().in_section(section), 3)
        return {"children": found, "icons": icons} if found else None

    return context


def _signs(strength: str) -> Context:
    def context() -> dict[str, Any] | None:
        found = few(_rows(Indicator, strength=strength)(), 3)
        return {"signs": found, "strong": strength == Indicator.Strength.STRONG} if found else None

    return context


def _siblings() -> dict[str, Any] | None:
    found = few(Page.objects.published().in_section(Page.Section.UNDERSTAND), 4)
    return {"others": found, "heading": _("In the same section")} if found else None


def _setting_page() -> str:
    setting: Any = Setting.objects.published().first()
    return setting.get_absolute_url() if setting else ""


_HEADINGS = {
    "headings": [
        ("style-colors", _("Colors")),
        ("style-sizes", _("Sizes of text, spaces")),
        ("style-elements", _("Links, fields and what folds")),
    ]
}

register(
    Sample("campaign/actions.html", (State(SEVERAL, given("actions", _rows(Action))),)),
    Sample("campaign/agencies.html", (State(SEVERAL, given("agencies", _rows(Agency))),)),
    Sample(
        "campaign/children.html",
        (
            State(AT_REST, _children(icons=False, section=Page.Section.UNDERSTAND)),
            State(_("With icons"), _children(icons=True, section=Page.Section.MY_SITUATION)),
            State(NONE, lambda: {"children": []}),
        ),
        wide=True,
    ),
    Sample(
        "campaign/figures.html",
        (
            State(_("Of a known year"), _figures(year__isnull=False)),
            State(_("Of an unknown year, its age said"), _figures(year=None, as_of_en__gt="")),
            State(_("Without a value"), _figures(value=None)),
        ),
        wide=True,
    ),
    Sample("campaign/forms.html", (State(SEVERAL, given("forms", _rows(Form))),)),
    Sample(
        "campaign/landing_text.html", (State(AT_REST, _page(is_landing=True, section=Page.Section.REPORTS)),), wide=True
    ),
    Sample(
        "campaign/listing.html",
        (
            State(_("A page that lists programs"), _page(listing=Page.Listing.PROGRAMS)),
            State(NONE, lambda: {"page": Page(listing="")}),
        ),
    ),
    Sample("campaign/myths.html", (State(SEVERAL, given("myths", _rows(Myth))),)),
    Sample("campaign/resources.html", (State(SEVERAL, given("resources", _rows(Resource))),)),
    Sample(
        "campaign/signs.html",
        (
            State(_("Signs of control or exploitation"), _signs(Indicator.Strength.STRONG)),
            State(_("Reasons to look closer"), _signs(Indicator.Strength.CONTEXT)),
            State(UNFOLDED, _signs(Indicator.Strength.STRONG), unfolded=True),
        ),
    ),
    Sample(
        "campaign/text.html",
        (
            State(_("A long text"), _page(body_en__regex="(<h2>[^|]*){3}", is_landing=False, listing="")),
            State(_("In the first person"), _page(section=Page.Section.MY_SITUATION, is_landing=False)),
        ),
        wide=True,
    ),
    Sample(
        "components/contents.html",
        (State(FOLDED, lambda: _HEADINGS), State(UNFOLDED, lambda: _HEADINGS, unfolded=True)),
    ),
    Sample(
        "components/heading.html",
        (
            State(_("Both languages are level"), _heading(outdated=False)),
            State(_("The other language is more recent"), _heading(outdated=True)),
        ),
    ),
    Sample("components/siblings.html", (State(AT_REST, _siblings),), wide=True),
    Excerpt("components/notice.css", "notice", AT_REST, _setting_page),
    Excerpt(
        "components/glossary.css",
        "glossary",
        AT_REST,
        lambda: reverse("campaign:glossary"),
    ),
    Excerpt("components/door.css", "doors", AT_REST, lambda: reverse("home"), wide=True),
    Excerpt("components/promises.css", "promises", AT_REST, lambda: reverse("home"), wide=True),
    Excerpt("components/masthead.css", "masthead", AT_REST, _setting_page, wide=True),
    Excerpt("components/card.css", "cards", _("With icons"), lambda: reverse("campaign:recognize"), wide=True),
)
