"""Every saved version is kept, in both languages; old slugs stay reachable through it."""

from typing import Any

import simple_history
from django.db import models
from django.utils.translation import get_language
from modeltranslation.translator import TranslationOptions, translator

from publishing.models import LANGUAGES


def translate_and_keep_history(model: type[models.Model], fields: tuple[str, ...]) -> None:
    """Register a model's translated fields, then its history.

    In this order: a history made before the registration has no columns per language and silently loses one of them.
    """
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)
    simple_history.register(model, app=model._meta.app_label)


def find_by_slug(queryset: models.QuerySet, slug: str) -> tuple[Any, bool]:
    """Return the row this slug leads to and whether the slug is its current one in the active language.

    Looks for the current slug, then for the slug of the other language, then for one the row once had.
    Returns (None, False) when no row of the queryset ever had this slug.
    """
    language = get_language()
    row = queryset.filter(**{f"slug_{language}": slug}).first()
    if row:
        return row, True
    for other in LANGUAGES:
        row = queryset.filter(**{f"slug_{other}": slug}).first()
        if row:
            return row, False
    history = queryset.model.history.model.objects
    for code in (language, *LANGUAGES):
        once = (
            history.filter(**{f"slug_{code}": slug})
            .order_by("-history_date", "-history_id")
            .values_list("id", flat=True)
        )
        row = queryset.filter(pk__in=list(once[:20])).first()
        if row:
            return row, False
    return None, False
