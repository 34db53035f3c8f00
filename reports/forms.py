"""The filters of the lists: all optional, all by address (GET), so that a filtered list can be bookmarked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.models import Country
from publishing.slugs import slug_of
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
    """Pillar, kind, who acted, country and year of the examples.

    Beside each choice stands how many examples it would leave, with the other filters as they are. A choice that would
    leave none stays, with 0: whoever changes two filters at once needs it to go from one to the other.
    """

    NO_COUNTRY, NO_YEAR = "none", "unknown"

    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    actor = forms.ChoiceField(label=_("Who acted"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: Any, examples: list[Example]) -> None:
        super().__init__(data)
        self._answers = [(example, _answers(example)) for example in examples]
        choices: dict[str, list[tuple[str, Any]]] = {
            "pillar": list(Example.Pillar.choices),
            "kind": _by_name(Example.Kind.choices),
            "actor": _capitalized(Example.Actor.choices),
            "country": self._countries(examples),
            "year": self._years(examples),
        }
        for name, offered in choices.items():
            self.offer(name, offered, everything=_("Any"))
        self.is_valid()
        for name, offered in choices.items():
            left = [answers[name] for _example, answers in self._left(but=name)]
            counts = Counter(choice for answer in left for choice in answer)
            counted = [(choice, _counted(label, counts[choice])) for choice, label in offered]
            self.offer(name, counted, everything=_counted(_("Any"), len(left)))

    @property
    def found(self) -> list[Example]:
        """The examples that answer every wish."""
        return [example for example, _answers in self._left()]

    def _left(self, *, but: str = "") -> list[tuple[Example, Mapping[str, set[str]]]]:
        """Return the examples that answer every wish but the one of this field, each with its answers."""
        wishes = {name: self.wish(name) for name in self.fields if name != but and self.wish(name)}
        return [
            (example, answers)
            for example, answers in self._answers
            if all(wish in answers[name] for name, wish in wishes.items())
        ]

    def _countries(self, examples: list[Example]) -> list[tuple[str, Any]]:
        named = {example.country.key: example.country.name for example in examples if example.country}
        offered: list[tuple[str, Any]] = sorted(named.items(), key=lambda country: slug_of(country[1]))
        if any(example.country is None for example in examples):
            offered.append((self.NO_COUNTRY, _("No one country")))
        return offered

    def _years(self, examples: list[Example]) -> list[tuple[str, Any]]:
        years = sorted({year for example in examples for year in example.years}, reverse=True)
        offered: list[tuple[str, Any]] = [(str(year), str(year)) for year in years]
        if any(not example.years for example in examples):
            offered.append((self.NO_YEAR, _("Year not known")))
        return offered


def _answers(example: Example) -> dict[str, set[str]]:
    """Return the choices of each field that an example answers."""
    return {
        "pillar": {example.pillar},
        "kind": {example.kind},
        "actor": {example.actor},
        "country": {example.country.key if example.country else ExampleFilter.NO_COUNTRY},
        "year": {str(year) for year in example.years} or {ExampleFilter.NO_YEAR},
    }


def _capitalized(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices]


def _by_name(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return sorted(_capitalized(choices), key=lambda choice: slug_of(choice[1]))


def _counted(choice: Any, number: int) -> str:
    return gettext("%(choice)s (%(number)d)") % {"choice": choice, "number": number}
