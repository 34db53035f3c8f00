"""Gathers messages for translation: no guesses (fuzzy), line numbers or wrapping, so that differences stay small."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's command, with the options of this project."""

    msgmerge_options = ["-q", "--backup=none", "--no-fuzzy-matching", "--update"]

    def handle(self, *args, **options):
        """Gather the messages of every language of the site."""
        options |= {
            "locale": options["locale"] or ["fr"],
            "no_wrap": True,
            "add_location": "file",
            "no_obsolete": True,
            "ignore_patterns": [*options["ignore_patterns"], ".venv", "var", "tests", "node_modules"],
        }
        super().handle(*args, **options)
