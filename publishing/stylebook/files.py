"""The components of the site as files: which there are, and what each says of itself where it is defined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_DOCUMENTATION = re.compile(r"\s*{% comment %}(.*?){% endcomment %}", re.DOTALL)
_WHOLE_PAGE = re.compile(r"{% extends |<!doctype", re.IGNORECASE)
_OPENING_COMMENT = re.compile(r"\s*/\*(.*?)\*/", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_STYLES = "css/components"


@dataclass(frozen=True)
class Template:
    """A component: its name, as `include` calls it, and the comment that it opens with (empty when it has none)."""

    name: str
    documentation: str

    @property
    def needs_nothing(self) -> bool:
        """Whether its comment says that it shows without any variable."""
        return "Needs: nothing." in self.documentation


@dataclass(frozen=True)
class Stylesheet:
    """The styles of a component: its name below static/, the comment that it opens with, the classes it defines."""

    name: str
    documentation: str
    classes: frozenset[str]

    @property
    def blocks(self) -> frozenset[str]:
        """The classes that are neither a part (block__part) nor a variant (block--variant) of another."""
        return frozenset(block_of(name) for name in self.classes)


def block_of(class_name: str) -> str:
    """Return the block that a class belongs to."""
    return class_name.split("__")[0].split("--")[0]


def templates() -> list[Template]:
    """Return every template that is a part of a page: not a whole page, nor a part of the admin."""
    root = Path(settings.BASE_DIR, "templates")
    found = []
    for path in sorted(root.rglob("*.html")):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        if name.split("/")[0] != "admin" and not _WHOLE_PAGE.search(text):
            opening = _DOCUMENTATION.match(text)
            found.append(Template(name, " ".join(opening[1].split()) if opening else ""))
    return found


def stylesheets() -> list[Stylesheet]:
    """Return the stylesheet of every component."""
    root = Path(settings.BASE_DIR, "static")
    found = []
    for path in sorted((root / _STYLES).glob("*.css")):
        text = path.read_text(encoding="utf-8")
        opening = _OPENING_COMMENT.match(text)
        found.append(
            Stylesheet(
                path.relative_to(root).as_posix(),
                " ".join(opening[1].split()) if opening else "",
                frozenset(classes_in(text)),
            )
        )
    return found


def images() -> list[str]:
    """Return the name below static/ of every drawing that is a file of its own."""
    root = Path(settings.BASE_DIR, "static")
    return [path.relative_to(root).as_posix() for path in sorted((root / "img").rglob("*.svg"))]


def classes_in(css: str) -> set[str]:
    """Return the classes that a stylesheet defines."""
    return {name for _conditions, selector, _body in rules(css) for name in _CLASS.findall(selector)}


def rules(css: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield each rule of a stylesheet: the at-rules around it, its selector and its declarations."""
    conditions: list[str] = []
    text = _COMMENT.sub("", css)
    start = 0
    for brace in re.finditer(r"[{}]", text):
        before = text[start : brace.start()].split(";")[-1].strip() if brace[0] == "{" else text[start : brace.start()]
        if brace[0] == "{":
            conditions.append(" ".join(before.split()))
        else:
            opened = conditions.pop()
            if not opened.startswith("@"):
                yield tuple(conditions), opened, before.strip()
        start = brace.end()
