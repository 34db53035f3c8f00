"""Which documents a placement rests on, read from what the collection of tiers noted of each source.

A note is "kelley=2W; hti=2/2W": the tag of a source and the tier that it gives; with a stroke or a bar where it gives
one of two. A source that gives another tier than the one published here is not among those the placement rests on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from publishing.models import LANGUAGES, Source
from reports.models import Placement

_NOTE = re.compile(r"([\w.@-]+)=([\w/|]+)")
# The tags of each source, by its key. Chapters on one country were read on many sites: their tags begin with "narr".
_TAGS = {
    "tiers-crs": "crs-R44953-2017",
    "tiers-discerning": "discerning",
    "tiers-du": "du",
    "tiers-factbook": "factbook factbook_prev",
    "report-2002-feminist": "feminist.org",
    "tiers-gantnews": "gantnews",
    "tiers-gvnet": "gvnet gvnet_page",
    "tiers-hawkeye": "hawkeye",
    "tiers-hti": "hti",
    "tiers-humantrafficking-za": "humantrafficking.co.za",
    "tiers-kelley": "kelley",
    "tiers-knowyourcountry": "knowyourcountry",
    "tiers-mercy-justice": "mercyinvestment justice-network",
    "tiers-narratives": "state.gov-narrative",
    "tiers-pact": "wearepact",
    "tiers-pdf2018": "pdf2018_header pdf2018_text pdf2018_prev",
    "tiers-rotary-houston": "rotaryeclubhouston.org",
    "tiers-stopvaw": "stopvaw.org",
    "tiers-sure2018": "sure2018",
    "tiers-voa": "voanews",
    "tiers-partial-lists": (
        "asianpeace banglamirrornews bangkokone caribmagplus chronicle.lu corkagainsthumantrafficking dr1 ecoi emn.ie "
        "focuswashington gh.usembassy globebanner himalpress hrwf iawj irishcentral kok md.usembassy mfa.gov.et "
        "moroccoworldnews myfeednews nation.com.pk nepyork ofrd-af pathfinders ph.news.yahoo punch rfa sn.usembassy "
        "tacfarinas tbsnews td.usembassy thailandnews thedailystar thenews.com.pk ua.usembassy wikipedia wwwsagarcom"
    ),
}
_SOURCES = {tag: key for key, tags in _TAGS.items() for tag in tags.split()}


def source_keys(evidence: str, tier: str) -> list[str]:
    """Return the keys of the sources that give this tier, in their order; an unknown tag names none."""
    tags = [tag for tag, given in _NOTE.findall(evidence) if tier in re.split(r"[/|]", given)]
    keys = ["tiers-narratives" if tag.startswith("narr") else _SOURCES.get(tag) for tag in tags]
    return list(dict.fromkeys(key for key in keys if key))


def addresses() -> dict[str, str]:
    """Return the address of each source of tiers by its key; of one without, its place in the list, in English."""
    with translation.override(LANGUAGES[0]):
        found = Source.objects.filter(key__in=_TAGS).order_by("key")
        return {source.key: source.url or settings.SITE_URL + source.get_absolute_url() for source in found}


@dataclass(frozen=True)
class Evidence:
    """The sources of some placements, and the places in that list of the sources of each (by primary key)."""

    sources: list[Source]
    places: dict[int, list[int]]


def evidence_of(placements: Iterable[Placement]) -> Evidence:
    """Return the sources of these placements, numbered from 1 in the order in which they are first named."""
    keys = {placement.pk: source_keys(placement.evidence, placement.tier) for placement in placements}
    known = Source.objects.in_bulk({key for found in keys.values() for key in found}, field_name="key")
    named = dict.fromkeys(key for found in keys.values() for key in found if key in known)
    order = {key: number for number, key in enumerate(named, 1)}
    places = {pk: [order[key] for key in found if key in order] for pk, found in keys.items()}
    return Evidence([known[key] for key in order], places)
