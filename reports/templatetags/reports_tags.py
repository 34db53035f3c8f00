"""What templates may show of the reports: a tier, the examples of a country, the programs, whole numbers."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from publishing import typography
from reports.evidence import Evidence
from reports.models import Example, Placement, Program, Tier

register = template.Library()


@register.inclusion_tag("reports/components/tier.html")
def tier(code: str):
    """Show a tier: its name and a mark whose shape differs; never a color alone."""
    found = Tier(code.upper())
    return {"code": found.value.lower(), "label": found.label}


@register.inclusion_tag("reports/components/programs.html")
def programs():
    """Show the kinds of programs in full, each with its slug as an anchor."""
    return {"programs": Program.objects.published().prefetch_related("sources")}


@register.inclusion_tag("reports/components/example_cards.html")
def examples_of_country(country_key: str):
    """Show the examples of one country (ISO alpha-3) as cards; nothing when there is none."""
    return {"examples": Example.objects.published().for_cards().of_country(country_key), "level": "h3"}


@register.inclusion_tag("reports/components/example_cards.html")
def examples_list():
    """Show every example as a card."""
    return {"examples": Example.objects.published().for_cards(), "level": "h3"}


@register.filter
def places_in(placement: Placement, evidence: Evidence) -> list[int]:
    """Return the places of a placement's sources in the list that a page shows of them."""
    return evidence.places.get(placement.pk, [])


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with the thousands set apart as the active language does."""
    text = number_format(number, use_l10n=True, force_grouping=True)
    return typography.for_language(get_language() or "en")(text)
