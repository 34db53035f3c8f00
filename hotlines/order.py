"""The order of the directory: what each rule that staff may set makes of a line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from hotlines.models import OrderRule
from publishing.slugs import slug_of

Rule = OrderRule.Rule


@dataclass(slots=True)
class Way:
    """What the filters need to know of one public channel of a line."""

    pk: int
    kind: str
    is_always_open: bool
    from_abroad: bool
    languages: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Line:
    """What the order and the filters need to know of a public service; its order rests on all its channels."""

    pk: int
    key: str
    name: str
    priority: int
    country: str
    purposes: set[str]
    ways: list[Way] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)
    interpreted: set[str] = field(default_factory=set)
    is_checked: bool = False
    is_always_open: bool = False
    is_free: bool = False


def _language(line: Line, language: str) -> int:
    return 0 if language in line.spoken else 1 if language in line.interpreted else 2


# What a line is sorted by under each rule, in a language: smaller comes first.
_RANKS: dict[str, Callable[[Line, str], Any]] = {
    Rule.CHECKED: lambda line, language: not line.is_checked,
    Rule.LANGUAGE: _language,
    Rule.ALWAYS: lambda line, language: not line.is_always_open,
    Rule.FREE: lambda line, language: not line.is_free,
    Rule.PRIORITY: lambda line, language: line.priority,
    Rule.NAME: lambda line, language: slug_of(line.name),
}


def ordered(lines: Iterable[Line], rules: Iterable[OrderRule], language: str) -> list[Line]:
    """Return the lines in the order of these rules, for a page in this language.

    The key of a line, which no other line has, decides last: the same content has one order, on every database.
    """
    ranks = [_RANKS[rule.rule] for rule in rules]
    return sorted(lines, key=lambda line: (*(rank(line, language) for rank in ranks), line.key))
