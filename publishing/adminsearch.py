"""Search of the admin's lists: blind to accents, in both languages, the same on every database.

SQLite folds the case of ASCII only and PostgreSQL folds no accents, so the words are compared here: reading all
texts of one model (some hundreds of rows; 4,000 placements) takes a few hundredths of a second and one query.
"""

import unicodedata

from django.db import models
from django.utils.html import strip_tags

from publishing.fields import SafeHTMLField
from publishing.models import LANGUAGES

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
LONGEST_SEARCH = 200


def fold(text: str) -> str:
    """Return text in lower case, without accents, ligatures, curly apostrophes and no-break spaces."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class AccentBlindSearch:
    """Finds the rows that hold every word of the search, in any of their texts; search_in adds columns to look in."""

    search_in: tuple[str, ...] = ()
    # Not empty: the search box and the choice by autocompletion ask for it; get_search_results() decides.
    search_fields = ("pk",)

    def searched_columns(self) -> list[str]:
        """Return the columns that a search looks in: the key, every text in both languages, and search_in."""
        fields = {field.name: field for field in self.model._meta.fields}
        texts = [
            f"{name}_{language}" for name in getattr(self.model, "translated_fields", tuple)() for language in LANGUAGES
        ]
        return [name for name in ("key",) if name in fields] + texts + list(self.search_in)

    def get_search_results(self, request, queryset: models.QuerySet, search_term: str) -> tuple[models.QuerySet, bool]:
        """Return the rows that hold every word, and False: no row comes twice."""
        words = fold(search_term[:LONGEST_SEARCH]).split()
        if not words:
            return queryset, False
        columns = self.searched_columns()
        rich = {i for i, name in enumerate(columns) if self._is_rich(name)}
        found = []
        for pk, *texts in queryset.order_by().values_list("pk", *columns):
            readable = [strip_tags(text) if i in rich else str(text) for i, text in enumerate(texts) if text]
            folded = fold("\n".join(readable))
            if all(word in folded for word in words):
                found.append(pk)
        return queryset.filter(pk__in=found), False

    def _is_rich(self, column: str) -> bool:
        return "__" not in column and isinstance(self.model._meta.get_field(column), SafeHTMLField)
