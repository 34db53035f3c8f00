"""Imports of placements: what a file would change, applying it as a whole, undoing it as a whole.

An import adds placements and changes them; it never removes one, for a file may hold a part of an edition. Undoing
restores exactly what stood there, and is refused when anything has been touched since.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from publishing import search
from publishing.models import Country
from publishing.slugs import slug_of
from reports.models import Edition, Placement, PlacementImport, Tier
from reports.placementfiles import PlacementFile
from reports.timeline import is_a_jump

State = PlacementImport.State
Facts = dict[str, Any]
FACTS = ("tier", "sources_agreeing", "printed_name", "evidence", "narrative_url")


def facts_of(placement: Placement) -> Facts:
    """Return what a placement says, as an import keeps it."""
    return {name: getattr(placement, name) for name in FACTS}


@dataclass(frozen=True)
class Difference:
    """One fact before and after, in words of the active language; empty where there is none."""

    label: str
    before: str
    after: str


def differences(before: Facts | None, after: Facts | None) -> list[Difference]:
    """Return the facts that differ between two states of a placement; None is no placement."""
    found = []
    for name in FACTS:
        old, new = (facts[name] if facts else "" for facts in (before, after))
        if old != new:
            label = capfirst(str(_field(name).verbose_name))
            found.append(Difference(label, _readable(name, old), _readable(name, new)))
    return found


def _field(name: str) -> Any:
    return Placement._meta.get_field(name)


def _readable(name: str, value: Any) -> str:
    return str(Tier(value).label) if name == "tier" and value else str(value)


@dataclass(frozen=True)
class Entry:
    """One row of a file beside what stands there (None: nothing) and the tier of the edition before ("": none)."""

    country: Country
    line: int
    before: Facts | None
    after: Facts
    tier_before: str
    flags: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the placement would be added."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Whether a placement that is there would be changed."""
        return self.before is not None and self.before != self.after

    @property
    def tier_before_label(self) -> str:
        """The tier of the edition before, in words; empty when there is none."""
        return str(Tier(self.tier_before).label) if self.tier_before else ""

    @property
    def differences(self) -> list[Difference]:
        """Return each fact before and after."""
        return differences(self.before, self.after)


@dataclass(frozen=True)
class Preview:
    """What a file would do to an edition, compared with the edition before (None: there is none)."""

    edition: Edition
    edition_before: Edition | None
    entries: list[Entry]
    missing: list[Country]
    staying: list[Country]

    @cached_property
    def new(self) -> list[Entry]:
        """The placements that would be added."""
        return [entry for entry in self.entries if entry.is_new]

    @cached_property
    def changed(self) -> list[Entry]:
        """The placements that would be changed."""
        return [entry for entry in self.entries if entry.is_changed]

    @cached_property
    def unchanged(self) -> list[Entry]:
        """The placements that are there already, just as the file says."""
        return [entry for entry in self.entries if not entry.is_new and not entry.is_changed]

    @cached_property
    def to_write(self) -> list[Entry]:
        """What would be written; what deserves a look comes first."""
        return sorted(self.new + self.changed, key=lambda entry: not entry.flags)

    @cached_property
    def flagged(self) -> list[Entry]:
        """What deserves a look."""
        return [entry for entry in self.entries if entry.flags]

    @property
    def mark(self) -> str:
        """What tells this preview from another: whoever confirms has seen these very changes."""
        said = [[entry.country.key, entry.before, entry.after] for entry in self.entries]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def preview(year: int, rows: Iterable[dict[str, Any]]) -> Preview:
    """Return what rows of a file would do, in six queries; raise ValidationError when it cannot be said any more."""
    edition = Edition.objects.filter(year=year).first()
    if edition is None:
        raise ValidationError(_("The edition of %(year)s does not exist any more.") % {"year": year})
    return _preview(edition, rows)


