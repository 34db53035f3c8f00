"""Addresses of the reports. The pages of prose of this section (how to read a tier…) stand beside them."""

from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from publishing.opendata import file_paths, serve
from reports import downloads, tables, views

app_name = "reports"


class YearConverter:
    """Four digits: an edition has one address, and no number is too large for a database."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the year in four digits."""
        return f"{value:04d}"


register_converter(YearConverter, "year")

urlpatterns = [
    path("", views.home, name="home"),
    # An address cannot be that of the list of editions with an ending: it is the root of all the others.
    *file_paths(pgettext_lazy("address", "editions/"), "editions", serve(tables.EDITIONS)),
    path("<year:year>/", views.edition, name="edition"),
    *file_paths("<year:year>/", "edition", downloads.edition_file),
    path(pgettext_lazy("address", "map-<year:year>.svg"), downloads.map_svg, name="map"),
    path(pgettext_lazy("address", "tiers/"), views.tiers, name="tiers"),
    *file_paths(pgettext_lazy("address", "tiers/"), "tiers", serve(downloads.TIERS)),
    path(pgettext_lazy("address", "compare/"), views.compare, name="compare"),
    path(pgettext_lazy("address", "figures/"), views.figures, name="figures"),
    *file_paths(pgettext_lazy("address", "figures/"), "figures", serve(tables.FIGURES)),
    path(pgettext_lazy("address", "data/"), views.data, name="data"),
    *file_paths(pgettext_lazy("address", "countries/"), "countries", serve(tables.COUNTRIES)),
    path(
        pgettext_lazy("address", "countries/"),
        include(
            [
                path("", views.countries, name="countries"),
                path("<slug:slug>/", views.country, name="country"),
                *file_paths("<slug:slug>/", "country", downloads.country_file),
            ]
        ),
    ),
    *file_paths(pgettext_lazy("address", "examples/"), "examples", serve(tables.EXAMPLES)),
    path(
        pgettext_lazy("address", "examples/"),
        include([path("", views.examples, name="examples"), path("<slug:slug>/", views.example, name="example")]),
    ),
    path(pgettext_lazy("address", "programs/<slug:slug>/"), views.program, name="program"),
]
