"""What every model's admin shares: both languages side by side, translation and publication states, roles, preview."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationAdmin
from modeltranslation.fields import TranslationField

from publishing import preview
from publishing.adminfilters import PublicationFilter, ReviewFilter, TranslationFilter
from publishing.adminforms import BilingualForm, OneParagraph, RecordForm, texts_of
from publishing.adminhistory import HistoryAdmin
from publishing.adminsearch import AccentBlindSearch
from publishing.models import LANGUAGES

STATES = {
    "complete": gettext_lazy("complete"),
    "outdated": gettext_lazy("outdated"),
    "missing": gettext_lazy("missing"),
}
_LONG_LINE = 300


def _state_column(language: str, name: Any):
    @admin.display(description=name, ordering=f"revision_{language}")
    def state(row):
        code = row.translation_state(language)
        return format_html('<span class="state state--{}">{}</span>', code, STATES[code])

    state.__name__ = f"state_{language}"
    return state


STATE_COLUMNS = [_state_column(language, name) for language, name in settings.LANGUAGES]


@admin.display(description=gettext_lazy("publication"), ordering="status")
def publication(row: Any) -> str:
    """Return what the public sees of a row now, in words."""
    now = timezone.now()
    if row.status != "published":
        code, words = "draft", _("draft")
    elif getattr(row, "publish_at", None) and row.publish_at > now:
        day = formats.date_format(timezone.localtime(row.publish_at), "SHORT_DATETIME_FORMAT")
        code, words = "scheduled", _("public from %(day)s") % {"day": day}
    elif getattr(row, "expire_at", None) and row.expire_at <= now:
        code, words = "expired", _("no longer public")
    else:
        code, words = "public", _("public")
    return format_html('<span class="state state--{}">{}</span>', code, words)


class RecordAdmin(AccentBlindSearch, HistoryAdmin):
    """Rows without texts: facts, their history, and a search."""

    form = RecordForm
    list_per_page = 100
    save_on_top = True
    empty_value_display = "–"
    # Titles and names of the fields that belong together; what no group names comes under "Details".
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    # Facts that harm when wrong: once a row is public, only a publisher changes them.
    guarded_once_published: tuple[str, ...] = ()

    def fact_names(self) -> list[str]:
        """Return the fields that both languages share, in the order of the model; the key comes first."""
        fields = [
            field.name
            for field in (*self.opts.concrete_fields, *self.opts.many_to_many)
            if field.editable and not field.auto_created and not isinstance(field, TranslationField)
        ]
        texts = getattr(self.model, "translated_fields", tuple)()
        return sorted((name for name in fields if name not in texts), key=lambda name: name != "key")

    def get_fieldsets(self, request, obj=None):
        """Return the groups, what is left over, and the links to rows that depend on this one."""
        return self._fact_groups(self.fact_names(), obj)

    def _fact_groups(self, names: Iterable[str], obj) -> list[tuple[Any, dict[str, Any]]]:
        named = {name for _title, group in self.groups for name in group}
        rest = [name for name in names if name not in named] + (list(self.readonly_fields) if obj else [])
        groups = [(title, {"fields": list(group)}) for title, group in self.groups]
        return [*groups, (_("Details"), {"fields": rest})] if rest else groups

    def get_readonly_fields(self, request, obj=None):
        """Return what this person may not change: keys that links use, and what the role leaves to others."""
        readonly = list(self.readonly_fields)
        if not self.may_edit_facts(request):
            return [*readonly, *self.fact_names()]
        if obj is not None and "key" in self.fact_names():
            readonly.append("key")
        if not self.may_publish(request):
            readonly += [name for name in ("status", "publish_at", "expire_at") if name in self.fact_names()]
            if obj is not None and getattr(obj, "status", "") == "published":
                readonly += self.guarded_once_published
        return readonly

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Return the form field, with room for long lines and the language of the text said to the browser."""
        is_address = isinstance(db_field, models.URLField | models.EmailField) or db_field.name == "url"
        if isinstance(db_field, models.CharField) and (db_field.max_length or 0) >= _LONG_LINE and not is_address:
            kwargs.setdefault("widget", OneParagraph)
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        widget = getattr(widget, "widget", widget)
        if isinstance(widget, AutocompleteMixin):
            widget.attrs["data-width"] = "min(40rem, 80%)"
        if field is not None and db_field.name == "key":
            field.required = False
            field.help_text = _(
                "Links and content files use it; it never changes. Left empty, it is made from the text."
            )
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer as owners only those who may enter the admin."""
        if db_field.name == "owner":
            kwargs["queryset"] = db_field.related_model._default_manager.filter(is_staff=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def view_on_site(self, obj):
        """Return the address of a row that the public can open; None for a draft."""
        return obj.get_absolute_url() if preview.has_page(self.model) and obj.is_public else None


class BilingualAdmin(RecordAdmin, TranslationAdmin):
    """Rows with texts in both languages, side by side; saving moves the translation state of what was edited."""

    form = BilingualForm
    list_display = ("__str__", "key")
    actions = ("confirm_en", "confirm_fr")
    texts_first = True

    def get_list_display(self, request):
        """Return the columns, with the translation state of each language."""
        return [*self.list_display, *STATE_COLUMNS]

    def get_list_filter(self, request):
        """Return what every list filters by, then the model's own."""
        return [TranslationFilter, *self.list_filter]

    def get_fieldsets(self, request, obj=None):
        """Return the texts in pairs, the facts, and how the edit counts."""
        texts = [tuple(f"{name}_{code}" for code in LANGUAGES) for name in texts_of(self.model)]
        bilingual = [(_("Texts"), {"fields": texts, "classes": ["bilingual"]})]
        facts = self._fact_groups(self.fact_names(), obj)
        saving = [(_("This edit"), {"fields": ["minor_edit"]})] if obj else []
        return [*bilingual, *facts, *saving] if self.texts_first else [*facts, *bilingual, *saving]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Return the form field of a text: marked with its language, needed only where the database needs it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, TranslationField):
            always = any(rule.name.endswith("_always_translated") for rule in self.opts.constraints)
            field.required = always and not db_field.translated_field.blank
            field.widget.attrs["lang"] = db_field.language
            if db_field.translated_field.name == "slug":
                field.help_text = _("Last part of the address. Left empty, it is made from the title.")
        return field

    def save_model(self, request, obj, form, change):
        """Save the row; the languages whose texts were edited move ahead, unless the edit is minor."""
        if change:
            self._record_edit(obj, form)
        confirmed = request.POST.get("_confirm")
        if confirmed in LANGUAGES:
            obj.confirm_translation(confirmed)
        super().save_model(request, obj, form, change)

    @staticmethod
    def _record_edit(obj, form: BilingualForm) -> None:
        edited = form.edited_languages()
        # A text written for the first time is a translation of what stands there, not news for the other language.
        filled_in = edited & form.languages_filled_in()
        obj.record_edit(edited - filled_in, minor=form.cleaned_data["minor_edit"])
        for language in filled_in:
            obj.confirm_translation(language)

    def response_change(self, request, obj):
        """Stay on the form after a confirmation."""
        language = request.POST.get("_confirm")
        if language not in LANGUAGES:
            return super().response_change(request, obj)
        text = _("Saved. The text in this language counts as up to date: %(language)s.")
        self.message_user(request, text % {"language": dict(settings.LANGUAGES)[language]}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        )

    @admin.action(permissions=["change"], description=gettext_lazy("Confirm the English as it stands"))
    def confirm_en(self, request, queryset):
        """Say that the English of the chosen rows is up to date."""
        self._confirm(request, queryset, "en")

    @admin.action(permissions=["change"], description=gettext_lazy("Confirm the French as it stands"))
    def confirm_fr(self, request, queryset):
        """Say that the French of the chosen rows is up to date."""
        self._confirm(request, queryset, "fr")

    def _confirm(self, request, queryset, language: str) -> None:
        rows = [row for row in queryset if row.translation_state(language) == "outdated"]
        for row in rows:
            row.confirm_translation(language)
            row.save()
        said = ngettext("%(count)d text confirmed.", "%(count)d texts confirmed.", len(rows)) % {"count": len(rows)}
        self.message_user(request, said, messages.SUCCESS if rows else messages.WARNING)

    def render_change_form(self, request, context, *args, **kwargs):
        """Show the translation state of each language, and the links to the preview."""
        obj = context.get("original")
        if obj is not None:
            context["translations"] = [
                {"code": code, "name": name, "state": obj.translation_state(code)} for code, name in settings.LANGUAGES
            ]
            if preview.has_page(self.model):
                names = dict(settings.LANGUAGES)
                context["previews"] = [(code, names[code], url) for code, url in preview.addresses(obj).items()]
        return super().render_change_form(request, context, *args, **kwargs)


