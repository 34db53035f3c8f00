"""Changes to public contacts: each waits for a second person, or says why it could not."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

_OPEN = ["waiting", "urgent"]


class ContactChangeQuerySet(models.QuerySet):
    """Queries on changes."""

    def of_row(self, row: models.Model) -> Self:
        """Return the changes of one row."""
        return self.filter(model=row._meta.model_name, key=getattr(row, "key", ""))

    def waiting_for(self, row: models.Model) -> Any:
        """Return the change of a row that waits for a second person, if there is one."""
        return self.of_row(row).filter(state=ContactChange.State.WAITING).select_related("asked_by").first()

    def to_look_at(self) -> Self:
        """Return what needs a second person: what waits, and what was shown at once."""
        return self.filter(state__in=_OPEN)


class ContactChange(models.Model):
    """What one person asked to change in a public contact, and what a second person made of it."""

    class Model(models.TextChoices):
        CHANNEL = "channel", _("channel")
        SERVICE = "service", _("service")
        EMERGENCY_NUMBER = "emergencynumber", _("emergency number")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a second person")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        URGENT = "urgent", _("shown at once, to be looked at")
        CONFIRMED = "confirmed", _("shown at once, then confirmed")

    model = models.CharField(_("kind"), max_length=15, choices=Model)
    key = models.CharField(_("key"), max_length=120)
    old = models.JSONField(_("before"))
    new = models.JSONField(_("after"))
    reason = models.CharField(_("reason"), max_length=300)
    is_minor = models.BooleanField(_("minor edit"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("asked by"), null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=300, blank=True)

    objects: ClassVar[Any] = ContactChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to a contact")
        verbose_name_plural = _("changes to contacts")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="hotlines_contactchange_model_is_known",
                condition=Q(model__in=["channel", "service", "emergencynumber"]),
            ),
            models.CheckConstraint(
                name="hotlines_contactchange_state_is_known",
                condition=Q(state__in=["waiting", "accepted", "refused", "withdrawn", "urgent", "confirmed"]),
            ),
            models.CheckConstraint(
                name="hotlines_contactchange_decided_by_a_second_person",
                condition=Q(state__in=[*_OPEN, "withdrawn"]) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="hotlines_contactchange_decided_once_closed",
                condition=Q(state__in=_OPEN, decided_at__isnull=True)
                | ~Q(state__in=_OPEN) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(name="hotlines_contactchange_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["model", "key"], condition=Q(state="waiting"), name="hotlines_contactchange_one_waits_per_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_model_display()} {self.key}"
