"""Countries found by the name in their address: a country has no column for its slug, its name is its slug."""

from django.db.models import QuerySet
from django.utils.translation import get_language
from simple_history.utils import get_history_manager_for_model

from publishing.models import LANGUAGES, Country
from publishing.slugs import slug_of


def find_by_slug(countries: QuerySet, slug: str) -> tuple[Country | None, bool]:
    """Return which of these countries a slug leads to and whether the slug is its name in the active language.

    The name of the other language counts, and so does a name that the country once had. Returns (None, False) when
    none of them ever had it.
    """
    languages = sorted(LANGUAGES, key=lambda code: code != get_language())
    names = [f"name_{language}" for language in languages]
    known = {pk: own for pk, *own in countries.values_list("pk", *names)}
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
