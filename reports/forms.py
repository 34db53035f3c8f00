"""The filters of the lists: all optional, all by address (GET), so that a filtered list can be bookmarked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.models import Country
from publishing.slugs import slug_of
from reports import countries
from reports.models import Edition, Example, Tier


class Filter(forms.Form):
    """A filter whose wrong values are told to the reader and otherwise left out."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("There is no such choice: pick one from the list.")

    def offer(self, name: str, choices: Iterable, *, everything: Any = "") -> None:
        """Set the choices of a field, after the one that leaves the list as it is."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([("", everything)] if everything else []), *choices]

    def wish(self, name: str) -> str:
        """Return what the reader chose in a field; empty for no choice, or one that does not exist."""
        return getattr(self, "cleaned_data", {}).get(name) or ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, "cleaned_data", {}).values())


class TierFilter(Filter):
    """Which edition, region and tier the table of tiers shows; the latest edition without a wish."""

    edition = forms.ChoiceField(label=_("Report"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    tier = forms.ChoiceField(label=_("Tier"), required=False)

    def __init__(self, data: Any, *, editions: list[Edition]) -> None:
        super().__init__(data)
        self.editions = editions
        self.offer("edition", [(str(edition.year), str(edition.year)) for edition in editions])
        self.offer("region", Country.Region.choices, everything=_("All regions"))
        self.offer("tier", Tier.choices, everything=_("All tiers"))

    def chosen_edition(self) -> Edition | None:
        """Return the edition the reader chose, or the latest; None while none is public."""
        by_year = {str(edition.year): edition for edition in self.editions}
        return by_year.get(self.wish("edition")) or next(iter(self.editions), None)


class CountryOrder(Filter):
    """How the list of countries is divided."""

    REGION, NAME = "region", "name"

    by = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(REGION, _("By region")), (NAME, _("In alphabetical order"))]
    )


class ExampleFilter(Filter):
    """Pillar, kind and country of the examples."""

    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        kinds = [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in Example.Kind.choices]
        places = countries.with_examples().in_order_of_name(get_language())
        self.offer("pillar", Example.Pillar.choices, everything=_("All pillars"))
        self.offer("kind", sorted(kinds, key=lambda kind: slug_of(kind[1])), everything=_("All kinds"))
        self.offer("country", [(place.key, place.name) for place in places], everything=_("All countries"))
