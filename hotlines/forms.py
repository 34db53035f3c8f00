"""The filters of the directory."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotlines.models import Channel, Language
from publishing.models import Country
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
        code = get_language()
        countries = Country.objects.filter(services__in=self._services()).distinct().in_order_of_name(code)
        self.fields["country"].choices = [("", _("Any")), *((c.iso2.lower(), c.name) for c in countries)]
        languages = sorted(Language.objects.all(), key=lambda language: slug_of(language.name))
        self.fields["language"].choices = [("", _("Any")), *((row.key, row.name) for row in languages)]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("There is no such choice: pick one from the list.")

    @staticmethod
    def _services():
        from hotlines.models import Service

        return Service.objects.published()

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
