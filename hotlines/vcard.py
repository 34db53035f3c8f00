"""A service as a contact that a telephone saves: vCard 4.0 (RFC 6350)."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hotlines import numbers
from hotlines.models import Channel, Service
from publishing import opendata
from publishing.history import find_by_slug
from publishing.templatetags.site import partial_date

# What the identifiers of services are made in: it must never change, or saved contacts are no longer known again.
NAMESPACE = uuid.UUID("6a4f9b1e-6f0c-4f2b-9d3a-0c5f5a8e7d21")
_OCTETS = 75
_UNKNOWN = "unknown"
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
# The types of telephone numbers (6.4.1), which HSDS takes over.
TYPES = {Channel.Kind.CALL: "voice", Channel.Kind.TEXT: "text", Channel.Kind.RELAY: "textphone"}


def identity(*words: str) -> uuid.UUID:
    """Return an identifier that never changes; that of a service is made of its key alone."""
    return uuid.uuid5(NAMESPACE, " ".join(words))


@require_safe
def service_vcard(request, slug):
    """The public contacts of a service, as a file."""
    found, current = find_by_slug(Service.objects.listed().with_channels(), slug)
    if found is None:
        raise Http404
    if not current:
        return redirect("hotlines:service-vcard", found.slug, permanent=True)
    text = card(found)
    return opendata.answer(request, "text/vcard; charset=utf-8", lambda: [text])


def card(service: Any) -> str:
    """Return the vCard, in the active language, of a service whose public_channels are loaded."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(service))


def _lines(service: Any) -> Iterator[str]:
    language = get_language()
    page = settings.SITE_URL + service.get_absolute_url()
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:org"
    yield f"UID:{identity(service.key).urn}"
    yield f"FN;LANGUAGE={language}:{_escaped(service.name)}"
    yield f"ORG;LANGUAGE={language}:{_escaped(service.operator or service.name)}"
    for channel in service.public_channels:
        yield _contact(channel)
    if service.url:
        yield f"URL:{service.url}"
    yield from _languages(service)
    yield f"NOTE;LANGUAGE={language}:{_escaped(note(service))}"
    yield f"SOURCE:{page}"
    changed = max(row.updated_at for row in [service, *service.public_channels])
    yield f"REV:{changed:%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _contact(channel: Channel) -> str:
    if channel.kind == Channel.Kind.WHATSAPP:
        return f"IMPP:{channel.href}"
    if channel.number:
        # A short code is no number of the world: as a URI it would need a context, which telephones dial along.
        value = "" if numbers.is_short(channel.number) else "VALUE=uri;"
        uri = channel.number if numbers.is_short(channel.number) else f"tel:{channel.number}"
        return f"TEL;{value}TYPE={TYPES[Channel.Kind(channel.kind)]}:{uri}"
    return f"EMAIL:{_escaped(channel.email)}" if channel.kind == Channel.Kind.EMAIL else f"URL:{channel.url}"


def _languages(service: Any) -> Iterator[str]:
    """Yield the languages: those spoken are preferred to those by interpreter."""
    spoken = {row.key for channel in service.public_channels for row in channel.languages.all()}
    interpreted = {row.key for channel in service.public_channels for row in channel.interpreter_languages.all()}
    for key in sorted(spoken):
        yield f"LANG;PREF=1:{key}"
    for key in sorted(interpreted - spoken):
        yield f"LANG;PREF=2:{key}"


def note(service: Any) -> str:
    """Return the day each contact was last checked and what is not known of it, in the active language."""
    said = [sentence for channel in service.public_channels for sentence in about(channel)]
    unknown = [name for name in ("tells_police", "tells_immigration", "anonymous") if _is_unknown(service, name)]
    if unknown:
        said.append(_("Not known of this line: %(facts)s.") % {"facts": _names(service, unknown)})
    return "\n".join(said)


def about(channel: Channel) -> Iterator[str]:
    """Yield what must be known of a contact before it is used, and what is not known, in the active language."""
    contact = {"kind": channel.get_kind_display(), "contact": channel.contact}
    if channel.checked_on:
        yield _("%(kind)s %(contact)s (last checked: %(date)s).") % {
            **contact,
            "date": partial_date(channel.checked_on),
        }
    else:
        yield _("%(kind)s %(contact)s (day of the last check: not known).") % contact
    if channel.is_check_overdue:
        yield _("A new check is due: it may have changed.")
    if channel.keyword:
        yield _("Write the word %(word)s.") % {"word": channel.keyword}
    if channel.short_code_country:
        yield _("This number works only %(in_country)s.") % {"in_country": channel.short_code_country.name_in}
    asked = ("hours", "reachable_from_abroad", "cost", "cost_from_mobile", "on_bill")
    unknown = [name for name in asked if _is_unknown(channel, name)]
    if not channel.languages.all():
        unknown.insert(0, "languages")
    if unknown:
        yield _("Not known: %(facts)s.") % {"facts": _names(channel, unknown)}


def _is_unknown(row: Any, name: str) -> bool:
    return getattr(row, name) == _UNKNOWN


def _names(row: Any, names: list[str]) -> str:
    return ", ".join(str(row._meta.get_field(name).verbose_name) for name in names)


def _escaped(text: str) -> str:
    r"""Return a text as a value (3.4): a backslash before \ , and ; and \n for the end of a line."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut at 75 octets (3.2), never within a character; what follows a cut begins with a space."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "\r\n".join(pieces)
