"""Writes the content files back from the database, so that content can be reviewed and moved as text."""

from collections import defaultdict
from pathlib import Path

from publishing.contentfiles import toml
from publishing.contentfiles.kinds import Kind, all_kinds
from publishing.models import LoadedRecord


def export(root: Path) -> list[Path]:
    """Write every content file below root and return them; files that already say the same are left untouched."""
    written = []
    for kind in all_kinds():
        for path, text in files_of(kind).items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                target.write_text(text, encoding="utf-8", newline="\n")
            written.append(target)
    return written


def files_of(kind: Kind) -> dict[str, str]:
    """Return the text of each file of a kind, by path (<app>/content/…)."""
    memory = {m.key: m for m in LoadedRecord.objects.filter(kind=kind.name)}
    default = f"{kind.model._meta.app_label}/content/{kind.default_file}"
    by_file = defaultdict(list)
    for row in kind.rows():
        key = kind.key_of(row)
        remembered = memory.get(key)
        place = (remembered.path, remembered.position) if remembered else (default, 1_000_000)
        by_file[place[0]].append((place[1], key, kind.of_row(row)))
    writer = getattr(kind, "write", None) or (lambda path, records: {path: toml.write_records(kind.name, records)})
    texts: dict[str, str] = {}
    for path, entries in sorted(by_file.items()):
        entries.sort(key=lambda entry: entry[:2])
        texts |= writer(path, [kind.to_file(key, plain) for _position, key, plain in entries])
    return texts
