"""The index of the search: derived from the public pages, made again whenever they change."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class SearchDocumentQuerySet(models.QuerySet):
    """Queries on the index."""

    def public_in(self, language: str) -> Self:
        """Return the documents of a language that are public now."""
        now = timezone.now()
        return self.filter(
            Q(publish_at=None) | Q(publish_at__lte=now), Q(expire_at=None) | Q(expire_at__gt=now), language=language
        )

    def holding(self, stems: list[str]) -> Self:
        """Return the documents that hold a word beginning with each of these stems, best first."""
        documents = self
        for stem in stems:
            documents = documents.filter(pk__in=SearchWord.objects.filter(stem__startswith=stem).values("document"))
        score = models.Sum("words__weight", filter=Q(words__stem__in=stems), default=0)
        return documents.annotate(score=score).order_by("-score", "title")


class SearchDocument(models.Model):
    """A public page in one language, as the search shows it."""

    kind = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    text = models.TextField()
    publish_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "row", "language"], name="publishing_searchdocument_once")
        ]
        indexes = [models.Index(fields=["language"], name="searchdocument_language")]

    def __str__(self) -> str:
        return self.address


class SearchWord(models.Model):
    """A word stem of a document, and how much the document is about it."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="words")
    stem = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "document"], name="publishing_searchword_once")]

    def __str__(self) -> str:
        return self.stem
