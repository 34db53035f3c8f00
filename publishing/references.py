"""Links in prose that follow their target whatever its slug: page:understand/forms, service:us-nhth, to:glossary.

Each app registers its kinds; this module knows none of them. All addresses of a language are gathered once and kept
until something is published.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.html import escape

from publishing import versions
from publishing.fields import REFERENCE_SCHEMES

_HREF = re.compile(r'<a href="(' + "|".join(REFERENCE_SCHEMES) + r'):([^"#]*)"')
_LINK = re.compile(r'<a href="(' + "|".join(REFERENCE_SCHEMES) + r'):([^"#]*)">(.*?)</a>', re.DOTALL)

# kind -> (keys that exist, key -> address in the active language for those the public may see)
_KINDS: dict[str, tuple[Callable[[], set[str]], Callable[[], dict[str, str]]]] = {}
# kind -> (key -> title in the active language), for what is cited in passing: "undated", "press"
_TITLES: dict[str, Callable[[], dict[str, str]]] = {}
# kind -> (key -> what the link says whatever was typed), for what must never stand in prose: a telephone number
_WORDS: dict[str, Callable[[], dict[str, str]]] = {}


def register(
    kind: str,
    keys: Callable[[], set[str]],
    addresses: Callable[[], dict[str, str]],
    titles: Callable[[], dict[str, str]] = dict,
    words: Callable[[], dict[str, str]] = dict,
) -> None:
    """Register a kind of reference: which keys exist, the public ones' addresses and titles in the active language.

    words: what the link says in place of the words that were typed.
    """
    _KINDS[kind] = (keys, addresses)
    _TITLES[kind] = titles
    _WORDS[kind] = words


def all_keys() -> dict[str, set[str]]:
    """Return the keys that exist, public or not, by kind."""
    return {kind: keys() for kind, (keys, _addresses) in _KINDS.items()}


def found_in(html: str) -> Iterator[tuple[str, str]]:
    """Yield the (kind, key) of each reference in rich text."""
    for match in _HREF.finditer(html or ""):
        yield match.group(1), match.group(2)


def addresses() -> dict[str, dict[str, str]]:
    """Return every public address in the active language, by kind and key."""
    return _known()[0]


@versions.kept
def _known() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Return the addresses, the titles and the words of their own in the active language, by kind and key."""
    addresses = {kind: addresses() for kind, (_keys, addresses) in _KINDS.items()}
    titles = {kind: titles() for kind, titles in _TITLES.items()}
    return addresses, titles, {kind: words() for kind, words in _WORDS.items()}


def resolve(html: str) -> str:
    """Return rich text with its references turned into addresses; a target that is not public leaves its text.

    Where the same words cite several documents ("undated" twice), each link also says which: a reader who hears the
    links one by one has no sentence around them (WCAG 2.4.9).
    """
    if not html or not _HREF.search(html):
        return html or ""
    known, titles, own_words = _known()
    targets: dict[str, set[tuple[str, str]]] = {}
    for kind, key, words in _LINK.findall(html):
        targets.setdefault(words.casefold(), set()).add((kind, key))

    def link(match: re.Match) -> str:
        kind, key, typed = match.groups()
        address = known.get(kind, {}).get(key)
        if not address:
            return typed
        words = escape(own_words.get(kind, {}).get(key, "")) or typed
        title = titles.get(kind, {}).get(key) if len(targets[typed.casefold()]) > 1 else None
        which = f'<span class="visually-hidden"> ({escape(title)})</span>' if title else ""
        return f'<a href="{address}">{words}{which}</a>'

    return _LINK.sub(link, html)
