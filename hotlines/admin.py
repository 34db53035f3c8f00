"""The admin of the hotline directory: services, their channels and hours, the help strip, emergency numbers."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotlines import adminhours, adminpath, numbers  # noqa: F401
from hotlines.adminchanges import ContactAdmin, ContactForm, OpeningPeriods
from hotlines.adminchecks import CorrectsChecked
from hotlines.models import Channel, EmergencyNumber, HelpStripEntry, Language, OrderRule, Service
from publishing.adminbase import BilingualAdmin, PublishableAdmin, RecordAdmin, add_link, publication, row_links
from publishing.adminfilters import CheckFilter, CountryFilter
from publishing.adminforms import BilingualForm, RecordForm, WordsField


class ServiceForm(ContactForm):
    shown_at = {"hotlines_service_has_a_purpose": "for_help"}


@admin.register(Service)
class ServiceAdmin(ContactAdmin, PublishableAdmin):
    form = ServiceForm
    list_display = ("__str__", "country", "confidence", "priority")
    list_filter = (
        CountryFilter,
        "confidence",
        "for_help",
        "for_report",
        "for_goods",
        "for_children",
        "for_labor_rights",
    )
    list_select_related = ("country",)
    autocomplete_fields = ("sources", "country")
    search_in = ("country__name_en", "country__name_fr", "url")
    readonly_fields = ("contacts",)
    groups = (
        (_("Purpose"), ("for_help", "for_report", "for_goods", "for_children", "for_labor_rights")),
        (_("Who is told"), ("tells_police", "tells_immigration", "anonymous")),
        (_("Trust"), ("confidence", "staff_note")),
    )

    @admin.display(description=_("channels"))
    def contacts(self, service):
        channels = service.channels.select_related("service")
        return format_html("{} {}", row_links(channels), add_link(Channel, _("Add a channel"), service=service.pk))


class ChannelCountryFilter(CountryFilter):
    """Channels of the services of one country."""

    path = "service__country"


class ChannelForm(ContactForm):
    shown_at = {
        "hotlines_channel_has_its_contact": "kind",
        "hotlines_channel_short_code_has_country": "short_code_country",
        "hotlines_channel_published_is_trusted": "confidence",
    }

    def default_key(self, cleaned):
        service, kind = cleaned.get("service"), cleaned.get("kind")
        return f"{service.key}/{kind}" if service and kind else ""

    def _post_clean(self):
        super()._post_clean()
        if "number" in self.fields and {"service", "kind", "number", "short_code_country"} & set(self.changed_data):
            twin = Channel.objects.twin_of(self.instance) if not self.errors else None
            if twin:
                wrong = _("%(number)s stands in the directory already, as %(key)s: one is wrong, or both are one line.")
                self.add_error("number", wrong % {"number": self.instance.number, "key": twin.key})


@admin.register(Channel)
class ChannelAdmin(CorrectsChecked, ContactAdmin, PublishableAdmin):
    form = ChannelForm
    inlines = (OpeningPeriods,)
    texts_first = False
    list_display = ("contact", "key", "kind", "confidence", "checked_on")
    list_filter = (CheckFilter, ChannelCountryFilter, "kind", "confidence", "checked_how", "hours")
    autocomplete_fields = ("service", "short_code_country", "source", "sources", "languages", "interpreter_languages")
    search_in = (
        "number", "display", "vanity", "url", "email", "service__name_en", "service__name_fr", "staff_note",
    )  # fmt: skip
    groups = (
        (_("Contact"), (
            "service", "kind", "number", "short_code_country", "vanity", "display", "keyword", "url", "email", "order",
        )),
        (_("Languages"), ("languages", "interpreter_languages", "interpreter_count")),
        (_("Hours"), ("hours", "time_zone", "on_public_holidays")),
        (_("For the person who calls"), ("reachable_from_abroad", "cost", "cost_from_mobile", "on_bill")),
        (_("Check"), ("source", "checked_on", "checked_how", "checked_by", "evidence_url", "confidence", "staff_note")),
    )  # fmt: skip

    def save_model(self, request, obj, form, change):
        """Save the channel; of a short code that nobody has heard of, say that it is to be looked at again."""
        number, country = (form.cleaned_data.get(name) for name in ("number", "short_code_country"))
        if number and country and numbers.is_unheard_of(number, country.iso2):
            text = gettext("%(number)s is not among the short codes known to be possible in %(country)s: look again.")
            self.message_user(request, text % {"number": number, "country": country}, messages.WARNING)
        super().save_model(request, obj, form, change)


@admin.register(Language)
class LanguageAdmin(BilingualAdmin):
    pass


class OrderRuleForm(BilingualForm):
    def default_key(self, cleaned):
        return cleaned.get("rule") or ""


@admin.register(OrderRule)
class OrderRuleAdmin(BilingualAdmin):
    form = OrderRuleForm
    list_display = ("__str__", "place", publication)
    guarded_once_published = ("rule", "place")


class HelpStripEntryForm(RecordForm):
    shown_at = {"hotlines_helpstripentry_once": "service"}

    def default_key(self, cleaned):
        language, order = cleaned.get("language"), cleaned.get("order")
        return f"{language}/{order}" if language else ""


@admin.register(HelpStripEntry)
class HelpStripEntryAdmin(RecordAdmin):
    form = HelpStripEntryForm
    list_display = ("key", "language", "order", "service")
    list_filter = ("language",)
    list_select_related = ("service",)
    autocomplete_fields = ("service",)
    search_in = ("service__name_en", "service__name_fr")


class EmergencyNumberForm(ContactForm):
    def default_key(self, cleaned):
        country = cleaned.get("country")
        return country.key.lower() if country else ""


@admin.register(EmergencyNumber)
class EmergencyNumberAdmin(ContactAdmin):
    form = EmergencyNumberForm
    texts_first = False
    list_display = ("country", "shown_numbers", "checked_on", publication)
    list_filter = ("status",)
    list_select_related = ("country",)
    autocomplete_fields = ("country", "source")
    search_in = ("country__name_en", "country__name_fr")

    @admin.display(description=_("numbers"))
    def shown_numbers(self, emergency):
        return ", ".join(emergency.numbers)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "numbers":
            return WordsField(
                pattern=r"\+?[0-9]{2,15}",
                message=_("“%(word)s” is not a number that can be dialed: write digits only, such as 112."),
                label=db_field.verbose_name,
                help_text=_("Digits, with commas between numbers; the first one is shown first: 17, 112."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
