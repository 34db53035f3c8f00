"""Tells search engines which public pages changed, by IndexNow (https://www.indexnow.org/documentation)."""

import json
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

_MOST_AT_ONCE = 10_000
_SECONDS = 10
# Received; received, and the key will be looked at.
_TAKEN = {200, 202}


class NotTakenError(Exception):
    """The search engines did not take what they were told."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A POST that is sent elsewhere would become a GET that tells nothing, and is answered with 200 all the same."""

    def redirect_request(self, *args: Any) -> None:
        """Follow nothing."""
        return


def tell(addresses: list[str]) -> None:
    """Tell of pages by their whole addresses, with as few requests as can be; raise NotTakenError."""
    key = settings.INDEXNOW_KEY
    for first in range(0, len(addresses), _MOST_AT_ONCE):
        _post(
            {
                "host": urlsplit(settings.SITE_URL).netloc,
                "key": key,
                "keyLocation": f"{settings.SITE_URL}/{key}.txt",
                "urlList": addresses[first : first + _MOST_AT_ONCE],
            }
        )


def _post(told: dict[str, Any]) -> None:
    request = urllib.request.Request(  # noqa: S310
        settings.INDEXNOW_ENDPOINT,
        json.dumps(told).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_SECONDS) as response:
            status = response.status
    except (OSError, HTTPException) as error:
        raise NotTakenError(f"{settings.INDEXNOW_ENDPOINT}: {error}") from error
    if status not in _TAKEN:
        raise NotTakenError(f"{settings.INDEXNOW_ENDPOINT}: HTTP {status}")
