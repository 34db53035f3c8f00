"""Links in prose that follow their target whatever its slug: page:understand/forms, service:us-nhth, to:glossary.

Each app registers its kinds; this module knows none of them. All addresses of a language are gathered once and kept
until something is published.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import get_language

from publishing import versions
from publishing.fields import REFERENCE_SCHEMES

_HREF = re.compile(r'<a href="(' + "|".join(REFERENCE_SCHEMES) + r'):([^"#]*)"')
_LINK = re.compile(r'<a href="(' + "|".join(REFERENCE_SCHEMES) + r'):([^"#]*)">(.*?)</a>', re.DOTALL)

# kind -> (keys that exist, key -> address in the active language for those the public may see)
_KINDS: dict[str, tuple[Callable[[], set[str]], Callable[[], dict[str, str]]]] = {}
_kept: dict[str, tuple[object, dict[str, dict[str, str]]]] = {}


def register(kind: str, keys: Callable[[], set[str]], addresses: Callable[[], dict[str, str]]) -> None:
    """Register a kind of reference: which keys exist, and the public ones' addresses in the active language."""
    _KINDS[kind] = (keys, addresses)


def all_keys() -> dict[str, set[str]]:
    """Return the keys that exist, public or not, by kind."""
    return {kind: keys() for kind, (keys, _addresses) in _KINDS.items()}


def found_in(html: str) -> Iterator[tuple[str, str]]:
    """Yield the (kind, key) of each reference in rich text."""
    for match in _HREF.finditer(html or ""):
        yield match.group(1), match.group(2)


def addresses() -> dict[str, dict[str, str]]:
    """Return every public address in the active language, by kind and key."""
    language = get_language() or ""
    version = versions.current()
    known = _kept.get(language)
    if known is None or version is None or known[0] != version:
        known = (version, {kind: addresses() for kind, (_keys, addresses) in _KINDS.items()})
        _kept[language] = known
    return known[1]


def resolve(html: str) -> str:
    """Return rich text with its references turned into addresses; a target that is not public leaves its text."""
    if not html or not _HREF.search(html):
        return html or ""
    known = addresses()

    def link(match: re.Match) -> str:
        address = known.get(match.group(1), {}).get(match.group(2))
        return f'<a href="{address}">{match.group(3)}</a>' if address else match.group(3)

    return _LINK.sub(link, html)
