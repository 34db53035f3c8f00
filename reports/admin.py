"""The admin of the TIP Report: editions, global figures, placements, examples, programs."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publishing.adminbase import PublishableAdmin, RecordAdmin, add_link, list_link
from publishing.adminfilters import CountryFilter
from publishing.adminforms import BilingualForm, RecordForm
from reports.adminimports import may_import
from reports.models import Edition, Example, GlobalFigure, Placement, Program


class EditionFilter(admin.SimpleListFilter):
    """Rows of one edition."""

    title = _("edition")
    parameter_name = "edition"

    def lookups(self, request, model_admin):
        return [(str(year), str(year)) for year in Edition.objects.values_list("year", flat=True)]

    def queryset(self, request, queryset):
        return queryset.filter(edition__key=self.value()) if self.value() else queryset


class EditionForm(BilingualForm):
    def default_key(self, cleaned):
        return str(cleaned.get("year") or "")


@admin.register(Edition)
class EditionAdmin(PublishableAdmin):
    form = EditionForm
    list_display = ("__str__", "published", "countries_covered")
    search_in = ("year",)
    readonly_fields = ("parts",)

    @admin.display(description=_("parts"))
    def parts(self, edition):
        return format_html(
            "{} · {} · {}",
            list_link(
                Placement, _("Placements: %(count)d") % {"count": edition.placements.count()}, edition=edition.key
            ),
            list_link(GlobalFigure, _("Figures: %(count)d") % {"count": edition.figures.count()}, edition=edition.key),
            add_link(Placement, _("Add a placement"), edition=edition.pk),
        )


class GlobalFigureForm(BilingualForm):
    shown_at = {"reports_globalfigure_once_per_edition": "measure"}

    def default_key(self, cleaned):
        edition, measure = cleaned.get("edition"), cleaned.get("measure")
        return f"{edition.key}/{measure}" if edition and measure else ""


@admin.register(GlobalFigure)
class GlobalFigureAdmin(PublishableAdmin):
    form = GlobalFigureForm
    texts_first = False
    list_display = ("key", "edition", "measure", "calendar_year", "value")
    list_filter = (EditionFilter, "measure")
    list_select_related = ("edition",)
    autocomplete_fields = ("sources", "edition")
    search_in = ("edition__year", "value")


@admin.register(Program)
class ProgramAdmin(PublishableAdmin):
    list_display = ("__str__", "key", "order")


@admin.register(Example)
class ExampleAdmin(PublishableAdmin):
    list_display = ("__str__", "country", "actor", "pillar", "kind", "year")
    list_filter = (CountryFilter, "actor", "pillar", "kind", "year")
    list_select_related = ("country",)
    autocomplete_fields = ("sources", "country")
    search_in = ("country__name_en", "country__name_fr")


class PlacementForm(RecordForm):
    shown_at = {"reports_placement_once_per_edition": "edition"}


@admin.register(Placement)
class PlacementAdmin(RecordAdmin):
    form = PlacementForm
    list_display = ("country", "edition", "tier", "sources_agreeing")
    list_filter = (EditionFilter, "tier", "sources_agreeing", CountryFilter)
    list_select_related = ("country", "edition")
    autocomplete_fields = ("country", "edition")
    search_in = ("country__name_en", "country__name_fr", "country__key", "edition__year")
    change_list_template = "admin/reports/placements.html"

    def changelist_view(self, request, extra_context=None):
        """Show the list, with the way to those of a file."""
        return super().changelist_view(request, {"may_import": may_import(request), **(extra_context or {})})
