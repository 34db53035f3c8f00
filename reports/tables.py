"""The other tables of the reports as open data: editions, countries, worldwide figures, examples."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing import opendata
from publishing.models import Country
from publishing.opendata import Column, Row
from reports.downloads import TIERS, told_countries, told_placements
from reports.models import Edition, Example, GlobalFigure, Placement, Tier

_PAGES = (
    Column("page_en", _("Address of its page in English."), "anyURI"),
    Column("page_fr", _("Address of its page in French."), "anyURI"),
)
_ISO3 = {"base": "string", "length": 3}
# Rows with what belongs to them are read so many at a time.
_TOGETHER = 500


def _one_of(values: Any) -> dict[str, str]:
    return {"base": "string", "format": "|".join(values)}


def _page_of(country: Country) -> str:
    return reverse("reports:country", args=[country.slug])


def editions() -> Iterator[Row]:
    """Yield each published edition, by year."""
    found = Edition.objects.published().with_placement_counts().order_by("year").prefetch_related("sources")
    for edition in found.iterator(chunk_size=_TOGETHER):
        yield {
            "year": edition.year,
            "published": edition.published,
            "period_start": edition.period_start and edition.period_start.isoformat(),
            "period_end": edition.period_end and edition.period_end.isoformat(),
            "theme_en": edition.theme_en,
            "theme_fr": edition.theme_fr,
            "countries_covered": edition.countries_covered,
            "placements": edition.placement_count,
            "url": edition.url,
            "sources": opendata.address_list(edition.sources.all()),
            **opendata.page_addresses(edition.get_absolute_url),
        }


def countries() -> Iterator[Row]:
    """Yield each country that a published edition places, by code."""
    regions = opendata.labels(Country.Region)
    latest = {placement.country_id: placement for placement in Placement.objects.latest_of_each_country()}
    public = Q(placements__edition__in=Edition.objects.published())
    found = Country.objects.filter(pk__in=latest).annotate(editions=Count("placements", public)).order_by("key")
    for country in found.iterator():
        yield {
            "iso3": country.key,
            "iso2": country.iso2,
            "name_en": country.name_en,
            "name_fr": country.name_fr,
            "withdrawn": country.withdrawn,
            "region": country.region,
            "region_en": regions["en"][country.region],
            "region_fr": regions["fr"][country.region],
            "editions": country.editions,
            "latest_year": latest[country.pk].edition.year,
            "latest_tier": latest[country.pk].tier,
            **opendata.page_addresses(partial(_page_of, country)),
        }


def figures() -> Iterator[Row]:
    """Yield each published worldwide total of a published edition, by edition and measure."""
    measures = opendata.labels(GlobalFigure.Measure)
    public = GlobalFigure.objects.published().filter(edition__in=Edition.objects.published())
    found = public.select_related("edition").prefetch_related("sources").order_by("edition__year", "measure")
    for figure in found.iterator(chunk_size=_TOGETHER):
        yield {
            "edition": figure.edition.year,
            "measure": figure.measure,
            "measure_en": measures["en"][figure.measure],
            "measure_fr": measures["fr"][figure.measure],
            "calendar_year": figure.calendar_year,
            "value": figure.value,
            "note_en": figure.note_en,
            "note_fr": figure.note_fr,
            "sources": opendata.address_list(figure.sources.all()),
        }


def examples() -> Iterator[Row]:
    """Yield each published example, by key."""
    pillars, kinds = opendata.labels(Example.Pillar), opendata.labels(Example.Kind)
    actors = opendata.labels(Example.Actor)
    found = Example.objects.published().with_country().prefetch_related("sources").order_by("key")
    for example in found.iterator(chunk_size=_TOGETHER):
        country = example.country
        yield {
            "key": example.key,
            "title_en": example.title_en,
            "title_fr": example.title_fr,
            "summary_en": example.summary_en,
            "summary_fr": example.summary_fr,
            "iso3": country.key if country else "",
            "country_en": country.name_en if country else "",
            "country_fr": country.name_fr if country else "",
            "place_en": example.place_en,
            "place_fr": example.place_fr,
            "organization_en": example.organization_en,
            "organization_fr": example.organization_fr,
            "year": example.year,
            "pillar": example.pillar,
            "pillar_en": pillars["en"][example.pillar],
            "pillar_fr": pillars["fr"][example.pillar],
            "kind": example.kind,
            "kind_en": kinds["en"][example.kind],
            "kind_fr": kinds["fr"][example.kind],
            "sources": opendata.address_list(example.sources.all()),
            **opendata.page_addresses(example.get_absolute_url),
            "end_year": example.end_year,
            "actor": example.actor,
            "actor_en": actors["en"].get(example.actor, ""),
            "actor_fr": actors["fr"].get(example.actor, ""),
        }


EDITIONS = opendata.Table(
    name="editions",
    title=_("Editions of the Trafficking in Persons Report"),
    description=_(
        "Each edition that the site publishes, with its dates and theme, and how many placements of it are here. "
        "An empty cell means that no source that was read says it."
    ),
    page="reports:home",
    files="reports:editions",
    contents="editions",
    key=("year",),
    columns=(
        Column("year", _("Year of the report."), "gYear"),
        Column(
            "published",
            _("Day, month or year when it came out (2018, 2018-06 or 2018-06-28)."),
            {"base": "string", "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"},
            required=False,
        ),
        Column("period_start", _("First day of the period that it covers."), "date", required=False),
        Column("period_end", _("Last day of the period that it covers."), "date", required=False),
        Column("theme_en", _("Theme in English."), required=False),
        Column("theme_fr", _("Theme in French."), required=False),
        Column(
            "countries_covered",
            _("Number of countries and territories that it covers, as the report or a source counts them."),
            "positiveInteger",
            required=False,
        ),
        Column("placements", _("Number of its placements in the table of tiers."), "nonNegativeInteger"),
        Column(
            "url",
            _("Official address of the report, or of what came out with it; empty when none is known."),
            "anyURI",
            required=False,
        ),
        opendata.sources_column(
            _("Addresses of the documents that this site read for that report, with semicolons between them.")
        ),
        *_PAGES,
    ),
    rows=editions,
    history=lambda: [opendata.told(Edition), told_placements()],
    year="year",
)

COUNTRIES = opendata.Table(
    name="countries",
    title=_("Countries and territories of the Trafficking in Persons Report"),
    description=_("Each country and territory that a report published here places, with its latest tier."),
    page="reports:countries",
    contents="countries",
    key=("iso3",),
    columns=(
        Column(
            "iso3",
            _("ISO 3166-1 alpha-3 code of the country or territory; XKX, user-assigned, for Kosovo."),
            _ISO3,
        ),
        Column(
            "iso2",
            _("ISO 3166-1 alpha-2 code; XK, user-assigned, for Kosovo."),
            {"base": "string", "length": 2},
        ),
        Column("name_en", _("Name of the country or territory in English.")),
        Column("name_fr", _("Name of the country or territory in French.")),
        Column("withdrawn", _("Whether the code is no longer in use (true or false)."), "boolean"),
        Column(
            "region",
            _(
                "Code of one of six regions, as in the report; "
                "which country stands in which is this site’s own grouping."
            ),
            _one_of(Country.Region.values),
        ),
        Column("region_en", _("Name of the region in English.")),
        Column("region_fr", _("Name of the region in French.")),
        Column("editions", _("Number of reports that place it here."), "positiveInteger"),
        Column("latest_year", _("Year of the latest report that places it here."), "gYear"),
        Column("latest_tier", _("Its tier in that report: 1, 2, 2W, 3 or SC. Not a number."), _one_of(Tier.values)),
        *_PAGES,
    ),
    rows=countries,
    history=lambda: [told_countries(), told_placements()],
)

FIGURES = opendata.Table(
    name="figures",
    title=_("Worldwide figures of the Trafficking in Persons Report"),
    description=_(
        "What governments reported for each calendar year: prosecutions, convictions, victims identified, "
        "new or amended laws. These totals do not measure how much trafficking there is."
    ),
    page="reports:figures",
    contents="figures",
    key=("edition", "measure"),
    columns=(
        Column("edition", _("Year of the report that the figure belongs to."), "gYear"),
        Column(
            "measure",
            _("What is counted, as a code. Those that begin with labor are a part of the others."),
            _one_of(GlobalFigure.Measure.values),
        ),
        Column("measure_en", _("What is counted, in English.")),
        Column("measure_fr", _("What is counted, in French.")),
        Column("calendar_year", _("Calendar year that it counts, not the year of the report."), "gYear"),
        Column("value", _("The total."), "nonNegativeInteger"),
        Column("note_en", _("What to know about this figure, in English."), required=False),
        Column("note_fr", _("What to know about this figure, in French."), required=False),
        opendata.sources_column(_("Addresses of the documents that give this figure, with semicolons between them.")),
    ),
    rows=figures,
    history=lambda: [opendata.told(GlobalFigure, edition__in=Edition.objects.published())],
    year="edition__year",
)

EXAMPLES = opendata.Table(
    name="examples",
    title=_("Examples of what was done against trafficking in persons"),
    description=_(
        "What countries, cities and organizations did, as the documents told it in the year they speak of. "
        "Nothing here says that it goes on today. What is told at length is on the page of the example."
    ),
    page="reports:examples",
    contents="examples",
    key=("key",),
    columns=(
        Column("key", _("Key of the example; it does not change.")),
        Column("title_en", _("Title in English.")),
        Column("title_fr", _("Title in French.")),
        Column("summary_en", _("Summary in English.")),
        Column("summary_fr", _("Summary in French.")),
        Column("iso3", _("ISO 3166-1 alpha-3 code of the country; empty for several."), _ISO3, required=False),
        Column("country_en", _("Name of that country in English."), required=False),
        Column("country_fr", _("Name of that country in French."), required=False),
        Column("place_en", _("City or other place, in English."), required=False),
        Column("place_fr", _("City or other place, in French."), required=False),
        Column("organization_en", _("Who did it, in English."), required=False),
        Column("organization_fr", _("Who did it, in French."), required=False),
        Column(
            "year",
            _("Year that the document speaks of, or the first of several; empty when not known."),
            "gYear",
            required=False,
        ),
        Column("pillar", _("Pillar of the work against trafficking, as a code."), _one_of(Example.Pillar.values)),
        Column("pillar_en", _("Pillar in English.")),
        Column("pillar_fr", _("Pillar in French.")),
        Column("kind", _("Kind of example, as a code."), _one_of(Example.Kind.values)),
        Column("kind_en", _("Kind in English.")),
        Column("kind_fr", _("Kind in French.")),
        opendata.sources_column(_("Addresses of the documents that tell it, with semicolons between them.")),
        *_PAGES,
        Column("end_year", _("Last year, where the document speaks of several."), "gYear", required=False),
        Column("actor", _("Who acted, as a code."), _one_of(Example.Actor.values), required=False),
        Column("actor_en", _("Who acted, in English."), required=False),
        Column("actor_fr", _("Who acted, in French."), required=False),
    ),
    rows=examples,
    history=lambda: [opendata.told(Example)],
)

opendata.register(TIERS, EDITIONS, COUNTRIES, FIGURES, EXAMPLES)
