"""How to cite what the pages of the reports show, and the reports themselves."""

from django.utils.translation import gettext as _

from publishing import publicpages
from publishing.citations import Cited, Work
from publishing.models import Country
from reports.models import Edition


def edition(row: Edition) -> Cited:
    """Return how to cite the page of an edition, and the edition itself."""
    title = _("Trafficking in Persons Report %(year)s") % {"year": row.year}
    return Cited(title, row.updated_at, behind=_report(row))


def country(row: Country) -> Cited:
    """Return how to cite the page of a country: it changes with its name, and with every edition."""
    title = _("%(country)s: tiers in the Trafficking in Persons Report") % {"country": row.name}
    times = [row.updated_at, publicpages.view_changed("reports:tiers")]
    return Cited(title, max(time for time in times if time))


def view(name: str, title: str) -> Cited:
    """Return how to cite a page that lists rows."""
    return Cited(title, publicpages.view_changed(name))


def _report(row: Edition) -> Work:
    # The report is in English: its author and title are not translated.
    return Work(
        author="United States Department of State",
        title=f"Trafficking in Persons Report {row.year}",
        date=row.published or str(row.year),
        url=row.url,
        language="en",
    )
