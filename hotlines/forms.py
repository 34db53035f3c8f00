"""What readers choose by address: the filters of the directory, and what to print of it."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotlines.hours_in_words import clock
from hotlines.index import DANGER, EVERYWHERE, FROM_ABROAD, OPEN_NOW, Index
from hotlines.models import Channel
from hotlines.paper import dialed
from publishing.models import Country

NEEDS = {
    DANGER: gettext_lazy("Someone is in danger now"),
    "help": gettext_lazy("I want to talk or get help"),
    "report": gettext_lazy("I want to report something"),
    "children": gettext_lazy("A child is involved"),
    "labor_rights": gettext_lazy("My work and my rights"),
    "goods": gettext_lazy("Goods made by forced labor"),
}


class DirectoryFilter(forms.Form):
    """Need, country, language, channel, hours and reach; all optional, all by address (GET).

    Beside each choice stands how many lines it would leave, with the other filters as they are. A choice that would
    leave none stays, with 0: whoever changes two filters at once needs it to go from one to the other.
    """

    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language spoken"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("By"), required=False)
    open = forms.ChoiceField(label=gettext_lazy("Open"), required=False)
    abroad = forms.ChoiceField(label=gettext_lazy("From abroad"), required=False)

    def __init__(self, data: Any, index: Index, now: datetime.datetime):
        super().__init__(data)
        names: dict[str, list[tuple[str, Any]]] = {
            "need": list(NEEDS.items()),
            "country": [(country.iso2.lower(), country.name) for country in index.countries],
            "language": [(language.key, language.name) for language in index.languages],
            "channel": list(Channel.Kind.choices),
            "open": [(OPEN_NOW, _("Now, at %(time)s UTC") % {"time": clock(now.astimezone(datetime.UTC).time())})],
            "abroad": [(FROM_ABROAD, _("Can be reached from abroad"))],
        }
        if EVERYWHERE in index.sets["country"]:
            names["country"].insert(0, (EVERYWHERE, _("Lines for any country")))
        for name, choices in names.items():
            _offer(self._choice(name), [("", _("Any")), *choices])
        self.is_valid()
        for name, choices in names.items():
            total, counts = index.counts(name, self.wishes)
            self._choice(name).choices = [
                ("", _counted(_("Any"), total)),
                *((choice, _counted(label, counts.get(choice, 0))) for choice, label in choices),
            ]

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    @property
    def wishes(self) -> dict[str, str]:
        """What the reader chose: filter -> choice; a filter that is not valid is left out."""
        return {name: choice for name, choice in self.cleaned_data.items() if choice}

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.wishes)


def _counted(choice: Any, number: int) -> str:
    return _("%(choice)s (%(number)d)") % {"choice": choice, "number": number}


def _offer(field: forms.ChoiceField, choices: list[tuple[str, Any]]) -> None:
    field.choices = choices
    field.error_messages["invalid_choice"] = _("There is no such choice: pick one from the list.")


BOTH = "both"


class PrintChoice(forms.Form):
    """For which country and need, in which languages and on which paper; all by address (GET).

    What is not said has a value of its own, but for the country, without which nothing is printed. Only countries with
    a line that gives a number can be chosen. data: None as long as nothing was chosen.
    """

    # The choices stand there all the time: nothing is taken out as in a list of filters.
    is_narrowed = False

    country = forms.ChoiceField(label=gettext_lazy("Country"))
    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    languages = forms.ChoiceField(label=gettext_lazy("Language"))
    paper = forms.ChoiceField(label=gettext_lazy("Paper"))

    def __init__(self, data: Any, index: Index):
        unsaid = {"languages": BOTH, "paper": "a4"}
        super().__init__(None if data is None else unsaid | data.dict(), initial=unsaid)
        dials = dialed(index)
        self._countries = {
            country.iso2.lower(): country
            for country in index.countries
            if index.among({"country": country.iso2.lower()}) & dials
        }
        countries: list[tuple[str, Any]] = [(key, country.name) for key, country in self._countries.items()]
        if index.among({"country": EVERYWHERE}) & dials:
            countries.insert(0, (EVERYWHERE, _("Lines for any country")))
        offered: dict[str, list[tuple[str, Any]]] = {
            "country": [("", _("Choose a country")), *countries],
            "need": [("", _("Any")), *NEEDS.items()],
            "languages": [(BOTH, _("Both")), ("fr", _("French")), ("en", _("English"))],
            "paper": [("a4", _("A4")), ("letter", _("Letter"))],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            _offer(field, choices)
        self.fields["country"].error_messages["required"] = _("Choose a country: numbers work in their own.")

    @property
    def country_row(self) -> Country | None:
        """The country that was chosen; None for lines of no one country."""
        return self._countries.get(self.cleaned_data["country"])

    def languages_from(self, first: str) -> list[str]:
        """Return the languages that were chosen, the one of the page first."""
        chosen = self.cleaned_data["languages"]
        return [first, *(code for code in ("fr", "en") if code != first)] if chosen == BOTH else [chosen]
