"""The countries that have a page: those that the reports place, found by the name in their address."""

from django.utils.translation import get_language
from simple_history.utils import get_history_manager_for_model

from publishing.models import LANGUAGES, Country
from publishing.slugs import slug_of
from reports.models import Example, Placement


def with_a_page():
    """Return the countries (a query set) that a report places."""
    return Country.objects.filter(pk__in=Placement.objects.values("country"))


def with_examples():
    """Return the countries (a query set) that a public example is about."""
    return Country.objects.filter(examples__in=Example.objects.published()).distinct()


def find_by_slug(slug: str) -> tuple[Country | None, bool]:
    """Return the country this slug leads to and whether the slug is its name in the active language.

    A country has no column for its slug: its name is its slug. The name of the other language counts, and so does a
    name that the country once had. Returns (None, False) when no country ever had it.
    """
    languages = sorted(LANGUAGES, key=lambda code: code != get_language())
    names = [f"name_{language}" for language in languages]
    known = {pk: own for pk, *own in with_a_page().values_list("pk", *names)}
    for at, language in enumerate(languages):
        for pk, own in known.items():
            if slug_of(own[at]) == slug:
                country = Country.objects.get(pk=pk)
                return country, language == get_language() or country.slug == slug
    once = get_history_manager_for_model(Country).order_by("-history_date", "-history_id").values_list("id", *names)
    for pk, *old_names in once.iterator():
        if pk in known and slug in {slug_of(name) for name in old_names if name}:
            return Country.objects.get(pk=pk), False
    return None, False
