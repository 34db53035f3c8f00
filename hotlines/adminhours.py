"""Hours in the admin: the periods of a channel judged together, and public holidays."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from hotlines.models import Channel, PublicHoliday, overlapping
from publishing.adminbase import BilingualAdmin
from publishing.adminfilters import CountryFilter
from publishing.adminforms import BilingualForm


class PeriodsFormSet(BaseInlineFormSet):
    """The opening periods of one channel: none overlap, and there are some where the hours are listed."""

    def clean(self) -> None:
        """Refuse periods of a day that overlap, and listed hours without a period."""
        super().clean()
        if any(self.errors):
            return
        kept: list[Any] = [
            form.instance for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if pair := overlapping(kept):
            first, second = pair
            raise ValidationError(
                _("These periods overlap: %(first)s and %(second)s. Make them one, or change one of them."),
                params={"first": first, "second": second},
            )
        if self.instance.hours == Channel.Hours.PERIODS and not kept:
            raise ValidationError(_("The hours are those listed here, and none is: add a period."))


class PublicHolidayForm(BilingualForm):
    """A public holiday; its key says where and when."""

    shown_at = {"hotlines_publicholiday_once": "date"}

    def default_key(self, cleaned: dict[str, Any]) -> str:
        """Return the country and the day."""
        country, date = cleaned.get("country"), cleaned.get("date")
        return f"{country.key.lower()}/{date.isoformat()}" if country and date else ""


@admin.register(PublicHoliday)
class PublicHolidayAdmin(BilingualAdmin):
    """Public holidays, by day."""

    form = PublicHolidayForm
    texts_first = False
    list_display: Any = ("date", "country", "name")
    list_filter = (CountryFilter,)
    list_select_related = ("country",)
    date_hierarchy = "date"
    autocomplete_fields = ("country",)
    search_in = ("country__name_en", "country__name_fr", "date")
