"""Search by words, the same on every database: an index of word stems, kept in the database.

Words are folded before they are stemmed, so that "etre" and "être" find the same pages, in French and in English.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import snowballstemmer
from django.db import models, transaction
from django.utils import translation
from django.utils.html import strip_tags

from publishing import publicpages
from publishing.models import LANGUAGES, SearchDocument, SearchWord

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_RESULTS = 50
_STEMMERS = {"fr": "french", "en": "english"}
_ELISIONS = re.compile(r"\b(?:l|d|qu|j|n|s|c|m|t|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_STOP = {
    "fr": frozenset(
        "a au aux avec ce ces dans de des du elle en et eux il ils je la le les leur lui ma mais me meme mes moi mon ne "
        "nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous est "
        "sont ete etre cette cet plus".split()
    ),
    "en": frozenset(
        "a an and are as at be been but by for from has have he her his i in is it its me my not of on or our she so "
        "that the their them they this to was we were what who will with you your".split()
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
    return stemmer.stemWords([re.sub(r"aux$", "al", w) if language == "fr" else w for w in (w.rstrip("s") or w for w in words)])


def reindex() -> int:
    """Make the whole index again, in one transaction; return the number of documents."""
    documents, words = [], []
    for language in LANGUAGES:
        with translation.override(language):
            for kind in publicpages.kinds():
                for row in kind.rows():
                    title, text = kind.title(row), plain(kind.text(row))
                    document = SearchDocument(
                        language=language, title=title[:300], address=kind.address(row), text=text
                    )
                    documents.append(document)
                    weights = Counter(stems(text, language))
                    for stem in stems(title, language):
                        weights[stem] += _TITLE_WEIGHT
                    words += [(document, stem[:60], min(weight, 1000)) for stem, weight in weights.items()]
    with transaction.atomic():
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(documents, batch_size=200)
        SearchWord.objects.bulk_create(
            [SearchWord(document=document, stem=stem, weight=weight) for document, stem, weight in words], batch_size=500
        )
    return len(documents)


def plain(html: str) -> str:
    """Return rich text as one line of plain text."""
    return " ".join(strip_tags(re.sub(r"</(p|li|h[1-6]|blockquote)>", " ", html)).split())


def find(words: str, language: str) -> list[Result]:
    """Return the pages of a language that hold every word, best first; the last word may be unfinished."""
    wanted = list(dict.fromkeys(stems(words, language)))[:MOST_WORDS]
    if not wanted:
        return []
    documents = SearchDocument.objects.filter(language=language)
    for stem in wanted:
        documents = documents.filter(pk__in=SearchWord.objects.filter(stem__startswith=stem).values("document"))
    score = models.Sum("words__weight", filter=models.Q(words__stem__in=wanted), default=0)
    ranked = documents.annotate(score=score).order_by("-score", "title")[:MOST_RESULTS]
    return [Result(d.title, d.address, _excerpt(d.text, wanted, language)) for d in ranked]


def _excerpt(text: str, wanted: list[str], language: str, length: int = 220) -> str:
    sentences = re.split(r"(?<=[.!?…])\s+", text)
    best = max(sentences, key=lambda s: sum(stem in stems(s, language) for stem in wanted), default="")
    return best if len(best) <= length else best[:length].rsplit(" ", 1)[0] + "…"
