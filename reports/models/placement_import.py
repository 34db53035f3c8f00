"""Files of placements that staff gave the site, what each changed, and whether it was undone."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_PERSON: dict[str, Any] = {"null": True, "blank": True, "related_name": "+"}


class PlacementImport(models.Model):
    """One file with the placements of one edition: read, shown, then confirmed by somebody or not, and perhaps undone.

    It outlives its edition: what was done, by whom and with which file stays known.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be confirmed")
        APPLIED = "applied", _("confirmed")
        UNDONE = "undone", _("undone")

    year = models.PositiveSmallIntegerField(_("edition"))
    file_name = models.CharField(_("file"), max_length=200)
    file_digest = models.CharField(_("digest of the file (SHA-256)"), max_length=64)
    # As read and checked: one object per line, with the key of the country. What the file does not say is not there.
    rows = models.JSONField(_("rows of the file"))
    # Once confirmed: what stood there before (null for a placement that was added) and after, per country.
    changes = models.JSONField(_("what it changed"), default=list)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("given by"), **_PERSON)
    uploaded_at = models.DateTimeField(_("given on"), auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("confirmed by"), **_PERSON)
    applied_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("undone by"), **_PERSON)
    undone_at = models.DateTimeField(_("undone on"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("import of placements")
        verbose_name_plural = _("imports of placements")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reports_placementimport_state_says_when",
                condition=Q(state="waiting", applied_at=None, undone_at=None)
                | Q(state="applied", applied_at__isnull=False, undone_at=None)
                | Q(state="undone", applied_at__isnull=False, undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.file_name})"
