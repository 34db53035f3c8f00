"""The pages of prose: what trafficking is, what to do, who does what, and the pages about the site."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Publishable, PublishableQuerySet, translated_when_published, unique_slugs


class PageQuerySet(PublishableQuerySet):
    """Queries on pages."""

    def in_section(self, section: str) -> Self:
        """Return the pages of a section below its landing page, in order."""
        return self.filter(section=section, is_landing=False)

    def landing(self, section: str) -> Self:
        """Return the landing page of a section (one row at most)."""
        return self.filter(section=section, is_landing=True)


class Page(Publishable):
    """A page of prose in one section of the site; each section has one landing page, at the section's own address."""

    class Section(models.TextChoices):
        UNDERSTAND = "understand", _("Understand")
        RECOGNIZE = "recognize", _("Recognize the signs")
        MY_SITUATION = "my-situation", _("My situation")
        ACT = "act", _("What you can do")
        HELP = "help", _("Get help")
        RESPONSE = "response", _("What governments do")
        REPORTS = "reports", _("Reports")
        SITE = "site", _("About the site")

    class Listing(models.TextChoices):
        FORMS = "forms", _("forms of trafficking")
        MYTHS = "myths", _("myths")
        FIGURES = "figures", _("figures")
        AGENCIES = "agencies", _("agencies")
        ACTIONS = "actions", _("actions")
        RESOURCES = "resources", _("resources")
        PROGRAMS = "programs", _("programs")
        EXAMPLES = "examples", _("examples")
        LEAVING = "leaving", _("leaving this site")

    section = models.CharField(_("section"), max_length=12, choices=Section)
    is_landing = models.BooleanField(_("landing page of its section"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    nav_title = models.CharField(_("short title"), max_length=60, blank=True, help_text=_("For menus and breadcrumbs."))
    slug = models.SlugField(_("slug"), max_length=100, blank=True, db_index=False)
    summary = models.CharField(_("summary"), max_length=320, help_text=_("Search engines show it under the title."))
    body = SafeHTMLField(_("text"))
    listing = models.CharField(_("listed under the text"), max_length=10, choices=Listing, blank=True)

    objects: ClassVar[Any] = PageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["section", "-is_landing", "order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("title", "summary", "body"),
            *unique_slugs("section"),
            models.UniqueConstraint(
                fields=["section"], condition=Q(is_landing=True), name="campaign_page_one_landing_per_section"
            ),
            models.CheckConstraint(
                name="campaign_page_has_slugs_unless_landing",
                condition=Q(is_landing=True)
                | (Q(slug_en__isnull=False) & Q(slug_fr__isnull=False) & ~Q(slug_en="") & ~Q(slug_fr="")),
                violation_error_message=_("A page needs a slug in both languages (only a landing page has none)."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the page's address in the active language."""
        if self.is_landing:
            return reverse({"help": "hotlines:directory", "reports": "reports:home"}.get(
                self.section, f"campaign:{self.section}"
            ))  # fmt: skip
        return reverse(f"campaign:{self.section}-page", args=[self.slug])

    @property
    def short_title(self) -> str:
        """The title that menus and breadcrumbs show."""
        return self.nav_title or self.title
