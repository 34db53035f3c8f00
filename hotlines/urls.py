"""Addresses of the directory and of what is made from it."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from hotlines import downloads, feeds, vcard, views

app_name = "hotlines"

urlpatterns = [
    path(
        pgettext_lazy("address", "get-help/"),
        include(
            [
                path("", views.directory, name="directory"),
                path(pgettext_lazy("address", "steps/"), views.step, name="path"),
                path(pgettext_lazy("address", "steps/<slug:code>/"), views.step, name="step"),
                path(pgettext_lazy("address", "in/<slug:slug>/"), views.country, name="country"),
                path(pgettext_lazy("address", "changes.atom"), feeds.changes_atom, name="changes-atom"),
                path(pgettext_lazy("address", "changes.json"), feeds.changes_json, name="changes-json"),
                path("<slug:slug>/", views.service, name="service"),
                path("<slug:slug>.vcf", vcard.service_vcard, name="service-vcard"),
            ]
        ),
    ),
    path(pgettext_lazy("address", "get-help.csv"), downloads.directory_csv, name="directory-csv"),
    path(pgettext_lazy("address", "get-help.json"), downloads.directory_json, name="directory-json"),
    path(pgettext_lazy("address", "get-help.metadata.json"), downloads.directory_metadata, name="directory-metadata"),
    path(pgettext_lazy("address", "print/"), views.to_print, name="print"),
]
