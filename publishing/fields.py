"""Model fields of our own: rich text that is safe whoever saves it, and dates as precise as their source."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField, create_sanitizer
from modeltranslation.fields import TranslationField

# Schemes of links that follow a page whatever its slug: publishing.references resolves them.
REFERENCE_SCHEMES = (
    "agency", "edition", "example", "form", "lines", "page", "program", "service", "setting", "source", "step", "term",
    "country", "number", "to",
)  # fmt: skip
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", *REFERENCE_SCHEMES]},
}
_clean = create_sanitizer(EXTENSIONS)


def sanitize(html: str) -> str:
    """Return html with nothing but the tags the editor offers; links carry no rel, title or class."""
    clean = re.sub(r'(<a [^>]*?) (?:rel|title)="[^"]*"', r"\1", _clean(html))
    # As a character, so that what is saved and what is saved again are the same text.
    return clean.replace("&nbsp;", "\u00a0")


class SafeHTMLField(ProseEditorField):
    """Rich text, sanitized on every save and not only in forms (bulk_update and update() excepted: do not use them)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", sanitize)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        """Return the cleaned text that goes to the database."""
        value = super().pre_save(model_instance, add)
        if value:
            value = self.sanitize(value)
            # Writing the base attribute would copy one language's text into the active language.
            if isinstance(self, TranslationField):
                setattr(model_instance, self.attname, value)
        return value


PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless value is YYYY, YYYY-MM or YYYY-MM-DD."""
    if not PARTIAL_DATE.fullmatch(value):
        raise ValidationError(_("Write the date as 2018, 2018-06 or 2018-06-28."), code="partial_date")


class PartialDateField(models.CharField):
    """A date as precise as its source gives it: a year, a month or a day (ISO 8601); empty is "not known"."""

    default_validators = [*models.CharField.default_validators, validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Describe the field to migrations without what it decides itself."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
