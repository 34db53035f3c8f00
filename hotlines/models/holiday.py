"""Public holidays, as staff give them: on these days a line may keep other hours."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Bilingual, BilingualQuerySet, always_translated

# By the country's row and the day there.
Holidays = Mapping[tuple[int, datetime.date], "PublicHoliday"]

# How far ahead a line's next opening is looked for: longer than any run of holidays.
DAYS_AHEAD = 28


class PublicHolidayQuerySet(BilingualQuerySet):
    """Queries on public holidays."""

    def near(self, now: datetime.datetime) -> Holidays:
        """Return the holidays of every country that can matter to the state of a line at this moment; one query."""
        # Somewhere it is still the day before, or the day after, the day in UTC.
        today = now.astimezone(datetime.UTC).date()
        first, last = today - datetime.timedelta(days=2), today + datetime.timedelta(days=DAYS_AHEAD + 2)
        found: Any = self.filter(date__range=(first, last))
        return {(row.country_id, row.date): row for row in found}


class PublicHoliday(Bilingual):
    """A day that is a public holiday all over a country."""

    country = models.ForeignKey(
        "publishing.Country", models.CASCADE, verbose_name=_("country"), related_name="public_holidays"
    )
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=100)

    objects: ClassVar[Any] = PublicHolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["date", "country"]
        constraints = [
            always_translated("name"),
            models.UniqueConstraint(
                fields=["country", "date"],
                name="hotlines_publicholiday_once",
                violation_error_message=_("This country has a public holiday on this day already: change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.date.isoformat()}: {self.name}"
