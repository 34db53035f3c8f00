"""The countries that have a page: those that the reports place, found by the name in their address."""

from django.utils.translation import get_language
from simple_history.utils import get_history_manager_for_model

from publishing.models import LANGUAGES, Country
from publishing.slugs import slug_of
from reports.models import Example


def with_a_page():
    """Return the countries (a query set) that a report places."""
    return Country.objects.filter(placements__isnull=False).distinct()


def with_examples():
    """Return the countries (a query set) that a public example is about."""
    return Country.objects.filter(examples__in=Example.objects.published()).distinct()


def find_by_slug(slug: str) -> tuple[Country | None, bool]:
    """Return the country this slug leads to and whether the slug is its name in the active language.

    A country has no column for its slug: its name is its slug. The name of the other language counts, and so does a
    name that the country once had. Returns (None, False) when no country ever had it.
    """
    countries = list(with_a_page())
    for language in sorted(LANGUAGES, key=lambda code: code != get_language()):
        for country in countries:
            if slug_of(getattr(country, f"name_{language}")) == slug:
                return country, language == get_language() or country.slug == slug
    by_pk = {country.pk: country for country in countries}
    names = [f"name_{language}" for language in LANGUAGES]
    once = get_history_manager_for_model(Country).order_by("-history_date", "-history_id").values_list("id", *names)
    for pk, *old_names in once.iterator():
        if pk in by_pk and slug in {slug_of(name) for name in old_names if name}:
            return by_pk[pk], False
    return None, False
