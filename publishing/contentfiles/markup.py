"""Markdown of the content files to the HTML of the database, and back.

The subset is what the editor offers (publishing.fields): text that survives one trip survives every trip.
"""

import re

import markdownify
from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "code", "fence", "hr", "html_block", "html_inline"]
)
# Any scheme may be written; the sanitizer keeps only those of publishing.fields.
setattr(_PARSER, "validateLink", lambda url: True)  # noqa: B010


class _Writer(markdownify.MarkdownConverter):
    class Options(markdownify.MarkdownConverter.DefaultOptions):  # type: ignore[name-defined]
        heading_style = "ATX"
        bullets = "-"
        strong_em_symbol = "*"
        escape_asterisks = True
        escape_underscores = False
        escape_misc = False
        autolinks = False


def to_html(markdown: str) -> str:
    """Return the HTML of a Markdown text (one line per block)."""
    html = _PARSER.render(markdown.strip() + "\n")
    html = re.sub(r"(<(?:ul|ol|li|blockquote)[^>]*>)\n", r"\1", html)
    return re.sub(r"\n(</(?:ul|ol|li|blockquote)>)", r"\1", html).strip()


def to_markdown(html: str) -> str:
    """Return the Markdown of rich text from the database."""
    text = _Writer().convert(html)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
