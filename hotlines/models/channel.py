"""The ways to reach a service: each with its number, hours and languages, and when it was last checked."""

import datetime
import itertools
from collections.abc import Iterable
from typing import Any, ClassVar, Self
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotlines import numbers
from hotlines.models import ages
from hotlines.models.language import Language
from hotlines.models.service import Answer, Confidence, Service
from publishing.fields import PartialDateField
from publishing.models import Publishable, PublishableQuerySet


class ChannelQuerySet(PublishableQuerySet):
    """Queries on channels."""

    def published(self, now=None) -> Self:
        """Return the channels that are public at this time: nobody sees one whose last check is too old."""
        published = self.published_at_any_age(now)
        return published.filter(~ages.hidden(Channel.objects.published_at_any_age(now), now))

    def published_at_any_age(self, now=None) -> Self:
        """Return the channels that staff have published, even those that their age hides: for staff only."""
        return super().published(now)

    def due(self, *, days: int = 0, today: datetime.date | None = None) -> Any:
        """Return the public channels whose check is due now or within some days, and is_hidden.

        Never checked comes first, then the longest ago; what was tried today comes last.
        """
        from hotlines.models.check import Check

        today = today or timezone.localdate()
        tried = Check.objects.filter(channel=OuterRef("pk"), on__gte=today)
        hidden = ages.hidden(Channel.objects.published_at_any_age())
        return (
            self.published_at_any_age()
            .filter(service__in=Service.objects.published())
            .check_overdue(today + datetime.timedelta(days=days))
            .select_related("service__country")
            .prefetch_related("checks")
            .annotate(is_hidden=ExpressionWrapper(hidden, output_field=BooleanField()), is_tried=Exists(tried))
            .order_by("is_tried", "checked_on", "service__priority", "service__key", "order", "key")
        )

    def in_order(self) -> Self:
        """Return the channels as a list shows them: those whose check is overdue after the others."""
        late = ExpressionWrapper(Q(checked_on__lt=ages.due_before()), output_field=BooleanField())
        return self.order_by(late, "order", "key")

    def with_details(self) -> Self:
        """Return the channels with all that a row of the contact table shows."""
        return self.select_related("source", "short_code_country").prefetch_related(
            "languages",
            "interpreter_languages",
            Prefetch("periods", OpeningPeriod.objects.order_by("weekday", "opens")),
        )

    def twin_of(self, channel: Any) -> Any:
        """Return another channel with the same number for the same use; None when there is none."""
        same = {"kind": channel.kind, "number": channel.number, "short_code_country": channel.short_code_country_id}
        return self.filter(**same).exclude(pk=channel.pk).first() if channel.number else None

    def check_overdue(self, today=None) -> Self:
        """Return the channels whose date of check is unknown or older than HOTLINE_CHECK_DUE_DAYS."""
        return self.filter(checked_on__lt=ages.due_before(today))

    def checked_in_time(self, today=None) -> Self:
        """Return the channels whose check is not overdue."""
        return self.filter(checked_on__gte=ages.due_before(today))


