"""Every published placement as open data, those of one edition or of one country; those of an edition as a map."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from publishing import opendata
from publishing.countries import find_by_slug as find_country
from publishing.models import Country
from publishing.opendata import Column, Row
from publishing.opendata.tables import encoded
from reports import countries as places
from reports.evidence import addresses, source_keys
from reports.lists import by_tier, in_order_of_name
from reports.models import Edition, Placement, Tier
from reports.world import world_map


@require_safe
def edition_file(request, year, form):
    """The placements of one edition."""
    get_object_or_404(Edition.objects.published(), year=year)
    return opendata.answer_table(request, tiers_of_edition(year), form)


@require_safe
def country_file(request, slug, form):
    """The placements of one country."""
    found, current = find_country(places.with_a_page(), slug)
    if found is None:
        raise Http404
    if not current:
        return redirect(f"reports:country-{form}", found.slug, permanent=True)
    return opendata.answer_table(request, tiers_of_country(found), form)


def tiers_of_edition(year: int) -> opendata.Table:
    """Return the tiers of one edition as a table."""
    return replace(
        TIERS,
        title=format_lazy(_("Tiers of the Trafficking in Persons Report of {year}"), year=year),
        page="reports:edition",
        part=str(year),
        args=lambda: (year,),
        **_narrowed(edition__year=year),
    )


@require_safe
def map_svg(request, year):
    """The placements of one edition on a map: a picture for its page, that names each country when saved and opened."""
    get_object_or_404(Edition.objects.published(), year=year)
    tiers = by_tier(in_order_of_name(Placement.objects.in_edition(year).with_countries()))
    title = gettext("Tiers in the Trafficking in Persons Report %(year)s") % {"year": year}
    drawing = render_to_string("reports/world.svg", {"title": title, "world": world_map(tiers, Country.objects.all())})
    return opendata.document(request, "image/svg+xml", drawing.encode())


def tiers_of_country(country: Country) -> opendata.Table:
    """Return the tiers of one country as a table."""
    return replace(
        TIERS,
        title=format_lazy(
            _("{country}: tiers in the Trafficking in Persons Report"), country=lazy(lambda: country.name, str)()
        ),
        page="reports:country",
        part=country.key,
        args=lambda: (country.slug,),
        **_narrowed(country__key=country.key),
    )


def _narrowed(**wishes: Any) -> dict[str, Any]:
    return {"rows": partial(rows, **wishes), "about": partial(_years, **wishes)}


def rows(**wishes: Any) -> Iterator[Row]:
    """Yield the public placements that answer these wishes as rows of the open data, by year and country code."""
    labels = opendata.labels(Tier)
    sources = addresses()
    public = Placement.objects.public().filter(**wishes)
    for iso3, name_en, name_fr, year, tier, count, noted, narrative, address in public.facts():
        yield {
            "iso3": iso3,
            "country_en": name_en,
            "country_fr": name_fr,
            "year": year,
            "tier": tier,
            "tier_label_en": labels["en"][tier],
            "tier_label_fr": labels["fr"][tier],
            "watch_list": tier == Tier.TIER_2_WATCH_LIST,
            "special_case": tier == Tier.SPECIAL_CASE,
            "sources": count,
            "edition_url": address,
            "tier_sources": [encoded(sources[key]) for key in source_keys(noted, tier) if key in sources],
            "narrative_url": narrative,
        }


def _years(**wishes: Any) -> dict[str, Any]:
    public = Placement.objects.public().filter(**wishes)
    years = public.aggregate(first=Min("edition__year"), last=Max("edition__year"))
    return {"dc:temporal": f"{years['first']}/{years['last']}" if years["first"] else ""}


def told_placements() -> QuerySet:
    """Return the kept versions of the placements of published editions."""
    return opendata.told(Placement, edition__in=Edition.objects.published())


def told_countries() -> QuerySet:
    """Return the kept versions of the countries that a published edition places."""
    return opendata.told(Country, id__in=Placement.objects.public().values("country"))


TIERS = opendata.Table(
    name="tiers",
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
        Column(
            "edition_url",
            _("Official address of that report, or of what came out with it; empty when none is known."),
            "anyURI",
            required=False,
        ),
        Column(
            "tier_sources",
            _(
                "Addresses of the documents that give this tier, with semicolons between them; of one that has no "
                "address, its place in this site’s list of sources. One address may stand for several documents."
            ),
            "anyURI",
            required=False,
            many=True,
        ),
        Column(
            "narrative_url",
            _("Address of the report’s own text on this country; empty unless it was seen."),
            "anyURI",
            required=False,
        ),
    ),
    rows=rows,
    history=lambda: [told_placements(), opendata.told(Edition), told_countries()],
    year="edition__year",
    about=_years,
)