def _preview(edition: Edition, rows: Iterable[dict[str, Any]]) -> Preview:
    edition_before = Edition.objects.before(edition.year).filter(placements__isnull=False).first()
    there = {placement.country_id: placement for placement in edition.placements.all()}
    tiers_before = edition_before.placements.all().tier_by_country() if edition_before else {}
    countries = sorted(Country.objects.all(), key=lambda country: slug_of(country.name))
    by_key = {country.key: country for country in countries}
    if gone := sorted({row["country"] for row in rows} - set(by_key)):
        raise ValidationError(_("These countries do not exist any more: %(codes)s.") % {"codes": ", ".join(gone)})
    earlier = Placement.objects.filter(edition__year__lt=edition.year)
    once_placed = set(earlier.order_by().values_list("country", flat=True).distinct())
    row_of = {by_key[row["country"]].pk: row for row in rows}
    entries = []
    for country in countries:
        if row := row_of.get(country.pk):
            before = facts_of(there[country.pk]) if country.pk in there else None
            tier_before = tiers_before.get(country.pk, "")
            is_first = bool(once_placed) and country.pk not in once_placed
            flags = list(_flags(country, row["tier"], tier_before, edition_before, is_first))
            entries.append(Entry(country, row["line"], before, _after(row, before), tier_before, flags))
    return Preview(
        edition=edition,
        edition_before=edition_before,
        entries=entries,
        missing=[country for country in countries if country.pk in tiers_before.keys() - row_of.keys() - there.keys()],
        staying=[country for country in countries if country.pk in there.keys() - row_of.keys()],
    )


def _after(row: dict[str, Any], before: Facts | None) -> Facts:
    """Return what a placement would say: what the file does not speak of stays, except evidence for another tier."""
    after = {"printed_name": "", "evidence": "", "narrative_url": "", **(before or {})}
    after |= {name: row[name] for name in FACTS if name in row}
    if before and "evidence" not in row and (after["tier"], after["sources_agreeing"]) != (
        before["tier"], before["sources_agreeing"]
    ):  # fmt: skip
        after["evidence"] = ""
    return {name: after[name] for name in FACTS}


def _flags(
    country: Country, tier: str, tier_before: str, edition_before: Edition | None, is_first: bool
) -> Iterator[str]:
    if is_a_jump(tier_before, tier):
        yield _("More than one step from %(tier)s in %(year)s: check it.") % {
            "tier": Tier(tier_before).label,
            "year": edition_before,
        }
    if is_first:
        yield _("In no earlier edition here: is it this country?")
    if country.withdrawn:
        yield _("This code is no longer in use: is it this country?")


def keep(file: PlacementFile, name: str, *, by: Any) -> PlacementImport:
    """Save a file that was read, to be looked at and confirmed; no placement is written."""
    return PlacementImport.objects.create(
        year=file.year, file_name=name[-200:], file_digest=file.digest, rows=file.rows, uploaded_by=by
    )


@transaction.atomic
def apply(waiting: PlacementImport, *, by: Any, seen: str | None = None) -> PlacementImport:
    """Write what a file says, all of it or nothing; raise ValidationError when it cannot be, with nothing written.

    seen: the mark of the preview that this person looked at, for things may have changed since; None: nobody looked.
    """
    # The first write of the transaction: of two people who confirm at once, the second waits here and finds it done.
    claimed = PlacementImport.objects.filter(pk=waiting.pk, state=State.WAITING).update(
        state=State.APPLIED, applied_by=by, applied_at=timezone.now()
    )
    if not claimed:
        raise ValidationError(_("This import does not wait any more: somebody has confirmed it, or thrown it away."))
    done = PlacementImport.objects.get(pk=waiting.pk)
    edition = _locked_edition(done.year)
    list(edition.placements.select_for_update())
    found = _preview(edition, done.rows)
    if seen is not None and seen != found.mark:
        raise ValidationError(_("The placements of this edition have changed since you looked: look again."))
    if not found.to_write:
        raise ValidationError(_("There is nothing to write: the edition says the same already."))
    reason = _("Import %(number)s: %(file)s") % {"number": done.pk, "file": done.file_name}
    _write(found, by, reason[:100])
    done.changes = [
        {"country": entry.country.key, "before": entry.before, "after": entry.after}
        for entry in sorted(found.to_write, key=lambda entry: entry.country.key)
    ]
    # Saving tells the kept pages too that the public content has changed.
    done.save()
    return done


def _locked_edition(year: int) -> Edition:
    edition = Edition.objects.select_for_update().filter(year=year).first()
    if edition is None:
        raise ValidationError(_("The edition of %(year)s does not exist any more.") % {"year": year})
    return edition


