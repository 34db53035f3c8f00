"""Which parts of Open Referral HSDS 3.1 the data of the directory use, and what our own fields beside them mean.

HSDS allows other fields where it has none for a fact, if they are documented (its pages "Conformance" and "Extending
HSDS"). Ours begin with x_. One that tells what a column of the table tells has that column's name and meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotlines.vcard import identity
from publishing.opendata import Column

VERSION = "3.1"
SPECIFICATION = "https://docs.openreferral.org/"
OWN = "x_"


@dataclass(frozen=True)
class Part:
    """An object of HSDS as it stands here: what it is of ours, the fields of HSDS it has, and our own beside them.

    key: where it stands in the file; own: names of columns of the table, or of fields of _MEANINGS.
    """

    key: str
    meaning: str | Promise
    fields: tuple[str, ...]
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A field of our own, and what it means."""

    name: str
    meaning: str | Promise


_WAY = (
    "channel", "kind", "contact", "vanity", "keyword", "short_code_country", "interpreter_languages",
    "interpreter_count", "hours", "on_public_holidays", "reachable_from_abroad", "cost", "cost_from_mobile", "on_bill",
    "checked_on", "checked_how", "source_title", "source_url", "evidence_url",
)  # fmt: skip

PARTS = (
    Part(
        "page",
        _("The file itself: a page of a list, the only one, with every service nested in full."),
        ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"),
        ("hsds_version", "text_language", "metadata"),
    ),
    Part(
        "service",
        _(
            "A line of the directory. alternate_name is its name in the other language. assured_date is the day of the "
            "oldest check of its contacts, and is left out unless the day of each is known."
        ),
        (
            "id", "organization_id", "name", "alternate_name", "description", "url", "email", "status",
            "interpretation_services", "eligibility_description", "assured_date", "last_modified", "organization",
            "phones", "contacts", "additional_urls", "schedules", "languages", "service_areas", "cost_options",
            "attributes",
        ),
        ("service", "page", "tells_police", "tells_immigration", "who_is_told", "anonymous", "what_happens"),
    ),
    Part(
        "organization",
        _("Who runs the line; left out when it is not known. Its id comes from its name in English."),
        ("id", "name", "description"),
    ),
    Part(
        "phones",
        _(
            "A number to call, to text or for a relay. description says in words what must be known before it is "
            "used: where a short code works, the word to send, what is not known."
        ),
        ("id", "service_id", "number", "type", "description", "languages"),
        _WAY,
    ),
    Part(
        "contacts",
        _("An e-mail address to write to."),
        ("id", "service_id", "email"),
        ("description", "languages", *_WAY),
    ),
    Part(
        "additional_urls",
        _("A chat, a form, a relay on the web or WhatsApp."),
        ("id", "service_id", "label", "url"),
        ("description", "languages", *_WAY),
    ),
    Part(
        "schedules",
        _(
            "When a contact answers, once for each contact and each pair of times. The times have the offset from UTC "
            "of today; where clocks change, valid_from and valid_to are the first and last day of that offset: "
            "fetch the file again after that, the line does not close then. A day that ends at midnight closes at "
            "23:59. A schedule without times has its hours in notes. A contact without a schedule: see x_hours."
        ),
        (
            "id", "service_id", "freq", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description",
            "notes",
        ),
        ("channel", "time_zone"),
    ),
    Part(
        "languages",
        _(
            "A language spoken, without an interpreter; of a service: by at least one of its contacts. "
            "None is given when they are not known."
        ),
        ("id", "service_id", "phone_id", "name", "code"),
    ),
    Part(
        "service_areas",
        _("The country that the line serves; left out for a line of no one country."),
        ("id", "service_id", "name", "description"),
        ("iso3",),
    ),
    Part(
        "cost_options",
        _("What a contact costs, where it is known; amount is 0 when it is free, and left out when it is not."),
        ("id", "service_id", "option", "amount", "amount_description"),
    ),
    Part(
        "attributes",
        _("What the line is for, as a term with its taxonomy."),
        ("id", "link_id", "link_entity", "taxonomy_term_id", "taxonomy_term"),
    ),
    Part(
        "taxonomy_term",
        _("A need: help, report, goods (made by forced labor), children or labor_rights."),
        ("id", "code", "name", "description", "taxonomy", "taxonomy_id", "taxonomy_detail", "language"),
    ),
    Part("taxonomy_detail", _("The list of these needs."), ("id", "name", "description")),
)  # fmt: skip

# What no column of the table says in the same words.
_MEANINGS: dict[str, str | Promise] = {
    "hsds_version": _("Version of HSDS whose shape the file has."),
    "text_language": _("ISO 639 code of the language of the texts: each language has its own file."),
    "metadata": _("Address of the file that says what the fields mean."),
    "page": _("Address of the line’s page on this site, in the language of the texts."),
    "who_is_told": _("Who is told when somebody contacts the line, in words."),
    "what_happens": _("What happens when somebody contacts the line, in words."),
    "languages": _("ISO 639 codes of the languages spoken; left out when not known."),
    "hours": _(
        "unknown, always (day and night, every day), periods (see the schedules of the line) or note (see their notes)."
    ),
    "interpreter_languages": _("ISO 639 codes of the languages by interpreter that are known."),
    "description": _("What must be known before the contact is used, in words."),
    "source_title": _("Title of the source, in the language of the texts."),
}


def id_of(*words: str) -> str:
    """Return the identifier of an object, made of words that never change; that of a service is the one of its card."""
    return str(identity(*words))


def said(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something: an empty one would say that there is nothing, where nothing is known."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def own_fields(part: Part, columns: Sequence[Column]) -> list[Field]:
    """Return our own fields of an object of HSDS; columns: those of the table."""
    meanings = {column.name: column.meaning for column in columns} | _MEANINGS
    return [Field(OWN + name, meanings[name]) for name in part.own]


def all_own_fields(columns: Sequence[Column]) -> list[Field]:
    """Return our own fields, each once, in the order in which the objects have them."""
    return list({field.name: field for part in PARTS for field in own_fields(part, columns)}.values())


def described(address: str, columns: Sequence[Column], say: Any) -> dict[str, Any]:
    """Return the description of the JSON file for the metadata of the table. say: returns a text in each language."""
    return {
        "schema:distribution": {
            "@type": "schema:DataDownload",
            "schema:contentUrl": address,
            "schema:encodingFormat": "application/json",
            "dc:conformsTo": f"Open Referral HSDS {VERSION} ({SPECIFICATION})",
            "schema:variableMeasured": [
                {"@type": "schema:PropertyValue", "schema:name": name, "schema:description": say(meaning)}
                for part in PARTS
                for name, meaning in [
                    (part.key, part.meaning),
                    *((f"{part.key}.{field.name}", field.meaning) for field in own_fields(part, columns)),
                ]
            ],
        }
    }
