"""Lists the contacts whose check is due, for cron: see docs/operators.md."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hotlines.models import Channel, EmergencyNumber

SOMETHING_IS_DUE = 1
COULD_NOT_TELL = 2
_FARTHEST = 36500


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= _FARTHEST):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days from 0 to {_FARTHEST}.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Lists the contacts whose check is due, then the emergency numbers, a line each, with tabs between columns. "
        "Prints nothing and exits with 0 when nothing is due, with 1 when something is, with 2 when it cannot tell."
    )

    def add_arguments(self, parser):
        parser.add_argument("--days", type=_days, default=0, help="also list what will be due within this many days")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default="en", help="of the list"
        )

    def handle(self, *args, **options):
        with translation.override(options["language"]):
            try:
                lines = [
                    *(self._line(channel) for channel in Channel.objects.due(days=options["days"])),
                    *(self._emergency(number) for number in EmergencyNumber.objects.due(days=options["days"])),
                ]
            except DatabaseError as error:
                raise CommandError(f"The database does not answer: {error}", returncode=COULD_NOT_TELL) from error
            if not lines:
                return
            header = (
                _("Last check"), _("Due since"), _("Attempts without an answer"), _("The public"), _("Contact"),
                _("Kind"), _("Service"), _("Country"), _("Key"),
            )  # fmt: skip
            self.stdout.write("\n".join("\t".join(line) for line in (header, *lines)))
        sys.exit(SOMETHING_IS_DUE)

    @staticmethod
    def _line(channel: Any) -> tuple[str, ...]:
        due_on, country = channel.check_due_on, channel.service.country
        return (
            channel.checked_on or _("not known"),
            due_on.isoformat() if due_on else "–",
            str(channel.attempts),
            _("does not see it any more") if channel.is_hidden else _("sees it"),
            channel.contact,
            str(channel.get_kind_display()),
            str(channel.service),
            str(country) if country else "–",
            channel.key,
        )

    @staticmethod
    def _emergency(number: Any) -> tuple[str, ...]:
        return (
            number.checked_on or _("not known"),
            number.check_due_on.isoformat() if number.check_due_on else "–",
            "–",
            _("sees it"),
            ", ".join(number.numbers),
            capfirst(str(EmergencyNumber._meta.verbose_name)),
            "–",
            str(number.country),
            number.key,
        )
