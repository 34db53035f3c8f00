"""The countries that have a page of the reports, and those that examples are about."""

from publishing.models import Country
from reports.models import Example, Placement


def with_a_page():
    """Return the countries (a query set) that a report places."""
    return Country.objects.filter(pk__in=Placement.objects.values("country"))


def with_examples():
    """Return the countries (a query set) that a public example is about."""
    return Country.objects.filter(examples__in=Example.objects.published()).distinct()
