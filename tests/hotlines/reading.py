"""What a reader finds on the page of a line."""

import re
from html import unescape

WEEK = [f"{day} 09:00-17:00" for day in range(5)]


def spaces(text):
    """Return a text whose no-break spaces are plain: the tests of typography look at them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def page(client, channel):
    response = client.get(channel.service.get_absolute_url())
    assert response.status_code == 200
    return response


def cells(response):
    """Return what the table of the first channel says, by its row."""
    html = unescape(response.content.decode())
    rows = re.findall(r'<th class="channel__label"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>', html, re.DOTALL)
    plain = [(label, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", value)).strip()) for label, value in rows]
    return dict(reversed(plain))
