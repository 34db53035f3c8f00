"""Telephone numbers in prose: nobody would check them, nor see that they changed. A link prints the live number."""

import html
import re
from collections.abc import Iterator

import phonenumbers
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from hotlines import numbers
from hotlines.models import Channel
from publishing.models import Country, Source

# Six digits or more, with what people put between them.
_CANDIDATE = re.compile(r"\+?\d(?:[\s.()/\-\u2010-\u2015]*\d){4,}")
# Shorter ones are found by the directory's own numbers alone: with fewer digits, years are valid numbers somewhere.
_LONG = 9
# A name may hold its number ("116 006"), an address may too, and notes on sources quote what documents print.
_NAMES = {"name", "title", "slug"}


def numbers_in(field: models.Field, text: str) -> Iterator[str]:
    """Yield, for each telephone number that stands in a text, why it may not and what to write instead."""
    if field.name in _NAMES or field.model is Source or not _CANDIDATE.search(text):
        return
    plain = html.unescape(strip_tags(text))
    ours = _of_the_directory()
    for found in dict.fromkeys(match[0] for match in _CANDIDATE.finditer(plain)):
        key = ours.get(_bare(found))
        if key:
            yield _(
                "“%(found)s” is a number of the directory: write a link to number:%(key)s instead, which prints it as "
                "it is checked."
            ) % {"found": found, "key": key}
        elif _can_be_dialed(found):
            yield _(
                "“%(found)s” is a telephone number: numbers stand in the directory, where they are checked. "
                "Add it there, then write a link to number: and the key of its channel."
            ) % {"found": found}


def _bare(number: str) -> str:
    """Return the digits of a number without what is dialed before it at home or abroad."""
    return re.sub(r"\D", "", number).lstrip("0")


def _of_the_directory() -> dict[str, str]:
    """Return the numbers of the directory of five digits and more, as people may write them, and their channels."""
    known = {}
    for number, key in Channel.objects.exclude(number="").values_list("number", "key"):
        known[_bare(number)] = key
        if not numbers.is_short(number):
            known[phonenumbers.national_significant_number(phonenumbers.parse(number)).lstrip("0")] = key
    return {digits: key for digits, key in known.items() if len(digits) >= 5}


def _can_be_dialed(found: str) -> bool:
    if found.startswith("+"):
        return any(phonenumbers.PhoneNumberMatcher(found, None))
    if len(_bare(found)) < _LONG:
        return False
    regions = Country.objects.filter(services__isnull=False).distinct().values_list("iso2", flat=True)
    strict = phonenumbers.Leniency.STRICT_GROUPING
    return any(any(phonenumbers.PhoneNumberMatcher(found, region, leniency=strict)) for region in regions)
