"""The TIP Report, edition by edition, and its global figures."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import PartialDateField, SafeHTMLField
from publishing.models import Publishable, PublishableQuerySet, translated_when_published


class EditionQuerySet(PublishableQuerySet):
    """Queries on editions."""

    def before(self, year: int) -> Self:
        """Return the editions of earlier years, the nearest first."""
        return self.filter(year__lt=year).order_by("-year")

    def after(self, year: int) -> Self:
        """Return the editions of later years, the nearest first."""
        return self.filter(year__gt=year).order_by("year")

    def years(self) -> list[int]:
        """Return the years of the editions, latest first."""
        return list(self.order_by("-year").values_list("year", flat=True))

    def without_texts(self) -> Self:
        """Return the editions with nothing but their year, for tables of many of them."""
        return self.only("key", "year")

    def with_placement_counts(self) -> Self:
        """Return the editions, each with the number of placements that it has here (placement_count)."""
        return self.annotate(placement_count=models.Count("placements"))


class Edition(Publishable):
    """One year's Trafficking in Persons Report."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    published = PartialDateField(_("published"))
    period_start = models.DateField(_("period covered, from"), null=True, blank=True)
    period_end = models.DateField(_("period covered, to"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=250, blank=True)
    countries_covered = models.PositiveSmallIntegerField(_("countries covered"), null=True, blank=True)
    summary = SafeHTMLField(_("summary"))
    missing = SafeHTMLField(_("what is missing here, and why"))
    url = models.URLField(_("address"), max_length=400, blank=True)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("summary", "missing"),
            models.CheckConstraint(
                name="reports_edition_period_goes_forward",
                condition=Q(period_start=None) | Q(period_end=None) | Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(name="reports_edition_year_from_2001", condition=Q(year__gte=2001)),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        """Return the edition's address in the active language."""
        return reverse("reports:edition", args=[self.year])


class GlobalFigure(Publishable):
    """A worldwide total that an edition prints: what governments reported for a calendar year, not prevalence."""

    class Measure(models.TextChoices):
        PROSECUTIONS = "prosecutions", _("prosecutions")
        CONVICTIONS = "convictions", _("convictions")
        VICTIMS = "victims", _("victims identified")
        LAWS = "laws", _("new or amended laws")
        LABOR_PROSECUTIONS = "labor-prosecutions", _("prosecutions, labor trafficking")
        LABOR_CONVICTIONS = "labor-convictions", _("convictions, labor trafficking")
        LABOR_VICTIMS = "labor-victims", _("victims identified, labor trafficking")

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="figures")
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    calendar_year = models.PositiveSmallIntegerField(_("calendar year it counts"))
    value = models.PositiveIntegerField(_("value"))
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("global figure")
        verbose_name_plural = _("global figures")
        ordering = ["edition__year", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "measure"], name="reports_globalfigure_once_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_measure_display()}: {self.value}"


class Program(Publishable):
    """A kind of program that the State Department's TIP Office funds."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    body = SafeHTMLField(_("text"))

    class Meta(Publishable.Meta):
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["order", "key"]
        constraints = [*Publishable.Meta.constraints, translated_when_published("title", "slug", "body")]

    def __str__(self) -> str:
        return self.title or self.key
