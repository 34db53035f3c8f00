"""The forms of the admin: what they fill in by themselves, and errors said next to the field they are about."""

import re
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from publishing import prose, references, typography
from publishing.contentfiles.kinds import all_kinds
from publishing.fields import SafeHTMLField, sanitize
from publishing.models import LANGUAGES
from publishing.models.publishable import KEY_PATTERN
from publishing.slugs import slug_of

_NEED_BOTH_LANGUAGES = ("_translated_when_published", "_always_translated")


class OneParagraph(forms.Textarea):
    """A text longer than a line, without line breaks."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        """Return the text with its line breaks turned into spaces."""
        value = super().value_from_datadict(data, files, name)
        return re.sub(r"[ \t\r\n]+", " ", value).strip() if value else value


class WordsField(forms.Field):
    """A short list written with commas: 17, 112."""

    def __init__(self, *, pattern: str, message: Any, **kwargs: Any) -> None:
        self.pattern, self.message = pattern, message
        super().__init__(**kwargs)

    def prepare_value(self, value):
        """Return the list as a person writes it."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        """Return the words; raise ValidationError for one that does not look right."""
        if isinstance(value, list):
            return value
        words = [word for word in re.split(r"[\s,;]+", value or "") if word]
        for word in words:
            if not re.fullmatch(self.pattern, word):
                raise ValidationError(self.message, code="word", params={"word": word})
        return words


class RecordForm(forms.ModelForm):
    """A form whose database rules are checked whole, even for fields that this person may not change."""

    # Which field a broken rule is shown at, where the last one that the rule names is not the best.
    shown_at: dict[str, str] = {}

    def _post_clean(self) -> None:
        # Django skips the rules about fields that are not in the form, and the database then answers with a 500;
        # the others it says above the form. So its own check is put aside, and every rule is checked here.
        self.instance.validate_constraints = lambda exclude=None: None
        try:
            super()._post_clean()
        finally:
            del self.instance.validate_constraints
        self._check_every_rule()

    def _check_every_rule(self) -> None:
        wrong = set(self.errors)
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=wrong)
                except ValidationError as error:
                    for place in self._places(constraint):
                        self.add_error(place, error)

    def _places(self, constraint: models.BaseConstraint) -> list[str | None]:
        if constraint.name in self.shown_at:
            place = self.shown_at[constraint.name]
            return [place if place in self.fields else None]
        names = _names_in(constraint)
        if constraint.name.endswith(_NEED_BOTH_LANGUAGES):
            names = [name for name in names if name in self.fields and not getattr(self.instance, name, None)]
            return list(names) or [None]
        return [next((name for name in reversed(names) if name in self.fields), None)]

    def add_error(self, field, error) -> None:
        """Add an error; one about a field that is not in this form is said above it."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                known = name == NON_FIELD_ERRORS or name in self.fields
                super().add_error(name if known and name != NON_FIELD_ERRORS else None, errors)
        else:
            super().add_error(field if field in self.fields else None, error)

    def clean(self) -> dict[str, Any]:
        """Fill in the key of a new row, when it was left empty."""
        cleaned = super().clean() or self.cleaned_data
        if "key" in self.fields and "key" not in self.errors:
            key = cleaned.get("key") or self._free_key(self.default_key(cleaned))
            pattern = next((k.key_pattern for k in all_kinds() if k.model is self._meta.model), KEY_PATTERN)
            if not key:
                self.add_error("key", _("Write a key: there is no text yet to make it from."))
            elif not re.fullmatch(pattern, key):
                self.add_error("key", _("“%(key)s” cannot be a key here.") % {"key": key})
            else:
                cleaned["key"] = key
        return cleaned

    def default_key(self, cleaned: dict[str, Any]) -> str:
        """Return the key of a row whose key was left empty; subclasses say from what."""
        return ""

    def _free_key(self, key: str) -> str:
        taken = set(self._meta.model._default_manager.filter(key__startswith=key).values_list("key", flat=True))
        candidate, number = key, 2
        while candidate and candidate in taken:
            candidate, number = f"{key}-{number}", number + 1
        return candidate


