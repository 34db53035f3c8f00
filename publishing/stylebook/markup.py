"""Markup made fit to stand many times on one page (own ids, own names of landmarks); blocks cut out of pages."""

import re
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_ID = re.compile(r'\sid="([^"]+)"')
_POINTER = re.compile(r'(\s(?:id|for|headers|aria-(?:labelledby|describedby|controls|owns)|href)=")(#?)([^"]*)(")')
_FILL = re.compile(r'(\sfill="url\(#)([\w-]+)(\)")')
_TAG = re.compile(r"<(\w+)((?:\s[^<>]*)?)>")
_LANDMARK_ROLES = {"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"}
_MAIN = re.compile(r"<(/?)main\b")
_CLASS = re.compile(r'\sclass="([^"]*)"')


def fit(html: str, number: int, caption: str, *, unfolded: bool = False) -> SafeString:
    """Return markup whose ids carry this number and whose landmarks have names that nothing else on the page has.

    `caption` is the id of the words that stand above the markup: landmarks named by other words take them into their
    name.
    """
    own = set(_ID.findall(html))

    def pointed(match: re.Match) -> str:
        before, hash_, names, after = match.groups()
        if before.lstrip().startswith("href") and not hash_:
            return match[0]
        renamed = " ".join(f"{name}-{number}" if name in own else name for name in names.split())
        return f"{before}{hash_}{renamed}{after}"

    def named(match: re.Match) -> str:
        tag, attributes = match.groups()
        role = re.search(r'\srole="(\w+)"', attributes)
        says = "aria-label" in attributes
        landmark = (
            role[1] in _LANDMARK_ROLES if role else tag in {"nav", "aside"} or (tag in {"form", "section"} and says)
        )
        if not landmark:
            return match[0]
        if 'aria-label="' in attributes:
            attributes = re.sub(r'(aria-label="[^"]*)"', rf'\1 ({number})"', attributes)
        elif "aria-labelledby" in attributes:
            attributes = re.sub(r'(aria-labelledby="[^"]*)"', rf'\1 {caption}"', attributes)
        else:
            attributes += f' aria-labelledby="{caption}"'
        return f"<{tag}{attributes}>"

    html = _FILL.sub(lambda match: f"{match[1]}{match[2]}-{number}{match[3]}" if match[2] in own else match[0], html)
    # A page has one main part: the one that shows the samples.
    ready = _MAIN.sub(r"<\1div", _TAG.sub(named, _POINTER.sub(pointed, html)))
    if unfolded:
        ready = ready.replace("<details", "<details open")
    return mark_safe(ready)  # noqa: S308


def classes_in(html: str) -> set[str]:
    """Return the classes that markup uses."""
    return {name for names in _CLASS.findall(html) for name in names.split()}


def cut_out(html: str, class_name: str) -> str:
    """Return the first element of this class, with all that it holds; empty when there is none."""
    cutter = _Cutter(html, class_name)
    return html[cutter.start : cutter.end] if cutter.start is not None and cutter.end is not None else ""


class _Cutter(HTMLParser):
    """Finds where the first element of a class starts and ends."""

    def __init__(self, html: str, class_name: str) -> None:
        super().__init__()
        self.start: int | None = None
        self.end: int | None = None
        self._class_name, self._tag, self._depth = class_name, "", 0
        self._lines = [0, *(newline.end() for newline in re.finditer("\n", html))]
        self.feed(html)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open the element, or go one deeper in it."""
        if self.start is None:
            if self._class_name in (dict(attrs).get("class") or "").split():
                self.start, self._tag, self._depth = self._here(), tag, 1
                if tag in _VOID:
                    self.end = self.start + len(self.get_starttag_text() or "")
        elif tag == self._tag and self.end is None:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Close the element when its own end tag comes."""
        if self.start is not None and self.end is None and tag == self._tag:
            self._depth -= 1
            if not self._depth:
                self.end = self._here() + len(f"</{tag}>")
