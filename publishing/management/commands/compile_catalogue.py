"""Compiles the catalogue of French messages, with no program of the system."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po to .mo; a fuzzy or missing message is an error with --strict."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--strict", action="store_true", help="fail on fuzzy or untranslated messages")

    def handle(self, *args, strict, verbosity, **options):
        compiled = 0
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                try:
                    catalogue = polib.pofile(str(path))
                except OSError as error:
                    raise CommandError(f"{path}: {error}") from error
                lacking = catalogue.untranslated_entries() + catalogue.fuzzy_entries()
                if strict and lacking:
                    listed = "\n".join(f"  {path}:{e.linenum}: {e.msgid}" for e in lacking)
                    raise CommandError(f"{len(lacking)} messages without a finished translation:\n{listed}")
                target = path.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
                    catalogue.save_as_mofile(str(target))
                compiled += 1
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{compiled} catalogue(s) ready."))
