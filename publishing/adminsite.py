"""The admin site, by its name in both languages."""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from publishing.models import Bilingual, Publishable


class Site(AdminSite):
    """The admin of the whole site; its language is the one of its address."""

    site_header = gettext_lazy("Repères: editing")
    site_title = gettext_lazy("Repères: editing")
    index_title = gettext_lazy("What would you like to edit?")
    # Two languages side by side need the width.
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        """Return the view with its guards; a null byte in a query is refused, for PostgreSQL cannot compare with it."""

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if any("\0" in value for _name, values in request.GET.lists() for value in values):
                raise BadRequest("a null byte in the query")
            return view(request, *args, **kwargs)

        return super().admin_view(guarded, cacheable)

    def each_context(self, request):
        """Return what every page of the admin knows, with the same page in the other languages."""
        context = super().each_context(request)
        return context | {"site_url": reverse("home"), "other_languages": other_languages(request)}

    def index(self, request, extra_context=None):
        """Show the first page, with what waits for somebody above the lists."""
        return super().index(request, {"to_do": list(self.to_do(request)), **(extra_context or {})})

    def to_do(self, request) -> Iterator[dict[str, Any]]:
        """Yield what waits for somebody, among what this person may see: kind of rows, what, how many, and where."""
        for model, model_admin in self._registry.items():
            if not model_admin.has_view_permission(request):
                continue
            if hasattr(model_admin, "to_do"):
                yield from model_admin.to_do(request)
            if not issubclass(model, Bilingual):
                continue
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            for what, query, rows in _faults(model):
                if count := rows.count():
                    kind = capfirst(str(model._meta.verbose_name_plural))
                    yield {"kind": kind, "what": what, "count": count, "address": f"{address}?{urlencode(query)}"}


def _faults(model: type[models.Model]) -> Iterator[tuple[str, dict[str, str], models.QuerySet]]:
    """Yield each thing that can wait: in words, as a filter of the list, and its rows."""
    rows = model._default_manager
    for code, name in settings.LANGUAGES:
        yield _("%(language)s: missing") % {"language": name}, {"translation": f"missing-{code}"}, rows.missing(code)
        yield _("%(language)s: outdated") % {"language": name}, {"translation": f"outdated-{code}"}, rows.outdated(code)
    if issubclass(model, Publishable):
        yield _("review overdue"), {"review": "overdue"}, rows.review_overdue()


def other_languages(request) -> list[dict[str, str]]:
    """Return the code, the name and the address of this page in each other language: only the first part differs."""
    _nothing, _language, rest = request.get_full_path().split("/", 2)
    return [
        {"code": code, "name": capfirst(get_language_info(code)["name_local"]), "address": f"/{code}/{rest}"}
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
