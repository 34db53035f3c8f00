"""The changes of public contacts, in words of the active language, as feeds that other sites follow."""

import html
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hotlines import contact_history, emergency_history, facts, index
from hotlines.contact_history import Change, Fact, Seen
from hotlines.hours_in_words import week_of
from hotlines.models import Channel, EmergencyNumber, OpeningPeriod, Service
from hotlines.vcard import identity
from publishing import feeds, opendata, search, versions
from publishing.models import Country

_ENTRIES = 100
_CONTACT: tuple[Fact, ...] = ((Channel, "number"), (Channel, "url"), (Channel, "email"))


@require_safe
def changes_atom(request):
    """What became of the public contacts, as Atom."""
    text = feeds.atom(_feed("hotlines:changes-atom"))
    return opendata.answer(request, feeds.ATOM_TYPE, lambda: [text])


@require_safe
def changes_json(request):
    """What became of the public contacts, as JSON Feed."""
    text = feeds.json_feed(_feed("hotlines:changes-json"))
    return opendata.answer(request, feeds.JSON_TYPE, lambda: [text])


def _feed(view: str) -> feeds.Feed:
    return feeds.Feed(
        title=f"{settings.SITE_NAME} – {_('Changes of contacts')}",
        here=settings.SITE_URL + reverse(view),
        page=settings.SITE_URL + reverse("hotlines:directory"),
        entries=_entries(),
    )


@versions.kept
def _entries() -> list[feeds.Entry]:
    """Return the latest entries: the history is played again when something is saved, and each minute at most."""
    changes = contact_history.latest(_ENTRIES)
    public = Service.objects.published().in_bulk({seen.service for change in changes for seen in _sides(change)})
    entries = [_entry(change, public) for change in changes] + _emergency_entries()
    return sorted(entries, key=lambda entry: entry.when, reverse=True)[:_ENTRIES]


def _emergency_entries() -> list[feeds.Entry]:
    changes = emergency_history.until(timezone.now())[-_ENTRIES:]
    countries = Country.objects.in_bulk({change.country for change in changes})
    with_a_page = set(index.with_a_page().filter(pk__in=countries).values_list("pk", flat=True))
    return [_emergency_entry(change, countries[change.country], with_a_page) for change in reversed(changes)]


def _emergency_entry(change: emergency_history.Change, country: Any, with_a_page: set[int]) -> feeds.Entry:
    fact = {"fact": facts.label(EmergencyNumber, "numbers")}
    old, new = (", ".join(numbers or []) for numbers in (change.old, change.new))
    if change.old is None:
        title, text = _("%(country)s: emergency number added"), _("%(fact)s: %(value)s") % {**fact, "value": new}
    elif change.new is None:
        title = _("%(country)s: emergency number no longer shown")
        text = _("%(fact)s: %(value)s") % {**fact, "value": old}
    else:
        title = _("%(country)s: emergency number changed")
        text = _("%(fact)s: before: %(old)s; now: %(new)s") % {**fact, "old": old, "new": new}
    has_page = country.pk in with_a_page
    page = reverse("hotlines:country", args=[country.slug]) if has_page else reverse("hotlines:directory")
    words = ("emergency", change.key, country.key, change.when.isoformat(), get_language() or "")
    return feeds.Entry(
        id=identity(*words).urn,
        title=title % {"country": country.name},
        address=settings.SITE_URL + page,
        when=change.when,
        text=text,
    )


def _sides(change: Change) -> list[Seen]:
    return [seen for seen in (change.new, change.old) if seen]


def _entry(change: Change, public: dict[int, Any]) -> feeds.Entry:
    seen = _sides(change)[0]
    service = public.get(seen.service)
    page = service.get_absolute_url() if service else reverse("hotlines:directory")
    words = {"line": seen.name, "kind": _said((Channel, "kind"), seen.facts[Channel, "kind"])}
    if change.old is None:
        title, text = _("%(line)s: contact added (%(kind)s)"), _values(seen, tuple(seen.facts))
    elif change.new is None:
        title, text = _("%(line)s: contact no longer shown (%(kind)s)"), _values(seen, _CONTACT)
    else:
        title, text = _("%(line)s: contact changed (%(kind)s)"), _differences(change.old, change.new, change.differing)
    return feeds.Entry(
        id=identity(change.key, change.when.isoformat(), get_language() or "").urn,
        title=title % words,
        address=settings.SITE_URL + page,
        when=change.when,
        text=text,
    )


def _values(seen: Seen, wanted: tuple[Fact, ...]) -> str:
    """Return what was shown of these facts, a line each; what is not there is left out."""
    said = [(fact, _said(fact, seen.facts[fact])) for fact in wanted]
    return "\n".join(
        _("%(fact)s: %(value)s") % {"fact": facts.label(*fact), "value": value} for fact, value in said if value
    )


def _differences(old: Seen, new: Seen, differing: list[Fact]) -> str:
    """Return from what to what a contact changed: what it is, then a line for each fact that is another."""
    lines = [_values(new, tuple(fact for fact in _CONTACT if fact not in differing))]
    for fact in differing:
        before, now = (_said(fact, seen.facts[fact]) or _("none given") for seen in (old, new))
        lines.append(
            _("%(fact)s: before: %(old)s; now: %(new)s") % {"fact": facts.label(*fact), "old": before, "new": now}
        )
    return "\n".join(line for line in lines if line)


def _said(fact: Fact, value: Any) -> str:
    """Return a fact as a person reads it."""
    model, name = fact
    if name == facts.PERIODS:
        periods = [OpeningPeriod(weekday=day, opens=opens, closes=closes) for day, opens, closes in value]
        return "; ".join(week_of(periods))
    if name == "who_is_told":
        return html.unescape(search.plain(value))
    return facts.readable(model, name, value)
