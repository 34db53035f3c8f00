"""Content files as text: one canonical way to write each record, so that export is byte-stable."""

import datetime
import json
from typing import Any


def write_value(value: Any) -> str:
    """Return a value as TOML; text of several lines becomes a multi-line string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(write_value(item) for item in value)}]"
    if "\n" in value:
        body = value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return f'"""\n{body}\n"""'
    # JSON's escapes are a subset of TOML's basic strings.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_pairs(record: dict[str, Any]) -> str:
    """Return a record as TOML lines; a translated text is two dotted keys, English above French."""
    lines = []
    for name, value in record.items():
        if isinstance(value, dict):
            lines += [f"{name}.{language} = {write_value(text)}" for language, text in value.items()]
        else:
            lines.append(f"{name} = {write_value(value)}")
    return "\n".join(lines) + "\n"


def write_records(kind: str, records: list[dict[str, Any]]) -> str:
    """Return a file of records: one [[kind]] table each, a blank line between."""
    return "\n".join(f"[[{kind}]]\n{write_pairs(record)}" for record in records)
