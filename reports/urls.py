"""Addresses of the reports. The pages of prose of this section (how to read a tier…) stand beside them."""

from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from reports import downloads, views

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
    path("<year:year>/", views.edition, name="edition"),
    path(pgettext_lazy("address", "map-<year:year>.svg"), downloads.map_svg, name="map"),
    path(pgettext_lazy("address", "tiers/"), views.tiers, name="tiers"),
    path(pgettext_lazy("address", "tiers.csv"), downloads.tiers_csv, name="tiers-csv"),
    path(pgettext_lazy("address", "tiers.json"), downloads.tiers_json, name="tiers-json"),
    path(pgettext_lazy("address", "tiers.metadata.json"), downloads.tiers_metadata, name="tiers-metadata"),
    path(pgettext_lazy("address", "compare/"), views.compare, name="compare"),
    path(pgettext_lazy("address", "figures/"), views.figures, name="figures"),
    path(
        pgettext_lazy("address", "countries/"),
        include([path("", views.countries, name="countries"), path("<slug:slug>/", views.country, name="country")]),
    ),
    path(
        pgettext_lazy("address", "examples/"),
        include([path("", views.examples, name="examples"), path("<slug:slug>/", views.example, name="example")]),
    ),
    path(pgettext_lazy("address", "programs/<slug:slug>/"), views.program, name="program"),
]
