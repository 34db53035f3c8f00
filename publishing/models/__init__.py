"""Sources, countries, and what every text of the site shares."""

from publishing.models.country import Country
from publishing.models.loaded import LoadedRecord
from publishing.models.publishable import (
    LANGUAGES,
    Bilingual,
    BilingualQuerySet,
    Publishable,
    PublishableQuerySet,
    always_translated,
    translated_when_published,
    unique_slugs,
)
from publishing.models.search import SearchDocument, SearchWord
from publishing.models.source import Source, SourceQuerySet

__all__ = [
    "LANGUAGES",
    "Bilingual",
    "BilingualQuerySet",
    "Country",
    "LoadedRecord",
    "Publishable",
    "PublishableQuerySet",
    "SearchDocument",
    "SearchWord",
    "Source",
    "SourceQuerySet",
    "always_translated",
    "translated_when_published",
    "unique_slugs",
]
