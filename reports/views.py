"""The reports: editions, tiers, countries, examples."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import opendata, references
from publishing.citations import Cited
from publishing.countries import find_by_slug as find_country
from publishing.history import find_by_slug
from publishing.opendata.changes import SHAPES, log
from publishing.preview import public
from reports import citations, structured
from reports import countries as places
from reports import figures as global_figures
from reports.changes import changes_of, latest_changes
from reports.charts import bar_chart
from reports.comparison import Choice, comparison_of
from reports.downloads import TIERS, tiers_of_edition
from reports.evidence import evidence_of
from reports.explorer import grid
from reports.forms import CountryOrder, ExampleFilter, TierFilter
from reports.lists import by_initial, by_pillar, by_region, by_tier, in_order_of_name
from reports.models import Edition, Example, GlobalFigure, Placement, Program
from reports.picture import picture_of
from reports.sentences import where_it_stands
from reports.tables import COUNTRIES, EDITIONS, EXAMPLES, FIGURES
from reports.timeline import rule_sources, stays_on_the_watch_list, timeline
from reports.world import undrawn

# How many entries of the list of changes of the data its page shows.
_LOG_ENTRIES = 20
# The page whose text lists the programs: they have no page of their own.
_PROGRAMS_PAGE = "response/international-programs"


def home(request):
    """Every edition, latest first, and the ways into the rest."""
    return render(
        request,
        "reports/home.html",
        {
            "latest": latest_changes(),
            "editions": Edition.objects.published().with_placement_counts(),
            "cited": citations.view("reports:tiers", _("Trafficking in Persons Report: editions, tiers, countries")),
            "data": structured.editions(),
            "open_data": EDITIONS,
        },
    )


def edition(request, year):
    """One edition: its dates, figures, gaps and placements, and what changed since the edition before."""
    found = get_object_or_404(public(request, Edition.objects.prefetch_related("sources")), year=year)
    editions = Edition.objects.published()
    placements = in_order_of_name(found.placements.with_countries())
    tiers = by_tier(placements)
    return render(
        request,
        "reports/edition.html",
        {
            "edition": found,
            "figures": found.figures.published().prefetch_related("sources"),
            "tiers": tiers,
            "chart": bar_chart(tiers),
            "undrawn": undrawn(tiers),
            "regions": by_region(placements),
            "placement_count": len(placements),
            "one_source_count": sum(placement.rests_on_one_source for placement in placements),
            "changes": changes_of(found, placements),
            "earlier": editions.before(year).first(),
            "later": editions.after(year).first(),
            "data": structured.edition(found),
            "cited": citations.edition(found),
            "open_data": tiers_of_edition(year),
            "trail": _trail(),
            "address": found.get_absolute_url,
        },
    )


def tiers(request):
    """The tiers of every country in every edition, narrowed and ordered by address, and all of them as open data."""
    if "edition" in request.GET:
        return _range_of_one(request.GET)
    years = Edition.objects.published().years()
    filters = TierFilter(request.GET, years=years)
    valid = filters.is_valid()
    title = _("Tiers, report by report")
    return render(
        request,
        "reports/tiers.html",
        {
            "filters": filters,
            "grid": grid(
                filters.years, region=filters.wish("region"), tier=filters.wish("tier"), order=filters.wish("sort")
            ),
            "latest": latest_changes(),
            "data": structured.tiers(years),
            "open_data": TIERS,
            "title": title,
            "cited": citations.view("reports:tiers", title),
            "trail": _trail(),
            "keeps_query": valid and filters.is_narrowed,
        },
        status=200 if valid else 400,
    )


def _range_of_one(query):
    """Lead to the table of one edition: the page was once of one edition, and addresses of that kind are kept."""
    query = query.copy()
    [year] = query.pop("edition")[-1:]
    query["from"] = query["to"] = year
    return redirect(f"{reverse('reports:tiers')}?{query.urlencode()}", permanent=True)


def compare(request):
    """Up to four countries side by side, report by report; the address holds the choice."""
    choice = Choice(request.GET.getlist("country"), places.with_a_page().in_order_of_name(get_language()))
    compared = comparison_of(choice.countries)
    return render(
        request,
        "reports/compare.html",
        {
            "choice": choice,
            "comparison": compared,
            "title": compared.title,
            "cited": citations.view("reports:tiers", compared.title) if choice.countries else None,
            "trail": [*_trail(), (_("Tiers, report by report"), reverse("reports:tiers"))],
            "address": lambda: reverse("reports:compare") + choice.query,
        },
        status=200 if choice.is_valid else 400,
    )


def figures(request):
    """The worldwide totals of every edition in one table, with pictures drawn from it."""
    found = GlobalFigure.objects.published().prefetch_related("sources")
    table = global_figures.table(Edition.objects.published(), found)
    return render(
        request,
        "reports/figures.html",
        {
            "table": table,
            "pictures": global_figures.pictures(table),
            "data": structured.figures(table),
            "open_data": FIGURES,
            "title": _("Worldwide figures over the years"),
            "cited": citations.view(
                "reports:figures", _("Worldwide figures of the Trafficking in Persons Report, over the years")
            ),
            "trail": _trail(),
        },
    )


def data(request):
    """The open data: which files there are, how to use them, what each column means, what changed."""
    title = _("Use the data")
    return render(
        request,
        "reports/data.html",
        {
            "tables": opendata.tables(),
            "sample": settings.SITE_URL + reverse("reports:tiers-csv"),
            "edition": Edition.objects.published().first(),
            "country": places.with_a_page().order_by("key").first(),
            "shapes": SHAPES,
            "log": log(limit=_LOG_ENTRIES),
            "title": title,
            "cited": citations.view("reports:data", title),
            "trail": _trail(),
        },
    )


def countries(request):
    """Every country that a report places, by region or by letter, with its latest tier."""
    order = CountryOrder(request.GET)
    valid = order.is_valid()
    placements = in_order_of_name(Placement.objects.latest_of_each_country())
    title = _("Countries and territories in the reports")
    by_name = order.wish("by") == CountryOrder.NAME
    return render(
        request,
        "reports/countries.html",
        {
            "order": order,
            "by_name": by_name,
            "groups": by_initial(placements) if by_name else by_region(placements),
            "count": len(placements),
            "data": structured.countries(),
            "open_data": COUNTRIES,
            "title": title,
            "cited": citations.view("reports:countries", title),
            "trail": _trail(),
            "keeps_query": valid and order.is_narrowed,
        },
        status=200 if valid else 400,
    )


def country(request, slug):
    """One country: where each report places it, what is not known, and what follows from it."""
    found, current = find_country(places.with_a_page(), slug)
    if found is None:
        raise Http404
    if not current:
        return redirect("reports:country", found.slug, permanent=True)
    years = timeline(Edition.objects.published(), Placement.objects.public().of_country(found.key))
    stays = stays_on_the_watch_list(years)
    return render(
        request,
        "reports/country.html",
        {
            "country": found,
            "years": years,
            "sentence": where_it_stands(found, years),
            "picture": picture_of(years),
            "latest": next((year for year in years if year.placement), None),
            "stays": stays,
            "rule_sources": rule_sources(stays),
            "evidence": evidence_of(year.placement for year in years if year.placement),
            "cited": citations.country(found),
            "examples": Example.objects.published().for_cards().of_country(found.key),
            "data": structured.country(found, [year.edition.year for year in years if year.placement]),
            "trail": [*_trail(), (_("Countries"), reverse("reports:countries"))],
            "address": lambda: reverse("reports:country", args=[found.slug]),
        },
    )


def examples(request):
    """What countries, cities and organizations did, narrowed by pillar, kind, who acted, country and year."""
    published = list(public(request, Example.objects.for_cards()))
    filters = ExampleFilter(request.GET, published)
    valid = filters.is_valid()
    found = filters.found
    title = _("Examples: what was done, and where")
    return render(
        request,
        "reports/examples.html",
        {
            "filters": filters,
            "pillars": by_pillar(found),
            "count": len(found),
            "total": len(published),
            "data": structured.examples(),
            "open_data": EXAMPLES,
            "title": title,
            "cited": citations.view("reports:examples", title),
            "trail": _trail(),
            "keeps_query": valid and filters.is_narrowed,
        },
        status=200 if valid else 400,
    )


def example(request, slug):
    """One thing that a country, a city or an organization did, with its source; its card, when that says it all."""
    found, current = find_by_slug(public(request, Example.objects.for_cards()), slug)
    if found is None:
        raise Http404
    if not current or not found.body:
        return redirect(found, permanent=True)
    return render(
        request,
        "reports/example.html",
        {
            "example": found,
            "cited": Cited(found.title, found.updated_at),
            "others": Example.objects.published().for_cards().alike(found)[:4],
            "trail": [*_trail(), (_("Examples"), reverse("reports:examples"))],
            "address": found.get_absolute_url,
        },
    )


def program(request, slug):
    """Lead to the program's place on the page that lists the programs."""
    found, _current = find_by_slug(Program.objects.published(), slug)
    address = references.addresses().get("page", {}).get(_PROGRAMS_PAGE)
    if found is None or address is None:
        raise Http404
    return redirect(f"{address}#{found.slug}", permanent=True)


def _trail():
    return [(_("Reports"), reverse("reports:home"))]
