"""What a page about the reports says to machines (schema.org). It claims no more than the page shows."""

from typing import Any

from django.utils.translation import gettext as _

from publishing import opendata
from publishing.models import Country
from reports.downloads import TIERS, tiers_of_country, tiers_of_edition
from reports.figures import Table
from reports.models import Edition
from reports.tables import COUNTRIES, EDITIONS, EXAMPLES, FIGURES

Data = dict[str, Any]


def edition(row: Edition) -> Data:
    """Return the description of one year's report, whose sources are loaded, and of the placements on its page."""
    report: Data = {
        "@type": "Report",
        "name": _("Trafficking in Persons Report %(year)s") % {"year": row.year},
        "isPartOf": _periodical(),
        "publisher": _department(),
        "datePublished": row.published,
        "temporalCoverage": f"{row.period_start}/{row.period_end}" if row.period_start and row.period_end else "",
        "about": row.theme,
        "url": row.url,
    }
    addresses = [row.url, *opendata.address_list(row.sources.all())]
    placements = opendata.dataset(
        tiers_of_edition(row.year),
        temporalCoverage=str(row.year),
        isBasedOn=list(dict.fromkeys(address for address in addresses if address)),
    )
    return {"@context": "https://schema.org", "@graph": [_known(report), placements]}


def tiers(years: list[int]) -> Data:
    """Return the description of the open data: every placement of the editions of these years."""
    return _context(opendata.dataset(TIERS, temporalCoverage=_span(years), **_reports()))


def country(row: Country, years: list[int]) -> Data:
    """Return the description of one country's placements in the reports of these years."""
    place = {"@type": "Place", "name": row.name, "identifier": row.key}
    data = opendata.dataset(
        tiers_of_country(row),
        # In the words of the page: there are hundreds of these pages, and what is said twice weighs nothing.
        description=_(
            "A tier is the opinion of the United States Department of State on a government’s efforts. "
            "It does not measure how much trafficking there is in the country."
        ),
        temporalCoverage=_span(years),
        spatialCoverage=place,
        **_reports(),
    )
    return _context(data)


def countries() -> Data:
    """Return the description of the list of countries."""
    return _context(opendata.dataset(COUNTRIES, **_reports()))


def editions() -> Data:
    """Return the description of the list of editions."""
    return _context(opendata.dataset(EDITIONS, **_reports()))


def figures(table: Table) -> Data:
    """Return the description of the worldwide totals over the years."""
    years = [row.calendar_year for row in table.rows if row.calendar_year]
    sources = opendata.address_list(table.sources)
    data = opendata.dataset(FIGURES, temporalCoverage=_span(years), variableMeasured=table.columns, isBasedOn=sources)
    return _context(data)


def examples() -> Data:
    """Return the description of every example, whichever of them the page shows."""
    return _context(opendata.dataset(EXAMPLES))


def _context(data: Data) -> Data:
    return {"@context": "https://schema.org", **data}


def _span(years: Any) -> str:
    found = sorted(years)
    return f"{found[0]}/{found[-1]}" if found else ""


def _reports() -> Data:
    return {"isBasedOn": {**_periodical(), "publisher": _department()}}


def _periodical() -> Data:
    return {"@type": "Periodical", "name": _("Trafficking in Persons Report")}


def _department() -> Data:
    return {"@type": "GovernmentOrganization", "name": _("United States Department of State")}


def _known(data: Data) -> Data:
    """Return the data without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "")}
