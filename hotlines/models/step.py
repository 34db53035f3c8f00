"""The path of questions that leads a reader to a line: a tree that staff edit."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hotlines.models.service import PURPOSES
from publishing.fields import SafeHTMLField
from publishing.models import Bilingual, BilingualQuerySet, always_translated

START = "start"
_WORDS_OF_PURPOSES = (
    _("for help"),
    _("to report"),
    _("goods made by forced labor"),
    _("for children"),
    _("labor rights"),
)


class StepQuerySet(BilingualQuerySet):
    """Queries on steps."""

    def with_choices(self) -> Self:
        """Return the steps with their choices, and where each of these leads."""
        choices = StepChoice.objects.select_related("leads_to").order_by("order", "key")
        return self.prefetch_related(Prefetch("choices", choices))


class Step(Bilingual):
    """A question of the path to a line; one without choices is an end, which gives lines and what to do next."""

    code = models.SlugField(
        _("code"),
        max_length=8,
        unique=True,
        help_text=_(
            "Last part of the address: it must say nothing, for the browser’s history keeps it. For example k4."
        ),
    )
    title = models.CharField(_("question, or title of the end"), max_length=160)
    body = SafeHTMLField(
        _("text"), blank=True, help_text=_("Under a question: what helps to answer. At an end: what to do next.")
    )
    purpose = models.CharField(
        _("lines for"),
        max_length=12,
        blank=True,
        choices=list(zip(PURPOSES, _WORDS_OF_PURPOSES, strict=True)),
        help_text=_("At an end only: which lines it gives."),
    )
    emergency = models.BooleanField(
        _("emergency first"), default=False, help_text=_("The end sends to the emergency numbers before the lines.")
    )

    objects: ClassVar[Any] = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the path to a line")
        verbose_name_plural = _("steps of the path to a line")
        ordering = ["key"]
        constraints = [
            always_translated("title"),
            models.CheckConstraint(
                name="hotlines_step_purpose_is_known", condition=Q(purpose="") | Q(purpose__in=PURPOSES)
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the step's address in the active language; the start has none of its own."""
        if self.key == START:
            return reverse("hotlines:path")
        return reverse("hotlines:step", args=[self.code])


class StepChoice(Bilingual):
    """One answer to the question of a step, and the step it leads to."""

    step = models.ForeignKey(Step, models.CASCADE, verbose_name=_("step"), related_name="choices")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    words = models.CharField(_("answer"), max_length=160)
    leads_to = models.ForeignKey(Step, models.PROTECT, verbose_name=_("leads to"), related_name="led_to_by")

    objects: ClassVar[Any] = BilingualQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to a question")
        ordering = ["step__key", "order", "key"]
        constraints = [always_translated("words")]

    def __str__(self) -> str:
        return self.words or self.key
