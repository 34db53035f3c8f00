"""Telephone numbers that cannot be wrong quietly: letters against digits, digits against the country.

Validity is judged by libphonenumber's metadata (phonenumberslite); short codes by its short-number data, which
knows which codes are *possible* in a country, not which are in service.
"""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# ITU-T E.161: the letters on the keys of a telephone.
_KEYPAD = {letter: digit for digit, letters in {
    "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
}.items() for letter in letters}  # fmt: skip
SHORT_CODE_MAX_DIGITS = 6


def digits_of(letters: str) -> str:
    """Return the digits that a vanity word dials ("BEFREE" -> "233733"); other characters are dropped."""
    return "".join(_KEYPAD.get(c, c) for c in letters.upper() if c in _KEYPAD or c.isdigit())


def is_short(number: str) -> bool:
    """Whether this is a short code, which works only inside its country."""
    return not number.startswith("+")


def check_number(number: str, *, country: str, vanity: str = "", display: str = "") -> None:
    """Raise ValidationError, saying why, unless the number can be dialed and matches its letters.

    number: E.164 ("+18883737888") or the digits of a short code; country: ISO alpha-2 of a short code's country;
    vanity: the letters under which the number is published, which must spell the number's last digits;
    display: the number as people read it, which must hold the same digits (a trunk or international prefix aside).
    """
    if vanity:
        _check_letters(number, vanity)
    if is_short(number):
        _check_short_code(number, country)
    else:
        _check_international(number)
    if display:
        _check_display(number, display)


def _check_display(number: str, display: str) -> None:
    # Zeros before the number are a prefix: 0 within most countries, 00 before a country code.
    shown = digits_of(display).lstrip("0")
    national = phonenumbers.national_significant_number(phonenumbers.parse(number)) if not is_short(number) else number
    if shown not in {number.lstrip("+"), national.lstrip("0")}:
        raise ValidationError(
            _("People would read %(display)s, but the number is %(number)s: the digits differ."),
            code="display",
            params={"display": display, "number": number},
        )


def _check_short_code(number: str, country: str) -> None:
    if not (number.isascii() and number.isdigit()) or not 2 <= len(number) <= SHORT_CODE_MAX_DIGITS:
        raise ValidationError(
            _("“%(number)s” is not a short code: a short code has 2 to 6 digits. Write a full number as +18883737888."),
            code="number",
            params={"number": number},
        )
    if not country:
        raise ValidationError(
            _("The short code %(number)s needs its country: it works nowhere else."),
            code="number",
            params={"number": number},
        )


def is_unheard_of(number: str, country: str) -> bool:
    """Whether a short code is none that libphonenumber holds possible in its country (ISO alpha-2).

    That is no proof, for its data may be out of date: a reason to look again, not to refuse.
    """
    try:
        return is_short(number) and not phonenumbers.is_possible_short_number_for_region(
            phonenumbers.parse(number, country), country
        )
    except phonenumbers.NumberParseException:
        return True


def _check_international(number: str) -> None:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(
            _("“%(number)s” is not a telephone number. Write it as +18883737888, with its country code."),
            code="number",
            params={"number": number},
        ) from error
    if not phonenumbers.is_valid_number(parsed):
        raise ValidationError(
            _("%(number)s does not exist in the numbering plan of its country (code +%(code)s). Check each digit."),
            code="number",
            params={"number": number, "code": parsed.country_code},
        )
    canonical = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if number != canonical:
        raise ValidationError(
            _("Write the number without spaces or marks: %(canonical)s."),
            code="number",
            params={"canonical": canonical},
        )


def _check_letters(number: str, vanity: str) -> None:
    dialed = digits_of(vanity)
    if not dialed or not number.lstrip("+").endswith(dialed):
        raise ValidationError(
            _("The letters %(vanity)s dial %(dialed)s, but the number is %(number)s. One of the two is wrong."),
            code="vanity",
            params={"vanity": vanity, "dialed": dialed or "–", "number": number},
        )


def country_of(number: str) -> str | None:
    """Return the ISO alpha-2 code of the country an E.164 number belongs to, or None when it cannot be told."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None


def as_read(number: str) -> str:
    """Return an E.164 number the way people of its country write it for callers abroad; a short code as it is."""
    if is_short(number):
        return number
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def same_plan(region: str, other: str) -> bool:
    """Whether two countries (ISO alpha-2) share a calling code, as the territories of +1, +44 or +262 do."""
    code = phonenumbers.country_code_for_region(region)
    # 001 is the "region" of international numbers (+800, +883); a country without a code of its own cannot disagree.
    return (
        region == "001"
        or code in {0, phonenumbers.country_code_for_region(other)}
        or not phonenumbers.country_code_for_region(other)
    )
