"""What changed between two versions of a row, as a person reads it: per language, word by word."""

import re
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from publishing.contentfiles import markup
from publishing.fields import SafeHTMLField

_CONTEXT = 8
_LONGEST = 4000


def changes(new: Any, old: Any) -> list[dict[str, Any]]:
    """Return what the version new changed since old: field, language ("" for what both share), and the difference."""
    model = new.instance_type
    return [
        {
            "field": capfirst(str(field.verbose_name)),
            "language": getattr(field, "language", ""),
            "difference": difference(field, getattr(old, field.attname), getattr(new, field.attname)),
        }
        for field in _compared(model)
        if (getattr(old, field.attname) or "") != (getattr(new, field.attname) or "")
    ]


def _compared(model: type[models.Model]) -> list[models.Field]:
    # The base column of a translated field repeats whatever language was active; the rest moves by itself.
    translated = getattr(model, "translated_fields", tuple)()
    moving = {"id", "updated_at", "revision_en", "revision_fr", *translated}
    return [field for field in model._meta.concrete_fields if field.name not in moving]


def difference(field: models.Field, old: Any, new: Any) -> SafeString:
    """Return what was taken out and what was put in, as HTML."""
    before, after = readable(field, old), readable(field, new)
    if isinstance(field, TranslationField) and max(len(before), len(after)) <= _LONGEST:
        return _word_by_word(before, after)
    return format_html("<del>{}</del> <ins>{}</ins>", before or "–", after or "–")


def readable(field: models.Field, value: Any) -> str:
    """Return a value as a person reads it, in the active language."""
    if value is None or value == "":
        return ""
    if isinstance(field, SafeHTMLField):
        return markup.to_markdown(value)
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ForeignKey):
        related = field.related_model._default_manager.filter(pk=value).first()
        return str(related) if related else _("deleted")
    if isinstance(field, models.DateTimeField):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _word_by_word(before: str, after: str) -> SafeString:
    old, new = (re.findall(r"\S+|\n\n|\s", text) for text in (before, after))
    pieces = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (operation, i, j, k, m) in enumerate(steps):
        if operation == "equal":
            pieces.append(("span", _shortened(old[i:j], first=number == 0, last=number == len(steps) - 1)))
        if operation in ("delete", "replace"):
            pieces.append(("del", "".join(old[i:j])))
        if operation in ("insert", "replace"):
            pieces.append(("ins", "".join(new[k:m])))
    return format_html_join("", "<{0}>{1}</{0}>", pieces)


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    """Return the unchanged words around a change; the middle of a long run is left out."""
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    if len(words) <= len(head) + len(tail):
        return "".join(words)
    return "".join([*head, " … ", *tail])
