"""What the style page shows of each component: each app registers its own in its samples.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class State:
    """One way a component can stand: its name, and what its template is given (None: no row of the database fits)."""

    name: Words
    context: Callable[[], Mapping[str, Any] | None] = dict
    # Whether what the component folds is shown unfolded.
    unfolded: bool = False


@dataclass(frozen=True)
class Sample:
    """The states of one component, which is a template; `inside` is the markup that the component needs around it."""

    template: str
    states: tuple[State, ...]
    inside: str = "{}"
    # Whether the two schemes stand one above the other, because the component needs the width.
    wide: bool = False


@dataclass(frozen=True)
class Excerpt:
    """A block that no template of its own makes: it is cut out of a page that shows it, and put in what it needs."""

    stylesheet: str
    class_name: str
    name: Words
    # The address of the page, which may have a query; nothing when no such page is public.
    address: Callable[[], str]
    inside: str = "{}"
    unfolded: bool = False
    wide: bool = False


AT_REST = _("At rest")
# For a component whose comment says that it needs nothing: the style page needs no more.
PLAIN = (State(AT_REST),)

_SAMPLES: dict[str, Sample] = {}
_EXCERPTS: list[Excerpt] = []


def register(*entries: Sample | Excerpt) -> None:
    """Add samples of components (one per template) and excerpts of pages."""
    for entry in entries:
        if isinstance(entry, Sample):
            _SAMPLES[entry.template] = entry
        elif entry not in _EXCERPTS:
            _EXCERPTS.append(entry)


def samples() -> dict[str, Sample]:
    """Return the sample of each template, by its name."""
    autodiscover_modules("samples")
    return dict(_SAMPLES)


def excerpts() -> list[Excerpt]:
    """Return the excerpts of pages."""
    autodiscover_modules("samples")
    return list(_EXCERPTS)
