"""What became of the public emergency numbers, told from the kept history as contact_history tells of contacts."""

import datetime
from dataclasses import dataclass
from typing import Any

from hotlines.models import EmergencyNumber

Shown = tuple[int, list[str]]


@dataclass(frozen=True)
class Change:
    """What became of the numbers of a country (a primary key). old: None when they appeared; new: when they ceased."""

    key: str
    country: int
    when: datetime.datetime
    old: list[str] | None
    new: list[str] | None


def until(moment: datetime.datetime) -> list[Change]:
    """Return the changes of public emergency numbers until a moment, earliest first; one query."""
    history: Any = EmergencyNumber.history  # type: ignore[attr-defined]
    versions = history.filter(history_date__lte=moment).order_by("history_date", "history_id")
    seen: dict[int, Shown | None] = {}
    found = []
    for row in versions.values("id", "key", "history_date", "history_type", "country_id", "numbers", "status"):
        public = row["history_type"] != "-" and row["status"] == "published"
        old, new = seen.get(row["id"]), (row["country_id"], row["numbers"]) if public else None
        seen[row["id"]] = new
        for country in dict.fromkeys(shown[0] for shown in (old, new) if shown):
            before, after = (shown[1] if shown and shown[0] == country else None for shown in (old, new))
            if before != after:
                found.append(Change(row["key"], country, row["history_date"], before, after))
    return found
