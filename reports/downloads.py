"""Every published placement as open data, and those of an edition as a map."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from publishing import opendata
from publishing.models import LANGUAGES, Country
from publishing.opendata import Column, Row
from reports.lists import by_tier, in_order_of_name
from reports.models import Edition, Placement, Tier
from reports.world import world_map


@require_safe
def tiers_csv(request):
    """Every placement as CSV."""
    return opendata.csv_of(request, TIERS)


@require_safe
def tiers_json(request):
    """Every placement as JSON."""
    return opendata.json_of(request, TIERS)


@require_safe
def tiers_metadata(request):
    """What each column of the data means, in both languages."""
    return opendata.metadata_of(request, TIERS)


@require_safe
def map_svg(request, year):
    """The placements of one edition on a map: a picture for its page, that names each country when saved and opened."""
    get_object_or_404(Edition.objects.published(), year=year)
    tiers = by_tier(in_order_of_name(Placement.objects.in_edition(year)))
    title = gettext("Tiers in the Trafficking in Persons Report %(year)s") % {"year": year}
    drawing = render_to_string("reports/world.svg", {"title": title, "world": world_map(tiers, Country.objects.all())})
    return opendata.document(request, "image/svg+xml", drawing.encode())


def rows() -> list[Row]:
    """Return every public placement as a row of the open data, by year and country code."""
    labels = {language: _tier_labels(language) for language in LANGUAGES}
    return [
        {
            "iso3": iso3,
            "country_en": name_en,
            "country_fr": name_fr,
            "year": year,
            "tier": tier,
            "tier_label_en": labels["en"][tier],
            "tier_label_fr": labels["fr"][tier],
            "watch_list": tier == Tier.TIER_2_WATCH_LIST,
            "special_case": tier == Tier.SPECIAL_CASE,
            "sources": sources,
        }
        for iso3, name_en, name_fr, year, tier, sources in Placement.objects.public().facts()
    ]


def _tier_labels(language: str) -> dict[str, str]:
    with translation.override(language):
        return {tier.value: str(tier.label) for tier in Tier}


def _years(found: list[Row]) -> dict[str, Any]:
    years = [row["year"] for row in found]
    return {"dc:temporal": f"{years[0]}/{years[-1]}" if years else ""}


TIERS = opendata.Table(
    title=_("Tiers of the Trafficking in Persons Report"),
    description=_(
        "The tier of each country and territory in each edition of the report that the site publishes. "
        "A tier is the opinion of the United States Department of State on a government’s efforts; "
        "it does not measure how much trafficking there is. "
        "A country that has no row for a year was not in that report, or no source good enough was found."
    ),
    page="reports:tiers",
    contents="placements",
    key=("iso3", "year"),
    columns=(
        Column(
            "iso3",
            _("ISO 3166-1 alpha-3 code of the country or territory; XKX, user-assigned, for Kosovo."),
            {"base": "string", "length": 3},
        ),
        Column("country_en", _("Name of the country or territory in English.")),
        Column("country_fr", _("Name of the country or territory in French.")),
        Column("year", _("Year of the report, not of the efforts that it describes."), "gYear"),
        Column(
            "tier",
            _("1, 2, 2W (Tier 2 Watch List), 3 or SC (special case). Not a number."),
            {"base": "string", "format": "|".join(Tier.values)},
        ),
        Column("tier_label_en", _("Name of the tier in English.")),
        Column("tier_label_fr", _("Name of the tier in French.")),
        Column("watch_list", _("Whether the country is on the Tier 2 Watch List (true or false)."), "boolean"),
        Column("special_case", _("Whether the country is a special case, without a tier (true or false)."), "boolean"),
        Column(
            "sources",
            _("Number of sources that agree on this tier; 1 is a placement that rests on one source."),
            "positiveInteger",
        ),
    ),
    rows=rows,
    about=_years,
)
