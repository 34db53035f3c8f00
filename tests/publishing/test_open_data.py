"""Every table of the open data, in every form: what holds for all of them."""

import csv
import gc
import io
import json
import zipfile

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from publishing import opendata, versions
from tests import builders

pytestmark = pytest.mark.django_db

NAMES = ["countries", "editions", "examples", "figures", "glossary", "hotlines", "tiers"]
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "metadata": "application/json",
    "zip": "application/zip",
}
WHOLE = ["/data.json", "/datapackage.json", "/data.zip"]


def table(name):
    return next(found for found in opendata.tables() if found.name == name)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def rows(client, name):
    return rows_of(client.get(table(name).path("csv")).getvalue().decode())


@pytest.fixture
def everything():
    """A row of each table, with sources, French accents and a line break."""
    source = builders.source(url="https://example.org/a;b?c=d")
    country = builders.country()
    edition = builders.edition(
        url="https://example.org/2018", theme_en="Communities", theme_fr="Les communautés", published="2018-06-28"
    )
    edition.sources.add(source)
    builders.placement(country=country, edition=edition, narrative_url="https://example.org/haiti")
    builders.global_figure(edition=edition).sources.add(source)
    builders.example(key="example", country=country, summary_fr="Réunis,\nils ont « agi ».", year=2017).sources.add(
        source
    )
    builders.term(key="debt-bondage", definition_en="<p>A debt &amp; a bond.</p>").sources.add(source)
    builders.channel()


