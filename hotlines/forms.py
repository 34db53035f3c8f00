"""The filters of the directory."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotlines.hours_in_words import clock
from hotlines.index import DANGER, EVERYWHERE, FROM_ABROAD, OPEN_NOW, Index
from hotlines.models import Channel

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
            field = self._choice(name)
            field.choices = [("", _("Any")), *choices]
            field.error_messages["invalid_choice"] = _("There is no such choice: pick one from the list.")
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
