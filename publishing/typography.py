"""The typography of each language, applied to text when it is saved and verified by a check.

French rules: Lexique des règles typographiques en usage à l'Imprimerie nationale (a narrow no-break space before
; ! ? and a no-break space before : and inside « »); in Canada no space before ; ! ? (Office québécois de la langue
française). The variety is the setting FRENCH_TYPOGRAPHY.
"""

import re
from collections.abc import Callable

from django.conf import settings

NBSP = "\u00a0"
NNBSP = "\u202f"
APOSTROPHE = "\u2019"
_MONTHS = "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_SPACES = f"[ {NBSP}{NNBSP}]"
_OPENING = r"<(?:a|em|strong)\b[^>]*>"
_CLOSING = r"</(?:a|em|strong)>"
_TAG_OR_ADDRESS = re.compile(r"(<[^>]*>|&[#\w]+;|(?:https?://|mailto:|www\.)[^\s<>\"»]*[^\s<>\"».,;:!?)])")


def french(text: str) -> str:
    """Return text with French no-break spaces, guillemets and apostrophes; tags and addresses are left alone."""
    return _beside_tags(_outside_tags(text, _french_run))


def english(text: str) -> str:
    """Return text with curly apostrophes; tags and addresses are left alone."""
    return _outside_tags(text, _apostrophes)


def for_language(language: str) -> Callable[[str], str]:
    """Return the function that sets text in this language."""
    return {"fr": french, "en": english}[language]


def french_faults(text: str) -> list[str]:
    """Return what a reader of French would find wrong in text: each fault with its surroundings."""
    faults = []
    for run in _TAG_OR_ADDRESS.split(text)[::2]:
        wanted = _french_run(run)
        if run != wanted:
            place = next((i for i, (a, b) in enumerate(zip(run, wanted, strict=False)) if a != b), len(run) - 1)
            faults.append(run[max(0, place - 25) : place + 25])
        faults += [f"straight quotation mark: {m.group()}" for m in re.finditer(r'.{0,20}".{0,20}', run)]
    return faults


def _outside_tags(text: str, change: Callable[[str], str]) -> str:
    pieces = _TAG_OR_ADDRESS.split(text)
    pieces[::2] = [change(run) for run in pieces[::2]]
    return "".join(pieces)


def _beside_tags(text: str) -> str:
    """Set the marks that a tag parts from their word: <strong>Oui</strong> ?"""
    before_high = "" if settings.FRENCH_TYPOGRAPHY == "canada" else NNBSP
    text = re.sub(rf"«{_SPACES}*({_OPENING})", rf"«{NBSP}\1", text)
    text = re.sub(rf"({_CLOSING}){_SPACES}*»", rf"\1{NBSP}»", text)
    text = re.sub(rf"({_CLOSING}){_SPACES}*([;!?])(?=[\s!?.,)»<]|$)", rf"\1{before_high}\2", text)
    return re.sub(rf"({_CLOSING}){_SPACES}*:(?=[\s<]|$)", rf"\1{NBSP}:", text)


def _apostrophes(run: str) -> str:
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", APOSTROPHE, run)


def _french_run(run: str) -> str:
    before_high = "" if settings.FRENCH_TYPOGRAPHY == "canada" else NNBSP
    run = re.sub(r"(?<=\w)'(?=\w|«|<|$)", APOSTROPHE, run)
    run = re.sub(rf"«{_SPACES}*(?=\S)", f"«{NBSP}", run)
    run = re.sub(rf"(?<=[^\s«]){_SPACES}*»", f"{NBSP}»", run)
    run = re.sub(rf"(?<=[\w»)%€$’…*]){_SPACES}*([;!?])(?=[\s!?.,)»*]|$)", rf"{before_high}\1", run)
    run = re.sub(rf"(?<=[\w»)%€$’…*]){_SPACES}*:(?=[\s*]|$)", f"{NBSP}:", run)
    run = re.sub(rf"(?<=\d){_SPACES}(?=\d{{3}}(?!\d))", NNBSP, run)
    # The first day of a month is an ordinal: 1er janvier.
    run = re.sub(rf"(?<![\d/])1{_SPACES}(?={_MONTHS}\b)", "1er ", run)
    return re.sub(rf"(?<=\d){_SPACES}(?=[%€$]|millions?\b|milliards?\b|dollars?\b|euros?\b)", NBSP, run)
