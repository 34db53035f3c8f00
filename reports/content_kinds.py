"""The content files of this app, and the references that prose may make to its pages."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.urls import reverse

from publishing import references
from publishing.contentfiles.kinds import Kind, register
from publishing.models import Country
from reports import countries
from reports.models import Edition, Example, GlobalFigure, Placement, Program

_COUNT = re.compile(r"[1-9][0-9]?")
_COLUMNS = ["year", "country", "tier", "sources", "printed_name", "evidence", "narrative_url"]


class PlacementKind(Kind):
    """Placements: one CSV of thousands of rows, loaded in bulk."""

    bulk = True

    def __init__(self) -> None:
        super().__init__(
            "placement",
            Placement,
            "edition country tier sources_agreeing printed_name evidence narrative_url",
            key_pattern=r"\d{4}/[A-Z]{3}",
        )

    def entries(self, root: Path | None, faults: list[str]):
        """Yield (path, records) of the CSV; add what is wrong to the faults."""
        path = (root / "reports" / "content" if root else self.directory) / "placement.csv"
        name = "reports/content/placement.csv"
        if not path.is_file():
            return
        try:
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")), strict=True))
        except (UnicodeDecodeError, csv.Error) as error:
            faults.append(f"{name}: not a UTF-8 CSV file: {error}")
            return
        if not rows or rows[0] != _COLUMNS:
            faults.append(f"{name}: the first line must be {','.join(_COLUMNS)}")
            return
        records = []
        for number, row in enumerate(rows[1:], start=2):
            if len(row) != len(_COLUMNS) or not _COUNT.fullmatch(row[3]):
                faults.append(f"{name}: line {number}: needs {len(_COLUMNS)} columns, with a number of sources")
                continue
            year, country, tier, sources, printed_name, evidence, narrative_url = row
            records.append(
                {
                    "key": f"{year}/{country}",
                    "edition": year,
                    "country": country,
                    "tier": tier,
                    "sources_agreeing": int(sources),
                    "printed_name": printed_name,
                    "evidence": evidence,
                    "narrative_url": narrative_url,
                }
            )
        yield name, records

    def rows(self) -> Iterator[models.Model]:
        """Yield every placement with its edition and country."""
        yield from Placement.objects.select_related("edition", "country")

    def key_of(self, row: Any) -> str:
        """Return the key of a placement: its year and country."""
        return f"{row.edition.key}/{row.country.key}"

    def new_row(self, key: str) -> Placement:
        """Return an unsaved placement."""
        return Placement()

    @property
    def default_file(self) -> str:
        """The one CSV."""
        return "placement.csv"

    def write(self, path: str, records: list[dict[str, Any]]) -> dict[str, str]:
        """Return the CSV, by year and country."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for record in sorted(records, key=lambda record: record["key"]):
            writer.writerow(
                [
                    record["edition"],
                    record["country"],
                    record["tier"],
                    record["sources_agreeing"],
                    record.get("printed_name", ""),
                    record.get("evidence", ""),
                    record.get("narrative_url", ""),
                ]
            )
        return {path: text.getvalue()}


_PUBLISHED = "sources reviewed_on review_due_on status publish_at expire_at"
register(
    Kind(
        "edition",
        Edition,
        f"year published period_start period_end theme countries_covered summary missing url {_PUBLISHED}",
        key_pattern=r"\d{4}",
    )
)
register(Kind("global-figure", GlobalFigure, f"edition measure calendar_year value note {_PUBLISHED}"))
register(
    Kind(
        "example",
        Example,
        f"order title slug summary body country place organization actor year end_year pillar kind {_PUBLISHED}",
    )
)
register(Kind("program", Program, f"order title slug body {_PUBLISHED}"))
register(PlacementKind())


def _program_addresses() -> dict[str, str]:
    programs: Any = Program.objects.published()
    return {program.key: reverse("reports:program", args=[program.slug]) for program in programs}


def _keys(model):
    return lambda: set(model.objects.values_list("key", flat=True))


def _addresses(model):
    return lambda: {row.key: row.get_absolute_url() for row in model.objects.published()}


references.register("edition", _keys(Edition), _addresses(Edition))
references.register("example", _keys(Example), _addresses(Example))
references.register(
    "country",
    _keys(Country),
    lambda: {row.key: reverse("reports:country", args=[row.slug]) for row in countries.with_a_page()},
)
references.register(
    "program",
    _keys(Program),
    _program_addresses,
)
