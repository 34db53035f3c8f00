"""House rules as system checks."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from modeltranslation.translator import translator

_OURS = {"publishing", "campaign", "hotlines", "reports"}


def _translated_models():
    for model in translator.get_registered_models(abstract=False):
        if model._meta.app_label in _OURS and not model.__name__.startswith("Historical"):
            yield model


@register(Tags.models)
def translated_fields_have_no_default(app_configs, **kwargs):
    """A default on a translated field is read as "untranslated" and triggers a fallback."""
    return [
        Error(
            f"Translated field {name!r} must not have a default.",
            hint="Remove the default; an empty text is a missing translation.",
            obj=model,
            id="publishing.E001",
        )
        for model in _translated_models()
        for name in translator.get_options_for_model(model).all_fields
        if model._meta.get_field(name).has_default()
    ]


@register(Tags.models)
def translated_fields_are_not_unique(app_configs, **kwargs):
    """The base column of a translated field holds whatever the saving session's language shows: unique=True breaks."""
    return [
        Error(
            f"Translated field {name!r} must not be unique.",
            hint="Use publishing.models.unique_slugs(): one constraint per language.",
            obj=model,
            id="publishing.E002",
        )
        for model in _translated_models()
        for name in translator.get_options_for_model(model).all_fields
        if model._meta.get_field(name).unique
    ]


@register(Tags.models)
def history_keeps_both_languages(app_configs, **kwargs):
    """A history table made before the translation fields has no columns for them and loses a language silently."""
    errors = []
    for model in _translated_models():
        history = getattr(model, "history", None)
        columns = {field.name for field in history.model._meta.fields} if history else set()
        for name in translator.get_options_for_model(model).all_fields:
            if not {f"{name}_en", f"{name}_fr"} <= columns:
                errors.append(
                    Error(
                        f"The history of {model.__name__} does not keep {name!r} in both languages.",
                        hint="Register the model with publishing.history.translate_and_keep_history().",
                        obj=model,
                        id="publishing.E003",
                    )
                )
    return errors


@register(Tags.models)
def public_models_are_in_the_sitemap(app_configs, **kwargs):
    """A model with an address of its own must be found by search engines."""
    from publishing.models import Publishable
    from publishing.publicpages import models_with_pages

    return [
        Error(
            f"{model.__name__} has get_absolute_url() but no place in the sitemap.",
            hint="Register it in the app's sitemaps.py.",
            obj=model,
            id="publishing.E004",
        )
        for model in apps.get_models()
        if issubclass(model, Publishable) and "get_absolute_url" in vars(model) and model not in models_with_pages()
    ]
