"""Words as parts of addresses."""

from django.utils.text import slugify

_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "-", "'": "-", "\u00a0": " ", "\u202f": " "})


def slug_of(text: str) -> str:
    """Return text in lower-case ASCII with hyphens; elisions are split (l’aide -> l-aide), œ is oe."""
    return slugify(text.translate(_LETTERS))
