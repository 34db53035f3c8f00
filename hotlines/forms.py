"""The filters of the directory."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotlines.models import Channel, Language, Service
from publishing.slugs import slug_of

NEEDS = {
    "help": _("I want to talk or get help"),
    "report": _("I want to report something"),
    "children": _("A child is involved"),
    "labor_rights": _("My work and my rights"),
    "goods": _("Goods made by forced labor"),
}


class DirectoryFilter(forms.Form):
    """Country, need, language and channel; all optional, all by address (GET)."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[("", _("Any")), *NEEDS.items()])
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    channel = forms.ChoiceField(label=_("By"), required=False, choices=[("", _("Any")), *Channel.Kind.choices])

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        any_choice = ("", _("Any"))
        by_name = Service.objects.listed().countries(get_language())
        languages: list[Any] = sorted(Language.objects.in_use(), key=lambda language: slug_of(language.name))
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [any_choice, *((country.iso2.lower(), country.name) for country in by_name)]
        fields["language"].choices = [any_choice, *((language.key, language.name) for language in languages)]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("There is no such choice: pick one from the list.")

    def apply(self, services):
        """Return the services that pass the valid filters; a filter that is not valid is left out."""
        chosen = getattr(self, "cleaned_data", {})
        if chosen.get("country"):
            services = services.filter(country__iso2=chosen["country"].upper())
        if chosen.get("need"):
            services = services.for_purpose(chosen["need"])
        if chosen.get("language"):
            services = services.answering_in(chosen["language"])
        if chosen.get("channel"):
            services = services.reachable_by(chosen["channel"])
        return services

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, "cleaned_data", {}).values())
