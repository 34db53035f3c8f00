"""The facts of a public contact that need a second person: read and written as JSON, the same in a row and a request.

A row that a fact leads to stands there by its key, a text that is not there as an empty one, opening hours as a list.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from hotlines.models import Channel, EmergencyNumber, OpeningPeriod, Service, overlapping
from publishing import admindiff
from publishing.adminforms import BilingualForm

Facts = dict[str, Any]

PERIODS = "periods"
# Who is told, what to dial and when; and what that rests on, so that a new number never shows an old check, nor an old
# number a new one.
GUARDED: dict[type[models.Model], tuple[str, ...]] = {
    Channel: (
        "service", "kind", "number", "short_code_country", "vanity", "display", "keyword", "url", "email", "hours",
        "time_zone", PERIODS, "on_public_holidays", "hours_note_en", "hours_note_fr", "confidence", "source",
        "checked_on", "checked_how", "checked_by", "evidence_url",
    ),
    Service: (
        "tells_police", "tells_immigration", "anonymous", "who_is_told_en", "who_is_told_fr", "url", "confidence",
    ),
    EmergencyNumber: ("country", "numbers", "source", "checked_on"),
}  # fmt: skip

# What a check has found to be right; with another, the check that is shown must be another too.
CHECKED: dict[type[models.Model], tuple[str, ...]] = {
    Channel: ("number", "short_code_country", "url", "email"),
    Service: (),
    EmergencyNumber: ("numbers",),
}


def rests_on_an_old_check(before: Any, after: Any) -> bool:
    """Whether a row has something else to dial or open, and still the day of the check of what it had before.

    That may be so on the day itself: one checks, finds it wrong, and corrects it.
    """
    model = type(before)
    if not differing(before, after, CHECKED[model]):
        return False
    return before.checked_on == after.checked_on not in ("", timezone.localdate().isoformat())


def read(row: Any, names: Iterable[str]) -> Facts:
    """Return these facts of a row."""
    return {name: _value(row, name) for name in names}


def _value(row: Any, name: str) -> Any:
    if name == PERIODS:
        return periods(row.periods.all() if row.pk else [])
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), models.ForeignKey):
        return value.key if value else ""
    return "" if value is None else value


def periods(rows: Iterable[OpeningPeriod]) -> list[Facts]:
    """Return opening periods as facts, in an order of their own."""
    said = [{field.name: _plain(getattr(row, field.attname)) for field in _period_fields()} for row in rows]
    return sorted(said, key=lambda period: json.dumps(period, sort_keys=True))


def _period_fields() -> list[models.Field]:
    return [field for field in OpeningPeriod._meta.concrete_fields if field.name not in ("id", "channel")]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def differing(before: Any, after: Any, names: Iterable[str]) -> Facts:
    """Return those of these facts of the row after that say something else than those of the row before."""
    old, new = read(before, names), read(after, names)
    return {name: value for name, value in new.items() if not _same(before, name, old[name], value)}


def _same(row: Any, name: str, old: Any, new: Any) -> bool:
    field = row._meta.get_field(name)
    if isinstance(field, TranslationField):
        # The editor writes the same text with other spaces between its blocks.
        settled = [BilingualForm.settled(text, field.translated_field, field.language) for text in (old, new)]
        return settled[0] == settled[1]
    return old == new


def put(row: Any, facts: Facts) -> None:
    """Write facts to a row, which is not saved; raise ValidationError when a row that they lead to is gone."""
    for name, value in facts.items():
        if name == PERIODS:
            continue
        field = row._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            setattr(row, name, _row_of(field, value))
        else:
            setattr(row, name, value)


def _row_of(field: models.ForeignKey, key: str) -> Any:
    if not key:
        return None
    found = field.related_model._default_manager.filter(key=key).first()
    if found is None:
        raise ValidationError(_("%(what)s %(key)s does not exist any more.") % {"what": _name(field), "key": key})
    return found


def put_periods(channel: Channel, said: list[Facts]) -> None:
    """Replace the opening periods of a channel; raise ValidationError for one that cannot be."""
    channel.periods.all().delete()
    new = [_period(values) for values in said]
    if pair := overlapping(new):
        raise ValidationError(
            _("These periods overlap: %(first)s and %(second)s. Make them one, or change one of them.")
            % {
                "first": pair[0],
                "second": pair[1],
            }
        )
    for period in new:
        period.channel = channel
        period.full_clean()
        period.save()


def _period(values: Facts) -> OpeningPeriod:
    return OpeningPeriod(**{field.attname: field.to_python(values.get(field.name)) for field in _period_fields()})


def languages(facts: Facts) -> set[str]:
    """Return the languages whose texts are among these facts."""
    return {name.rpartition("_")[2] for name in facts if name.startswith(("who_is_told_", "hours_note_"))}


def label(model: type[models.Model], name: str) -> str:
    """Return what a fact is called, in the active language."""
    return _name(OpeningPeriod._meta if name == PERIODS else model._meta.get_field(name))


def _name(named: Any) -> str:
    return capfirst(str(getattr(named, "verbose_name_plural", None) or named.verbose_name))


def readable(model: type[models.Model], name: str, value: Any) -> str:
    """Return a fact as a person reads it, in the active language; rows stay keys."""
    if name == PERIODS:
        return "\n".join(str(_period(period)) for period in value)
    field: Any = model._meta.get_field(name)
    return str(value) if isinstance(field, models.ForeignKey) else admindiff.readable(field, value)
