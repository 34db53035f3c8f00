"""Where each edition places each country."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from publishing.models import Country
from reports.models.edition import Edition


class Tier(models.TextChoices):
    """The categories of the TIP Report. Never an integer: a special case is not a number, nor is a Watch List."""

    TIER_1 = "1", _("Tier 1")
    TIER_2 = "2", _("Tier 2")
    TIER_2_WATCH_LIST = "2W", _("Tier 2 Watch List")
    TIER_3 = "3", _("Tier 3")
    SPECIAL_CASE = "SC", _("Special case")


class PlacementQuerySet(models.QuerySet):
    """Queries on placements."""

    def of_country(self, country_key: str) -> Self:
        """Return one country's placements, latest edition first."""
        return self.filter(country__key=country_key).select_related("edition").order_by("-edition__year")

    def in_edition(self, year: int) -> Self:
        """Return the placements of the edition of one year."""
        return self.filter(edition__year=year)

    def with_countries(self) -> Self:
        """Return the placements with their countries loaded."""
        return self.select_related("country")

    def public(self) -> Self:
        """Return the placements of the editions that the public may see."""
        return self.filter(edition__in=Edition.objects.published())

    def latest_of_each_country(self) -> Self:
        """Return each country's latest public placement, with its country and edition."""
        latest = Placement.objects.public().filter(country=OuterRef("pk")).order_by("-edition__year").values("pk")[:1]
        return self.filter(pk__in=Country.objects.values_list(Subquery(latest))).select_related("country", "edition")

    def narrowed(self, *, region: str = "", first: int = 0, last: int = 0) -> Self:
        """Return the placements of this region, from the first to the last of these years; an empty wish is no wish."""
        wishes: dict[str, str | int] = {
            "country__region": region,
            "edition__year__gte": first,
            "edition__year__lte": last,
        }
        return self.filter(**{field: wish for field, wish in wishes.items() if wish})

    def marks(self) -> Iterable[tuple[int, int, str, int]]:
        """Return each placement as (country, by primary key, year, tier, sources): thousands of them at little cost."""
        return self.order_by().values_list("country_id", "edition__year", "tier", "sources_agreeing")

    def tier_by_country(self) -> dict[int, str]:
        """Return the tier of each country (by primary key) of one edition's placements."""
        return dict(self.values_list("country_id", "tier"))

    def facts(self) -> Iterator[tuple[str, str, str, int, str, int, str, str, str]]:
        """Yield (country key, name in English, in French, year, tier, sources, evidence, narrative, edition address).

        By year and country key. The columns are named one by one: the open data never depend on the language of the
        request.
        """
        return (
            self.order_by("edition__year", "country__key")
            .values_list(
                "country__key",
                "country__name_en",
                "country__name_fr",
                "edition__year",
                "tier",
                "sources_agreeing",
                "evidence",
                "narrative_url",
                "edition__url",
            )
            .iterator()
        )


class Placement(models.Model):
    """The tier of one country in one edition: the State Department's opinion of that government's efforts."""

    country = models.ForeignKey(
        "publishing.Country", models.PROTECT, verbose_name=_("country"), related_name="placements"
    )
    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="placements")
    tier = models.CharField(_("tier"), max_length=2, choices=Tier)
    sources_agreeing = models.PositiveSmallIntegerField(_("number of sources that agree"))
    printed_name = models.CharField(
        _("name in the edition"),
        max_length=120,
        blank=True,
        help_text=_("Only where it differs from the name of today."),
    )
    evidence = models.CharField(_("what each source says"), max_length=500, blank=True)

    narrative_url = models.URLField(
        _("official text on the country"),
        max_length=400,
        blank=True,
        help_text=_(
            "Address of the report’s page on this country. Only one that was seen: addresses cannot be guessed."
        ),
    )

    objects: ClassVar[Any] = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["-edition__year", "country__key"]
        constraints = [
            models.UniqueConstraint(fields=["country", "edition"], name="reports_placement_once_per_edition"),
            models.CheckConstraint(name="reports_placement_tier_is_known", condition=Q(tier__in=Tier.values)),
            models.CheckConstraint(name="reports_placement_has_a_source", condition=Q(sources_agreeing__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.edition}: {self.get_tier_display()}"

    @property
    def rests_on_one_source(self) -> bool:
        """Whether only one source gives this tier (the page then says so)."""
        return self.sources_agreeing == 1
