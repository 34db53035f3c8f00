"""What countries, cities and organizations did, as the documents report it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
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

    def narrowed(self, *, pillar: str = "", kind: str = "", country_key: str = "") -> Self:
        """Return the examples that have this pillar, this kind and this country; an empty wish is no wish."""
        wishes = {"pillar": pillar, "kind": kind, "country__key": country_key}
        return self.filter(**{field: wish for field, wish in wishes.items() if wish})

    def alike(self, example: "Example") -> Self:
        """Return the other examples of the same country, or of the same kind when it has no country."""
        same = Q(country=example.country_id) if example.country_id else Q(kind=example.kind)
        return self.filter(same).exclude(pk=example.pk)


class Example(Publishable):
    """Something that a country, a city or an organization did against trafficking, with its figures."""

    class Pillar(models.TextChoices):
        PROSECUTION = "prosecution", _("Prosecution")
        PROTECTION = "protection", _("Protection")
        PREVENTION = "prevention", _("Prevention")
        PARTNERSHIP = "partnership", _("Partnership")

    class Kind(models.TextChoices):
        TASK_FORCE = "task-force", _("task force")
        TRAINING = "training", _("training")
        VICTIM_SERVICES = "victim-services", _("victim services")
        LAW = "law", _("law")
        DATA = "data", _("data and research")
        SUPPLY_CHAIN = "supply-chain", _("supply chains")
        AWARENESS = "awareness", _("awareness")
        ASSESSMENT = "assessment", _("assessment")
        REFERRAL = "referral", _("referral mechanism")

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    summary = models.CharField(_("summary"), max_length=320)
    body = SafeHTMLField(_("text"))
    country = models.ForeignKey(
        "publishing.Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="examples"
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    organization = models.CharField(_("organization"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    pillar = models.CharField(_("pillar"), max_length=11, choices=Pillar)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)

    objects: ClassVar[Any] = ExampleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("example")
        verbose_name_plural = _("examples")
        ordering = ["order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("title", "slug", "summary", "body"),
            *unique_slugs(),
            models.CheckConstraint(
                name="reports_example_pillar_is_known",
                condition=Q(pillar__in=["prosecution", "protection", "prevention", "partnership"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the example's address in the active language."""
        return reverse("reports:example", args=[self.slug])
