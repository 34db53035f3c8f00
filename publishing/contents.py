"""What a long text holds: its headings get addresses, and the page lists them."""

import re
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags

from publishing.slugs import slug_of

_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class Heading(NamedTuple):
    """A heading of a text: the id it carries, and its words."""

    anchor: str
    words: str


class Text(NamedTuple):
    """A text ready to show, and its headings in order."""

    html: str
    headings: list[Heading]


def with_anchors(text: str) -> Text:
    """Return sanitized rich text whose second-level headings carry an id made from their words, and the list of them.

    Two headings with the same words are told apart by a number.
    """
    headings: list[Heading] = []

    def heading(found: re.Match) -> str:
        words = unescape(strip_tags(found[1]))
        anchor = base = slug_of(words)[:120].strip("-") or "section"
        while any(anchor == known.anchor for known in headings):
            anchor = f"{base}-{len(headings) + 1}"
        headings.append(Heading(anchor, words))
        return f'<h2 id="{anchor}">{found[1]}</h2>'

    return Text(_HEADING.sub(heading, text), headings)
