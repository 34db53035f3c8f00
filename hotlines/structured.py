"""What the directory says to machines (schema.org): services with their contact points; no more than the page shows."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotlines.models import Channel
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
        "distribution": opendata.distribution("hotlines:directory", _("Every contact that the directory publishes.")),
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
        point["hoursAvailable"] = {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": list(_DAYS),
            "opens": "00:00",
            "closes": "23:59",
        }
    elif channel.hours == Channel.Hours.PERIODS:
        point["hoursAvailable"] = [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": _DAYS[period.weekday],
                "opens": f"{period.opens:%H:%M}",
                "closes": f"{period.closes:%H:%M}",
            }
            for period in channel.periods.all()
        ]
    return point
