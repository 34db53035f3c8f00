"""The design tokens as the stylesheet declares them, and the contrast of their colors."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from publishing.stylebook.files import rules

_SHEET = "static/css/tokens.css"
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_PAIR = re.compile(r"light-dark\((#\w+|rgb\([^)]*\)),\s*(#\w+|rgb\([^)]*\))\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|rgb\([^)]*\)")
# What text and controls stand on.
GROUNDS = ("--color-page", "--color-surface", "--color-tint", "--color-notice", "--color-strong", "--color-signal")


@dataclass(frozen=True)
class Color:
    """A token that is a color, in each scheme, as CSS writes it."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True)
class Contrast:
    """The contrast of a color on a ground in each scheme (1 to 21, WCAG 2); None when it cannot be computed."""

    ground: str
    light: float | None
    dark: float | None


def declared() -> dict[str, str]:
    """Return every token and its value, as declared for browsers of today, outside any media query."""
    css = Path(settings.BASE_DIR, _SHEET).read_text(encoding="utf-8")
    return {
        name: " ".join(value.split())
        for conditions, selector, body in rules(css)
        if selector == ":root" and not any(condition.startswith("@media") for condition in conditions)
        for name, value in _DECLARATION.findall(body)
    }


def colors() -> list[Color]:
    """Return the tokens that are colors."""
    found = []
    for name, value in declared().items():
        pair = _PAIR.fullmatch(value)
        if pair:
            found.append(Color(name, pair[1], pair[2]))
        elif _COLOR.fullmatch(value):
            found.append(Color(name, value, value))
    return found


def contrasts(color: Color, among: list[Color]) -> list[Contrast]:
    """Return the contrast of a color on each ground among the colors."""
    by_name = {other.name: other for other in among}
    return [
        Contrast(name, contrast(color.light, by_name[name].light), contrast(color.dark, by_name[name].dark))
        for name in GROUNDS
        if name in by_name
    ]


def contrast(one: str, other: str) -> float | None:
    """Return the contrast of two colors as WCAG 2.2 defines it, or None when one is not #rgb or #rrggbb."""
    lights = [_luminance(color) for color in (one, other)]
    if lights[0] is None or lights[1] is None:
        return None
    return (max(lights[0], lights[1]) + 0.05) / (min(lights[0], lights[1]) + 0.05)


def _luminance(color: str) -> float | None:
    """Return the relative luminance of a color, as WCAG 2.2 defines it."""
    digits = color.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        return None
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def named(prefix: str) -> list[tuple[str, str]]:
    """Return the tokens whose name starts so, each with its value."""
    return [(name, value) for name, value in declared().items() if name.startswith(prefix)]
