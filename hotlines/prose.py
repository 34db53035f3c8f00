"""Telephone numbers in prose: nobody would check them, nor see that they changed. A link prints the live number."""

import html
import re
from collections.abc import Iterator

import phonenumbers
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from hotlines import numbers
from hotlines.models import Channel, EmergencyNumber
from publishing.models import Country, Source

# Six digits or more, with what people put between them.
_CANDIDATE = re.compile(r"\+?\d(?:[\s.()/\-\u2010-\u2015]*\d){4,}")
_UNBROKEN = re.compile(r"\+?\d{5,}")
# Shorter ones are found by the directory's own numbers alone: with fewer digits, years are valid numbers somewhere.
_LONG = 9
# Three or four digits are a number to dial after a word that says so, or after "le" and "au" in French ("le 3919");
# letters ("1-888-3737-BEFREE") likewise. Words such as "the number" may stand between, and several numbers follow.
_DIALING = (
    r"call(?:s|ed|ing)?|dial(?:s|ed|ing)?|text(?:s|ed|ing)?|ring|phone|telephone|sms|"
    r"appel\w*|compos\w*|joign\w*|joindre|téléphon\w*|tape[rz]|textos?|le|au"
)
_BETWEEN = (
    r"the|number|numbers|at|on|to|us|or|and|then|now|also|free|toll-free|short|code|by|via|"
    r"le|au|du|sur|par|ou|et|puis|numéro|numéros|n°|court|vert|gratuit|gratuitement|aussi|vite|directement|sms"
)
_SHORT = r"(?:\d{2}[\s.]\d{2}|\d{2,4}|(?=\S*[A-Z])[A-Z0-9][A-Z0-9-]{3,})(?![\w%°€$-]|[.,/\u2013]\d|\s\d{3}(?!\d))"
_DIALED = re.compile(rf"(?i:\b(?:{_DIALING}))((?:[\s,:(«“\"]+(?:(?i:{_BETWEEN})(?!\w)|{_SHORT}))+)")
# A name may hold its number ("116 006"), an address may too, and notes on sources quote what documents print.
_NAMES = {"name", "title", "slug"}


def numbers_in(field: models.Field, text: str) -> Iterator[str]:
    """Yield, for each telephone number that stands in a text, why it may not and what to write instead."""
    if field.name in _NAMES or field.model is Source:
        return
    plain = html.unescape(strip_tags(text))
    yield from _long_ones(plain)
    # The note on an emergency number may give that of the ambulances beside it: both rest on the same check.
    if field.model is not EmergencyNumber:
        yield from _short_ones(plain)


def _long_ones(plain: str) -> Iterator[str]:
    if not _CANDIDATE.search(plain):
        return
    ours = _of_the_directory()
    told: list[str] = []
    # A year before a number would hide it: what stands without a space is looked at by itself too.
    for found in dict.fromkeys([*_CANDIDATE.findall(plain), *_UNBROKEN.findall(plain)]):
        if any(found in other for other in told):
            continue
        key = ours.get(_bare(found))
        if key or _can_be_dialed(found):
            told.append(found)
        if key:
            yield _write_instead(found, key)
        elif found in told:
            yield _(
                "“%(found)s” is a telephone number: numbers stand in the directory, where they are checked. "
                "Add it there, then write a link to number: and the key of its channel."
            ) % {"found": found}


def _short_ones(plain: str) -> Iterator[str]:
    found = [
        short for match in _DIALED.finditer(plain) for short in re.findall(_SHORT, match[1])
        if len(_plain_code(short)) >= 3
    ]  # fmt: skip
    if not found:
        return
    channels = Channel.objects.order_by("key").exclude(number="").values_list("number", "vanity", "key")
    emergency = {number for numbers in EmergencyNumber.objects.values_list("numbers", flat=True) for number in numbers}
    for short in dict.fromkeys(found):
        code = _plain_code(short)
        keys = [key for number, vanity, key in channels if code == number or (vanity and code.endswith(vanity))]
        if keys:
            yield _write_instead(short, ", number:".join(keys))
        elif code in emergency:
            yield _(
                "“%(found)s” is an emergency number: write a link to:help instead, where the emergency numbers stand "
                "as they are checked."
            ) % {"found": short}


def _plain_code(typed: str) -> str:
    return re.sub(r"[\s.-]", "", typed)


def _write_instead(found: str, key: str) -> str:
    return _(
        "“%(found)s” is a number of the directory: write a link to number:%(key)s instead, which prints it as "
        "it is checked."
    ) % {"found": found, "key": key}


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
