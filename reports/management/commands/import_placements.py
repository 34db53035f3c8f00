"""Imports the placements of one edition from a CSV file, as the admin does: see docs/operators.md."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import imports, placementfiles
from reports.imports import Preview

_FAULTS_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Import the placements of one edition from a CSV file, all or nothing; the admin can undo it as a whole. "
        "With --dry-run, say what would change and write nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV in UTF-8, with the columns year, country, tier, sources")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default="en", help="of what is said"
        )

    def handle(self, *args, file, dry_run, language, **options):
        with translation.override(language):
            try:
                self._import(file, dry_run)
            except OSError as error:
                raise CommandError(_("The file cannot be read: %(error)s") % {"error": error}) from error
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except placementfiles.FileRefused as refused:
                raise CommandError("\n".join(_in_lines(refused.faults))) from refused
            except DatabaseError as error:
                raise CommandError(_("The database does not answer: %(error)s") % {"error": error}) from error

    def _import(self, path: Path, dry_run: bool) -> None:
        with path.open("rb") as file:
            # One byte more than a file may have, whatever its size: too much is seen without reading the rest.
            said = placementfiles.read(file.read(placementfiles.MOST_BYTES + 1))
        found = imports.preview(said.year, said.rows)
        self._say(found)
        if dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        elif found.to_write:
            kept = imports.keep(said, path.name.encode(errors="replace").decode(), by=None)
            try:
                done = imports.apply(kept, by=None, seen=found.mark)
            except ValidationError:
                imports.throw_away(kept)
                raise
            text = _("Written, as import %(number)s: the admin shows it, and can undo it.")
            self.stdout.write(self.style.SUCCESS(text % {"number": done.pk}))
        else:
            self.stdout.write(_("There is nothing to write: the edition says the same already."))

    def _say(self, found: Preview) -> None:
        counts = {
            "year": found.edition,
            "new": len(found.new),
            "changed": len(found.changed),
            "unchanged": len(found.unchanged),
            "staying": len(found.staying),
        }
        text = _(
            "Edition of %(year)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, "
            "%(staying)d not in the file (they stay)."
        )
        self.stdout.write(text % counts)
        for entry in found.changed:
            for fact in entry.differences:
                self.stdout.write("\t".join((entry.country.key, fact.label, fact.before or "–", fact.after or "–")))
        for entry in found.flagged:
            for flag in entry.flags:
                self.stdout.write(self.style.WARNING("\t".join((entry.country.key, flag))))
        if found.missing:
            text = ngettext(
                "%(count)d country of the edition of %(year)s is missing: %(codes)s.",
                "%(count)d countries of the edition of %(year)s are missing: %(codes)s.",
                len(found.missing),
            )
            codes = ", ".join(country.key for country in found.missing)
            said = text % {"count": len(found.missing), "year": found.edition_before, "codes": codes}
            self.stdout.write(self.style.WARNING(said))


def _in_lines(faults: list[placementfiles.Fault]) -> list[str]:
    """Return the faults with tabs between line, column and what is wrong."""
    count = ngettext(
        "%(count)d thing is wrong with this file; nothing was written.",
        "%(count)d things are wrong with this file; nothing was written.",
        len(faults),
    ) % {"count": len(faults)}
    header = "\t".join((_("Line"), _("Column"), _("What is wrong")))
    lines = ["\t".join((str(f.line or "–"), f.column or "–", f.said)) for f in faults[:_FAULTS_SHOWN]]
    return [count, header, *lines] + (["…"] if len(faults) > _FAULTS_SHOWN else [])
