"""Changes to public contacts, asked for and decided as staff do it."""

from bs4 import BeautifulSoup

from hotlines import changes
from tests import builders

NEW = {"number": "+18002255324", "display": "1-800-225-5324"}


def form_of(row, language="en"):
    """Return the address of the form of a row."""
    return f"/{language}/admin/hotlines/{row._meta.model_name}/{row.pk}/change/"


def screen_of(change, language="en"):
    """Return the address of the screen where a change is decided."""
    return f"/{language}/admin/hotlines/contactchange/{change.pk}/change/"


def asked(row, wanted, by=None, reason="The site says so."):
    """Ask for a change as somebody who writes, unless somebody is named; return it."""
    return changes.ask(row, wanted, by=by or builders.staff("writer"), reason=reason)


def decide(client, change, decision, language="en", **said):
    """Open the screen of a change and press one of its buttons; return the page that follows."""
    html = client.get(screen_of(change, language)).content
    seen = BeautifulSoup(html, "html.parser").select_one("input[name=seen]")
    data = {"decision": decision, "seen": seen["value"] if seen else "", **said}
    return client.post(screen_of(change, language), data, follow=True)
