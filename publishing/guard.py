"""The script that stands first in every page, and lets no page of a visit that was left show again."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_MARGINS = re.compile(r"\s*\n\s*")
# No statement can end after one of these, so the end of the line says nothing.
_NEEDLESS_NEWLINE = re.compile(r"(?<=[{(\[,;])\n")


def bare(source: str) -> str:
    """Return a script of ours without comments (on lines of their own), indents and needless ends of lines.

    Strings stay as they are: the sources have none that holds the end of a line.
    """
    text = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source))
    return _NEEDLESS_NEWLINE.sub("", _MARGINS.sub("\n", text)).strip()


@cache
def script() -> str:
    """Return the guard as pages carry it; read once per process. Raises FileNotFoundError when it is not there."""
    path = finders.find("js/guard.js")
    if path is None:
        raise FileNotFoundError("static/js/guard.js: no page may go out without its guard.")
    return bare(Path(path).read_text())


@cache
def csp_source() -> str:
    """Return the hash that lets the guard run under the Content-Security-Policy: 'sha256-…', quotes included."""
    digest = hashlib.sha256(script().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
