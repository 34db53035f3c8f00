"""What countries, cities and organizations did, as the documents report it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Publishable, PublishableQuerySet, translated_when_published, unique_slugs


class ExampleQuerySet(PublishableQuerySet):
    """Queries on examples."""

    def of_country(self, country_key: str) -> Self:
        """Return the examples set in one country (ISO alpha-3)."""
        return self.filter(country__key=country_key)

    def with_country(self) -> Self:
        """Return the examples with their countries loaded."""
        return self.select_related("country")

    def for_cards(self) -> Self:
        """Return the examples with what their cards show: country, and sources of those that have no page."""
        return self.with_country().prefetch_related("sources")

    def alike(self, example: "Example") -> Self:
        """Return the other examples of the same country, or of the same kind when it has no country."""
        same = Q(country=example.country_id) if example.country_id else Q(kind=example.kind)
        return self.filter(same).exclude(pk=example.pk)


class Example(Publishable):
    """Something that a country, a city or an organization did against trafficking, with its figures.

    Without a text, the title and the summary say all that the documents say: the example is a card of the list, and has
    no page of its own.
    """

    class Pillar(models.TextChoices):
        PROSECUTION = "prosecution", _("Prosecution")
        PROTECTION = "protection", _("Protection")
        PREVENTION = "prevention", _("Prevention")
        PARTNERSHIP = "partnership", _("Partnership")

    class Kind(models.TextChoices):
        TASK_FORCE = "task-force", _("task force or council")
        TRAINING = "training", _("training")
        VICTIM_SERVICES = "victim-services", _("victim services")
        LAW = "law", _("laws and rules")
        DATA = "data", _("data and research")
        SUPPLY_CHAIN = "supply-chain", _("supply chains")
        AWARENESS = "awareness", _("awareness")
        ASSESSMENT = "assessment", _("assessment")
        REFERRAL = "referral", _("referral mechanism")
        FUNDING = "funding", _("funding")

    class Actor(models.TextChoices):
        COUNTRY = "country", _("a national government")
        LOCAL = "local", _("a city or a region")
        ORGANIZATION = "organization", _("an organization or a company")

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    summary = models.CharField(_("summary"), max_length=320)
    body = SafeHTMLField(
        _("text"),
        blank=True,
        help_text=_("Only what the summary does not say. Without a text, the example is a card and has no page."),
    )
    country = models.ForeignKey(
        "publishing.Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="examples"
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    organization = models.CharField(_("organization"), max_length=250, blank=True)
    actor = models.CharField(
        _("who acted"), max_length=12, choices=Actor, help_text=_("Whom the document names first.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("The year that the document states, or the first of several.")
    )
    end_year = models.PositiveSmallIntegerField(
        _("last year of several"), null=True, blank=True, help_text=_("Only where the document states it.")
    )
    pillar = models.CharField(_("pillar"), max_length=11, choices=Pillar)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)

    objects: ClassVar[Any] = ExampleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("example")
        verbose_name_plural = _("examples")
        ordering = ["order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("title", "slug", "summary", optional=("body",)),
            *unique_slugs(),
            models.CheckConstraint(
                name="reports_example_pillar_is_known",
                condition=Q(pillar__in=["prosecution", "protection", "prevention", "partnership"]),
            ),
            models.CheckConstraint(
                name="reports_example_years_in_order",
                condition=Q(end_year=None) | Q(year__isnull=False, end_year__gt=F("year")),
                violation_error_message=_("The last year must come after the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the address in the active language: of the example's page, or of its card when it has none."""
        if self.body:
            return reverse("reports:example", args=[self.slug])
        return f"{reverse('reports:examples')}#{self.slug}"

    @property
    def years(self) -> list[int]:
        """Every year that the example is about; none when the year is not known."""
        return list(range(self.year, (self.end_year or self.year) + 1)) if self.year else []

    @property
    def period(self) -> str:
        """The years in words; empty when they are not known."""
        if self.end_year:
            return str(_("%(first)d to %(last)d") % {"first": self.year, "last": self.end_year})
        return str(self.year or "")
