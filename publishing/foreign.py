"""Runs of text in the other language of the site carry its code, wherever a name or a quotation stands.

Names of documents, laws and programs come from many plain texts of the database, which hold no markup: one pass over
the finished page finds them all, those of a text written tomorrow too.
"""

import functools
import html
import re
import tomllib
from pathlib import Path

from django.utils.translation import get_language

from publishing.middleware import is_admin

TABLE = Path(__file__).with_name("foreign_names.toml")
# What is never shown as text, or holds no markup; then tags.
_PASSED = r"<(script|style|title|option|textarea)\b.*?</\1>|<[^>]*>"


@functools.cache
def names(page_language: str) -> dict[str, str]:
    """Return the names that stand in another language on pages of a language, and that language's code."""
    table = tomllib.loads(TABLE.read_text())
    return {name: code for code, listed in table.get(page_language, {}).items() for name in listed["names"]}


@functools.cache
def _pattern(page_language: str) -> re.Pattern:
    """Return what finds a name, in a group named after its language, or what is passed over."""
    listed: dict[str, list[str]] = {}
    for name, code in sorted(names(page_language).items(), key=lambda item: -len(item[0])):
        listed.setdefault(code, []).append(name)
    pattern = _PASSED
    for code, found in listed.items():
        # The first letters, said first, spare most of the work.
        initials = "".join(sorted({name[0] for name in found}))
        pattern += rf"|(?<!\w)(?=[{initials}])(?P<{code}>{'|'.join(map(_written, found))})(?!\w)"
    return re.compile(pattern, re.DOTALL)


def _written(name: str) -> str:
    """Return a name as it stands in HTML, whatever the spaces and no-break spaces that typography has put into it."""
    escaped = re.escape(html.escape(name, quote=False)).replace(r"\ ", r"[ \u00a0\u202f]")
    return escaped.replace(r"\?", "[\u00a0\u202f]?\\?")


def marked(page: str, page_language: str) -> str:
    """Return the HTML of a page whose names in another language carry a lang attribute."""

    def mark(found: re.Match) -> str:
        code = found.lastgroup
        return f'<span lang="{code}">{found[0]}</span>' if code else found[0]

    return _pattern(page_language).sub(mark, page)


class ForeignRuns:
    """Gives each public page's foreign names their language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request, names marked."""
        response = self.get_response(request)
        if response.streaming or is_admin(request) or not response.get("Content-Type", "").startswith("text/html"):
            return response
        text = response.content.decode(response.charset)
        response.content = marked(text, get_language() or "").encode(response.charset)
        return response
