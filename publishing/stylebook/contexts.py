"""What samples are made of: words for the states that many components share, and contexts made from rows."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

# The same words for the same state, whatever the component.
NONE = _("None")
ONE = _("One")
SEVERAL = _("Several")
FOLDED = _("Folded")
UNFOLDED = _("Unfolded")


def few(rows: Any, number: int = 2) -> list[Any] | None:
    """Return the first rows of a query set, or None when it has none."""
    return list(rows[:number]) or None


def given(name: str, rows: Callable[[], Any]) -> Callable[[], dict[str, Any] | None]:
    """Return a context builder with the first rows of a query set under this name."""

    def context() -> dict[str, Any] | None:
        found = few(rows())
        return {name: found} if found else None

    return context


def first(name: str, rows: Callable[[], Any]) -> Callable[[], dict[str, Any] | None]:
    """Return a context builder with the first row of a query set under this name."""

    def context() -> dict[str, Any] | None:
        row = rows().first()
        return {name: row} if row else None

    return context
