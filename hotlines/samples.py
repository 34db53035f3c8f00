"""What the style page shows of the directory."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotlines import index, paper, strip
from hotlines.hours_in_words import Moment
from hotlines.models import Channel, EmergencyNumber, Service, StepChoice
from hotlines.models.step import START
from hotlines.paper import CARDS, POSTER, TEAR_OFF, Piece
from publishing.stylebook.contexts import FOLDED, NONE, SEVERAL, UNFOLDED, few, first
from publishing.stylebook.registry import AT_REST, Excerpt, Sample, State, register

Context = Callable[[], dict[str, Any] | None]


def _channel(*, changed: dict[str, Any] | None = None, checked: bool = False, **wishes: Any) -> Context:
    """Return a context builder with the first public channel that has what is wished, changed in memory alone."""

    def context() -> dict[str, Any] | None:
        channel = Channel.objects.published().with_details().filter(**wishes).first()
        if channel is None:
            return None
        for name, value in (changed or {}).items():
            setattr(channel, name, value)
        return {"channel": channel, "checked": checked, "moment": Moment()}

    return context


def _checked(on: str, how: str) -> Context:
    channel = Channel(checked_on=on, checked_how=how)
    return lambda: {"channel": channel}


def _service(**wishes: Any) -> Context:
    def context() -> dict[str, Any] | None:
        channels = Channel.objects.published().filter(**wishes)
        service = Service.objects.for_directory().filter(pk__in=channels.values("service")).first()
        return {"service": service, "level": "h3", "moment": Moment()} if service else None

    return context


def _unknown_channel() -> dict[str, Any] | None:
    """Return a service with one channel of which nothing is known but its number."""
    found = _channel(kind="call")()
    if found is None:
        return None
    nothing: Any = SimpleNamespace(all=[])
    kept = {name: getattr(found["channel"], name) for name in ("number", "contact", "get_kind_display")}
    unsaved = Channel()
    unknown = {
        name: getattr(unsaved, name)
        for name in (
            "email", "hours", "time_zone", "hours_note", "interpreter_count", "note", "checked_on", "checked_how",
            "is_check_overdue", "evidence_url", "needs_data", "get_hours_display", "get_on_bill_display",
            "get_reachable_from_abroad_display", "get_cost_display", "get_cost_from_mobile_display",
        )
    }  # fmt: skip
    channel = SimpleNamespace(
        **kept, **unknown, languages=nothing, interpreter_languages=nothing, periods=nothing, source=None
    )
    service: Any = Service()
    service.public_channels = [channel]
    return {"service": service, "moment": Moment()}


def _choices() -> dict[str, Any] | None:
    found = few(StepChoice.objects.filter(step__key=START).select_related("leads_to"), 3)
    return {"choices": found} if found else None


def _emergency_numbers() -> dict[str, Any] | None:
    found = few(EmergencyNumber.objects.published(), 3)
    return {"emergency_numbers": found} if found else None


def _lines_of(country: str) -> Context:
    def context() -> dict[str, Any] | None:
        known = index.current()
        found = known.country(country)
        services = few(known.serving(found), 1) if found else None
        return {"country": found, "services": services, "emergency": _emergency(country)} if services else None

    return context


def _emergency(country: str) -> Any:
    return EmergencyNumber.objects.published().filter(country__key=country).first()


def _cards(**wishes: Any) -> Context:
    def context() -> dict[str, Any] | None:
        found = few(Service.objects.for_directory().filter(**wishes))
        return {"services": found, "level": "h3"} if found else None

    return context


def _emergency_section(country: str = "", *, has_table: bool = True, is_first: bool = False) -> Context:
    def context() -> dict[str, Any]:
        known = index.current()
        numbers = list(known.emergency_numbers.values())[:3]
        without = [place for place in known.countries if place.iso2.lower() not in known.emergency_numbers]
        return {
            "country": known.country(country),
            "emergency": _emergency(country),
            "emergency_numbers": numbers if has_table else [],
            "without_number": without,
            "emergency_first": is_first,
        }

    return context


def _copied(country: str, *, with_lines: bool = True) -> Context:
    def context() -> dict[str, Any] | None:
        found = _lines_of(country)()
        about = {
            "page": reverse("hotlines:directory"),
            "name": settings.SITE_NAME,
            "today": datetime.date(2026, 3, 1),
            "until": datetime.date(2026, 3, 31),
        }
        return found and found | about | ({} if with_lines else {"services": []})

    return context


def _sheet(piece: Piece, *languages: str, need: str = "") -> Context:
    def context() -> dict[str, Any] | None:
        known = index.current()
        country = known.country("FRA")
        if country is None:
            return None
        spoken = [get_language() or "", *languages]
        sheet = paper.order(
            known, country=country, choice=country.iso2.lower(), need=need, languages=spoken, paper="a4"
        ).on(piece)
        words = format_html("<p>{}</p>", sheet.until)
        sides = [{"language": language, "html": words} for language in spoken]
        return {"sheet": sheet, "sides": sides, "level": "h3"} if sheet.numbers else None

    return context


def _line_of_which_little_is_known() -> dict[str, Any]:
    unknown = {"always": False, "languages": [], "checked_on": "", "keyword": ""}
    lines = [line | {"address": "", "channels": [c | unknown for c in line["channels"]]} for line in strip.lines()]
    return {"lines": lines[:1]}


register(
    Sample(
        "hotlines/channel_table.html",
        (
            State(_("At the hours listed"), _service(hours="periods")),
            State(_("Around the clock"), _service(hours="always")),
            State(_("Nothing is known but the number"), _unknown_channel),
        ),
        wide=True,
    ),
    Sample(
        "hotlines/checked.html",
        (
            State(_("Day and way are known"), _checked("2026-01-15", "official-site")),
            State(_("Only the day is known"), _checked("2026-01-15", "unknown")),
            State(_("Only the way is known"), _checked("", "called")),
            State(_("Checked long ago"), _checked("2019-05", "document")),
            State(_("Never checked, as far as is known"), _checked("", "unknown")),
        ),
        inside="<p>{}</p>",
    ),
    Sample(
        "hotlines/contact.html",
        (
            State(_("A number"), _channel(kind="call")),
            State(_("A number with letters"), _channel(vanity__gt="")),
            State(_("A word to write"), _channel(keyword__gt="")),
            State(_("An address"), _channel(kind="form")),
            State(_("At the hours listed"), _channel(hours="periods")),
            State(_("With the day of its check"), _channel(kind="call", checked=True)),
            State(_("Checked long ago"), _channel(kind="call", checked=True, changed={"checked_on": "2019-05"})),
        ),
        inside='<ul class="contacts contacts--large">{}</ul>',
    ),
    Sample("hotlines/choices.html", (State(AT_REST, _choices),)),
    Sample(
        "hotlines/country_finder.html",
        (
            State(AT_REST, lambda: {"countries": Service.objects.listed().countries(get_language()), "need": ""}),
            State(NONE, lambda: {"countries": [], "need": ""}),
        ),
    ),
    Sample(
        "hotlines/emergency.html",
        (
            State(_("A number"), first("emergency", EmergencyNumber.objects.published)),
            State(NONE, lambda: {"emergency": None}),
        ),
    ),
    Sample(
        "hotlines/emergency_section.html",
        (
            State(_("After the lines"), _emergency_section()),
            State(_("Before the lines"), _emergency_section(is_first=True)),
            State(_("On another page of the list"), _emergency_section(has_table=False)),
            State(_("Of the country that is chosen"), _emergency_section("FRA")),
        ),
        wide=True,
    ),
    Sample(
        "hotlines/emergency_table.html",
        (State(AT_REST, _emergency_numbers), State(NONE, lambda: {"emergency_numbers": []})),
    ),
    Sample(
        "hotlines/help_strip.html",
        (
            State(FOLDED, lambda: {"lines": strip.lines()}),
            State(UNFOLDED, lambda: {"lines": strip.lines()}, unfolded=True),
            State(_("Hours, languages and day of the check unknown"), _line_of_which_little_is_known, unfolded=True),
            State(NONE, lambda: {"lines": []}),
        ),
        wide=True,
    ),
    Sample(
        "hotlines/lines_of.html",
        (
            State(_("A country with lines"), _lines_of("FRA")),
            State(_("A country without a line"), lambda: {"country": None, "services": [], "emergency": None}),
        ),
        wide=True,
    ),
    Sample(
        "hotlines/order.html",
        (State(AT_REST, lambda: {"order": index.current().order}), State(NONE, lambda: {"order": []})),
    ),
    Sample(
        "hotlines/service_card.html",
        (
            State(_("A line that answers texts"), _service(kind="text")),
            State(_("A line with an address"), _service(kind="form")),
        ),
        wide=True,
    ),
    Sample(
        "hotlines/paper/cards.html",
        (State(_("In one language"), _sheet(CARDS)), State(_("Both"), _sheet(CARDS, "fr"))),
        inside='<div class="paper">{}</div>',
    ),
    Sample(
        "hotlines/paper/poster.html",
        (State(AT_REST, _sheet(POSTER)), State(_("To report"), _sheet(POSTER, need="report"))),
        inside='<div class="paper poster">{}</div>',
    ),
    Sample(
        "hotlines/paper/sheets.html",
        (State(_("Cards that fold"), _sheet(CARDS)), State(_("Poster"), _sheet(POSTER))),
    ),
    Sample("hotlines/paper/tear_off.html", (State(AT_REST, _sheet(TEAR_OFF)),), inside='<div class="paper">{}</div>'),
    Sample("hotlines/service_cards.html", (State(SEVERAL, _cards()),), wide=True),
    Sample("hotlines/service_heading.html", (State(AT_REST, _service(kind="text")),)),
    Sample(
        "hotlines/snippet.html",
        (
            State(_("A country with lines"), _copied("FRA")),
            State(_("A country without a line"), _copied("FRA", with_lines=False)),
        ),
        wide=True,
    ),
    Excerpt("components/snippet.css", "snippet", AT_REST, lambda: reverse("hotlines:share"), wide=True),
    Excerpt("components/snippet.css", "snippet__command", AT_REST, lambda: reverse("hotlines:share"), wide=True),
    Excerpt("components/sheets.css", "sheets", AT_REST, lambda: f"{reverse('hotlines:print')}?country=fr", wide=True),
)
