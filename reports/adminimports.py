"""Placements from a file in the admin: give it, look at what it would change, confirm it, undo it as a whole."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing import roles
from publishing.adminbase import LookOnly, list_link
from publishing.adminsearch import AccentBlindSearch
from publishing.models import Country
from publishing.slugs import slug_of
from reports import imports, placementfiles
from reports.models import Placement, PlacementImport

_FAULTS_SHOWN = 50
State = PlacementImport.State


def may_import(request: Any) -> bool:
    """Whether this person may write what a file says: placements of a published edition are public at once."""
    return request.user.has_perm(roles.PUBLISH) and request.user.has_perm("reports.change_placementimport")


class UploadForm(forms.Form):
    """The one file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("A CSV file in UTF-8, with commas or semicolons, of at most 1 MB."),
    )


@admin.register(PlacementImport)
class PlacementImportAdmin(LookOnly, AccentBlindSearch, admin.ModelAdmin):
    """What was imported, by whom and from which file; nobody edits it."""

    list_display = ("__str__", "state", "uploaded_by", "uploaded_at", "applied_by", "undone_by")
    list_filter = ("state", "year")
    list_select_related = ("uploaded_by", "applied_by", "undone_by")
    list_per_page = 100
    search_in = ("file_name", "file_digest", "year")
    change_list_template = "admin/reports/imports.html"

    def get_urls(self):
        """Return the addresses of the list, with that of the form where a file is given."""
        upload = path("upload/", self.admin_site.admin_view(self.upload_view), name="reports_placementimport_upload")
        return [upload, *super().get_urls()]

    def get_queryset(self, request):
        """Return the imports without what their files hold: a list needs none of it."""
        return super().get_queryset(request).defer("rows", "changes")

    def to_do(self, request) -> Iterator[dict[str, Any]]:
        """Yield how many files wait to be confirmed, for the first page of the admin."""
        if count := PlacementImport.objects.filter(state=State.WAITING).count():
            kind = capfirst(str(self.opts.verbose_name_plural))
            address = reverse("admin:reports_placementimport_changelist") + f"?state__exact={State.WAITING.value}"
            yield {"kind": kind, "what": State.WAITING.label, "count": count, "address": address}

    def changelist_view(self, request, extra_context=None):
        """Show the list, with the way to the form for those who may use it."""
        return super().changelist_view(request, {"may_import": may_import(request), **(extra_context or {})})

    def upload_view(self, request):
        """Read a file; keep it to be looked at, or say everything that is wrong with it."""
        if not may_import(request):
            raise PermissionDenied
        form, faults = UploadForm(), []
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            try:
                kept = self._kept(request, form)
            except placementfiles.FileRefused as refused:
                form, faults = UploadForm(), refused.faults
            else:
                if kept:
                    return HttpResponseRedirect(screen_address(kept))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import placements"),
            "opts": self.opts,
            "form": form,
            "faults": faults[:_FAULTS_SHOWN],
            "fault_count": len(faults),
            "more_faults": max(0, len(faults) - _FAULTS_SHOWN),
        }
        status = 400 if faults or form.errors else 200
        return TemplateResponse(request, "admin/reports/import_upload.html", context, status=status)

    @staticmethod
    def _kept(request, form: UploadForm) -> PlacementImport | None:
        if getattr(request, "upload_is_too_large", False):
            raise placementfiles.FileRefused([placementfiles.Fault(placementfiles.too_large())])
        if not form.is_valid():
            return None
        file = form.cleaned_data["file"]
        return imports.keep(placementfiles.read(file.read()), file.name, by=request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what a file would change, or what it changed; confirm it, throw it away or undo it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = PlacementImport.objects.select_related("uploaded_by", "applied_by", "undone_by")
        pk = object_id if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else None
        found = get_object_or_404(known, pk=pk)
        if request.method == "POST":
            return self._decide(request, found)
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(str(found)),
            "opts": self.opts,
            "found": found,
            "may_import": may_import(request),
            "placements": list_link(Placement, _("The placements of this edition"), edition=found.year),
        }
        if found.state == State.WAITING:
            context |= {"preview": None, "impossible": ""}
            try:
                context["preview"] = imports.preview(found.year, found.rows)
            except ValidationError as error:
                context["impossible"] = " ".join(error.messages)
            return TemplateResponse(request, "admin/reports/import_preview.html", context)
        is_applied = found.state == State.APPLIED
        context |= {
            "changes": described(found),
            "later": imports.later_import(found) if is_applied else None,
            "touched": imports.touched_since(found) if is_applied else [],
        }
        return TemplateResponse(request, "admin/reports/import_done.html", context)

    def _decide(self, request, found: PlacementImport):
        if not may_import(request):
            raise PermissionDenied
        address = screen_address(found)
        try:
            match request.POST.get("decision"):
                case "confirm":
                    done = imports.apply(found, by=request.user, seen=request.POST.get("seen", ""))
                    count = len(done.changes)
                    said = ngettext("%(count)d placement written.", "%(count)d placements written.", count)
                    self.message_user(request, said % {"count": count}, messages.SUCCESS)
                case "throw-away":
                    imports.throw_away(found)
                    address = reverse("admin:reports_placementimport_changelist")
                    self.message_user(request, _("The file was thrown away; nothing was written."), messages.SUCCESS)
                case "undo":
                    imports.undo(found, by=request.user)
                    said = _("The import is undone: the edition says again what it said before.")
                    self.message_user(request, said, messages.SUCCESS)
                case _:
                    raise ValidationError(_("Choose one of the buttons."))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            if not PlacementImport.objects.filter(pk=found.pk).exists():
                address = reverse("admin:reports_placementimport_changelist")
        return HttpResponseRedirect(address)


def screen_address(found: PlacementImport) -> str:
    """Return the address of the screen of an import."""
    return reverse("admin:reports_placementimport_change", args=[found.pk])


def described(done: PlacementImport) -> list[dict[str, Any]]:
    """Return what an import changed, as a template shows it, by name of the country."""
    countries = {country.key: country for country in Country.objects.all()}
    rows = [
        {
            "country": countries.get(change["country"], change["country"]),
            "is_new": change["before"] is None,
            "differences": imports.differences(change["before"], change["after"]),
        }
        for change in done.changes
    ]
    return sorted(rows, key=lambda row: slug_of(str(row["country"])))
