"""Every published service in the shape of Open Referral HSDS 3.1, in the language of the address (decision 0018)."""

import datetime
import html
import json
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hotlines.forms import NEEDS
from hotlines.hsds_fields import OWN, VERSION, id_of, said
from hotlines.hsds_schedules import schedules
from hotlines.models import PURPOSES, Channel, Service, Step
from hotlines.vcard import TYPES, about
from publishing import opendata, search, versions
from publishing.models import LANGUAGES

Record = dict[str, Any]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@require_safe
def directory_json(request):
    """Every service, as one page of a list."""
    lines = _kept_lines()
    return opendata.answer(request, "application/json", lambda: lines)


@versions.kept
def _kept_lines() -> list[str]:
    """Return the file, made once for each version of the content, a minute at most: it may be asked for often."""
    return list(_lines())


def _lines() -> Iterator[str]:
    services = list(Service.objects.for_directory())
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        f"{OWN}hsds_version": VERSION,
        f"{OWN}text_language": get_language(),
        f"{OWN}metadata": settings.SITE_URL + reverse("hotlines:directory-metadata"),
    }
    yield f'{_dumped(page)[:-1]},"contents":['
    for number, service in enumerate(services):
        yield f"{',' if number else ''}\n{_dumped(record(service))}"
    yield "\n]}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def record(service: Any) -> Record:
    """Return a service whose public_channels are loaded, in the active language; what is not known is not there."""
    number, channels = id_of(service.key), service.public_channels
    organization = _organization(service)
    checks = [channel.checked_on for channel in channels]
    changed = max(row.updated_at for row in [service, *channels]).astimezone(datetime.UTC)
    return said(
        id=number,
        organization_id=organization.get("id"),
        name=service.name,
        alternate_name=_in_the_other_language(service, "name"),
        description=service.summary,
        url=service.url,
        email=next((channel.email for channel in channels if channel.email), ""),
        status="active",
        interpretation_services=_interpreters(channels),
        eligibility_description=service.audience,
        assured_date=min(checks) if all(map(_DAY.fullmatch, checks)) else "",
        last_modified=changed.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        organization=organization,
        phones=[_phone(channel, number) for channel in channels if _is_phone(channel)],
        contacts=[_mail(channel, number) for channel in channels if channel.email],
        additional_urls=[_address(channel, number) for channel in channels if _is_address(channel)],
        schedules=[schedule for channel in channels for schedule in schedules(channel, number)],
        languages=_languages(service.key, {"service_id": number}, channels),
        service_areas=_areas(service, number),
        cost_options=[option for channel in channels for option in _costs(channel, number)],
        attributes=[_need(service, purpose) for purpose in PURPOSES if getattr(service, f"for_{purpose}")],
        x_service=service.key,
        x_page=settings.SITE_URL + service.get_absolute_url(),
        x_tells_police=service.tells_police,
        x_tells_immigration=service.tells_immigration,
        x_who_is_told=_plain(service.who_is_told),
        x_anonymous=service.anonymous,
        x_what_happens=_plain(service.what_happens),
    )


def _in_the_other_language(row: Any, name: str) -> str:
    other = next(language for language in LANGUAGES if language != get_language())
    text = getattr(row, f"{name}_{other}") or ""
    return "" if text == getattr(row, name) else text


def _plain(text: str | None) -> str:
    return html.unescape(search.plain(text or "")).strip()


def _organization(service: Any) -> Record:
    if not service.operator:
        return {}
    return {
        "id": id_of("organization", service.operator_en or service.operator),
        "name": service.operator,
        # HSDS asks for a description; nothing else is known of the organization.
        "description": _("An organization that runs a line of this directory."),
    }


def _is_phone(channel: Channel) -> bool:
    # A number of WhatsApp is an address: whoever called or texted it might reach nobody.
    return bool(channel.number) and channel.kind != Channel.Kind.WHATSAPP


def _is_address(channel: Channel) -> bool:
    return bool(channel.url) or channel.kind == Channel.Kind.WHATSAPP


def _phone(channel: Channel, service: str) -> Record:
    number = id_of("phone", channel.key)
    return said(
        id=number,
        service_id=service,
        number=channel.number,
        type=TYPES[Channel.Kind(channel.kind)],
        description=_in_words(channel),
        languages=_languages(channel.key, {"phone_id": number}, [channel]),
        **_way(channel),
    )


def _mail(channel: Channel, service: str) -> Record:
    number = id_of("contact", channel.key)
    return said(id=number, service_id=service, email=channel.email, **_without_phone(channel))


