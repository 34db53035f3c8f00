"""What every page shows first: the lines of the help strip, and the emergency numbers."""

import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotlines.models import ages
from hotlines.models.service import Service
from publishing.fields import PartialDateField
from publishing.models import LANGUAGES, Bilingual, BilingualQuerySet


class HelpStripEntry(models.Model):
    """A service that the help strip of one language shows, and its place there."""

    key = models.CharField(_("key"), max_length=20, unique=True)
    language = models.CharField(_("language of the page"), max_length=2, choices=[(c, c) for c in LANGUAGES])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="+")

    class Meta:
        verbose_name = _("line of the help strip")
        verbose_name_plural = _("lines of the help strip")
        ordering = ["language", "order"]
        constraints = [
            models.UniqueConstraint(fields=["language", "service"], name="hotlines_helpstripentry_once"),
            models.CheckConstraint(
                name="hotlines_helpstripentry_language_is_known", condition=Q(language__in=list(LANGUAGES))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.order}: {self.service}"


class EmergencyNumberQuerySet(BilingualQuerySet):
    """Queries on emergency numbers."""

    def published(self) -> Self:
        """Return the numbers whose sources agree."""
        return self.filter(status="published").select_related("country", "source")

    def due(self, *, days: int = 0) -> Self:
        """Return the public numbers whose check is due now or within some days: never checked first."""
        day = timezone.localdate() + datetime.timedelta(days=days)
        return self.published().filter(checked_on__lt=ages.due_before(day)).order_by("checked_on", "key")


class EmergencyNumber(Bilingual):
    """The numbers that reach the police of a country from a telephone in that country."""

    country = models.OneToOneField(
        "publishing.Country", models.PROTECT, verbose_name=_("country"), related_name="emergency_number"
    )
    numbers = models.JSONField(_("numbers"), help_text=_('The first one is shown first: ["17", "112"].'))
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.ForeignKey("publishing.Source", models.PROTECT, verbose_name=_("source"), related_name="+")
    checked_on = PartialDateField(_("checked on"))
    status = models.CharField(
        _("status"), max_length=9, choices=[("draft", _("draft")), ("published", _("published"))], default="draft"
    )

    objects: ClassVar[Any] = EmergencyNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="hotlines_emergencynumber_status_is_known", condition=Q(status__in=["draft", "published"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.country}: {', '.join(self.numbers)}"

    @property
    def is_check_overdue(self) -> bool:
        """Whether the numbers were last checked more than HOTLINE_CHECK_DUE_DAYS ago, or nobody knows when."""
        return self.checked_on < ages.due_before()

    @property
    def check_due_on(self) -> datetime.date | None:
        """The day the next check is due; None when the day of the last one is not known."""
        return ages.due_on(self.checked_on)

    def clean(self) -> None:
        """Refuse a check that is still to come."""
        super().clean()
        ages.refuse_day_to_come(self.checked_on)
