"""The history of a row in the admin: what changed in each version, per language, and the way back to it."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from js_asset import Media
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import to_historic

from publishing import admindiff, roles


class NonceMedia:
    """Gives the scripts of a form the nonce of the Content-Security-Policy: the editor needs an inline import map."""

    def render_change_form(self, request, context, *args, **kwargs):
        """Render the form with its scripts allowed."""
        _allow_scripts(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(self, request, template, context, **kwargs):
        """Render the form of an old version with its scripts allowed."""
        _allow_scripts(request, context)
        return super().render_history_view(request, template, context, **kwargs)


def _must_be_a_number(*ids: str) -> None:
    if not all(text.isascii() and text.isdecimal() for text in ids):
        raise Http404


def _allow_scripts(request, context: dict[str, Any]) -> None:
    if "media" in context:
        context["media"] = Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))


class HistoryAdmin(NonceMedia, SimpleHistoryAdmin):
    """A list of versions with their differences; bringing one back restores both languages."""

    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    object_history_form_template = "admin/history_form.html"
    history_list_per_page = 50
    # Going back to an old text never takes a page off the site, nor puts one there.
    kept_on_revert = ("key", "status", "publish_at", "expire_at")

    def get_history_queryset(self, request, history_manager, pk_name: str, object_id: Any):
        """Return the versions of a row, latest first, without their related rows: a list needs none of them."""
        return history_manager.filter(**{pk_name: object_id}).select_related("history_user")

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Give each version what changed since the one before it."""
        versions = list(historical_records)
        for new, old in pairwise(versions):
            new.changes = admindiff.changes(new, old)
        if versions:
            before = versions[-1].prev_record
            versions[-1].changes = admindiff.changes(versions[-1], before) if before else []

    def get_urls(self):
        """Return the addresses of the model, with that of its deleted rows."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        return [path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name), *super().get_urls()]

    def deleted_view(self, request):
        """List the rows that were deleted and can be brought back, for those who may."""
        if not (self.has_view_permission(request) and self.may_publish(request)):
            raise PermissionDenied
        key = self.opts.pk.attname
        gone = self.model.history.model.objects.filter(history_type="-").exclude(
            **{f"{key}__in": self.model._default_manager.order_by().values("pk")}
        )
        latest = {getattr(version, key): version for version in gone.order_by("history_date", "history_id")}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted rows"),
            "opts": self.opts,
            "versions": sorted(latest.values(), key=lambda version: version.history_date, reverse=True),
        }
        return TemplateResponse(request, "admin/deleted.html", context)

    def changelist_view(self, request, extra_context=None):
        """Show the list, with a way to the deleted rows for those who may bring them back."""
        return super().changelist_view(request, {"lists_deleted": self.may_publish(request), **(extra_context or {})})

    def history_view(self, request, object_id, extra_context=None):
        """List the versions of a row."""
        _must_be_a_number(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show an old version, or bring it back: for those who may change the row (or, once deleted, publish it)."""
        _must_be_a_number(object_id, version_id)
        history = self.model.history.model
        version = get_object_or_404(history, history_id=version_id, **{self.opts.pk.attname: object_id})
        current = self.model._default_manager.filter(pk=object_id).first()
        allowed = self.has_change_permission(request, current) if current else self.may_publish(request)
        if request.method == "POST" and not allowed:
            raise PermissionDenied
        context = {"version": version, "is_deleted": current is None, **(extra_context or {})}
        with transaction.atomic():
            return super().history_form_view(request, object_id, version_id, context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; an old version first takes over what this person may not change, and the publication."""
        if obj is not None and to_historic(obj) is not None:
            current = self.model._default_manager.filter(pk=obj.pk).first()
            if current is not None:
                self._keep_current(request, obj, current)
        return super().get_form(request, obj, change=change, **kwargs)

    def _keep_current(self, request, version, current) -> None:
        kept = {*self.kept_on_revert, *self.get_readonly_fields(request, current)}
        for field in self.opts.concrete_fields:
            if field.name in kept:
                setattr(version, field.attname, getattr(current, field.attname))

    def may_publish(self, request) -> bool:
        """Whether this person decides what is public."""
        return request.user.has_perm(roles.PUBLISH)

    def may_edit_facts(self, request) -> bool:
        """Whether this person may change more than texts."""
        return request.user.has_perm(roles.EDIT_FACTS)