def _write(found: Preview, by: Any, reason: str) -> None:
    said = {"batch_size": 500, "default_user": by, "default_change_reason": reason}
    added = [Placement(country=entry.country, edition=found.edition, **entry.after) for entry in found.new]
    try:
        if added:
            bulk_create_with_history(added, Placement, **said)
    except IntegrityError as error:
        raise ValidationError(_("The placements of this edition have changed since you looked: look again.")) from error
    after = {entry.country.pk: entry.after for entry in found.changed}
    changed = [_with(placement, after[placement.country_id]) for placement in _of(found.edition, after)]
    if changed:
        bulk_update_with_history(changed, Placement, FACTS, **said)
    search.level_after(Placement)


def _of(edition: Edition, countries: Iterable[int]) -> list[Placement]:
    return list(edition.placements.filter(country__in=list(countries)))


def _with(placement: Placement, facts: Facts) -> Placement:
    for name, value in facts.items():
        setattr(placement, name, value)
    return placement


@dataclass(frozen=True)
class Touched:
    """A placement that is no longer as an import left it, and who touched it last (None: not known)."""

    country: Country | None
    key: str
    differences: list[Difference]
    by: Any
    at: Any


def touched_since(done: PlacementImport) -> list[Touched]:
    """Return the placements that are no longer as an import left them; while there is one, nothing can be undone."""
    edition = Edition.objects.filter(year=done.year).first()
    there = {}
    if edition:
        there = {placement.country.key: placement for placement in edition.placements.select_related("country")}
    left = {change["country"]: change["after"] for change in done.changes}
    now = {key: facts_of(there[key]) if key in there else None for key in left}
    keys = sorted(key for key in left if now[key] != left[key])
    countries = {country.key: country for country in Country.objects.filter(key__in=keys)}
    last: dict[str, Any] = {}
    if edition:
        history = _history().filter(edition_id=edition.pk, country__key__in=keys)
        for version in history.select_related("history_user", "country").order_by("history_date", "history_id"):
            last[version.country.key] = version
    return [
        Touched(
            country=countries.get(key),
            key=key,
            differences=differences(left[key], now[key]),
            by=last[key].history_user if key in last else None,
            at=last[key].history_date if key in last else None,
        )
        for key in keys
    ]


def _history() -> Any:
    model: Any = Placement
    return model.history


def later_import(done: PlacementImport) -> PlacementImport | None:
    """Return the last import of the same edition that was confirmed after this one and stands: it is undone first."""
    later = PlacementImport.objects.filter(year=done.year, state=State.APPLIED, applied_at__gt=done.applied_at)
    return later.order_by("-applied_at", "-pk").first()


@transaction.atomic
def undo(done: PlacementImport, *, by: Any) -> PlacementImport:
    """Restore exactly what stood before an import, without what it added; raise ValidationError when it cannot be."""
    claimed = PlacementImport.objects.filter(pk=done.pk, state=State.APPLIED).update(
        state=State.UNDONE, undone_by=by, undone_at=timezone.now()
    )
    if not claimed:
        raise ValidationError(_("This import was undone already, or never confirmed."))
    done = PlacementImport.objects.get(pk=done.pk)
    edition = _locked_edition(done.year)
    list(edition.placements.select_for_update())
    if later := later_import(done):
        raise ValidationError(_("Undo the later import first: %(import)s.") % {"import": later})
    if touched := touched_since(done):
        raise ValidationError(
            _("Nothing was undone: these placements have been touched since: %(countries)s.")
            % {"countries": ", ".join(str(row.country or row.key) for row in touched)}
        )
    reason = (_("Import %(number)s undone: %(file)s") % {"number": done.pk, "file": done.file_name})[:100]
    before = {change["country"]: change["before"] for change in done.changes}
    restored: list[Any] = []
    removed: list[Any] = []
    for placement in edition.placements.select_related("country").filter(country__key__in=before):
        facts = before[placement.country.key]
        if facts is None:
            removed.append(placement)
        else:
            restored.append(_with(placement, facts))
    if restored:
        bulk_update_with_history(
            restored, Placement, FACTS, batch_size=500, default_user=by, default_change_reason=reason
        )
    with search.paused():
        for placement in removed:
            placement._history_user, placement._change_reason = by, reason
            placement.delete()
    search.level_after(Placement)
    done.save()
    return done


def throw_away(waiting: PlacementImport) -> None:
    """Forget a file that was not confirmed; raise ValidationError when it was."""
    deleted, _by_model = PlacementImport.objects.filter(pk=waiting.pk, state=State.WAITING).delete()
    if not deleted:
        raise ValidationError(_("This import does not wait any more: somebody has confirmed it, or thrown it away."))
