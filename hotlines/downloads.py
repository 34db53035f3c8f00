"""Every published contact as a table: a row for each way to reach a service, and what its columns mean."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hotlines import hsds, hsds_fields
from hotlines.models import PURPOSES, Answer, Channel, Service, Told
from publishing import opendata
from publishing.opendata import Column, Row

# As schema.org and OpenStreetMap write the days; Monday is 0.
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@require_safe
def directory_file(request, form):
    """Every contact; the JSON has the shape of HSDS."""
    return hsds.directory_json(request) if form == "json" else opendata.answer_table(request, CONTACTS, form)


def rows() -> Iterator[Row]:
    """Yield every public channel of every public service, in the order of the directory."""
    for service in Service.objects.for_directory():
        for channel in service.public_channels:
            yield _row(service, channel)


def _row(service: Any, channel: Any) -> Row:
    country, short_code_country, source = service.country, channel.short_code_country, channel.source
    return {
        "service": service.key,
        "channel": channel.key,
        "name_en": service.name_en,
        "name_fr": service.name_fr,
        "iso3": country.key if country else "",
        "country_en": country.name_en if country else "",
        "country_fr": country.name_fr if country else "",
        "purposes": [purpose for purpose in PURPOSES if getattr(service, f"for_{purpose}")],
        "kind": channel.kind,
        "contact": channel.contact,
        "number": channel.number,
        "short_code_country": short_code_country.key if short_code_country else "",
        "vanity": channel.vanity,
        "keyword": channel.keyword,
        "url": channel.url,
        "email": channel.email,
        "languages": [language.key for language in channel.languages.all()],
        "interpreter_languages": [language.key for language in channel.interpreter_languages.all()],
        "interpreter_count": channel.interpreter_count,
        "hours": channel.hours,
        "periods": [
            f"{_DAYS[period.weekday]} {period.opens:%H:%M}-{period.closes_at}"
            for period in channel.periods.all()
            if period.weekday < len(_DAYS)
        ],
        "time_zone": channel.time_zone,
        "on_public_holidays": channel.on_public_holidays,
        "hours_note_en": channel.hours_note_en or "",
        "hours_note_fr": channel.hours_note_fr or "",
        "note_en": channel.note_en or "",
        "note_fr": channel.note_fr or "",
        "reachable_from_abroad": channel.reachable_from_abroad,
        "cost": channel.cost,
        "cost_from_mobile": channel.cost_from_mobile,
        "on_bill": channel.on_bill,
        "tells_police": service.tells_police,
        "tells_immigration": service.tells_immigration,
        "anonymous": service.anonymous,
        "checked_on": channel.checked_on,
        "checked_how": channel.checked_how,
        "source_title_en": source.title_en if source else "",
        "source_title_fr": source.title_fr if source else "",
        "source_url": source.url if source else "",
        "evidence_url": channel.evidence_url,
    }


def _one_of(values: Any) -> dict[str, str]:
    return {"base": "string", "format": "|".join(values)}


_COUNTRY_CODE = {"base": "string", "length": 3}

CONTACTS: opendata.Table = opendata.Table(
    name="hotlines",
    title=_("Directory of lines to call, text or write to"),
    description=_(
        "Every contact that the directory publishes: one row for each way to reach a line. "
        "“unknown” means that the answer is not known, not that it is no. "
        "A number may have changed since the day in checked_on: check it again before you print it or pass it on. "
        "In the CSV, a text that a spreadsheet would take for a formula has an apostrophe before it; "
        "the column number never has one."
    ),
    page="hotlines:directory",
    contents="channels",
    key=("channel",),
    columns=(
        Column("service", _("Key of the line; it does not change.")),
        Column("channel", _("Key of the contact, once in the table; it does not change.")),
        Column("name_en", _("Name of the line in English.")),
        Column("name_fr", _("Name of the line in French.")),
        Column(
            "iso3",
            _("ISO 3166-1 alpha-3 code of the country that the line serves; empty for a line of no one country."),
            _COUNTRY_CODE,
            required=False,
        ),
        Column("country_en", _("Name of that country in English."), required=False),
        Column("country_fr", _("Name of that country in French."), required=False),
        Column(
            "purposes",
            _(
                "What the line is for: help, report, goods (made by forced labor), children, labor_rights; "
                "with semicolons between them."
            ),
            _one_of(PURPOSES),
            many=True,
        ),
        Column(
            "kind",
            _("Kind of contact: call, text, chat, whatsapp, form, email or relay (for deaf callers)."),
            _one_of(Channel.Kind.values),
        ),
        Column("contact", _("The number or address as people read it.")),
        Column(
            "number",
            _("The number to dial: E.164 (+ and the country code), or the digits of a short code."),
            {"base": "string", "format": r"\+?[0-9]{2,15}"},
            required=False,
        ),
        Column(
            "short_code_country",
            _("ISO 3166-1 alpha-3 code of the country where the short code works; it works nowhere else."),
            _COUNTRY_CODE,
            required=False,
        ),
        Column("vanity", _("Letters that spell the number or its end."), required=False),
        Column("keyword", _("Word to send in a text message."), required=False),
        Column("url", _("Address of the chat or of the form."), "anyURI", required=False),
        Column("email", _("E-mail address."), required=False),
        Column(
            "languages",
            _("ISO 639 codes of the languages spoken, with semicolons between them; empty when not known."),
            required=False,
            many=True,
        ),
        Column(
            "interpreter_languages",
            _("ISO 639 codes of the languages by interpreter that are known, with semicolons between them."),
            required=False,
            many=True,
        ),
        Column(
            "interpreter_count",
            _("Number of languages by interpreter, at least; empty when not known."),
            "nonNegativeInteger",
            required=False,
        ),
        Column(
            "hours",
            _("unknown, always (day and night, every day), periods (see that column) or note (see the hours notes)."),
            _one_of(Channel.Hours.values),
        ),
        Column(
            "periods",
            _(
                "Opening hours in the line’s time zone (Mo 09:00-17:00), with semicolons between them; "
                "24:00 is the midnight that ends the day."
            ),
            required=False,
            many=True,
        ),
        Column("time_zone", _("Time zone of the opening hours, by its IANA name (Europe/Brussels)."), required=False),
        Column(
            "on_public_holidays",
            _("The hours of periods on public holidays of the line’s country: unknown, as-usual or closed."),
            _one_of(Channel.OnPublicHolidays.values),
        ),
        Column("hours_note_en", _("Note on the hours in English."), required=False),
        Column("hours_note_fr", _("Note on the hours in French."), required=False),
        Column("note_en", _("What to know before using this contact, in English."), required=False),
        Column("note_fr", _("What to know before using this contact, in French."), required=False),
        Column(
            "reachable_from_abroad",
            _("Whether the contact can be reached from abroad: unknown, yes or no."),
            _one_of(Answer.values),
        ),
        Column(
            "cost",
            _("unknown, free, normal (price of an ordinary call) or shared (shared cost)."),
            _one_of(Channel.Cost.values),
        ),
        Column(
            "cost_from_mobile",
            _("What a call or message from a mobile phone costs: the same four answers."),
            _one_of(Channel.Cost.values),
        ),
        Column("on_bill", _("Whether the contact shows on the bill: unknown, yes or no."), _one_of(Answer.values)),
        Column(
            "tells_police",
            _(
                "Whether the line tells the police: unknown, no, "
                "with-consent (only with your consent, unless the law requires it) or yes."
            ),
            _one_of(Told.values),
        ),
        Column(
            "tells_immigration",
            _("Whether the line tells immigration authorities: the same four answers."),
            _one_of(Told.values),
        ),
        Column("anonymous", _("Whether one can stay anonymous: unknown, yes or no."), _one_of(Answer.values)),
        Column(
            "checked_on",
            _("Date of the source or of the call that the contact rests on (2018, 2018-06 or 2018-06-28)."),
            {"base": "string", "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"},
            required=False,
        ),
        Column(
            "checked_how",
            _(
                "unknown, official-site (the line’s official site), document (an official document), "
                "press (the press or an association’s page), called (by calling) "
                "or operator (the operator wrote to us)."
            ),
            _one_of(Channel.CheckedHow.values),
        ),
        Column("source_title_en", _("Title of the source in English."), required=False),
        Column("source_title_fr", _("Title of the source in French."), required=False),
        Column("source_url", _("Address of the source."), "anyURI", required=False),
        Column("evidence_url", _("Address of the page that shows what the check found."), "anyURI", required=False),
    ),
    rows=rows,
    history=lambda: [opendata.told(Channel), opendata.told(Service)],
    about=lambda: hsds_fields.described(
        settings.SITE_URL + reverse("hotlines:directory-json"), CONTACTS.columns, opendata.in_each_language
    ),
)
opendata.register(CONTACTS)
