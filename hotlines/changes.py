"""The two-person rule: what one person asks to change in a public contact, a second person accepts before it shows.

A change holds the facts as they were when it was asked for, and as they shall be. It is applied whole, to a row that
still says what it said then, or not at all. Content files are another way in, reviewed as text by two people.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from hotlines import facts
from hotlines.facts import Facts
from hotlines.models import ContactChange

State = ContactChange.State

_MODELS: dict[str, type[models.Model]] = {str(model._meta.model_name): model for model in facts.GUARDED}


def model_of(change: ContactChange) -> type[models.Model]:
    """Return the model of the row that a change is about."""
    return _MODELS[change.model]


def row_of(change: ContactChange) -> Any:
    """Return the row that a change is about; None once it is gone."""
    return model_of(change)._default_manager.filter(key=change.key).first()


def held(before: Any, after: Any) -> Facts:
    """Return what of a row that is about to be saved must wait for a second person; opening hours aside.

    before: the row as it is, None for a new one. A draft changes freely: what waits is that it be published.
    """
    if after.status != "published":
        return {}
    if before is None or before.status != "published":
        return {"status": "published"}
    return facts.differing(before, after, [name for name in facts.GUARDED[type(before)] if name != facts.PERIODS])


def own(row: Any, by: Any) -> ContactChange | None:
    """Return the change of a row that this person asked for and that waits; None when there is none."""
    waiting = ContactChange.objects.waiting_for(row)
    return waiting if waiting and waiting.asked_by_id == by.pk else None


def refusal(row: Any, *, by: Any, reason: str) -> str:
    """Return why this person cannot ask for a change of a row now; empty when they can."""
    waiting = ContactChange.objects.waiting_for(row)
    if waiting and waiting.asked_by_id != by.pk:
        return _(
            "A change asked for by %(name)s on %(day)s waits already: have it accepted or refused, then ask for yours."
        ) % {"name": waiting.asked_by or "–", "day": _day(waiting.asked_at)}
    if not reason.strip():
        return _("Say why: a second person decides, and this is what they read.")
    return ""


def _day(moment: datetime.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


@transaction.atomic
def ask(
    row: Any, wanted: Facts, *, by: Any, reason: str, is_minor: bool = False, without: Iterable[str] = ()
) -> ContactChange | None:
    """Ask for facts of a row to be changed; what the same person asked before is amended by it.

    without: the facts that this person asked for before and does not want any more.
    Returns the change that now waits; None when nothing is left to ask for. Raises ValidationError when it cannot be.
    """
    if why := refusal(row, by=by, reason=reason):
        raise ValidationError(why)
    model = type(row)
    # Held until the end, so that nobody decides about it while it is amended.
    waiting = ContactChange.objects.select_for_update(of=("self",)).waiting_for(row)
    row = model._default_manager.get(pk=row.pk)
    before = differences(waiting) if waiting else {}
    asked = {**{name: value for name, value in before.items() if name not in without}, **wanted}
    old = facts.read(row, asked)
    new = {name: value for name, value in asked.items() if value != old[name]}
    if not new:
        if waiting:
            withdraw(waiting, by=by)
        return None
    old = {name: old[name] for name in new}
    if "status" in new:
        # Whoever accepts that it be published has seen these very facts.
        shown = facts.read(row, facts.GUARDED[model])
        old, new = {**shown, **old}, {**shown, **new}
    if waiting and (waiting.old, waiting.new, waiting.reason) == (old, new, reason.strip()):
        # Said again, as the form shows it: nobody need look at it again.
        return waiting
    change = waiting or ContactChange(model=model._meta.model_name, key=row.key, asked_by=by)
    change.old, change.new, change.reason, change.is_minor = old, new, reason.strip(), is_minor
    change.asked_at = timezone.now()
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        # Whoever asked at the same moment was not to be seen above: the database lets one change wait per row.
        raise ValidationError(_("Somebody asked for a change of it at the same moment: ask again.")) from error
    return change


def differences(change: ContactChange) -> Facts:
    """Return what a change makes otherwise: one that publishes a draft holds what stays as it is too."""
    return {name: value for name, value in change.new.items() if value != change.old[name]}


@transaction.atomic
def accept(change: ContactChange, *, by: Any, seen: str = "") -> None:
    """Apply a change that waits, or confirm one that was shown at once; raise ValidationError when it cannot be.

    seen: the mark of what this person looked at, when that may have changed since.
    """
    change = _open(change, seen)
    _second(change, by)
    if change.state == State.WAITING:
        said = _("Asked by %(asked)s, accepted by %(accepted)s.") % {"asked": change.asked_by, "accepted": by}
        _apply(change, change.old, change.new, by=by, said=said)
        _close(change, State.ACCEPTED, by)
    else:
        _close(change, State.CONFIRMED, by)


@transaction.atomic
def refuse(change: ContactChange, *, by: Any, reason: str, seen: str = "") -> None:
    """Refuse a change; one that was shown at once is undone. Raises ValidationError when it cannot be."""
    change = _open(change, seen)
    _second(change, by)
    if not reason.strip():
        raise ValidationError(_("Say why it is refused: whoever asked reads it."))
    if change.state == State.URGENT:
        said = _("Shown at once by %(asked)s, undone by %(refused)s.") % {"asked": change.asked_by, "refused": by}
        _apply(change, change.new, change.old, by=by, said=said)
    _close(change, State.REFUSED, by, reason)


@transaction.atomic
def withdraw(change: ContactChange, *, by: Any) -> None:
    """Take back a change that one asked for oneself; raise ValidationError when it does not wait any more."""
    change = _own(change, by)
    _close(change, State.WITHDRAWN, by)


@transaction.atomic
def show_at_once(change: ContactChange, *, by: Any) -> None:
    """Apply a change that one asked for oneself before a second person has seen it: the urgent path."""
    change = _own(change, by)
    _apply(change, change.old, change.new, by=by, said=_("Shown at once by %(asked)s.") % {"asked": by})
    change.state = State.URGENT
    change.save()


def mark(change: ContactChange) -> str:
    """Return what tells one wording of a change from another."""
    return change.asked_at.isoformat()


def _open(change: ContactChange, seen: str) -> ContactChange:
    change = ContactChange.objects.select_for_update().get(pk=change.pk)
    if change.state not in (State.WAITING, State.URGENT):
        raise ValidationError(_("This change has been decided already."))
    if seen and seen != mark(change):
        raise ValidationError(_("This change was amended while you looked at it: look again."))
    return change


def _own(change: ContactChange, by: Any) -> ContactChange:
    change = _open(change, "")
    if change.state != State.WAITING:
        raise ValidationError(_("This change has been decided already."))
    if change.asked_by_id != by.pk:
        raise ValidationError(_("Only the person who asked for a change can do this."))
    return change


def _second(change: ContactChange, by: Any) -> None:
    if change.asked_by_id == by.pk:
        raise ValidationError(_("You asked for this change yourself: a second person must decide."))


def _close(change: ContactChange, state: str, by: Any, reason: str = "") -> None:
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.decision_reason = reason.strip()
    change.save()


def _apply(change: ContactChange, old: Facts, new: Facts, *, by: Any, said: str) -> None:
    """Write the new facts to the row, which must still have the old ones; all of them or none."""
    row: Any = model_of(change)._default_manager.select_for_update().filter(key=change.key).first()
    if row is None:
        raise ValidationError(_("%(row)s does not exist any more.") % {"row": change})
    now = facts.read(row, old)
    stale = [facts.label(type(row), name) for name in old if now[name] != old[name]]
    if stale:
        raise ValidationError(
            _("This was changed in the meantime, and the request is no longer about what stands there: %(facts)s.")
            % {"facts": ", ".join(stale)}
        )
    facts.put(row, new)
    row.full_clean()
    if not change.is_minor:
        row.record_edit(facts.languages({name: value for name, value in new.items() if value != old[name]}))
    row._history_user, row._change_reason = by, said[:100]
    row.save()
    if facts.PERIODS in new and new[facts.PERIODS] != old[facts.PERIODS]:
        facts.put_periods(row, new[facts.PERIODS])
