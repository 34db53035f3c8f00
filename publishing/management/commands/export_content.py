"""Writes the content files back from the database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publishing.contentfiles.exporting import export


class Command(BaseCommand):
    help = "Write every content file, byte-stable, below a folder (as <app>/content/…)."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where to write; the project folder itself rewrites its files")

    def handle(self, *args, folder, verbosity, **options):
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is a file: name a folder")
        files = export(folder)
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{len(files)} files written below {folder}."))
