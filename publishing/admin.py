"""The admin of what the three apps share: sources and countries; and, to look at only, what the loader remembers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publishing.adminbase import BilingualAdmin, LookOnly
from publishing.adminforms import BilingualForm
from publishing.adminsearch import AccentBlindSearch
from publishing.models import Country, LoadedRecord, Source


@admin.register(Source)
class SourceAdmin(BilingualAdmin):
    list_display = ("__str__", "key", "date", "grade")
    list_filter = ("grade", "language")
    search_in = ("url", "date")


class CountryForm(BilingualForm):
    def default_key(self, cleaned):
        return ""


@admin.register(Country)
class CountryAdmin(BilingualAdmin):
    form = CountryForm
    list_display = ("__str__", "key", "iso2", "region")
    list_filter = ("region", "withdrawn")
    search_in = ("iso2",)


@admin.register(LoadedRecord)
class LoadedRecordAdmin(LookOnly, AccentBlindSearch, admin.ModelAdmin):
    """What the content loader remembers of its files: staff may look, only the loader writes."""

    list_display = ("key", "kind", "path", "position")
    list_filter = ("kind",)
    search_in = ("kind", "path")
    fieldsets = ((_("Details"), {"fields": ("kind", "key", "path", "position", "digest")}),)
