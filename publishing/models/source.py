"""The documents that the site cites."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import PartialDateField, SafeHTMLField
from publishing.models.publishable import Bilingual, BilingualQuerySet, always_translated
from publishing.slugs import slug_of

# One page for each grade, and two for the longest: hundreds of sources on one page are too heavy for a bad line.
LISTS = {
    "A": "publishing:sources",
    "B": "publishing:sources-copies",
    "C-fr": "publishing:sources-press-french",
    "C": "publishing:sources-press",
}


class SourceQuerySet(BilingualQuerySet):
    """Queries on sources."""

    def listed(self, name: str) -> "SourceQuerySet":
        """Return the sources of one of the LISTS."""
        grade, _dash, french = name.partition("-")
        of_grade = self.filter(grade=grade)
        if f"{grade}-fr" not in LISTS:
            return of_grade
        return of_grade.filter(language="fr") if french else of_grade.exclude(language="fr")

    def in_order_of_title(self, language: str) -> list["Source"]:
        """Return the sources by title, as a reader of this language expects."""
        sources: Any = self.all()
        return sorted(sources, key=lambda source: slug_of(getattr(source, f"title_{language}")))


class Source(Bilingual):
    """A document, page or dataset that a statement of the site rests on."""

    class Grade(models.TextChoices):
        OFFICIAL = "A", _("the body’s own page or document")
        OFFICIAL_COPY = "B", _("the body’s text on another site")
        SECONDARY = "C", _("press, association or other")

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    language = models.CharField(_("language"), max_length=8)
    date = PartialDateField(_("date"), help_text=_("2018, 2018-06 or 2018-06-28; empty if the document is undated."))
    date_note = models.CharField(_("note on the date"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=600, blank=True)
    archived_url = models.URLField(_("archived address"), max_length=600, blank=True)
    consulted = PartialDateField(_("consulted"))
    grade = models.CharField(_("kind of copy"), max_length=1, choices=Grade)
    note = SafeHTMLField(_("note"), blank=True)

    objects: ClassVar[Any] = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            always_translated("title", "publisher"),
            models.CheckConstraint(
                name="publishing_source_grade_is_known", condition=models.Q(grade__in=["A", "B", "C"])
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the address of this source, in the list that holds it."""
        named = f"{self.grade}-{self.language}"
        return f"{reverse(LISTS.get(named) or LISTS[self.grade])}#{self.key}"
