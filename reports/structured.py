"""What a page about the reports says to machines (schema.org). It claims no more than the page shows."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import opendata
from reports.figures import Table
from reports.models import Edition

Data = dict[str, Any]


def edition(row: Edition) -> Data:
    """Return the description of one year's report and of the placements that its page shows."""
    report: Data = {
        "@type": "Report",
        "name": _("Trafficking in Persons Report %(year)s") % {"year": row.year},
        "isPartOf": {"@type": "Periodical", "name": _("Trafficking in Persons Report")},
        "publisher": {"@type": "GovernmentOrganization", "name": _("United States Department of State")},
        "datePublished": row.published,
        "temporalCoverage": f"{row.period_start}/{row.period_end}" if row.period_start and row.period_end else "",
        "about": row.theme,
        "url": row.url,
    }
    placements = _placements(
        name=_("Tiers of the %(year)s report") % {"year": row.year},
        url=row.get_absolute_url(),
        years=str(row.year),
    )
    return {"@context": "https://schema.org", "@graph": [_known(report), placements]}


def tiers(years: list[int]) -> Data:
    """Return the description of the open data: every placement of the editions of these years."""
    return {
        "@context": "https://schema.org",
        **_placements(
            name=_("Tiers of the Trafficking in Persons Report"),
            url=reverse("reports:tiers"),
            years=f"{min(years)}/{max(years)}" if years else "",
        ),
    }


def figures(table: Table) -> Data:
    """Return the description of the worldwide totals over the years."""
    years = [row.calendar_year for row in table.rows if row.calendar_year]
    return {
        "@context": "https://schema.org",
        **_dataset(
            name=_("Worldwide figures of the Trafficking in Persons Report"),
            description=_(
                "What governments reported for each calendar year: prosecutions, convictions, victims identified, "
                "new or amended laws. These totals do not measure how much trafficking there is."
            ),
            url=reverse("reports:figures"),
            years=f"{min(years)}/{max(years)}" if years else "",
        ),
        "variableMeasured": table.columns,
    }


def _placements(*, name: str, url: str, years: str) -> Data:
    description = _(
        "The tier of each country and territory, with the number of sources that agree on it. "
        "A tier is the opinion of the United States Department of State on a government’s efforts."
    )
    return _dataset(name=name, description=description, url=url, years=years) | {
        "distribution": opendata.distribution("reports:tiers", _("Every edition that the site publishes."))
    }


def _dataset(*, name: str, description: str, url: str, years: str) -> Data:
    return _known(
        {
            "@type": "Dataset",
            "name": name,
            "description": description,
            "url": settings.SITE_URL + url,
            "temporalCoverage": years,
            "inLanguage": get_language(),
            "isAccessibleForFree": True,
        }
    )


def _known(data: Data) -> Data:
    """Return the data without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "")}
