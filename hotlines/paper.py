"""What is handed out on paper: a few numbers of one country, as the index orders them, with their dates and codes.

On the outside and from afar nothing says what the numbers are for: a card in a pocket and a strip in a hand are seen
by others. Names of lines stand on posters alone.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hotlines import hours_in_words
from hotlines.index import Index, Wishes
from hotlines.models import PURPOSES, Channel, EmergencyNumber, Service, ages
from hotlines.paper_room import fitting
from publishing.models import LANGUAGES, Country
from publishing.templatetags.site import full_date, partial_date

# A sheet is handed out for a while: even when a check is overdue, and never for years.
LEAST_DAYS = 30
MOST_DAYS = 365

# The kinds of contact that a person dials from paper, and of which a line gives its first.
KINDS = (Channel.Kind.CALL, Channel.Kind.TEXT, Channel.Kind.WHATSAPP)

# What a line is for, in words that may be read over a shoulder; the first that holds is said.
_LABELS = {
    "children": gettext_lazy("About a child"),
    "help": gettext_lazy("To talk or get help"),
    "labor_rights": gettext_lazy("Work and rights"),
    "report": gettext_lazy("To say what you saw"),
    "goods": gettext_lazy("About goods"),
}
_ASKED_FIRST = ("labor_rights", "report", "goods")
# What fits, in characters and in languages.
_LONGEST_NAME = 90
_LONGEST_REGION = 24
_LONGEST_HOURS = 120
_LONGEST_HOURS_ON_A_CARD = 40
_LANGUAGES = 8
_LANGUAGES_ON_A_CARD = 2


@dataclass(frozen=True)
class Piece:
    """A kind of sheet: how many numbers it holds at most, and how many copies of itself."""

    name: str
    numbers: int
    copies: int

    @property
    def view(self) -> str:
        """The name of its view; with -pdf after it, that of its PDF."""
        return f"hotlines:print-{self.name}"

    @property
    def template(self) -> str:
        """What is made of it in each language."""
        return f"hotlines/paper/{self.name.replace('-', '_')}.html"


CARDS = Piece("cards", numbers=2, copies=8)
POSTER = Piece("poster", numbers=3, copies=1)
TEAR_OFF = Piece("tear-off", numbers=2, copies=10)
PIECES = (CARDS, POSTER, TEAR_OFF)


@dataclass(frozen=True)
class Number:
    """One number of a line on paper. Its words are those of the language that is active when they are asked for."""

    service: Any
    channel: Channel
    need: str

    @property
    def label(self) -> str:
        """What the number is for, in bland words, with the part of the country that it serves."""
        purposes = [purpose for purpose in PURPOSES if getattr(self.service, f"for_{purpose}")]
        asked = self.need if self.need in _ASKED_FIRST and self.need in purposes else None
        label = str(_LABELS[asked or next(purpose for purpose in _LABELS if purpose in purposes)])
        region, country = self.service.region_served or "", self.service.country.name if self.service.country else ""
        if not region or len(region) > _LONGEST_REGION or country in region or ";" in region:
            return label
        return _("%(label)s (%(region)s)") % {"label": label, "region": region}

    @property
    def name(self) -> str:
        """The name of the line."""
        return self.service.name

    @property
    def short_name(self) -> str:
        """The same in the room of a poster, where a code leads to the rest."""
        return Truncator(self.name).chars(_LONGEST_NAME)

    @property
    def digits(self) -> str:
        """The number as people read it."""
        return self.channel.contact

    @property
    def length(self) -> str:
        """How long the number is: short, usual or long. Its size on a poster follows."""
        return "short" if len(self.digits) <= 7 else "usual" if len(self.digits) <= 15 else "long"

    @property
    def kind(self) -> str:
        """What to do with the number."""
        kind = self.channel.get_kind_display()
        if self.channel.keyword:
            return _("%(kind)s: write the word %(word)s") % {"kind": kind, "word": self.channel.keyword}
        return kind

    @property
    def only_in(self) -> str:
        """Where a short code works; nothing for a number that works elsewhere too."""
        country = self.channel.short_code_country
        return _("This number works only %(in_country)s.") % {"in_country": country.name_in} if country else ""

    @property
    def hours(self) -> str:
        """When somebody answers, in the room of a poster; a long note stays on the page of the line."""
        channel = self.channel
        if channel.hours == Channel.Hours.PERIODS:
            week = capfirst("; ".join(hours_in_words.week(channel)))
            said = _("%(hours)s (%(zone)s)") % {"hours": week, "zone": hours_in_words.place(channel)}
            return said if len(said) <= _LONGEST_HOURS else _("Hours: scan the code")
        if channel.hours == Channel.Hours.NOTE and len(channel.hours_note or "") <= _LONGEST_HOURS:
            return channel.hours_note or _("Hours: not known")
        return self.hours_in_brief

    @property
    def hours_in_brief(self) -> str:
        """When somebody answers, in the room of a card."""
        channel = self.channel
        if channel.hours == Channel.Hours.ALWAYS:
            return capfirst(_("day and night"))
        if channel.hours == Channel.Hours.UNKNOWN:
            return _("Hours: not known")
        if channel.hours == Channel.Hours.PERIODS:
            week = hours_in_words.week(channel)
            if len(week) == 1 and len(week[0]) <= _LONGEST_HOURS_ON_A_CARD:
                return capfirst(week[0])
        return _("Hours: scan the code")

    @property
    def languages(self) -> str:
        """In which languages somebody answers, and how many more by interpreter, in the room of a poster."""
        named, more = ", ".join(self._named(_LANGUAGES)), self.channel.interpreter_count
        if not named:
            return _("Languages: not known")
        if not more:
            return _("Languages: %(languages)s") % {"languages": named}
        return _("Languages: %(languages)s; by interpreter: %(number)d or more") % {"languages": named, "number": more}

    @property
    def languages_in_brief(self) -> str:
        """The same in the room of a card."""
        said = self._named(_LANGUAGES_ON_A_CARD)
        if self.channel.interpreter_count:
            said = [*said[:_LANGUAGES_ON_A_CARD], _("others by interpreter")]
        return capfirst(", ".join(said)) if said else _("Languages: not known")

    def _named(self, most: int) -> list[str]:
        """Return the first languages spoken, those of this site before the others, and how many more there are."""
        found = sorted(self.channel.languages.all(), key=lambda language: (language.key not in LANGUAGES, language.pk))
        named, more = [language.name for language in found[:most]], len(found) - most
        if more > 0:
            named.append(ngettext("%(number)d other", "%(number)d others", more) % {"number": more})
        return named

    @property
    def checked(self) -> str:
        """The day of the last check."""
        return checked(self.channel.checked_on)

    @property
    def code(self) -> SafeString:
        """The code that leads to the page of the line in the active language."""
        return qr_code(
            settings.SITE_URL + self.service.get_absolute_url(),
            _("QR code that opens the page about this line: %(number)s") % {"number": self.digits},
        )


@dataclass(frozen=True)
class Order:
    """What somebody wants to print: for a country (None: lines of no one country) and a need (empty: any)."""

    country: Country | None
    need: str
    languages: tuple[str, ...]
    paper: str
    numbers: tuple[Number, ...]
    emergency: EmergencyNumber | None

    def on(self, piece: Piece) -> "Sheet":
        """Return what one kind of sheet holds of it."""
        first = self.numbers[: piece.numbers]
        return Sheet(piece, self, tuple(fitting(first, piece.name, self.languages, self.paper)))


@dataclass(frozen=True)
class Sheet:
    """A piece with its numbers."""

    piece: Piece
    order: Order
    numbers: tuple[Number, ...]

    @property
    def expires(self) -> datetime.date:
        """The last day on which it is handed out."""
        due = [ages.due_on(number.channel.checked_on) for number in self.numbers]
        if self.order.emergency:
            due.append(ages.due_on(self.order.emergency.checked_on))
        return expires_on(due, timezone.localdate())

    @property
    def until(self) -> str:
        """The sentence that tells it."""
        return _("Do not hand out after %(date)s.") % {"date": full_date(self.expires)}

    @property
    def copies(self) -> range:
        """Its copies, counted."""
        return range(self.piece.copies)

    @property
    def is_in_one_language(self) -> bool:
        """Whether a card has room beside its numbers."""
        return len(self.order.languages) == 1

    @property
    def languages_of_sections(self) -> list[str]:
        """The language of each section of the markup: a card has one for each language, the other pieces are one."""
        return list(self.order.languages) * (self.piece.copies if self.piece is CARDS else 1)

    @property
    def overdue(self) -> list[Number]:
        """The numbers to call before the sheet is handed out: their check is overdue."""
        return [number for number in self.numbers if number.channel.is_check_overdue]

    @property
    def is_to_report(self) -> bool:
        """Whether it speaks to someone who saw something, and not to the person concerned."""
        return self.order.need in {"report", "goods"}

    @property
    def emergency(self) -> EmergencyNumber | None:
        """The numbers of the police."""
        return self.order.emergency

    @property
    def emergency_checked(self) -> str:
        """The day of their last check."""
        return checked(self.order.emergency.checked_on) if self.order.emergency else ""


def order(
    known: Index, *, country: Country | None, choice: str, need: str, languages: Sequence[str], paper: str
) -> Order:
    """Return what to print: the first numbers of the lines that answer, in the order of the index.

    choice: the country as the index names it. Both sides of a sheet in two languages hold the same numbers, in the
    order of the active language.
    """
    most = max(piece.numbers for piece in PIECES)
    ids = known.ids_of(known.among(_wishes(choice, need)) & dialed(known))[:most]
    services = Service.objects.in_this_order(ids, with_details=True)
    numbers = [Number(service, channel, need) for service in services for channel in _firsts(service)]
    emergency = known.emergency_numbers.get(choice)
    return Order(country, need, tuple(languages), paper, tuple(numbers[:most]), emergency)


def _wishes(choice: str, need: str) -> Wishes:
    return {"country": choice, "need": need}


def dialed(known: Index) -> int:
    """Return the lines of the index (bits) that give a number of one of KINDS."""
    bits = 0
    for kind in KINDS:
        bits |= known.sets["channel"].get(kind, 0)
    return bits


def _firsts(service: Any) -> Iterable[Channel]:
    for kind in KINDS:
        yield from [channel for channel in service.public_channels if channel.kind == kind][:1]


def checked(checked_on: str) -> str:
    """Return the day of a check in words, as precise as it is known."""
    if not checked_on:
        return _("Checked: day not known")
    return _("Checked: %(date)s") % {"date": partial_date(checked_on)}


def expires_on(due: Iterable[datetime.date | None], today: datetime.date) -> datetime.date:
    """Return the last day on which a sheet is handed out.

    due: the day on which the next check of each number is due (None: the day of the last one is not known). It is the
    first of these days, but not within LEAST_DAYS from today, when a check is overdue, nor beyond MOST_DAYS.
    """
    least, most = (today + datetime.timedelta(days=days) for days in (LEAST_DAYS, MOST_DAYS))
    first = min((day or today for day in due), default=most)
    return min(max(first, least), most)


def qr_code(address: str, title: str) -> SafeString:
    """Return a QR code (ISO/IEC 18004, error correction M or better) as an SVG that says what it is.

    It is dark on white whatever surrounds it, and the quiet zone of four modules is part of it.
    """
    code = segno.make_qr(address, error="m")
    svg = code.svg_inline(title=title, svgclass="qr", lineclass=None, light="#fff", border=4, omitsize=True)
    return mark_safe(svg.replace("<svg ", '<svg role="img" width="132" height="132" ', 1))  # noqa: S308
