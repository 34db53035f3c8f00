"""How much of a sheet each number takes, reckoned from the length of its texts: a sheet holds what fits, and no more.

In millimeters, with room to spare, for the sizes of css/paper.css: the browser that prints is not here to be asked.
"""

from collections.abc import Iterable
from math import ceil
from typing import Any

from django.utils import translation

# What the numbers have between the words above and those below them, by piece, number of languages and paper.
_OF_CARDS = {1: {"a4": 54, "letter": 51}, 2: {"a4": 53, "letter": 51}}
_OF_POSTERS = {"poster": {"a4": 203, "letter": 191}, "tear-off": {"a4": 142, "letter": 129}}


def fitting(numbers: Iterable[Any], piece: str, languages: tuple[str, ...], paper: str) -> list[Any]:
    """Return the first numbers that fit one piece in each of its languages; the first one always does."""
    room = _OF_CARDS[len(languages)][paper] if piece == "cards" else _OF_POSTERS[piece][paper]
    taken = dict.fromkeys(languages, 0.0)
    kept: list[Any] = []
    for number in numbers:
        for language in languages:
            with translation.override(language):
                taken[language] += _on_card(number, len(languages)) if piece == "cards" else _on_poster(number)
        if kept and max(taken.values()) > room:
            break
        kept.append(number)
    return kept


def _on_card(number: Any, languages: int) -> float:
    text = len(
        f"{number.kind}. {number.label}. {number.hours_in_brief}. {number.languages_in_brief}. {number.checked}."
    )
    # In two languages the text stands beside a code; alone, it is larger and has the whole half.
    return 9 + _rows(text, 27) * 3.5 if languages == 1 else 7 + max(18.5, _rows(text, 20) * 2.9)


def _on_poster(number: Any) -> float:
    facts = [number.hours, number.languages, number.checked]
    rows = _rows(len(number.short_name), 48) * 6.4 + _rows(len(f"{number.kind}. {number.only_in}"), 62) * 5.6
    return 7 + 20 + rows + sum(_rows(len(fact), 68) * 5.2 for fact in facts)


def _rows(characters: int, in_a_row: int) -> int:
    return ceil(characters / in_a_row)
