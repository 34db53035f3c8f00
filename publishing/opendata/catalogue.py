"""Every table in one catalogue, as other catalogues collect them (DCAT-US 3).

DCAT-US has one title and one description of a dataset: they are in English. The French stands in titleMap and
descriptionMap, which the context of the file says to be the same properties in each language.
"""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publishing.models import LANGUAGES
from publishing.opendata.addresses import FORMS, TYPES
from publishing.opendata.changes import changed, last_of, version
from publishing.opendata.metadata import operator
from publishing.opendata.packages import DESCRIPTION, TITLE
from publishing.opendata.tables import Table, descriptions, tables

Data = dict[str, Any]

_CONTEXT: Data = {
    "@vocab": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: f"dcterms:{name}" for name in ("title", "description", "identifier", "language", "publisher")},
    "modified": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
    "conformsTo": "dcterms:conformsTo",
    "format": "dcterms:format",
    "titleMap": {"@id": "dcterms:title", "@container": "@language"},
    "descriptionMap": {"@id": "dcterms:description", "@container": "@language"},
    "name": "foaf:name",
    "homepage": "foaf:homepage",
    "fn": "vcard:fn",
    "hasEmail": {"@id": "vcard:hasEmail", "@type": "@id"},
    "accessURL": {"@type": "@id"},
    "downloadURL": {"@type": "@id"},
}


def catalogue() -> str:
    """Return the catalogue."""
    found = tables()
    with translation.override(LANGUAGES[0]):
        about = {
            "@context": _CONTEXT,
            "@id": f"{settings.SITE_URL}/data.json",
            "@type": "Catalog",
            "conformsTo": {"@type": "Standard", "title": "DCAT-US 3.0"},
            **_words("title", TITLE),
            **_words("description", DESCRIPTION),
            "language": list(LANGUAGES),
            "homepage": {"@type": "Document", "title": settings.SITE_NAME, "accessURL": _home()},
            "publisher": {"@type": "Agent", "name": operator()},
            **_when(last_of(found)),
            "dataset": [_dataset(table) for table in found],
        }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _home() -> str:
    return settings.SITE_URL + reverse("home")


def _dataset(table: Table) -> Data:
    return {
        "@type": "Dataset",
        # The address of its table in English does not change with the rows.
        "identifier": table.address("csv"),
        **_words("title", table.title),
        **_words("description", table.description),
        "language": list(LANGUAGES),
        "publisher": {"@type": "Organization", "name": operator()},
        "contactPoint": {"@type": "Kind", "fn": operator(), "hasEmail": f"mailto:{settings.SITE_CONTACT_EMAIL}"},
        "landingPage": {"@type": "Document", "title": str(table.title), "accessURL": table.page_address},
        "version": version(table),
        **_when(changed(table)),
        "describedBy": _file(table, "metadata"),
        "distribution": [_file(table, form) for form in FORMS if form != "metadata"],
    }


def _file(table: Table, form: str) -> Data:
    return {
        "@type": "Distribution",
        "title": table.path(form).rsplit("/", 1)[-1],
        "format": form.upper() if form != "metadata" else "CSVW",
        "mediaType": TYPES[form],
        "downloadURL": table.address(form),
    }


def _when(moment: Any) -> Data:
    return {"modified": moment.isoformat(timespec="seconds")} if moment else {}


def _words(name: str, text: Any) -> Data:
    said = dict(descriptions(text))
    return {name: said[LANGUAGES[0]], f"{name}Map": said}
