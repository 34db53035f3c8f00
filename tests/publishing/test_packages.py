"""The open data as Data Packages (Frictionless) and as a catalogue (DCAT-US 3), judged by their own rules."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from publishing import opendata
from publishing.opendata.addresses import FORMS
from tests import builders

SCHEMAS = [json.loads(path.read_text()) for path in (Path(__file__).parent / "dcat-us").glob("*.json")]
CATALOG = next(schema for schema in SCHEMAS if schema["$id"].endswith("/catalog"))
REGISTRY = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS)
FORMATS = FormatChecker(["date"])


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value):
    return datetime.datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("iri")
def is_iri(value):
    return not isinstance(value, str) or (":" in value and " " not in value)


def complaints(package, folder):
    """Return what the library says against a package in a .zip, its rows judged by its columns."""
    path = folder / "package.zip"
    path.write_bytes(package)
    report = frictionless.validate(str(path))
    assert report.stats["tasks"] > 0 or report.errors
    return report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


def test_every_package_of_the_site_is_what_it_says(site_content, client, tmp_path):
    wrong = []
    for table in opendata.tables():
        wrong += complaints(client.get(table.path("zip")).getvalue(), tmp_path)
    for path in (
        "/data.zip",
        "/en/reports/2018.zip",
        "/fr/rapports/pays/haiti.zip",
        "/en/reports/countries/kosovo.zip",
    ):
        wrong += complaints(client.get(path).getvalue(), tmp_path)

    assert wrong == []


def test_the_library_sees_a_row_that_is_wrong(db, client, tmp_path):
    builders.placement()
    archive = io.BytesIO(client.get("/en/reports/tiers.zip").getvalue())
    broken = io.BytesIO()
    with zipfile.ZipFile(archive) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b",2W,", b",4,"))

    (fault,) = complaints(broken.getvalue(), tmp_path)

    assert fault[2:4] == ["tier", "constraint-error"]


def test_package_of_the_site_names_each_file_by_its_address(site_content, client):
    about = json.loads(client.get("/datapackage.json").getvalue())

    assert list(frictionless.Package.metadata_validate(about)) == []
    assert [resource["path"] for resource in about["resources"]] == [
        table.address("csv") for table in opendata.tables()
    ]
    assert "licenses" not in about
    for resource in about["resources"]:
        assert resource["title"] != resource["title_fr"]
        for field in resource["schema"]["fields"]:
            assert field["description"] != field["description_fr"]


def faults(catalogue):
    validator = Draft202012Validator(CATALOG, registry=REGISTRY, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(catalogue)]


def test_catalogue_of_the_site_keeps_to_dcat_us(site_content, client, settings):
    about = json.loads(client.get("/data.json").getvalue())

    assert faults(about) == []
    assert len(about["dataset"]) == len(opendata.tables())
    for dataset, table in zip(about["dataset"], opendata.tables(), strict=True):
        assert dataset["contactPoint"]["hasEmail"] == f"mailto:{settings.SITE_CONTACT_EMAIL}"
        assert dataset["titleMap"]["en"] == dataset["title"] != dataset["titleMap"]["fr"]
        files = [dataset["describedBy"], *dataset["distribution"]]
        assert {file["downloadURL"] for file in files} == {table.address(form) for form in FORMS}


@pytest.mark.parametrize("name", ["title", "description", "publisher", "contactPoint", "identifier"])
def test_the_schema_sees_what_a_dataset_lacks(db, client, name):
    about = json.loads(client.get("/data.json").getvalue())
    del about["dataset"][0][name]

    assert faults(about) == [f"$.dataset[0]: '{name}' is a required property"]


def test_the_schema_sees_what_is_wrong(db, client):
    about = json.loads(client.get("/data.json").getvalue())
    about["dataset"][0]["distribution"][0]["downloadURL"] = "no address"
    about["dataset"][1]["contactPoint"]["hasEmail"] = "corrections@example.org"

    assert len(faults(about)) == 2
