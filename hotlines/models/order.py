"""The rules by which the directory is ordered."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models import Bilingual, BilingualQuerySet, always_translated


class OrderRuleQuerySet(BilingualQuerySet):
    """Queries on the rules of the order."""

    def published(self) -> Self:
        """Return the rules that hold, the first to decide first."""
        return self.filter(status="published").order_by("place", "key")


class OrderRule(Bilingual):
    """A rule of the order in which lines are shown: what it cannot tell apart is left to the rule after it."""

    class Rule(models.TextChoices):
        CHECKED = "checked", _("recently checked first")
        LANGUAGE = "language", _("answers in the language of the page first")
        ALWAYS = "always", _("answers around the clock first")
        FREE = "free", _("free to call or to text first")
        PRIORITY = "priority", _("by the priority of each service")
        NAME = "name", _("in alphabetical order")

    rule = models.CharField(_("rule"), max_length=8, choices=Rule, unique=True)
    place = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The rule with the lowest decides first.")
    )
    words = models.CharField(
        _("words"),
        max_length=100,
        help_text=_("The page lists them in a sentence that says by what the lines are ordered: “a recent check”."),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=[("draft", _("draft")), ("published", _("published"))], default="draft"
    )

    objects: ClassVar[Any] = OrderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of the order")
        verbose_name_plural = _("rules of the order")
        ordering = ["place", "key"]
        constraints = [
            always_translated("words"),
            models.CheckConstraint(
                name="hotlines_orderrule_rule_is_known",
                condition=Q(rule__in=["checked", "language", "always", "free", "priority", "name"]),
            ),
            models.CheckConstraint(
                name="hotlines_orderrule_status_is_known", condition=Q(status__in=["draft", "published"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_rule_display())
