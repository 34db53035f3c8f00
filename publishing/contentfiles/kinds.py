"""The kinds of records that content files hold; each app registers its own (content_kinds.py)."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from publishing.contentfiles.errors import Fault
from publishing.contentfiles.values import Value
from publishing.models import Bilingual

# In the order they load: what others point at comes first.
_KINDS: dict[str, "Kind"] = {}


class Kind:
    """One kind of record: its model, its fields in the order they are written, and its folder."""

    suffix = ".toml"
    bulk = False

    def __init__(
        self, name: str, model: type[models.Model], fields: str, *, key_pattern: str = r"[a-z0-9]+(?:[-/][a-z0-9]+)*"
    ):
        self.name = name
        self.model = model
        self.key_pattern = key_pattern
        translated = model.translated_fields() if issubclass(model, Bilingual) else ()
        self.values = [self.value_for(field, field in translated) for field in fields.split()]
        self.defaults = {value.name: value.default for value in self.values} | self.file_defaults()

    def value_for(self, field: str, translated: bool) -> Value:
        """Return how this field is read and written."""
        return Value(self.model._meta.get_field(field), translated)

    def file_defaults(self) -> dict[str, Any]:
        """Return the values that a file leaves out: content is published unless it says draft."""
        return {"status": "published"} if any(value.name == "status" for value in self.values) else {}

    @property
    def directory(self) -> Path:
        """The app's content folder."""
        return Path(apps.get_app_config(self.model._meta.app_label).path) / "content"

    def files(self, root: Path | None = None) -> list[Path]:
        """Return the files that hold this kind: <kind>.toml, or those of a folder named after the kind."""
        base = root / self.model._meta.app_label / "content" if root else self.directory
        return [
            path for path in (base / f"{self.name}.toml", *sorted((base / self.name).glob("*.toml"))) if path.is_file()
        ]

    @property
    def default_file(self) -> str:
        """The file for a row that staff made, relative to the content folder."""
        return f"{self.name}.toml"

    def read(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a record's plain values, defaults filled in; raise Fault for an unknown or missing key."""
        known = {value.name: value for value in self.values}
        unknown = sorted(set(record) - set(known) - {"key"})
        if unknown:
            raise Fault(f"unknown key: {', '.join(unknown)}")
        lacking = [
            value.name
            for value in self.values
            if value.required and value.name not in record and value.name not in self.file_defaults()
        ]
        if lacking:
            raise Fault(f"missing key: {', '.join(lacking)}")
        return self.defaults | {name: known[name].read(value) for name, value in record.items() if name != "key"}

    def of_row(self, row: models.Model) -> dict[str, Any]:
        """Return a row's plain values."""
        return {value.name: value.of_row(row) for value in self.values}

    def digest(self, plain: dict[str, Any]) -> str:
        """Return a digest of plain values that is the same on every machine.

        A value that is the default counts for nothing: a row loaded before its kind had a field is as it was loaded.
        """
        said = {name: value for name, value in plain.items() if value != self.defaults[name]}
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()

    def rows(self) -> Iterator[models.Model]:
        """Yield every row of this kind, with what of_row reads loaded at once."""
        singles = [v.name for v in self.values if isinstance(v.field, models.ForeignKey) and not v.is_many]
        many = [v.name for v in self.values if v.is_many]
        yield from self.model._default_manager.select_related(*singles).prefetch_related(*many)

    def faults(self) -> list[str]:
        """Return what is wrong with the rows of this kind taken together, once all are loaded."""
        return []

    def key_of(self, row: Any) -> str:
        """Return the key that a row goes by in the files."""
        return row.key

    def new_row(self, key: str) -> models.Model:
        """Return an unsaved row."""
        return self.model(key=key)

    def to_file(self, key: str, plain: dict[str, Any]) -> dict[str, Any]:
        """Return the record that the file writes: no defaults, fields in their order."""
        record: dict[str, Any] = {"key": key}
        for value in self.values:
            if plain[value.name] != self.defaults[value.name]:
                record[value.name] = value.to_file(plain[value.name])
        return record


def register(kind: Kind) -> None:
    """Add a kind; kinds load in the order of registration."""
    _KINDS[kind.name] = kind


def all_kinds() -> list[Kind]:
    """Return every kind, in loading order."""
    return list(_KINDS.values())
