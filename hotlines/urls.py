"""Addresses of the directory and of what is made from it."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from hotlines import downloads, feeds, paper_views, partners, vcard, views
from publishing.opendata import file_paths

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
                path(pgettext_lazy("address", "data/"), partners.data, name="data"),
                path(pgettext_lazy("address", "share/"), partners.share, name="share"),
                path(pgettext_lazy("address", "changes.atom"), feeds.changes_atom, name="changes-atom"),
                path(pgettext_lazy("address", "changes.json"), feeds.changes_json, name="changes-json"),
                path("<slug:slug>/", views.service, name="service"),
                path("<slug:slug>.vcf", vcard.service_vcard, name="service-vcard"),
            ]
        ),
    ),
    *file_paths(pgettext_lazy("address", "get-help/"), "directory", downloads.directory_file),
    path(
        pgettext_lazy("address", "print/"),
        include(
            [
                path("", paper_views.choose, name="print"),
                path(pgettext_lazy("address", "directory/"), paper_views.whole_directory, name="print-directory"),
                path(pgettext_lazy("address", "cards/"), paper_views.cards, name="print-cards"),
                path(pgettext_lazy("address", "cards.pdf"), paper_views.cards_pdf, name="print-cards-pdf"),
                path(pgettext_lazy("address", "poster/"), paper_views.poster, name="print-poster"),
                path(pgettext_lazy("address", "poster.pdf"), paper_views.poster_pdf, name="print-poster-pdf"),
                path(pgettext_lazy("address", "tear-off/"), paper_views.tear_off, name="print-tear-off"),
                path(pgettext_lazy("address", "tear-off.pdf"), paper_views.tear_off_pdf, name="print-tear-off-pdf"),
            ]
        ),
    ),
]