class BilingualForm(RecordForm):
    """A form with texts in both languages; it knows which language was really edited."""

    minor_edit = forms.BooleanField(
        label=_("minor edit"),
        required=False,
        help_text=_("Spelling or layout: the other language need not follow."),
    )

    def clean(self) -> dict[str, Any]:
        """Fill in the slugs that were left empty, then the key."""
        cleaned = self.cleaned_data
        texts = texts_of(self._meta.model)
        source = next((name for name in ("title", "name") if name in texts), None)
        for language in LANGUAGES:
            for name in texts:
                column = f"{name}_{language}"
                if cleaned.get(column) and self._differs(name, language):
                    for fault in prose.faults(self._meta.model, name, cleaned[column]):
                        self.add_error(column, fault)
                if cleaned.get(column) and isinstance(self._meta.model._meta.get_field(name), SafeHTMLField):
                    cleaned[column] = _tight_items(cleaned[column])
                    if self._differs(name, language):
                        self._refuse_dead_links(column, cleaned[column])
            column = f"slug_{language}"
            if cleaned.get("is_landing"):
                cleaned[column] = None
            if source and column in self.fields and not cleaned.get(column) and not cleaned.get("is_landing"):
                cleaned[column] = slug_of(cleaned.get(f"{source}_{language}") or "")[:100].strip("-") or None
        return super().clean()

    def _refuse_dead_links(self, column: str, html: str) -> None:
        """Refuse links that would show as plain words, or lead to an address of this site that does not exist."""
        known = references.all_keys()
        for scheme, key in references.found_in(html):
            if key not in known.get(scheme, ()):
                link = f"{scheme}:{key}"
                self.add_error(
                    column, _("The link %(link)s leads nowhere: check the key after the colon.") % {"link": link}
                )
        for address in re.findall(r'<a href="(?![a-z]+:)([^"]*)"', html):
            self.add_error(column, _("The link %(link)s is not whole: begin it with https://") % {"link": address})

    def default_key(self, cleaned: dict[str, Any]) -> str:
        """Return a key made from the first text of the row, English first."""
        name = texts_of(self._meta.model)[0]
        text = next((cleaned[f"{name}_{code}"] for code in LANGUAGES if cleaned.get(f"{name}_{code}")), "")
        return slug_of(strip_tags(text))[:80].strip("-")

    def edited_languages(self) -> set[str]:
        """Return the languages with a text that says something else than before, whatever the browser did to it."""
        return {
            language
            for language in LANGUAGES
            for name in self._meta.model.translated_fields()
            # A new address says nothing new: the other language has nothing to follow.
            if name != "slug" and f"{name}_{language}" in self.fields and self._differs(name, language)
        }

    def languages_filled_in(self) -> set[str]:
        """Return the languages that lacked a required text when the form was opened."""
        required = self._meta.model.required_texts()
        return {
            language for language in LANGUAGES if any(not self.initial.get(f"{name}_{language}") for name in required)
        }

    def _differs(self, name: str, language: str) -> bool:
        column = f"{name}_{language}"
        field = self._meta.model._meta.get_field(name)
        before, after = (
            self.settled(text or "", field, language)
            for text in (self.initial.get(column), self.cleaned_data.get(column))
        )
        return before != after

    @staticmethod
    def settled(text: str, field: models.Field, language: str) -> str:
        """Return a text as it would be stored; the spaces between its blocks and items say nothing."""
        if isinstance(field, SafeHTMLField):
            text = re.sub(r"\s+(?=<)|(?<=>)\s+", " ", sanitize(text))
            text = re.sub(r"\s*(</?(?:p|ul|ol|li|blockquote|h2|h3)>)\s*", r"\1", text)
            text = _tight_items(text)
        text = re.sub(r"[ \t\r\n]+", " ", text).strip()
        return text if field.name == "slug" else typography.for_language(language)(text)


def texts_of(model: type[models.Model]) -> list[str]:
    """Return the translated fields of a model, in the order of the model."""
    translated = set(model.translated_fields())
    return [field.name for field in model._meta.concrete_fields if field.name in translated]


def _tight_items(html: str) -> str:
    """Return rich text with list items as the content files have them: the editor puts a paragraph in each."""
    return re.sub(r"<li><p>((?:(?!</?p>).)*)</p></li>", r"<li>\1</li>", html, flags=re.DOTALL)


def _names_in(constraint: models.BaseConstraint) -> list[str]:
    """Return the fields that a constraint speaks of, in the order it names them."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)
    return list(dict.fromkeys(_names_in_condition(constraint.condition)))


def _names_in_condition(condition: models.Q):
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _names_in_condition(child)
        else:
            yield child[0].split("__")[0]
