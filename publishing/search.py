"""Search by words, the same on every database: an index of word stems, kept in the database.

Words are folded before they are stemmed, so that "etre" and "être" find the same pages, in French and in English.
"""

import re
import unicodedata
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial

import snowballstemmer
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone, translation
from django.utils.html import strip_tags

from publishing import publicpages
from publishing.models import LANGUAGES, Publishable, SearchDocument, SearchWord

_paused: ContextVar[bool] = ContextVar("search_paused", default=False)

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_RESULTS = 50
_STEMMERS = {"fr": "french", "en": "english"}
_ELISIONS = re.compile(r"\b(?:l|d|qu|j|n|s|c|m|t|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_STOP = {
    "fr": frozenset(
        [
            "a",
            "au",
            "aux",
            "avec",
            "ce",
            "ces",
            "dans",
            "de",
            "des",
            "du",
            "elle",
            "en",
            "et",
            "eux",
            "il",
            "ils",
            "je",
            "la",
            "le",
            "les",
            "leur",
            "lui",
            "ma",
            "mais",
            "me",
            "meme",
            "mes",
            "moi",
            "mon",
            "ne",
            "nos",
            "notre",
            "nous",
            "on",
            "ou",
            "par",
            "pas",
            "pour",
            "qu",
            "que",
            "qui",
            "sa",
            "se",
            "ses",
            "son",
            "sur",
            "ta",
            "te",
            "tes",
            "toi",
            "ton",
            "tu",
            "un",
            "une",
            "vos",
            "votre",
            "vous",
            "est",
            "sont",
            "ete",
            "etre",
            "cette",
            "cet",
            "plus",
        ]
    ),
    "en": frozenset(
        [
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "but",
            "by",
            "for",
            "from",
            "has",
            "have",
            "he",
            "her",
            "his",
            "i",
            "in",
            "is",
            "it",
            "its",
            "me",
            "my",
            "not",
            "of",
            "on",
            "or",
            "our",
            "she",
            "so",
            "that",
            "the",
            "their",
            "them",
            "they",
            "this",
            "to",
            "was",
            "we",
            "were",
            "what",
            "who",
            "will",
            "with",
            "you",
            "your",
        ]
    ),
}
_TITLE_WEIGHT = 8


@dataclass(frozen=True)
class Result:
    """A page that answers the words."""

    title: str
    address: str
    excerpt: str


def stems(text: str, language: str) -> list[str]:
    """Return the stems of the words of a text, in order, without accents and stop words."""
    folded = text.lower().replace("œ", "oe").replace("æ", "ae")
    if language == "fr":
        folded = _ELISIONS.sub(" ", folded)
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = [word for word in re.findall(r"[a-z0-9]+", folded) if word not in _STOP[language]]
    stemmer = snowballstemmer.stemmer(_STEMMERS[language])
    # The plural goes first: Snowball leaves "travaux" and "numeros" apart from their singular.
    return stemmer.stemWords(
        [re.sub(r"aux$", "al", w) if language == "fr" else w for w in (w.rstrip("s") or w for w in words)]
    )


def reindex() -> int:
    """Make the whole index again; return the number of documents."""
    with transaction.atomic():
        SearchDocument.objects.all().delete()
        return sum(_index(kind, _rows(kind)) for kind in publicpages.kinds())


def refresh(kind: publicpages.PublicKind, pk: int) -> None:
    """Make the index of one row again, or take it out when the row is gone or no longer published."""
    with transaction.atomic():
        # One after the other: two people may save the same row, or what hangs on it, at the same moment.
        list(kind.model._default_manager.filter(pk=pk).order_by().select_for_update().values_list("pk"))
        SearchDocument.objects.filter(kind=kind.name, row=pk).delete()
        _index(kind, _rows(kind).filter(pk=pk))


def level(kind: publicpages.PublicKind) -> None:
    """Have the index hold the rows of a kind that have a page now, and no others; what it says of them stays."""
    there = set(SearchDocument.objects.filter(kind=kind.name).values_list("row", flat=True))
    for pk in sorted(there ^ set(_rows(kind).values_list("pk", flat=True))):
        refresh(kind, pk)


def _rows(kind: publicpages.PublicKind) -> models.QuerySet:
    """Return what may be found now or, once its time has come, later."""
    rows = kind.rows()
    if issubclass(kind.model, Publishable):
        waiting = kind.model._default_manager.filter(status=Publishable.Status.PUBLISHED, publish_at__gt=timezone.now())
        rows = kind.model._default_manager.filter(
            models.Q(pk__in=rows.values("pk")) | models.Q(pk__in=waiting.values("pk"))
        )
    return rows


def _index(kind: publicpages.PublicKind, rows: models.QuerySet) -> int:
    documents, words = [], []
    for language in LANGUAGES:
        with translation.override(language):
            for row in rows:
                title, text = kind.title(row), plain(kind.text(row))
                document = SearchDocument(
                    kind=kind.name,
                    row=row.pk,
                    language=language,
                    title=title[:300],
                    address=kind.address(row),
                    text=text,
                    publish_at=getattr(row, "publish_at", None),
                    expire_at=getattr(row, "expire_at", None),
                )
                documents.append(document)
                weights = Counter(stems(text, language))
                for stem in stems(title, language):
                    weights[stem] += _TITLE_WEIGHT
                words += [(document, stem[:60], min(weight, 1000)) for stem, weight in weights.items()]
    SearchDocument.objects.bulk_create(documents, batch_size=200)
    by_stem = [SearchWord(document=document, stem=stem, weight=weight) for document, stem, weight in words]
    SearchWord.objects.bulk_create(by_stem, batch_size=500, ignore_conflicts=True)
    return len(documents)


def watch() -> None:
    """Keep the index level with what is saved and deleted (a load of content files makes it whole at its end)."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, dispatch_uid="publishing.search")


@contextmanager
def paused():
    """Leave the index alone for many saves; the caller makes it again, or levels it."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def _changed(sender, instance, **kwargs) -> None:
    if _paused.get():
        return
    for kind in publicpages.kinds():
        pk = instance.pk if sender is kind.model else getattr(instance, kind.parts.get(sender, ""), None)
        if pk is not None:
            transaction.on_commit(partial(refresh, kind, pk))
    level_after(sender)


def level_after(model: type[models.Model]) -> None:
    """Level the kinds of pages that rows of a model decide, once these are saved; writing in bulk must ask for it."""
    for kind in publicpages.kinds():
        if model in kind.decided_by:
            transaction.on_commit(partial(level, kind))


def plain(html: str) -> str:
    """Return rich text as one line of plain text."""
    return " ".join(strip_tags(re.sub(r"</(p|li|h[1-6]|blockquote)>", " ", html)).split())


def find(words: str, language: str) -> list[Result]:
    """Return the pages of a language that hold every word, best first; the last word may be unfinished."""
    wanted = list(dict.fromkeys(stems(words, language)))[:MOST_WORDS]
    if not wanted:
        return []
    ranked = SearchDocument.objects.public_in(language).holding(wanted)[:MOST_RESULTS]
    return [Result(d.title, d.address, _excerpt(d.text, wanted, language)) for d in ranked]


def _excerpt(text: str, wanted: list[str], language: str, length: int = 220) -> str:
    sentences = re.split(r"(?<=[.!?…])\s+", text)
    best = max(sentences, key=lambda s: sum(stem in stems(s, language) for stem in wanted), default="")
    return best if len(best) <= length else best[:length].rsplit(" ", 1)[0] + "…"