class PublishableAdmin(BilingualAdmin):
    """Rows that are public at a time, rest on sources, and are reviewed."""

    autocomplete_fields = ("sources",)
    publication_fields = ("status", ("publish_at", "expire_at"), "sources", "owner", ("reviewed_on", "review_due_on"))

    def get_list_display(self, request):
        """Return the columns, with what the public sees of the row."""
        return [*self.list_display, publication, *STATE_COLUMNS]

    def get_list_filter(self, request):
        """Return what every list filters by, then the model's own."""
        return [PublicationFilter, TranslationFilter, ReviewFilter, *self.list_filter]

    def fact_names(self) -> list[str]:
        """Return the shared fields, the publication last."""
        ours = flatten(self.publication_fields)
        return [name for name in super().fact_names() if name not in ours] + ours

    def get_fieldsets(self, request, obj=None):
        """Return the fieldsets, the publication before how the edit counts."""
        fieldsets = super().get_fieldsets(request, obj)
        place = len(fieldsets) - (1 if obj else 0)
        publication_set = (_("Publication"), {"fields": list(self.publication_fields)})
        return [*fieldsets[:place], publication_set, *fieldsets[place:]]

    def _fact_groups(self, names, obj):
        ours = flatten(self.publication_fields)
        return super()._fact_groups([name for name in names if name not in ours], obj)


class LookOnly:
    """Mixed into the admin of rows that only programs write: staff may look at them."""

    def has_add_permission(self, request):
        """Nobody adds a row by hand."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes a row by hand."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes a row by hand."""
        return False


def row_links(rows: Iterable[Any]) -> str:
    """Return a list of links to the change forms of rows, for a read-only field."""
    items = [
        (reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]), row) for row in rows
    ]
    if not items:
        return _("None yet.")
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', items))


def list_link(model: type[models.Model], words: Any, **filters: Any) -> str:
    """Return a link to the list of a model, filtered."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return format_html('<a href="{}?{}">{}</a>', address, urlencode(filters), words)


def add_link(model: type[models.Model], words: Any, **initial: Any) -> str:
    """Return a link to the empty form of a model, with some fields filled in."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return format_html('<a class="addlink" href="{}?{}">{}</a>', address, urlencode(initial), words)
