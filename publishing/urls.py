"""Addresses of the pages that the three apps share."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from publishing.views import citations, machines, preview, site, style

app_name = "publishing"

urlpatterns = [
    path(pgettext_lazy("address", "sources/"), site.sources, {"name": "A"}, name="sources"),
    path(pgettext_lazy("address", "sources/copies/"), site.sources, {"name": "B"}, name="sources-copies"),
    path(pgettext_lazy("address", "sources/press/"), site.sources, {"name": "C"}, name="sources-press"),
    path(
        pgettext_lazy("address", "sources/press/in-french/"),
        site.sources,
        {"name": "C-fr"},
        name="sources-press-french",
    ),
    path(pgettext_lazy("address", "search/"), site.search, name="search"),
    path(pgettext_lazy("address", "changes/"), site.changes, name="changes"),
    path(pgettext_lazy("address", "changes.atom"), machines.feed, name="feed"),
    path("preview/<str:token>/", preview.show, name="preview"),
    path(pgettext_lazy("address", "style/"), style.show, name="style"),
    path("<path:page>.bib", citations.references, {"form": "bib"}, name="references-bib"),
    path("<path:page>.ris", citations.references, {"form": "ris"}, name="references-ris"),
]
