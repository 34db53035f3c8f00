"""The index of the search: derived from the public pages, made again whenever they change."""

from django.db import models


class SearchDocument(models.Model):
    """A public page in one language, as the search shows it."""

    language = models.CharField(max_length=2, db_index=True)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    text = models.TextField()

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
