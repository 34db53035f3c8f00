"""Loads content files: strict, all or nothing, idempotent, and never over an editor's work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from simple_history.utils import bulk_create_with_history

from publishing import prose, references
from publishing.contentfiles.errors import ContentError, Fault
from publishing.contentfiles.kinds import Kind, all_kinds
from publishing.contentfiles.reading import Record, read_kind
from publishing.models import LANGUAGES, LoadedRecord

Progress = Callable[[Iterable, str], Iterable]


@dataclass
class Outcome:
    """What a load did, and what it left alone because an editor had been there."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def load(root: Path | None = None, progress: Progress = lambda items, name: items) -> Outcome:
    """Load every content file (those below root, or the apps' own) in one transaction.

    Raises ContentError, with nothing written, when any file has a fault.
    """
    read: list[tuple[Kind, list[Record]]] = []
    faults: list[str] = []
    for kind in all_kinds():
        records, found = read_kind(kind, root)
        read.append((kind, records))
        faults += found
    if faults:
        raise ContentError(faults)
    outcome = Outcome()
    with transaction.atomic():
        pks: dict[str, dict[str, int]] = {}
        for kind, records in read:
            faults += _Loader(kind, pks, outcome).run(progress(records, kind.name))
        faults += [fault for kind, _records in read for fault in kind.faults()]
        if faults := faults + _dangling(read) + _misplaced(read):
            raise ContentError(faults)
    return outcome


class _Loader:
    def __init__(self, kind: Kind, pks: dict[str, dict[str, int]], outcome: Outcome):
        self.kind = kind
        self.pks = pks
        self.outcome = outcome
        self.rows = {kind.key_of(row): row for row in kind.rows()}
        self.memory = {memory.key: memory for memory in LoadedRecord.objects.filter(kind=kind.name)}
        self.new_rows: list[models.Model] = []
        self.new_memory: list[LoadedRecord] = []
        self.moved_memory: list[LoadedRecord] = []

    def run(self, records: Iterable[Record]) -> list[str]:
        """Load the records of one kind; return the faults found."""
        seen = set()
        faults = []
        for record in records:
            seen.add(record.key)
            where = f"{record.path}: {self.kind.name} {record.key}"
            try:
                self._load(record)
            except Fault as fault:
                faults.append(f"{where}: {fault}")
            except ValidationError as error:
                faults.append(f"{where}: {_said(error)}")
            except IntegrityError as error:
                # The transaction is broken: what follows cannot be judged.
                raise ContentError([*faults, f"{where}: {error}"]) from error
        self._write_bulk()
        LoadedRecord.objects.bulk_create(self.new_memory, batch_size=500)
        LoadedRecord.objects.bulk_update(self.moved_memory, ["path", "position", "digest"], batch_size=500)
        self._retire(seen)
        label = self.kind.model._meta.label
        if hasattr(self.kind.model, "key"):
            self.pks[label] = dict(self.kind.model._default_manager.values_list("key", "pk"))
        return faults

    def _load(self, record: Record) -> None:
        wanted = self.kind.digest(record.plain)
        row = self.rows.get(record.key)
        memory = self.memory.get(record.key)
        name = f"{self.kind.name} {record.key}"
        if row is None and memory is not None:
            self.outcome.kept.append(f"{name}: deleted by an editor")
            return
        if row is None:
            self._create(record)
            self.outcome.created += 1
        else:
            now = self.kind.digest(self.kind.of_row(row))
            if now != wanted:
                if memory is None or now != memory.digest:
                    self.outcome.kept.append(f"{name}: edited since it was loaded ({record.path})")
                    return
                self._update(row, record)
                self.outcome.updated += 1
            else:
                self.outcome.unchanged += 1
        self._remember(record, wanted, memory)

    def _create(self, record: Record) -> None:
        row = self.kind.new_row(record.key)
        self._fill(row, record)
        if self.kind.bulk:
            self.new_rows.append(row)
        else:
            self._save(row, record)

    def _update(self, row: Any, record: Record) -> None:
        before = self.kind.of_row(row)
        self._fill(row, record)
        if hasattr(row, "record_edit"):
            changed = {
                language
                for value in self.kind.values
                if value.translated
                for language in LANGUAGES
                if before[value.name][language] != record.plain[value.name][language]
            }
            row.record_edit(changed)
        self._save(row, record)

    def _fill(self, row: models.Model, record: Record) -> None:
        for value in self.kind.values:
            value.put(row, record.plain[value.name], self.pks)

    def _save(self, row: models.Model, record: Record) -> None:
        row.clean_fields(exclude=[f.name for f in row._meta.fields if f.is_relation or getattr(f, "blank", False)])
        row.clean()
        row.save()
        for value in self.kind.values:
            if value.is_many:
                value.put_many(row, record.plain[value.name], self.pks)

    def _remember(self, record: Record, wanted: str, memory: LoadedRecord | None) -> None:
        if memory is None:
            self.new_memory.append(
                LoadedRecord(
                    kind=self.kind.name, key=record.key, path=record.path, position=record.position, digest=wanted
                )
            )
        elif (memory.path, memory.position, memory.digest) != (record.path, record.position, wanted):
            memory.path, memory.position, memory.digest = record.path, record.position, wanted
            self.moved_memory.append(memory)

    def _write_bulk(self) -> None:
        if self.new_rows:
            bulk_create_with_history(self.new_rows, self.kind.model, batch_size=500)

    def _retire(self, seen: set[str]) -> None:
        """Take what has left the files off the site, unless an editor changed it since."""
        for key, memory in self.memory.items():
            row = self.rows.get(key)
            if key in seen or row is None:
                continue
            if self.kind.digest(self.kind.of_row(row)) != memory.digest:
                self.outcome.kept.append(f"{self.kind.name} {key}: no longer in the files, but edited since")
            elif hasattr(row, "status"):
                row.status = "draft"
                row.save()
                self.outcome.retired.append(f"{self.kind.name} {key}")
                memory.delete()
            else:
                self.outcome.kept.append(
                    f"{self.kind.name} {key}: no longer in the files; delete it in the admin if it is wrong"
                )


def _said(error: ValidationError) -> str:
    by_field = getattr(error, "error_dict", None)
    if by_field is None:
        return " ".join(error.messages)
    return "; ".join(f"{name}: {' '.join(m)}" for name, m in error.message_dict.items())


def _dangling(read: list[tuple[Kind, list[Record]]]) -> list[str]:
    """Return the references in rich text that lead nowhere."""
    known = references.all_keys()
    faults = []
    for kind, records in read:
        for record in records:
            for value in record.plain.values():
                for text in value.values() if isinstance(value, dict) else ():
                    for scheme, key in references.found_in(text):
                        if key not in known.get(scheme, ()):
                            faults.append(
                                f"{record.path}: {kind.name} {record.key}: the link {scheme}:{key} leads nowhere"
                            )
    return sorted(set(faults))


def _misplaced(read: list[tuple[Kind, list[Record]]]) -> list[str]:
    """Return what stands in a text and belongs elsewhere."""
    return [
        f"{record.path}: {kind.name} {record.key}: {fault}"
        for kind, records in read
        for record in records
        for value in kind.values
        if value.translated
        for text in record.plain[value.name].values()
        for fault in prose.faults(kind.model, value.name, text)
    ]
