"""What the directory says to machines (schema.org): services with their contact points; no more than the page shows."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotlines.downloads import CONTACTS
from hotlines.models import Channel, OpeningPeriod
from publishing import opendata

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def contact_points(service: Any, url: str) -> dict[str, Any]:
    """Return the JSON-LD of a service whose public_channels are loaded."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": service.name,
        "description": service.summary,
        "mainEntityOfPage": url,
        "contactPoint": [_point(channel) for channel in service.public_channels],
    }
    if service.url:
        data["url"] = service.url
    if service.country:
        data["areaServed"] = {"@type": "Country", "name": service.country.name, "identifier": service.country.iso2}
    return data


def directory() -> dict[str, Any]:
    """Return the description of the open data: every contact that the directory publishes."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Directory of lines to call, text or write to"),
        "description": _(
            "Every contact of the directory, with its languages, its hours, who is told and the day of its last check."
        ),
        "url": settings.SITE_URL + reverse("hotlines:directory"),
        "inLanguage": get_language(),
        "isAccessibleForFree": True,
        "distribution": opendata.distribution(CONTACTS),
    }


def lines(services: list[Any]) -> dict[str, Any]:
    """Return a list of services, each by its name and its page."""
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": service.name,
                "url": settings.SITE_URL + service.get_absolute_url(),
            }
            for place, service in enumerate(services, 1)
        ],
    }


def _point(channel: Channel) -> dict[str, Any]:
    point: dict[str, Any] = {"@type": "ContactPoint", "contactType": channel.get_kind_display()}
    if channel.number:
        point["telephone"] = channel.number
    if channel.email:
        point["email"] = channel.email
    if channel.url:
        point["url"] = channel.url
    spoken = [language.key for language in channel.languages.all()]
    if spoken:
        point["availableLanguage"] = spoken
    if channel.cost == Channel.Cost.FREE:
        point["contactOption"] = "https://schema.org/TollFree"
    if channel.hours == Channel.Hours.ALWAYS:
        point["hoursAvailable"] = _opening(list(_DAYS), "00:00", "23:59")
    elif channel.hours == Channel.Hours.PERIODS:
        point["hoursAvailable"] = [
            _opening(_DAYS[period.weekday], f"{period.opens:%H:%M}", _closing(period))
            for period in channel.periods.all()
            if period.weekday < len(_DAYS)
        ]
        if channel.on_public_holidays == Channel.OnPublicHolidays.CLOSED:
            # Opening and closing at once is how schema.org's readers say closed.
            point["hoursAvailable"].append(_opening("PublicHolidays", "00:00", "00:00"))
    return point


def _opening(day: str | list[str], opens: str, closes: str) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}


def _closing(period: OpeningPeriod) -> str:
    """Return the time it closes; 23:59 for a whole day, because from midnight to midnight would be closed."""
    return "23:59" if period.opens == period.closes else f"{period.closes:%H:%M}"
