"""The glossary as open data."""

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from campaign.models import GlossaryTerm
from publishing import opendata
from publishing.opendata import Column, Row

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>")


def rows() -> Iterator[Row]:
    """Yield each published term, by key."""
    found: Any = GlossaryTerm.objects.published().prefetch_related("sources").order_by("key")
    for term in found.iterator(chunk_size=500):
        yield {
            "key": term.key,
            "term_en": term.term_en,
            "term_fr": term.term_fr,
            "definition_en": _plain(term.definition_en),
            "definition_fr": _plain(term.definition_fr),
            "also_en": term.also_en,
            "also_fr": term.also_fr,
            "avoid_en": term.avoid_en,
            "avoid_fr": term.avoid_fr,
            "sources": opendata.address_list(term.sources.all()),
            **opendata.page_addresses(partial(_place, term.key)),
        }


def _place(key: str) -> str:
    return f"{reverse('campaign:glossary')}#{key}"


def _plain(text: str) -> str:
    """Return rich text as one line; the no-break spaces of French stay."""
    return re.sub(r"[ \t\r\n]+", " ", html.unescape(strip_tags(_BLOCK_END.sub(" ", text)))).strip()


GLOSSARY = opendata.Table(
    name="glossary",
    title=_("Glossary of trafficking in persons, in English and French"),
    description=_("The terms that this site uses, one for each concept and language, with what they mean."),
    page="campaign:glossary",
    contents="terms",
    key=("key",),
    columns=(
        Column("key", _("Key of the term; it does not change.")),
        Column("term_en", _("The term in English.")),
        Column("term_fr", _("The term in French.")),
        Column("definition_en", _("What it means, in English, without links.")),
        Column("definition_fr", _("What it means, in French, without links.")),
        Column("also_en", _("Other words that the documents use, in English."), required=False),
        Column("also_fr", _("Other words that the documents use, in French."), required=False),
        Column("avoid_en", _("Words to avoid in English, and why."), required=False),
        Column("avoid_fr", _("Words to avoid in French, and why."), required=False),
        opendata.sources_column(
            _("Addresses of the documents that the definition rests on, with semicolons between them.")
        ),
        Column("page_en", _("Its place in the glossary in English."), "anyURI"),
        Column("page_fr", _("Its place in the glossary in French."), "anyURI"),
    ),
    rows=rows,
    history=lambda: [opendata.told(GlossaryTerm)],
)
opendata.register(GLOSSARY)