def test_the_tables_are_those_that_were_promised():
    assert [found.name for found in opendata.tables()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_form_of_a_table_is_a_file_that_anyone_may_take(client, everything, name, language):
    for form, content_type in TYPES.items():
        path = table(name).path(form)

        response = client.get(path)

        assert response.status_code == 200
        assert response.headers["Content-Type"] == content_type
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{path.rsplit("/", 1)[-1]}"'
        assert not response.cookies
        assert response.getvalue()
        again = client.get(path, headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("path", WHOLE)
def test_the_whole_is_a_file_that_anyone_may_take(client, everything, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{path[1:]}"'
    assert not response.cookies
    assert client.get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("name", NAMES)
def test_csv_keeps_to_rfc_4180_and_says_what_the_rows_say(client, everything, name):
    text = client.get(table(name).path("csv")).getvalue().decode()

    assert text.startswith(",".join(table(name).names) + "\r\n")
    assert text.endswith("\r\n")
    assert not text.startswith("\ufeff")
    found, expected = rows_of(text), list(table(name).rows())
    assert len(found) == len(expected) == 1
    for column in table(name).columns:
        value = expected[0][column.name]
        said = ";".join(value) if column.many else value
        if isinstance(said, bool):
            said = str(said).lower()
        assert found[0][column.name].removeprefix("'") == ("" if said is None else str(said))


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_explained_in_both_languages_and_holds_what_it_says(everything, name):
    (row,) = table(name).rows()

    assert set(row) == set(table(name).names)
    for column in table(name).columns:
        english, french = opendata.in_each_language(column.meaning)
        assert english["@value"] != french["@value"], column.name
        assert row[column.name] not in (None, "", []) or not column.required, column.name
        assert isinstance(row[column.name], list) is column.many or row[column.name] is None, column.name


@pytest.mark.parametrize("name", NAMES)
def test_zip_is_the_same_in_both_languages_and_twice(client, everything, name):
    found = set()
    for language in ("en", "fr", "en"):
        with translation.override(language):
            found.add(client.get(table(name).path("zip")).getvalue())

    (archive,) = found
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        assert package.testzip() is None
        assert sorted(package.namelist()) == sorted(
            ["README.en.txt", "README.fr.txt", "datapackage.json", f"{name}.csv", f"{name}.metadata.json"]
        )
        assert package.read(f"{name}.csv") == client.get(table(name).path("csv")).getvalue()
        english, french = package.read("README.en.txt").decode(), package.read("README.fr.txt").decode()
    for column in table(name).columns:
        for text, meaning in zip((english, french), opendata.in_each_language(column.meaning), strict=True):
            assert f"- {column.name}: {meaning['@value']}" in text


def test_sources_are_addresses_that_can_be_told_apart(client, everything):
    for name in ("editions", "examples", "figures", "glossary"):
        assert rows(client, name)[0]["sources"].split(";") == ["https://example.org/a%3Bb?c=d"]


def test_pages_are_given_in_both_languages(client, everything):
    (row,) = rows(client, "countries")

    assert row["page_en"] == "http://testserver/en/reports/countries/haiti/"
    assert row["page_fr"] == "http://testserver/fr/rapports/pays/haiti/"
    for name in ("editions", "examples", "glossary"):
        (row,) = rows(client, name)
        for language in ("en", "fr"):
            address = row[f"page_{language}"]
            assert client.get(address.removeprefix("http://testserver").split("#")[0]).status_code == 200


def test_rich_text_is_given_as_plain_text(client, everything):
    assert rows(client, "glossary")[0]["definition_en"] == "A debt & a bond."


def test_drafts_are_in_no_file(client):
    secret = builders.edition(year=2019, status="draft", theme_en="Zzyzx", theme_fr="Zzyzx")
    builders.placement(edition=secret, country=builders.country(name_en="Zzyzx", name_fr="Zzyzx"))
    builders.global_figure(edition=secret, note_en="Zzyzx")
    builders.global_figure(edition=builders.edition(), note_en="Zzyzx", status="draft")
    builders.example(status="draft", title_en="Zzyzx")
    builders.term(status="draft", term_en="Zzyzx")

    for name in NAMES:
        for form in ("csv", "json", "metadata"):
            assert b"zyzx" not in client.get(table(name).path(form)).getvalue().lower(), (name, form)
    for path in WHOLE[:2]:
        assert b"zyzx" not in client.get(path).getvalue().lower()
    assert [
        entry for name in ("countries", "examples", "figures", "glossary", "tiers") for entry in rows(client, name)
    ] == []
    assert [row["year"] for row in rows(client, "editions")] == ["2018"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "＝"])
def test_no_text_of_any_table_can_become_a_formula(client, start):
    text = f'{start}HYPERLINK("x","y")'
    builders.placement(country=builders.country(name_en=text), edition=builders.edition(theme_en=text, theme_fr=text))
    builders.example(title_en=text, summary_en=text, place_en=text, organization_en=text)
    builders.global_figure(edition=builders.edition(year=2017), note_en=text)
    builders.term(term_en=text, also_en=text)

    cells = [cell for name in NAMES for row in rows(client, name) for cell in row.values() if "HYPERLINK" in cell]

    assert len(cells) >= 9
    assert [cell for cell in cells if not cell.startswith("'")] == []


@pytest.mark.parametrize("name", ["countries", "editions", "examples", "figures", "glossary", "tiers"])
def test_two_rows_take_as_many_queries_as_one(client, name):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(table(name).path("csv"))
        return len(found)

    def add(number):
        country = builders.country(key=f"{'AB'[number]}AA", iso2=f"{'AB'[number]}A")
        edition = builders.edition(year=2010 + number)
        for row in (
            edition,
            builders.placement(country=country, edition=edition).edition,
            builders.global_figure(edition=edition),
            builders.example(country=country),
            builders.term(),
        ):
            row.sources.add(builders.source(url=f"https://example.org/{number}"))

    add(0)
    one = queries()
    add(1)
    assert len(rows(client, name)) == 2

    assert queries() == one


def test_version_says_the_columns_and_the_day_of_the_last_change(client, everything, clock):
    clock.move_to("2026-12-24T12:00:00Z")
    builders.example()

    about = json.loads(client.get("/en/reports/examples.metadata.json").getvalue())

    assert about["schema:version"] == "1.1.20261224"
    assert about["dc:modified"].startswith("2026-12-24T12:00:00")


def test_version_moves_when_a_row_is_withdrawn_and_not_when_a_draft_is_written(client, clock):
    clock.move_to("2026-12-24T12:00:00Z")
    example = builders.example()
    clock.move_to("2026-12-25T12:00:00Z")
    builders.example(status="draft")

    before = version_of_the_examples(client)
    clock.move_to("2026-12-26T12:00:00Z")
    example.status = "draft"
    example.save()

    assert (before, version_of_the_examples(client)) == ("1.1.20261224", "1.1.20261226")


def test_version_moves_when_a_row_comes_and_goes_at_its_hour(client, clock):
    clock.move_to("2026-12-24T12:00:00Z")
    builders.example(publish_at="2026-12-25T12:00:00Z", expire_at="2026-12-27T12:00:00Z")
    found = []

    for day in ("24", "26", "28"):
        clock.move_to(f"2026-12-{day}T13:00:00Z")
        found.append(version_of_the_examples(client))

    assert found == ["1.1", "1.1.20261225", "1.1.20261227"]


def version_of_the_examples(client):
    versions.move()
    return json.loads(client.get("/en/reports/examples.metadata.json").getvalue())["schema:version"]


def test_pages_with_files_describe_them_to_machines(client, everything, language):
    for name in NAMES:
        found = table(name)
        html = client.get(found.page_address.removeprefix("http://testserver")).content.decode()

        assert '"@type":"Dataset"' in html
        assert f'"contentUrl":"{found.address("csv")}"' in html
        assert f'href="{found.path("csv")}"' in html


def test_files_stand_beside_the_page_in_each_language():
    found = {name: [] for name in NAMES}
    for language in ("en", "fr"):
        with translation.override(language):
            for name in NAMES:
                found[name].append(table(name).path("zip"))

    assert found == {
        "countries": ["/en/reports/countries.zip", "/fr/rapports/pays.zip"],
        "editions": ["/en/reports/editions.zip", "/fr/rapports/editions.zip"],
        "examples": ["/en/reports/examples.zip", "/fr/rapports/exemples.zip"],
        "figures": ["/en/reports/figures.zip", "/fr/rapports/chiffres.zip"],
        "glossary": ["/en/glossary.zip", "/fr/glossaire.zip"],
        "hotlines": ["/en/get-help.zip", "/fr/obtenir-de-l-aide.zip"],
        "tiers": ["/en/reports/tiers.zip", reverse_in("fr", "reports:tiers-zip")],
    }


def reverse_in(language, name):
    with translation.override(language):
        return reverse(name)


def test_a_long_file_waits_on_disk_and_arrives_whole(rf, monkeypatch):
    monkeypatch.setattr("publishing.opendata.files.IN_MEMORY", 10)

    response = opendata.answer(rf.get("/a.txt"), "text/plain", lambda: (f"line {n}\n" for n in range(9999)))

    assert response.getvalue().decode() == "".join(f"line {n}\n" for n in range(9999))
    assert response.headers["Content-Length"] == str(len("".join(f"line {n}\n" for n in range(9999))))


def test_an_answer_that_is_forgotten_late_ends_no_other_request(rf):
    ended = []
    request_finished.disconnect(close_old_connections)
    request_finished.connect(lambda **kwargs: ended.append(kwargs), weak=False, dispatch_uid="test")
    try:
        response = opendata.answer(rf.get("/a.txt"), "text/plain", lambda: ["line\n"])
        # As Django's handler does for a server that sends files by itself.
        response.file_to_stream.close = response.close
        response.file_to_stream.close()
        del response
        gc.collect()
    finally:
        request_finished.disconnect(dispatch_uid="test")
        request_finished.connect(close_old_connections)

    assert len(ended) == 1
