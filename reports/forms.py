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
from reports.explorer import Order
from reports.models import Example, Tier


def _choice(label: Any, choices: Iterable = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": _("There is no such choice: pick one from the list.")},
    )


class Filter(forms.Form):
    """A filter whose wrong values are told to the reader and otherwise left out."""

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
    """Which countries and editions the table of tiers shows, and in what order; all of them without a wish."""

    region = _choice(_("Region"))
    tier = _choice(_("Tier, in any of these reports"))
    sort = _choice(_("Order"), Order.choices)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        self._years = years
        # "from" is a word of Python: such a field cannot be declared above.
        self.fields |= {"from": _choice(_("From the report of")), "to": _choice(_("To the report of"))}
        self.order_fields(["region", "tier", "from", "to", "sort"])
        choices = [(str(year), str(year)) for year in years]
        self.offer("region", Country.Region.choices, everything=_("All regions"))
        self.offer("tier", Tier.choices, everything=_("All tiers"))
        self.offer("from", choices, everything=_("The first"))
        self.offer("to", choices, everything=_("The latest"))

    def clean(self) -> dict[str, Any]:
        """Tell a range that ends before it begins; it then goes on to the latest edition."""
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and int(last) < int(first):
            self.add_error("to", _("This year comes before the first one: choose a later one."))
        return self.cleaned_data

    @property
    def years(self) -> list[int]:
        """The years of the editions that the reader chose, latest first."""
        first, last = int(self.wish("from") or 0), int(self.wish("to") or 9999)
        return [year for year in self._years if first <= year <= last]


class CountryOrder(Filter):
    """How the list of countries is divided."""

    REGION, NAME = "region", "name"

    by = _choice(_("Order"), [(REGION, _("By region")), (NAME, _("In alphabetical order"))])


class ExampleFilter(Filter):
    """Pillar, kind, who acted, country and year of the examples.

    Beside each choice stands how many examples it would leave, with the other filters as they are. A choice that would
    leave none stays, with 0: whoever changes two filters at once needs it to go from one to the other.
    """

    NO_COUNTRY, NO_YEAR = "none", "unknown"

    pillar = _choice(_("Pillar"))
    kind = _choice(_("Kind"))
    actor = _choice(_("Who acted"))
    country = _choice(_("Country"))
    year = _choice(_("Year"))

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
