"""The admin of pages, signs, knowledge, and who does what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.models import Action, Agency, Figure, Form, GlossaryTerm, Indicator, Myth, Page, Resource, Setting
from publishing.adminbase import PublishableAdmin, add_link, list_link
from publishing.adminforms import BilingualForm, WordsField


class PageForm(BilingualForm):
    shown_at = {
        "campaign_page_one_landing_per_section": "is_landing",
        "campaign_page_slug_en_once": "slug_en",
        "campaign_page_slug_fr_once": "slug_fr",
    }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_landing") and cleaned.get("section") == Page.Section.SITE:
            self.add_error("is_landing", _("The pages about the site have no landing page."))
        return cleaned

    def default_key(self, cleaned):
        section = cleaned.get("section") or ""
        slug = cleaned.get("slug_en") or super().default_key(cleaned)
        return section if cleaned.get("is_landing") or not section else f"{section}/{slug}" if slug else ""


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    form = PageForm
    list_display = ("__str__", "key", "section")
    list_filter = ("section",)
    groups = ((_("Place"), ("section", "is_landing", "order", "listing")),)


@admin.register(Setting)
class SettingAdmin(PublishableAdmin):
    list_display = ("__str__", "key", "order")
    readonly_fields = ("signs",)

    @admin.display(description=_("signs"))
    def signs(self, setting):
        count = setting.indicators.count()
        return list_link(
            Indicator, _("Signs of this setting: %(count)d") % {"count": count}, setting=setting.key
        ) + add_link(Indicator, _("Add a sign"), setting=setting.pk)


class SettingFilter(admin.SimpleListFilter):
    """Signs of one setting."""

    title = _("setting")
    parameter_name = "setting"

    def lookups(self, request, model_admin):
        return [(setting.key, str(setting)) for setting in Setting.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(setting__key=self.value()) if self.value() else queryset


class IndicatorForm(BilingualForm):
    def default_key(self, cleaned):
        setting, words = cleaned.get("setting"), super().default_key(cleaned)
        return f"{setting.key}/{words}" if setting and words else ""


@admin.register(Indicator)
class IndicatorAdmin(PublishableAdmin):
    form = IndicatorForm
    list_display = ("__str__", "setting", "strength", "order")
    list_filter = (SettingFilter, "strength")
    list_select_related = ("setting",)
    autocomplete_fields = ("sources", "setting")
    search_in = ("setting__title_en", "setting__title_fr")


@admin.register(Form)
class FormAdmin(PublishableAdmin):
    list_display = ("__str__", "key", "order")


@admin.register(Myth)
class MythAdmin(PublishableAdmin):
    list_display = ("__str__", "key", "order")


class FigureForm(BilingualForm):
    shown_at = {"campaign_figure_range_goes_up": "value_max"}

    def default_key(self, cleaned):
        topic, words = cleaned.get("topic"), super().default_key(cleaned)
        return f"{topic}-{words}"[:80].strip("-") if topic and words else ""


@admin.register(Figure)
class FigureAdmin(PublishableAdmin):
    form = FigureForm
    list_display = ("__str__", "topic", "value", "year")
    list_filter = ("topic", "year")
    groups = ((_("Value"), ("topic", "qualifier", "value", "value_max", "year")),)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(PublishableAdmin):
    pass


@admin.register(Agency)
class AgencyAdmin(PublishableAdmin):
    list_display = ("__str__", "abbreviation", "in_task_force", "order")
    list_filter = ("in_task_force",)
    search_in = ("abbreviation", "url")


@admin.register(Action)
class ActionAdmin(PublishableAdmin):
    list_display = ("__str__", "key", "order")


@admin.register(Resource)
class ResourceAdmin(PublishableAdmin):
    list_display = ("__str__", "kind", "publisher", "order")
    list_filter = ("kind",)
    search_in = ("url",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "languages":
            return WordsField(
                pattern=r"[a-z]{2,3}",
                message=_("“%(word)s” is not the code of a language: write fr, en, es."),
                label=db_field.verbose_name,
                required=False,
                help_text=_("Codes with commas between them: fr, en. Empty is “not known”."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
