"""Who acts: agencies and their part, what anyone can do, and where to read more."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Publishable, translated_when_published, unique_slugs


class Agency(Publishable):
    """A body of the United States government with a part in the response, as a dated document describes it."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    part = SafeHTMLField(_("its part"))
    in_task_force = models.BooleanField(_("member of the President’s Interagency Task Force"), default=False)
    url = models.URLField(_("address"), max_length=400, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("name", "slug", "part"),
            *unique_slugs(),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Action(Publishable):
    """Something that anyone can do."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    body = SafeHTMLField(_("text"))
    url = models.URLField(_("address"), max_length=400, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["order", "key"]
        constraints = [*Publishable.Meta.constraints, translated_when_published("title", "body")]

    def __str__(self) -> str:
        return self.title or self.key


class Resource(Publishable):
    """A page, leaflet, video or tool elsewhere that a document of the site names."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        TRAINING = "training", _("training")
        LEAFLET = "leaflet", _("leaflet")
        VIDEO = "video", _("video")
        REPORT = "report", _("report")
        STRATEGY = "strategy", _("strategy")
        TOOL = "tool", _("tool")
        DATA = "data", _("data")
        SOCIAL = "social", _("social network")

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(_("address"), max_length=400, validators=[URLValidator(schemes=["http", "https"])])
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    languages = models.JSONField(_("languages"), default=list, blank=True, help_text=_("Codes; empty is “not known”."))
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["order", "key"]
        constraints = [*Publishable.Meta.constraints, translated_when_published("title", "publisher")]

    def __str__(self) -> str:
        return self.title or self.key
