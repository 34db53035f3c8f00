"""The log of checks: who tried a channel, when, how, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotlines.models.channel import Channel


class Check(models.Model):
    """One attempt to find out whether a channel is still right."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("it is right")
        CORRECTED = "corrected", _("it is wrong")
        UNREACHABLE = "unreachable", _("could not reach it")

    # What a person can have done; "not known" is for what stands in old documents.
    HOW = [choice for choice in Channel.CheckedHow.choices if choice[0] != "unknown"]

    channel = models.ForeignKey(Channel, models.CASCADE, verbose_name=_("channel"), related_name="checks")
    on = models.DateField(_("day"))
    how = models.CharField(_("how"), max_length=13, choices=HOW)
    # The name of the account, and no more: it stays when the account goes.
    by = models.CharField(_("by"), max_length=150)
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    evidence_url = models.URLField(_("evidence"), max_length=400, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True, help_text=_("Nothing about a caller or a victim."))

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="hotlines_check_outcome_is_known",
                condition=Q(outcome__in=["confirmed", "corrected", "unreachable"]),
            ),
            models.CheckConstraint(
                name="hotlines_check_how_is_known",
                condition=Q(how__in=["official-site", "document", "press", "called", "operator"]),
            ),
            models.CheckConstraint(name="hotlines_check_says_by_whom", condition=~Q(by="")),
        ]

    def __str__(self) -> str:
        return f"{self.channel.key}, {self.on.isoformat()}: {self.get_outcome_display()}"
