"""Loads the content files into the database."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from tqdm import tqdm

from publishing import search
from publishing.contentfiles.errors import ContentError
from publishing.contentfiles.loading import load
from publishing.models import SearchDocument


class Command(BaseCommand):
    help = "Load the content files: strict, all or nothing, idempotent, and never over an editor's work."

    def add_arguments(self, parser):
        parser.add_argument("--root", type=Path, help="read <app>/content/ below this folder, not the apps' own")

    def handle(self, *args, root, verbosity, **options):
        if root is not None and not root.is_dir():
            raise CommandError(f"--root {root}: no such folder")
        quiet = verbosity == 0 or not sys.stderr.isatty()

        def progress(items, name):
            return tqdm(items, desc=f"{name:<14}", unit="row", disable=quiet, leave=False)

        try:
            with translation.override(None), search.paused():
                outcome = load(root, progress)
        except ContentError as error:
            lines = "\n".join(f"  {fault}" for fault in error.faults[:50])
            more = f"\n  … and {len(error.faults) - 50} more" if len(error.faults) > 50 else ""
            raise CommandError(f"{len(error.faults)} fault(s); nothing was loaded:\n{lines}{more}") from error
        if outcome.created or outcome.updated or outcome.retired or not SearchDocument.objects.exists():
            search.reindex()
        for note in outcome.kept:
            self.stdout.write(self.style.WARNING(f"left as it is: {note}"))
        for note in outcome.retired:
            self.stdout.write(self.style.WARNING(f"taken off the site, no longer in the files: {note}"))
        if verbosity:
            self.stdout.write(
                self.style.SUCCESS(
                    f"{outcome.created} created, {outcome.updated} updated, {outcome.unchanged} unchanged, "
                    f"{len(outcome.retired)} retired, {len(outcome.kept)} left to their editors."
                )
            )
