"""The content files of this app, and the fixed addresses that prose may point at."""

from django.urls import reverse

from publishing import references
from publishing.contentfiles.kinds import Kind, register
from publishing.models import Country, Source

register(Kind("source", Source, "title publisher language date date_note url archived_url consulted grade note"))
register(Kind("country", Country, "iso2 name name_in name_of name_the region withdrawn note", key_pattern=r"[A-Z]{3}"))

# Named by address and not by view: these pages belong to apps that this one does not know.
PLACES = {
    "home": "home",
    "help": "hotlines:directory",
    "tiers": "reports:tiers",
    "countries": "reports:countries",
    "editions": "reports:home",
    "examples": "reports:examples",
    "world-figures": "reports:figures",
    "glossary": "campaign:glossary",
    "sources": "publishing:sources",
    "print": "hotlines:print",
    "data": "hotlines:data",
    "share": "hotlines:share",
    "search": "publishing:search",
    "changes": "publishing:changes",
}
references.register(
    "source",
    lambda: set(Source.objects.values_list("key", flat=True)),
    lambda: {source.key: source.get_absolute_url() for source in Source.objects.only("key", "grade", "language")},
    lambda: dict(Source.objects.values_list("key", "title")),
)
references.register(
    "to",
    lambda: set(PLACES),
    lambda: {place: reverse(name) for place, name in PLACES.items()},
)
