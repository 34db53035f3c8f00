"""How each kind of value stands in a content file and in a row.

A *plain* value is the common form both sides are compared in: text in its final typography, keys instead of rows.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from publishing import typography
from publishing.contentfiles import markup
from publishing.contentfiles.errors import Fault
from publishing.fields import SafeHTMLField, sanitize
from publishing.models import LANGUAGES


class Value:
    """One field of a record: reads the file's value, reads and writes the row's."""

    def __init__(self, field: Any, translated: bool = False):
        self.field = field
        self.name = field.name
        self.translated = translated
        self.required = not field.blank and not field.has_default() and not field.null
        self.default: Any = self._default()

    def _default(self) -> Any:
        if self.translated:
            return dict.fromkeys(LANGUAGES, "")
        if isinstance(self.field, models.ManyToManyField):
            return []
        default = self.field.get_default()
        return "" if default is None and isinstance(self.field, models.CharField) else default

    def read(self, value: Any) -> Any:
        """Return the plain value of what the file says; raise Fault when it cannot be right."""
        if self.translated:
            return self._read_translated(value)
        return self._read_plain(value)

    def _read_translated(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            lacking = ", ".join(sorted(set(LANGUAGES) - set(value))) if isinstance(value, dict) else "both languages"
            extra = ", ".join(sorted(set(value) - set(LANGUAGES))) if isinstance(value, dict) else ""
            raise Fault(
                f"needs {self.name}.en and {self.name}.fr (missing: {lacking or 'none'}; unknown: {extra or 'none'})"
            )
        return {language: self._text(value[language], language) for language in LANGUAGES}

    def _text(self, text: Any, language: str) -> str:
        if not isinstance(text, str) or not text.strip():
            raise Fault(f"{self.name}.{language} is empty or not text")
        if "\0" in text:
            raise Fault(f"{self.name}.{language} holds a null character")
        if isinstance(self.field, SafeHTMLField):
            html = sanitize(markup.to_html(text))
            return typography.for_language(language)(html)
        text = " ".join(text.split())
        if self.field.max_length and len(text) > self.field.max_length:
            raise Fault(f"{self.name}.{language} has {len(text)} characters; at most {self.field.max_length} fit")
        if self.name == "slug":
            return self._valid(text)
        return typography.for_language(language)(text)

    def _read_plain(self, value: Any) -> Any:
        field = self.field
        if isinstance(field, models.ForeignKey):
            return self._typed(value, str)
        if isinstance(field, models.ManyToManyField):
            keys = self._typed(value, list)
            if len(set(keys)) != len(keys):
                raise Fault(f"{self.name} names the same key twice")
            return sorted(keys)
        if isinstance(field, models.BooleanField):
            return self._typed(value, bool)
        if isinstance(field, models.DecimalField):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise Fault(f"{self.name} must be a number")
            return _number(self._valid(Decimal(str(value))))
        if isinstance(field, models.IntegerField):
            # SQLite stores what PostgreSQL refuses: the files obey the stricter of the two.
            least, most = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
            if not least <= self._typed(value, int) <= most:
                raise Fault(f"{self.name} = {value} is not between {least} and {most}")
            return self._valid(value)
        if isinstance(field, models.DateTimeField):
            return self._moment(value)
        if isinstance(field, models.DateField):
            # A date with a time is a date too, for Python.
            if isinstance(value, datetime.datetime):
                raise Fault(f"{self.name} must be a day without a time, not {value}")
            return self._typed(value, datetime.date)
        if isinstance(field, models.JSONField):
            return [self._typed(item, str) for item in self._typed(value, list)]
        text = self._typed(value, str)
        if "\0" in text:
            raise Fault(f"{self.name} holds a null character")
        return self._valid(text)

    def _valid(self, value: Any) -> Any:
        try:
            self.field.clean(value, None)
        except ValidationError as error:
            raise Fault(f"{self.name} = {value!r}: {' '.join(error.messages)}") from error
        return value

    def _typed(self, value: Any, wanted: type) -> Any:
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise Fault(f"{self.name} must be a {wanted.__name__}, not {value!r}")
        return value

    def _moment(self, value: Any) -> datetime.datetime:
        if not isinstance(value, datetime.datetime) or value.tzinfo is None:
            raise Fault(f"{self.name} must be a time with its offset: 2026-11-22T08:00:00Z")
        return value.astimezone(datetime.UTC)

    def of_row(self, row: models.Model) -> Any:
        """Return the plain value that a row holds."""
        if self.translated:
            return {language: getattr(row, f"{self.name}_{language}") or "" for language in LANGUAGES}
        value = getattr(row, self.name)
        if isinstance(self.field, models.ForeignKey):
            return value.key if value else None
        if isinstance(self.field, models.ManyToManyField):
            return sorted(related.key for related in value.all())
        if isinstance(self.field, models.DecimalField):
            return None if value is None else _number(value)
        return value

    def put(self, row: models.Model, value: Any, pks: dict[str, dict[str, int]]) -> None:
        """Set the plain value on a row; raise Fault when it names a key that does not exist. Many-to-many: put_many."""
        if self.translated:
            for language in LANGUAGES:
                setattr(row, f"{self.name}_{language}", value[language] or ("" if not self.field.null else None))
        elif isinstance(self.field, models.ForeignKey):
            setattr(row, self.field.attname, None if value is None else self._pk(value, pks))
        elif not isinstance(self.field, models.ManyToManyField):
            setattr(row, self.name, value)

    def put_many(self, row: models.Model, value: list[str], pks: dict[str, dict[str, int]]) -> None:
        """Set the rows that a saved row is linked to."""
        getattr(row, self.name).set([self._pk(key, pks) for key in value])

    @property
    def is_many(self) -> bool:
        """Whether the value is stored beside the row and not in it."""
        return isinstance(self.field, models.ManyToManyField)

    def _pk(self, key: str, pks: dict[str, dict[str, int]]) -> int:
        related = self.field.related_model
        try:
            return pks[related._meta.label][key]
        except KeyError:
            raise Fault(f"{self.name} names {related._meta.model_name} {key!r}, which does not exist") from None

    def to_file(self, value: Any) -> Any:
        """Return a plain value as the file writes it."""
        if self.translated and isinstance(self.field, SafeHTMLField):
            return {language: markup.to_markdown(text) for language, text in value.items()}
        return value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
