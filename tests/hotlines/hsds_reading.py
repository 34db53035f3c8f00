"""The JSON of the directory, read by the schemas of HSDS (tests/hotlines/hsds/README.md)."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from publishing import versions

# The fields that hold the ways to reach a service.
WAYS = ("phones", "contacts", "additional_urls")
SCHEMAS = {path.name: json.loads(path.read_text()) for path in (Path(__file__).parent / "hsds").glob("*.json")}
_FORMATS = FormatChecker(["uuid", "email"])
_REGISTRY = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items())


@_FORMATS.checks("uri")
def _is_uri(value):
    parts = urlsplit(value)
    return bool(parts.scheme and parts.netloc and value.isprintable() and " " not in value)


def read(client):
    """Return the file of the active language, as it is after what the test has saved."""
    versions.move()
    response = client.get(reverse("hotlines:directory-json"))
    assert response.status_code == 200
    return json.loads(response.getvalue())


def services(client):
    """Return the services of the file of the active language by their keys."""
    return {service["x_service"]: service for service in read(client)["contents"]}


def complaints(page):
    """Return what the schemas of HSDS say against a file."""
    validator = Draft202012Validator(SCHEMAS["page.json"], registry=_REGISTRY, format_checker=_FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(page)]


def objects(value, name="page"):
    """Yield each object in a file with the name of the field that holds it."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item, name)
    elif isinstance(value, dict):
        yield name, value
        for key, held in value.items():
            yield from objects(held, "service" if key == "contents" else key)
