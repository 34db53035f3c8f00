"""What the site knows and cites: forms of trafficking, myths, figures, the glossary."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Publishable, translated_when_published, unique_slugs


class Form(Publishable):
    """A form of trafficking, as the TIP Report distinguishes them."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    summary = models.CharField(_("summary"), max_length=320)
    body = SafeHTMLField(_("text"))

    class Meta(Publishable.Meta):
        verbose_name = _("form of trafficking")
        verbose_name_plural = _("forms of trafficking")
        ordering = ["order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("title", "slug", "summary", "body"),
            *unique_slugs(),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Myth(Publishable):
    """A belief about trafficking that is false, and what is true."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    claim = models.CharField(_("claim"), max_length=250)
    fact = SafeHTMLField(_("fact"))

    class Meta(Publishable.Meta):
        verbose_name = _("myth")
        verbose_name_plural = _("myths")
        ordering = ["order", "key"]
        constraints = [*Publishable.Meta.constraints, translated_when_published("claim", "fact")]

    def __str__(self) -> str:
        return self.claim or self.key


class Figure(Publishable):
    """A number that a document states: its value, unit, the year it speaks of, and where it comes from."""

    class Topic(models.TextChoices):
        SCALE = "scale", _("How large it is")
        HOTLINE = "hotline", _("What hotlines hear")
        ENFORCEMENT = "enforcement", _("Prosecution and laws")
        PROTECTION = "protection", _("Help for victims")
        TRAINING = "training", _("Training")
        FUNDING = "funding", _("Funding")
        PARTNERSHIP = "partnership", _("Partnerships")
        COMMUNITY = "community", _("Communities")
        SUPPLY_CHAIN = "supply-chain", _("Supply chains")

    class Qualifier(models.TextChoices):
        ABOUT = "about", _("about")
        MORE_THAN = "more-than", _("more than")
        AT_LEAST = "at-least", _("at least")
        NEARLY = "nearly", _("nearly")

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    value_max = models.DecimalField(_("upper end of a range"), max_digits=18, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=9, choices=Qualifier, blank=True)
    unit = models.CharField(_("unit"), max_length=150, help_text=_("What is counted: “victims worldwide”."))
    label = models.CharField(_("statement"), max_length=500, help_text=_("A full sentence that states the figure."))
    year = models.PositiveSmallIntegerField(_("year it speaks of"), null=True, blank=True)
    as_of = models.CharField(_("how old it is"), max_length=150, blank=True, help_text=_("When no year is known."))

    class Meta(Publishable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["topic", "order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("unit", "label"),
            models.CheckConstraint(
                name="campaign_figure_range_goes_up",
                condition=Q(value_max=None) | Q(value_max__gt=F("value")),
                violation_error_message=_("The upper end of a range must be greater than its lower end."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.key

    @property
    def spoken_value(self) -> str:
        """The value as it is read, with its qualifier: "20,000,000 to 30,000,000", "more than 4,100"."""
        if self.value is None:
            return ""
        value = _spelled(self.value)
        if self.value_max is not None:
            value = _("%(low)s to %(high)s") % {"low": value, "high": _spelled(self.value_max)}
        patterns: dict[str, Any] = {
            self.Qualifier.ABOUT: _("about %(value)s"),
            self.Qualifier.MORE_THAN: _("more than %(value)s"),
            self.Qualifier.AT_LEAST: _("at least %(value)s"),
            self.Qualifier.NEARLY: _("nearly %(value)s"),
        }
        return str(patterns.get(self.qualifier, "%(value)s")) % {"value": value}


def _spelled(value) -> str:
    places = 0 if value == value.to_integral_value() else 1
    return number_format(value, decimal_pos=places, force_grouping=True)


class GlossaryTerm(Publishable):
    """A term of the field: one word per concept and language, which the whole site uses."""

    term = models.CharField(_("term"), max_length=150)
    definition = SafeHTMLField(_("definition"))
    also = models.CharField(_("also met in the documents"), max_length=400, blank=True)
    avoid = models.CharField(_("words to avoid, and why"), max_length=400, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["key"]
        constraints = [*Publishable.Meta.constraints, translated_when_published("term", "definition")]

    def __str__(self) -> str:
        return self.term or self.key
