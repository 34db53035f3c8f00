"""The lines and organizations that a person can turn to."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Country, Publishable, PublishableQuerySet, translated_when_published, unique_slugs

PURPOSES = ("help", "report", "goods", "children", "labor_rights")


class Answer(models.TextChoices):
    """A fact about a line that may not be known, and is then printed as not known."""

    UNKNOWN = "unknown", _("not known")
    YES = "yes", _("yes")
    NO = "no", _("no")


class Told(models.TextChoices):
    """Whether a line tells an authority about the person who contacts it."""

    UNKNOWN = "unknown", _("not known")
    NO = "no", _("no")
    WITH_CONSENT = "with-consent", _("only with your consent, unless the law requires it")
    YES = "yes", _("yes")


class Confidence(models.TextChoices):
    """How far the source of a contact may be trusted."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")
    UNVERIFIED = "unverified", _("unverified")


class ServiceQuerySet(PublishableQuerySet):
    """Queries on services."""

    def with_channels(self) -> Self:
        """Return the services with their country and all that their public channels show."""
        return self.select_related("country").prefetch_related(
            Prefetch("channels", _public_channels().with_details().in_order(), to_attr="public_channels")
        )

    def listed(self, now=None) -> Self:
        """Return the public services that can be reached: a service left without a public channel is not listed."""
        return self.published(now).filter(Exists(_public_channels(now).filter(service=OuterRef("pk")).order_by()))

    def with_check_state(self, today=None) -> Self:
        """Return the services with is_check_overdue: whether none of their public channels was checked in time."""
        public = _public_channels().filter(service=OuterRef("pk")).order_by()
        return self.annotate(is_check_overdue=~Exists(public.checked_in_time(today)))

    def for_directory(self) -> Self:
        """Return the listed services in the order of lists without rules of their own, with all that their cards show.

        Those whose check is overdue come after the others.
        """
        return self.listed().with_check_state().with_channels().order_by("is_check_overdue", "priority", "key")

    def in_this_order(self, ids: list[int], *, with_details: bool = False) -> list[Any]:
        """Return the listed services with these primary keys, in this order, with all that their cards show.

        with_details: with all that their public channels show, too.
        """
        if with_details:
            listed = self.listed().with_channels()
        else:
            channels = Prefetch("channels", _public_channels().in_order(), to_attr="public_channels")
            listed = self.listed().select_related("country").prefetch_related(channels)
        found = listed.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def countries(self, language: str | None) -> QuerySet:
        """Return the countries that these services serve, in the order of their names in a language."""
        return Country.objects.filter(services__in=self).distinct().in_order_of_name(language)


def _public_channels(now=None) -> Any:
    from hotlines.models.channel import Channel

    return Channel.objects.published(now)


class Service(Publishable):
    """A line or organization that a person can contact, through one or more channels."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False, help_text=_("Bland: browsers show it."))
    operator = models.CharField(_("operator"), max_length=200, blank=True)
    country = models.ForeignKey(
        "publishing.Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="services"
    )
    region_served = models.CharField(_("region served"), max_length=200, blank=True)
    for_help = models.BooleanField(_("for help"), default=False)
    for_report = models.BooleanField(_("to report"), default=False)
    for_goods = models.BooleanField(_("goods made by forced labor"), default=False)
    for_children = models.BooleanField(_("for children"), default=False)
    for_labor_rights = models.BooleanField(_("labor rights"), default=False)
    audience = models.CharField(_("who it is for"), max_length=300, blank=True)
    summary = models.CharField(_("summary"), max_length=400)
    what_happens = SafeHTMLField(_("what happens when you contact it"), blank=True)
    tells_police = models.CharField(_("tells the police"), max_length=12, choices=Told, default=Told.UNKNOWN)
    tells_immigration = models.CharField(
        _("tells immigration authorities"), max_length=12, choices=Told, default=Told.UNKNOWN
    )
    who_is_told = SafeHTMLField(_("who is told"), blank=True)
    anonymous = models.CharField(_("can one stay anonymous"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    priority = models.PositiveSmallIntegerField(_("priority"), default=100, help_text=_("Lower comes first."))
    url = models.URLField(_("web site"), max_length=400, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.UNVERIFIED)
    staff_note = models.TextField(_("note to staff"), blank=True, help_text=_("Never shown to the public."))

    objects: ClassVar[Any] = ServiceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["priority", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("name", "slug", "summary"),
            *unique_slugs(),
            models.CheckConstraint(
                name="hotlines_service_has_a_purpose",
                condition=models.Q(for_help=True)
                | models.Q(for_report=True)
                | models.Q(for_goods=True)
                | models.Q(for_children=True)
                | models.Q(for_labor_rights=True),
                violation_error_message=_("Tick at least one purpose."),
            ),
            models.CheckConstraint(
                name="hotlines_service_told_is_known_value",
                condition=models.Q(tells_police__in=Told.values, tells_immigration__in=Told.values),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    def get_absolute_url(self) -> str:
        """Return the service's address in the active language."""
        return reverse("hotlines:service", args=[self.slug])
