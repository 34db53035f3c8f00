"""Every published placement as open data: CSV, JSON, and a description of the columns in both languages.

CSV as RFC 4180 (lines end in CR LF, UTF-8, a header line); the description as "Metadata Vocabulary for Tabular Data"
(W3C, 2015). Rows are in a stable order and the answers have strong ETags, so that two copies can be compared.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.models import LANGUAGES
from reports.models import Placement, Tier

COLUMNS = (
    "iso3",
    "country_en",
    "country_fr",
    "year",
    "tier",
    "tier_label_en",
    "tier_label_fr",
    "watch_list",
    "special_case",
    "sources",
)
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in both widths.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, str | int | bool]


@require_safe
def tiers_csv(request):
    """Every placement as CSV."""
    return _answer(request, "text/csv; charset=utf-8; header=present", _csv_lines)


@require_safe
def tiers_json(request):
    """Every placement as JSON."""
    return _answer(request, "application/json", _json_lines)


@require_safe
def tiers_metadata(request):
    """What each column of the data means, in both languages."""
    return _answer(request, "application/json", _metadata)


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


def _answer(request, content_type: str, lines: Callable[[list[Row]], Iterable[str]]) -> HttpResponseBase:
    """Return the data, line by line; 304 when the reader has them already.

    The rows are read once: they make the ETag and then the answer, which can therefore not disagree.
    """
    found = rows()
    digest = hashlib.sha256()
    for line in lines(found):
        digest.update(line.encode())
    etag = quote_etag(digest.hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = StreamingHttpResponse((line.encode() for line in lines(found)), content_type=content_type)
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(found: list[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(COLUMNS)
    for row in found:
        yield writer.writerow([_cell(row[column]) for column in COLUMNS])


def _cell(value: str | int | bool) -> str:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _json_lines(found: list[Row]) -> Iterable[str]:
    # The address is asked for now: nothing says in which language the lines will be sent.
    address = settings.SITE_URL + reverse("reports:tiers-metadata")
    lines = ((",\n" if number else "\n") + _dumped(row) for number, row in enumerate(found))
    return chain([f'{{"metadata":{_dumped(address)},"placements":['], lines, ["\n]}\n"])


def _dumped(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _metadata(found: list[Row]) -> list[str]:
    years = sorted({row["year"] for row in found})
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": settings.SITE_URL + reverse("reports:tiers-csv"),
        "dc:title": _in_each_language(lambda: _("Tiers of the Trafficking in Persons Report")),
        "dc:description": _in_each_language(
            lambda: _(
                "The tier of each country and territory in each edition of the report that the site publishes. "
                "A tier is the opinion of the United States Department of State on a government’s efforts; "
                "it does not measure how much trafficking there is. "
                "A country that has no row for a year was not in that report, or no source good enough was found."
            )
        ),
        "dc:creator": _in_each_language(lambda: str(settings.SITE_OPERATOR[translation.get_language()])),
        "dc:temporal": f"{years[0]}/{years[-1]}" if years else "",
        "dc:extent": len(found),
        "rdfs:seeAlso": [settings.SITE_URL + address for address in _addresses_of_the_page()],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(name, datatype) for name, datatype in _datatypes().items()],
            "primaryKey": ["iso3", "year"],
        },
    }
    return [json.dumps(about, ensure_ascii=False, indent=2) + "\n"]


def _in_each_language(text: Callable[[], str]) -> list[dict[str, str]]:
    values = []
    for language in LANGUAGES:
        with translation.override(language):
            values.append({"@value": text(), "@language": language})
    return values


def _addresses_of_the_page() -> Iterator[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield reverse("reports:tiers")


def _column(name: str, datatype: str | dict) -> dict:
    return {
        "name": name,
        "titles": name,
        "dc:description": _in_each_language(lambda: _descriptions()[name]),
        "datatype": datatype,
        "required": True,
    }


def _datatypes() -> dict[str, str | dict]:
    special: dict[str, str | dict] = {
        "iso3": {"base": "string", "length": 3},
        "year": "gYear",
        "sources": "positiveInteger",
    }
    flags: dict[str, str | dict] = {"watch_list": "boolean", "special_case": "boolean"}
    tier: dict[str, str | dict] = {"tier": {"base": "string", "format": "|".join(Tier.values)}}
    return {name: (special | flags | tier).get(name, "string") for name in COLUMNS}


def _descriptions() -> dict[str, str]:
    return {
        "iso3": _("ISO 3166-1 alpha-3 code of the country or territory; XKX, user-assigned, for Kosovo."),
        "country_en": _("Name of the country or territory in English."),
        "country_fr": _("Name of the country or territory in French."),
        "year": _("Year of the report, not of the efforts that it describes."),
        "tier": _("1, 2, 2W (Tier 2 Watch List), 3 or SC (special case). Not a number."),
        "tier_label_en": _("Name of the tier in English."),
        "tier_label_fr": _("Name of the tier in French."),
        "watch_list": _("Whether the country is on the Tier 2 Watch List (true or false)."),
        "special_case": _("Whether the country is a special case, without a tier (true or false)."),
        "sources": _("Number of sources that agree on this tier; 1 is a placement that rests on one source."),
    }
