"""Reads content files strictly: every fault is collected, with its file and key."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publishing.contentfiles.errors import Fault
from publishing.contentfiles.kinds import Kind


@dataclass
class Record:
    """One record as a file gives it."""

    key: str
    path: str
    position: int
    plain: dict[str, Any]


def read_kind(kind: Kind, root: Path | None = None) -> tuple[list[Record], list[str]]:
    """Return the records of a kind and the faults found ("file: key: what is wrong")."""
    records: list[Record] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for path, entries in _entries(kind, root, faults):
        for position, entry in enumerate(entries):
            key = entry.get("key") if isinstance(entry, dict) else None
            where = f"{path}: {kind.name} {key or f'number {position + 1}'}"
            try:
                if not isinstance(key, str) or not re.fullmatch(kind.key_pattern, key):
                    raise Fault("needs a key of small letters, digits and hyphens")
                if key in seen:
                    raise Fault(f"the same key stands in {seen[key]}")
                seen[key] = path
                records.append(Record(key, path, position, kind.read(entry)))
            except Fault as fault:
                faults.append(f"{where}: {fault}")
    return records, faults


def _entries(kind: Kind, root: Path | None, faults: list[str]):
    reader = getattr(kind, "entries", None)
    if reader:
        yield from reader(root, faults)
        return
    for path in kind.files(root):
        name = relative(path, kind, root)
        data = read_toml(path, name, faults)
        if data is None:
            continue
        strays = sorted(set(data) - {kind.name})
        if strays:
            faults.append(f"{name}: unknown table: {', '.join(strays)} (this file holds [[{kind.name}]])")
        entries = data.get(kind.name, [])
        if not isinstance(entries, list):
            faults.append(f"{name}: write [[{kind.name}]], not [{kind.name}]")
            continue
        yield name, entries


def relative(path: Path, kind: Kind, root: Path | None) -> str:
    """Return a path as messages and exports name it: <app>/content/…"""
    base = root or kind.directory.parents[1]
    return path.relative_to(base).as_posix()


def read_toml(path: Path, name: str, faults: list[str]) -> dict[str, Any] | None:
    """Return a file's TOML, or None after adding what is wrong to the faults."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        faults.append(f"{name}: not UTF-8 text (byte {error.start}): save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{name}: not TOML: {error}")
    return None