class Channel(Publishable):
    """One way to reach a service: a number to call, a number to text, a chat, a form, an e-mail address, a relay."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        TEXT = "text", _("Text")
        CHAT = "chat", _("Chat")
        WHATSAPP = "whatsapp", _("WhatsApp")
        FORM = "form", _("Web form")
        EMAIL = "email", _("E-mail")
        RELAY = "relay", _("Relay for deaf callers")

    class Hours(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        ALWAYS = "always", _("24 hours a day, 7 days a week")
        PERIODS = "periods", _("at the hours listed")
        NOTE = "note", _("see the note")

    class OnPublicHolidays(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        AS_USUAL = "as-usual", _("as on other days")
        CLOSED = "closed", _("closed")

    class Cost(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        FREE = "free", _("free")
        NORMAL = "normal", _("price of an ordinary call")
        SHARED = "shared", _("shared cost")

    class CheckedHow(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        OFFICIAL_SITE = "official-site", _("on the line’s official site")
        DOCUMENT = "document", _("in an official document")
        PRESS = "press", _("in the press or on an association’s page")
        CALLED = "called", _("by calling")
        OPERATOR = "operator", _("the operator wrote to us")

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="channels")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    number = models.CharField(
        _("number"), max_length=16, blank=True, help_text=_("+18883737888, or the digits of a short code: 233733.")
    )
    short_code_country = models.ForeignKey(
        "publishing.Country", models.PROTECT, verbose_name=_("country of the short code"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    display = models.CharField(_("as people read it"), max_length=40, blank=True)
    vanity = models.CharField(_("letters"), max_length=20, blank=True, help_text=_("BEFREE: must spell the number."))
    keyword = models.CharField(_("keyword to send"), max_length=20, blank=True)
    url = models.URLField(_("address"), max_length=400, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages spoken"), blank=True, related_name="spoken_by"
    )
    interpreter_languages = models.ManyToManyField(
        Language, verbose_name=_("languages by interpreter"), blank=True, related_name="interpreted_by"
    )
    interpreter_count = models.PositiveSmallIntegerField(
        _("number of languages by interpreter"),
        null=True,
        blank=True,
        help_text=_("200 prints “200 languages or more”."),
    )
    hours = models.CharField(_("hours"), max_length=7, choices=Hours, default=Hours.UNKNOWN)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, help_text=_("Europe/Brussels"))
    on_public_holidays = models.CharField(
        _("on public holidays"), max_length=8, choices=OnPublicHolidays, default=OnPublicHolidays.UNKNOWN
    )
    hours_note = models.CharField(_("note on the hours"), max_length=300, blank=True)
    reachable_from_abroad = models.CharField(
        _("reachable from abroad"), max_length=7, choices=Answer, default=Answer.UNKNOWN
    )
    cost = models.CharField(_("cost"), max_length=7, choices=Cost, default=Cost.UNKNOWN)
    cost_from_mobile = models.CharField(_("cost from a mobile phone"), max_length=7, choices=Cost, default=Cost.UNKNOWN)
    on_bill = models.CharField(_("shows on the bill"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.ForeignKey(
        "publishing.Source", models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="channels"
    )
    checked_on = PartialDateField(
        _("checked on"), help_text=_("Date of the source or of the call; empty is not known.")
    )
    checked_how = models.CharField(_("checked how"), max_length=13, choices=CheckedHow, default=CheckedHow.UNKNOWN)
    checked_by = models.CharField(_("checked by"), max_length=150, blank=True)
    evidence_url = models.URLField(
        _("evidence"), max_length=400, blank=True, help_text=_("Address of the page that shows what was found.")
    )
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.UNVERIFIED)
    staff_note = models.TextField(_("note to staff"), blank=True, help_text=_("Never shown to the public."))

    objects: ClassVar[Any] = ChannelQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["service__priority", "service__key", "order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="hotlines_channel_has_its_contact",
                condition=Q(kind__in=["call", "text", "whatsapp", "relay"]) & ~Q(number="")
                | Q(kind__in=["chat", "form", "relay"]) & ~Q(url="")
                | Q(kind="email") & ~Q(email=""),
                violation_error_message=_(
                    "A call, text or WhatsApp channel needs a number; a chat or form needs an address; "
                    "a relay one of the two; an e-mail channel its e-mail address."
                ),
            ),
            models.CheckConstraint(
                name="hotlines_channel_short_code_has_country",
                condition=Q(number="") | Q(number__startswith="+") | Q(short_code_country__isnull=False),
                violation_error_message=_("A short code needs its country: it works nowhere else."),
            ),
            models.CheckConstraint(
                name="hotlines_channel_number_is_digits", condition=Q(number="") | Q(number__regex=r"^\+?[0-9]{2,15}$")
            ),
            models.CheckConstraint(
                name="hotlines_channel_published_is_trusted",
                condition=~Q(status="published") | Q(confidence__in=["high", "medium"]),
                violation_error_message=_(
                    "Only a contact of high or medium confidence may be published: verify it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.contact})"

    @property
    def contact(self) -> str:
        """The number or address, as people read it."""
        return self.display or (numbers.as_read(self.number) if self.number else "") or self.url or self.email

    @property
    def needs_data(self) -> bool:
        """Whether the person who writes or calls needs a connection to the internet."""
        return self.kind in {self.Kind.CHAT, self.Kind.WHATSAPP, self.Kind.FORM, self.Kind.EMAIL} or not self.number

    @property
    def is_check_overdue(self) -> bool:
        """Whether the contact was last checked more than HOTLINE_CHECK_DUE_DAYS ago, or nobody knows when."""
        return self.checked_on < ages.due_before()

    @property
    def check_due_on(self) -> datetime.date | None:
        """The day the next check is due; None when the day of the last one is not known."""
        return ages.due_on(self.checked_on)

    @property
    def attempts(self) -> int:
        """How many of the last checks in a row reached nobody."""
        return len(list(itertools.takewhile(lambda check: check.outcome == "unreachable", self.checks.all())))

    @property
    def href(self) -> str:
        """The address that calls, texts or opens this channel."""
        if self.kind == self.Kind.TEXT:
            return f"sms:{self.number}"
        if self.kind == self.Kind.WHATSAPP:
            return f"https://wa.me/{self.number.lstrip('+')}"
        if self.number:
            return f"tel:{self.number}"
        return f"mailto:{self.email}" if self.kind == self.Kind.EMAIL else self.url

    def clean(self) -> None:
        """Refuse a number that cannot be dialed or does not match its letters, and an unknown time zone."""
        super().clean()
        if self.number:
            country = self.short_code_country.iso2 if self.short_code_country else ""
            try:
                numbers.check_number(self.number, country=country, vanity=self.vanity, display=self.display)
            except ValidationError as error:
                place = error.code if error.code in {"vanity", "display"} else "number"
                raise ValidationError({place: error}) from error
        if self.number.startswith("+") and self.service_id and self.service.country:
            belongs_to = numbers.country_of(self.number)
            # Territories share a plan (+1, +44, +262): only a number of a plainly different country is refused.
            if belongs_to and not numbers.same_plan(belongs_to, self.service.country.iso2):
                raise ValidationError(
                    {"number": ValidationError(
                        _("%(number)s is a number of %(found)s, but the service is in %(expected)s."),
                        code="country",
                        params={"number": self.number, "found": belongs_to, "expected": self.service.country.iso2},
                    )}
                )  # fmt: skip
        self._clean_short_code()
        ages.refuse_day_to_come(self.checked_on)
        if self.time_zone and self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": _("This time zone does not exist: write it as Europe/Brussels.")})
        if self.hours == self.Hours.PERIODS and not self.time_zone:
            raise ValidationError({"time_zone": _("Opening hours need the time zone they are in.")})
        if self.hours == self.Hours.ALWAYS and self.on_public_holidays == self.OnPublicHolidays.CLOSED:
            raise ValidationError(
                {
                    "on_public_holidays": _(
                        "A line that is closed on public holidays is not open every day: list its hours."
                    )
                }
            )

    def _clean_short_code(self) -> None:
        if not self.number or not numbers.is_short(self.number):
            return
        if self.kind == self.Kind.WHATSAPP:
            raise ValidationError(
                {"number": _("WhatsApp opens a full number only: write it as +18883737888, with its country code.")}
            )
        expected = self.service.country if self.service_id else None
        if expected and self.short_code_country and self.short_code_country != expected:
            wrong = _(
                "A short code works in its own country only: this one is of %(found)s, and the service of %(expected)s."
            )
            names = {"found": self.short_code_country, "expected": expected}
            raise ValidationError({"short_code_country": wrong % names})


class OpeningPeriod(models.Model):
    """A period of a day of the week during which a channel answers, in the channel's time zone.

    It may close at 00:00, the midnight that ends the day; a night is two periods, one on each side of midnight.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    channel = models.ForeignKey(Channel, models.CASCADE, verbose_name=_("channel"), related_name="periods")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("00:00 is midnight at the end of the day."))

    class Meta:
        verbose_name = _("opening period")
        verbose_name_plural = _("opening periods")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="hotlines_openingperiod_opens_before_it_closes",
                condition=Q(closes__gt=F("opens")) | Q(closes=datetime.time(0)),
                violation_error_message=_("A period must open before it closes; cut a night in two at midnight."),
            ),
            models.UniqueConstraint(fields=["channel", "weekday", "opens"], name="hotlines_openingperiod_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes_at}"

    @property
    def closes_at(self) -> str:
        """The time it closes, as hours and minutes; 24:00 at midnight (ISO 8601), which sorts after what is before."""
        return "24:00" if self.closes == datetime.time(0) else f"{self.closes:%H:%M}"


def overlapping(periods: Iterable[OpeningPeriod]) -> tuple[OpeningPeriod, OpeningPeriod] | None:
    """Return the first two periods of one day of which the second opens before the first closes, if any do."""
    ordered = sorted(periods, key=lambda period: (period.weekday, period.opens))
    for first, second in itertools.pairwise(ordered):
        if first.weekday == second.weekday and f"{second.opens:%H:%M}" < first.closes_at:
            return first, second
    return None
