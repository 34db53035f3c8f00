"""What prose may not hold, because it is data elsewhere: each app registers what it finds; this module knows none."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

# (field, text in one language) -> what is wrong with it, in sentences
Finder = Callable[[models.Field, str], Iterable[str]]

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a finder; every text that is saved in the admin or loaded from files goes through it."""
    _FINDERS.append(finder)


def faults(model: type[models.Model], name: str, text: Any) -> list[str]:
    """Return what a text of this translated field may not hold, in sentences that say how to mend it."""
    field: Any = model._meta.get_field(name)
    return [fault for finder in _FINDERS for fault in finder(field, text or "")]
