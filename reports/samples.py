"""What the style page shows of the reports."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.models import Country
from publishing.stylebook.contexts import NONE, SEVERAL, few, first, given
from publishing.stylebook.registry import AT_REST, Excerpt, Sample, State, register
from reports import countries, figures
from reports.changes import Changes, latest_changes
from reports.charts import bar_chart
from reports.comparison import Choice, comparison_of
from reports.downloads import TIERS
from reports.evidence import evidence_of
from reports.explorer import grid
from reports.forms import TierFilter
from reports.lists import by_move, by_tier, in_order_of_name
from reports.models import Edition, Example, GlobalFigure, Placement, Program, Tier
from reports.picture import picture_of
from reports.sentences import where_it_stands
from reports.timeline import Change, Move, Stay, Tally, Year, rule_sources, timeline

Context = Callable[[], dict[str, Any] | None]
_MARKS = ["1", "2", "2w", "3", "sc"]


def _edition(year: int) -> Edition:
    return Edition(year=year)


def _placement(tier: str = Tier.TIER_2, year: int = 2018, sources: int = 2) -> Placement:
    return Placement(edition=_edition(year), tier=tier, sources_agreeing=sources)


def _move(before: str | None, after: str, year: int = 2018) -> Context:
    earlier = _placement(before, year - 1) if before else None
    return lambda: {"year": Year(_edition(year), _placement(after, year), earlier)}


def _latest(tier: str | None, *, year: int = 2018, newest: int = 2018, sources: int = 2) -> Context:
    def context() -> dict[str, Any]:
        latest = Year(_edition(year), _placement(tier, year, sources), None) if tier else None
        later = [Year(_edition(newest), None, None)] if newest > year or latest is None else []
        country = Country(key="HTI", name_the_en="Haiti", name_the_fr="Haïti")
        sentence = where_it_stands(country, [*later, *([latest] if latest else [])])
        return {"country": country, "latest": latest, "sentence": sentence}

    return context


def _stay(first_year: int, last_year: int, *, known: bool = True, current: bool = False) -> Context:
    def context() -> dict[str, Any]:
        stays = [Stay(first_year, last_year, known, known, current)]
        return {"stays": stays, "rule_sources": rule_sources(stays)}

    return context


def _years_of(key: str) -> dict[str, Any] | None:
    country = Country.objects.filter(key=key).first()
    years = timeline(Edition.objects.published(), Placement.objects.public().of_country(key))
    if not country or not years:
        return None
    placements = [year.placement for year in years if year.placement]
    return {
        "country": country,
        "years": years,
        "picture": picture_of(years),
        "evidence": evidence_of(placements),
    }


def _placed() -> list[Placement]:
    """Return a few placements of each tier of the latest edition that has any."""
    latest = Placement.objects.public().select_related("country", "edition").first()
    placements = in_order_of_name(latest.edition.placements.with_countries()) if latest else []
    return [placement for tier in Tier for placement in [p for p in placements if p.tier == tier][:3]]


def _tier_counts() -> dict[str, Any] | None:
    placements = _placed()
    counted = sum(placement.rests_on_one_source for placement in placements)
    tiers = by_tier(placements)
    counts = {"placement_count": len(placements), "one_source_count": counted}
    return {"tiers": tiers, "chart": bar_chart(tiers), **counts} if tiers else None


def _world_map(undrawn: Sequence[str] = ()) -> dict[str, Any] | None:
    tiers = by_tier(_placed())
    return {"edition": tiers[0].rows[0].edition, "tiers": tiers, "undrawn": undrawn} if tiers else None


def _changes() -> dict[str, Any] | None:
    tiers = [Tier.TIER_1, Tier.TIER_3, Tier.SPECIAL_CASE]
    found = [Change(placement, tier) for placement in _placed() for tier in tiers if placement.tier != tier][:6]
    counted = Tally(Counter(change.move for change in found))
    return {"changes": Changes(_edition(2018), counted, by_move(found))} if found else None


def _no_changes(counted: Tally | None) -> Context:
    return lambda: {"changes": Changes(_edition(2018), counted, [])}


def _grid(order: str = "") -> Context:
    def context() -> dict[str, Any] | None:
        found = grid(Edition.objects.published().years(), order=order)
        some = [replace(group, rows=group.rows[:3]) for group in found.groups]
        return {"grid": replace(found, groups=some)} if some else None

    return context


def _choice(*asked: str) -> Context:
    return lambda: {"choice": Choice(list(asked), countries.with_a_page().in_order_of_name(get_language() or "en"))}


def _comparison() -> dict[str, Any] | None:
    chosen = few(countries.with_a_page())
    return {"comparison": comparison_of(chosen[:2])} if chosen else None


def _figures_of(*years: int) -> dict[str, Any] | None:
    editions = Edition.objects.published().filter(year__in=years)
    table = figures.table(editions, GlobalFigure.objects.published().prefetch_related("sources"))
    return {"table": table, "pictures": figures.pictures(table)} if table.has_figures else None


def _picture() -> dict[str, Any] | None:
    found = _figures_of(*range(2001, 2026))
    return {"picture": found["pictures"][0]} if found else None


def _source_marks() -> dict[str, Any] | None:
    found = _figures_of(2018)
    return {"places": found["table"].rows[0].cells[0].whole.references} if found else None


def _tier(tier: Tier) -> Context:
    return lambda: {"code": tier.lower(), "label": tier.label}


def _filters(**asked: str) -> Context:
    def context() -> dict[str, Any]:
        filters = TierFilter(asked, years=Edition.objects.published().years())
        filters.is_valid()
        words = {"label": _("Narrow the list"), "button": _("Show the tiers"), "everything": _("Take out the filters")}
        return {"filters": filters, "action": reverse("reports:tiers"), **words}

    return context


def _examples() -> Any:
    return Example.objects.published().for_cards()


def _cards() -> dict[str, Any] | None:
    found = few([example for example in _examples() if example.body])
    return {"examples": found, "level": "h3"} if found else None


def _cards_without_a_page() -> dict[str, Any] | None:
    found = few([example for example in _examples() if not example.body], 1)
    return {"examples": found, "level": "h3"} if found else None


def _example(**said: Any) -> Context:
    example = Example(**({"pillar": Example.Pillar.PROTECTION} | said))
    return lambda: {"example": example}


def _country_page() -> str:
    country = Country.objects.filter(placements__in=Placement.objects.public()).first()
    return reverse("reports:country", args=[country.slug]) if country else ""


def _edition_page() -> str:
    edition = Edition.objects.published().filter(placements__isnull=False).first()
    return edition.get_absolute_url() if edition else ""


register(
    Sample(
        "reports/components/changes.html",
        (
            State(SEVERAL, _changes),
            State(NONE, _no_changes(Tally(Counter({Move.SAME: 12})))),
            State(_("The report before is not published here"), _no_changes(None)),
        ),
    ),
    Sample(
        "reports/components/compare_form.html",
        (
            State(AT_REST, _choice("fra")),
            State(_("A filter that does not exist"), _choice("fra", "nowhere", "fra", "usa", "hti")),
        ),
        wide=True,
    ),
    Sample("reports/components/comparison.html", (State(SEVERAL, _comparison),), wide=True),
    Sample(
        "reports/components/downgrade.html",
        (
            State(_("Before any limit"), lambda: {"stay": Stay(2004, 2006, True, True, False)}),
            State(_("Begun before the count"), lambda: {"stay": Stay(2007, 2010, True, True, False)}),
            State(_("Going on, past the last rule known"), lambda: {"stay": Stay(2025, 2025, True, True, True)}),
        ),
        inside="<p>{}</p>",
    ),
    Sample(
        "reports/components/example_cards.html",
        (
            State(SEVERAL, _cards),
            State(_("Without a page"), _cards_without_a_page),
            State(NONE, lambda: {"examples": []}),
        ),
        wide=True,
    ),
    Sample(
        "reports/components/example_facts.html",
        (
            State(AT_REST, first("example", lambda: _examples().filter(country__isnull=False, year__isnull=False))),
            State(_("Several years"), _example(year=2014, end_year=2017)),
            State(_("Year not known"), _example()),
        ),
    ),
    Sample(
        "components/filters.html",
        (
            State(AT_REST, _filters()),
            State(_("Narrowed"), _filters(tier=Tier.TIER_3)),
            State(_("A filter that does not exist"), _filters(tier="9", region="none")),
        ),
        wide=True,
    ),
    Sample(
        "reports/components/figures_over_years.html",
        (State(_("With gaps"), lambda: _figures_of(2005, 2006, 2007, 2008)),),
        wide=True,
    ),
    Sample(
        "reports/components/global_figures.html",
        (
            State(SEVERAL, given("figures", lambda: GlobalFigure.objects.published().prefetch_related("sources"))),
            State(NONE, lambda: {"figures": []}),
        ),
    ),
    Sample(
        "reports/components/latest_changes.html",
        (State(SEVERAL, lambda: {"latest": latest_changes()}), State(NONE, lambda: {"latest": None})),
    ),
    Sample(
        "reports/components/latest_placement.html",
        (
            *(State(tier.label, _latest(tier)) for tier in Tier),
            State(_("One source"), _latest(Tier.TIER_2, sources=1)),
            State(_("Not placed in later reports"), _latest(Tier.TIER_2, newest=2021)),
            State(_("Never placed"), _latest(None)),
        ),
    ),
    Sample(
        "reports/components/line_chart.html",
        (State(_("With gaps"), _picture),),
        inside='<div id="years-caption">{}</div>',
    ),
    Sample(
        "reports/components/line_key.html",
        (State(_("The total"), lambda: {"part": False}), State(_("A part of it"), lambda: {"part": True})),
        inside="<p>{}</p>",
    ),
    Sample(
        "reports/components/move.html",
        (
            State(_("Up"), _move(Tier.TIER_2, Tier.TIER_1)),
            State(_("Down"), _move(Tier.TIER_2, Tier.TIER_3)),
            State(_("No change"), _move(Tier.TIER_2, Tier.TIER_2)),
            State(_("To a special case"), _move(Tier.TIER_2, Tier.SPECIAL_CASE)),
            State(_("To the first Watch List"), _move(Tier.TIER_2, Tier.TIER_2_WATCH_LIST, year=2004)),
            State(_("Not known"), _move(None, Tier.TIER_2)),
        ),
        inside="<p>{}</p>",
    ),
    Sample("components/open_data.html", (State(AT_REST, lambda: {"table": TIERS}),)),
    Sample(
        "reports/components/one_source.html",
        (
            State(_("One source"), lambda: {"placement": _placement(sources=1)}),
            State(SEVERAL, lambda: {"placement": _placement()}),
        ),
        inside="<p>{}</p>",
    ),
    Sample(
        "reports/components/programs.html",
        (State(SEVERAL, given("programs", lambda: Program.objects.published().prefetch_related("sources"))),),
    ),
    Sample(
        "reports/components/source_marks.html",
        (State(SEVERAL, _source_marks),),
        inside='<p id="source-1">{}</p>',
    ),
    Sample(
        "reports/components/sources_count.html",
        (
            State(_("One source"), lambda: {"placement": _placement(sources=1)}),
            State(SEVERAL, lambda: {"placement": _placement(sources=3)}),
        ),
        inside="<p>{}</p>",
    ),
    Sample(
        "reports/components/stays.html",
        (
            State(_("One report"), _stay(2012, 2012)),
            State(_("Ended"), _stay(2012, 2014)),
            State(_("Neither end is known"), _stay(2012, 2014, known=False)),
            State(_("Going on, the downgrade to come"), _stay(2018, 2018, current=True)),
            State(_("Going on, the downgrade past"), _stay(2014, 2018, current=True)),
            State(
                _("Going on, the downgrade cannot be counted"),
                lambda: {"stays": [Stay(2016, 2018, False, True, True)], "rule_sources": []},
            ),
            State(NONE, lambda: {"stays": [], "rule_sources": []}),
        ),
    ),
    Sample(
        "reports/components/tier.html",
        tuple(State(tier.label, _tier(tier)) for tier in Tier),
        inside="<p>{}</p>",
    ),
    Sample("reports/components/tier_counts.html", (State(AT_REST, _tier_counts),)),
    Sample(
        "reports/components/tiers_grid.html",
        (State(AT_REST, _grid()), State(_("By region"), _grid("region"))),
        wide=True,
    ),
    Sample(
        "reports/components/timeline.html",
        (State(_("With gaps"), lambda: _years_of("FRA")),),
        wide=True,
    ),
    Sample(
        "reports/components/timeline_picture.html",
        (State(_("With gaps"), lambda: _years_of("USA")),),
        wide=True,
    ),
    Sample(
        "reports/components/world_map.html",
        (
            State(AT_REST, _world_map),
            State(_("A country that has no place on it"), lambda: _world_map(["Grenada"])),
        ),
        wide=True,
    ),
    Sample(
        "reports/components/world_marks.html",
        (State(AT_REST, lambda: {}),),
        inside='<svg width="90" height="18" fill="currentColor" aria-hidden="true">{}'
        + "".join(f'<use href="#world-mark-{code}" x="{9 + 18 * at}" y="9"/>' for at, code in enumerate(_MARKS))
        + "</svg>",
    ),
    Excerpt("components/country.css", "country__facts", AT_REST, _country_page),
    Excerpt("components/contents.css", "contents__jumps", _("Jumps"), lambda: reverse("reports:countries"), wide=True),
    Excerpt(
        "components/country.css",
        "countries__item",
        _("A country"),
        lambda: reverse("reports:countries"),
        inside='<ul class="countries__list">{}</ul>',
    ),
    Excerpt("components/edition.css", "edition__tier", _("A tier"), _edition_page, wide=True),
    Excerpt("components/edition.css", "edition__neighbors", _("Neighbors"), _edition_page),
    Excerpt("components/table.css", "table-scroll", AT_REST, lambda: reverse("reports:home"), wide=True),
    Excerpt("components/facts.css", "facts", AT_REST, _edition_page),
)