def _address(channel: Channel, service: str) -> Record:
    return said(
        id=id_of("url", channel.key),
        service_id=service,
        label=str(channel.get_kind_display()),
        url=channel.url or channel.href,
        **_without_phone(channel),
    )


def _in_words(channel: Channel) -> str:
    return "\n".join(filter(None, [*about(channel), channel.note]))


def _without_phone(channel: Channel) -> Record:
    """Return what HSDS says of a number only, and all that it says nowhere."""
    spoken = [language.key for language in channel.languages.all()]
    return {"x_description": _in_words(channel), "x_languages": spoken} | _way(channel)


def _way(channel: Channel) -> Record:
    """Return what HSDS has no field for, of any way to reach a line."""
    country, source = channel.short_code_country, channel.source
    return {
        "x_channel": channel.key,
        "x_kind": channel.kind,
        "x_contact": channel.contact,
        "x_vanity": channel.vanity,
        "x_keyword": channel.keyword,
        "x_short_code_country": country.key if country else "",
        "x_interpreter_languages": [language.key for language in channel.interpreter_languages.all()],
        "x_interpreter_count": channel.interpreter_count,
        "x_hours": channel.hours,
        "x_on_public_holidays": channel.on_public_holidays,
        "x_reachable_from_abroad": channel.reachable_from_abroad,
        "x_cost": channel.cost,
        "x_cost_from_mobile": channel.cost_from_mobile,
        "x_on_bill": channel.on_bill,
        "x_checked_on": channel.checked_on,
        "x_checked_how": channel.checked_how,
        "x_source_title": source.title if source else "",
        "x_source_url": source.url if source else "",
        "x_evidence_url": channel.evidence_url,
    }


def _languages(key: str, owner: Record, channels: list[Any]) -> list[Record]:
    spoken = {language.key: language.name for channel in channels for language in channel.languages.all()}
    return [
        {"id": id_of("language", key, code), **owner, "name": name, "code": code}
        for code, name in sorted(spoken.items())
    ]


def _interpreters(channels: list[Any]) -> str:
    sentences = []
    for channel in channels:
        if channel.interpreter_count:
            sentences.append(_("By interpreter: %(count)d languages or more.") % {"count": channel.interpreter_count})
        if names := [language.name for language in channel.interpreter_languages.all()]:
            sentences.append(_("By interpreter: %(languages)s.") % {"languages": ", ".join(names)})
    return " ".join(dict.fromkeys(sentences))


def _areas(service: Any, number: str) -> list[Record]:
    country = service.country
    if not country and not service.region_served:
        return []
    area = said(
        id=id_of("area", service.key),
        service_id=number,
        name=country.name if country else service.region_served,
        description=service.region_served if country else "",
        x_iso3=country.key if country else "",
    )
    return [area]


def _costs(channel: Channel, service: str) -> Iterator[Record]:
    words = {"kind": channel.get_kind_display(), "contact": channel.contact}
    for name, cost, in_words, option in (
        ("cost", channel.cost, channel.get_cost_display(), _("%(kind)s %(contact)s")),
        (
            "cost_from_mobile",
            channel.cost_from_mobile,
            channel.get_cost_from_mobile_display(),
            _("%(kind)s %(contact)s, from a mobile phone"),
        ),
    ):
        if cost != Channel.Cost.UNKNOWN:
            free = {"amount": 0} if cost == Channel.Cost.FREE else {}
            identifier = id_of(name, channel.key)
            yield (
                {"id": identifier, "service_id": service, "option": option % words}
                | free
                | {"amount_description": str(in_words)}
            )


def _need(service: Any, purpose: str) -> Record:
    term, taxonomy = id_of("need", purpose), id_of("needs")
    names: Any = Step._meta.get_field("purpose").choices
    title = _("Needs that the lines of this directory serve")
    return {
        "id": id_of("attribute", service.key, purpose),
        "link_id": id_of(service.key),
        "link_entity": "service",
        "taxonomy_term_id": term,
        "taxonomy_term": {
            "id": term,
            "code": purpose,
            "name": str(dict(names)[purpose]),
            "description": str(NEEDS[purpose]),
            "taxonomy": title,
            "taxonomy_id": taxonomy,
            "taxonomy_detail": {
                "id": taxonomy,
                "name": title,
                "description": _("What a line is for; a line may serve several needs."),
            },
            "language": get_language(),
        },
    }
