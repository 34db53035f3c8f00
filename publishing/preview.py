"""Drafts shown as the public would see them, to whoever holds a link that expires."""

from typing import Any

from django.apps import apps
from django.core import signing
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from publishing.models import LANGUAGES, Publishable

SECONDS = 3600
_SALT = "publishing.preview"


def has_page(model: type[models.Model]) -> bool:
    """Whether the rows of a model have a page each, that can be previewed."""
    return issubclass(model, Publishable) and hasattr(model, "get_absolute_url")


def addresses(row: Any) -> dict[str, str]:
    """Return the address of the preview of a saved row in each language; each works for an hour."""
    token = signing.dumps([row._meta.label_lower, row.pk], salt=_SALT)
    links = {}
    for language in LANGUAGES:
        with translation.override(language):
            links[language] = reverse("publishing:preview", args=[token])
    return links


def row_of(token: str) -> Any:
    """Return the row that a token shows.

    Raises signing.SignatureExpired an hour after the token was made, signing.BadSignature when it was not made
    here, LookupError when the row is gone.
    """
    label, pk = signing.loads(token, salt=_SALT, max_age=SECONDS)
    row = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if row is None:
        raise LookupError(f"{label} {pk} does not exist any more")
    return row


def lacks_address(row: Any) -> bool:
    """Whether a row has no address yet in one of the languages (its page links to the other language's)."""
    for language in LANGUAGES:
        with translation.override(language):
            try:
                row.get_absolute_url()
            except NoReverseMatch:
                return True
    return False


def public(request: Any, rows: Any) -> Any:
    """Return the published rows of a manager or query set; in a preview, the row that it shows as well.

    Public views about one row read their rows through this, and so show a draft to a preview without knowing it.
    """
    shown = getattr(request, "preview", None)
    queryset = rows.all()
    if shown is None or queryset.model is not type(shown):
        return queryset.published()
    return queryset.published() | queryset.filter(pk=shown.pk)
