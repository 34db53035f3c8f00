"""The countries that have a page of the reports."""

from publishing.models import Country
from reports.models import Placement


def with_a_page():
    """Return the countries (a query set) that a public edition places."""
    return Country.objects.filter(pk__in=Placement.objects.public().values("country"))
