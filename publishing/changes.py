"""What changed lately, read from the public pages themselves."""

import datetime
from dataclasses import dataclass

from publishing import publicpages


@dataclass(frozen=True)
class Change:
    """A page, and when its content last changed."""

    title: str
    address: str
    when: datetime.datetime
    kind: str


def latest(limit: int) -> list[Change]:
    """Return the pages that changed last, in the active language, latest first."""
    found = [
        Change(kind.title(row), kind.address(row), kind.changed(row), kind.name)
        for kind in publicpages.kinds()
        for row in kind.rows()
    ]
    found.sort(key=lambda change: (-change.when.timestamp(), change.address))
    return found[:limit]
