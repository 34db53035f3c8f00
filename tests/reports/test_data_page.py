"""The page that says how to use the data: its lines are run, its columns and changes are read."""

import csv
import shutil
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from publishing import opendata
from publishing.opendata.changes import log
from tests import builders

pytestmark = pytest.mark.django_db


def soup_of(client):
    response = client.get(reverse("reports:data"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text().replace("\u202f", " ").split())


def test_page_leads_to_every_file_and_explains_every_column(client, language):
    edition = builders.placement().edition

    soup = soup_of(client)

    links = {link["href"] for link in soup.find_all("a")}
    for table in opendata.tables():
        assert set(table.paths.values()) <= links
        for column in table.columns:
            assert str(column.meaning) in soup.get_text()
    assert {"/data.zip", "/data.json", "/datapackage.json", reverse("hotlines:data")} <= links
    assert reverse("reports:edition-csv", args=[edition.year]) in links
    assert reverse("reports:country-csv", args=["haiti"]) in links


def test_page_holds_without_any_data(client, language):
    said = words(soup_of(client))

    assert {"en": "Nothing is recorded yet.", "fr": "Rien n’est encore enregistré."}[language] in said


def test_page_has_addresses_in_each_language_and_is_found(client, language):
    assert reverse("reports:data") == {"en": "/en/reports/data/", "fr": "/fr/rapports/donnees/"}[language]
    for name in ("reports:home", "reports:tiers", "hotlines:data"):
        assert f'href="{reverse("reports:data")}"' in client.get(reverse(name)).content.decode()


def test_page_takes_as_many_queries_however_many_rows_there_are(queries_of):
    builders.placement()
    builders.example()
    one = queries_of("/en/reports/data/")
    builders.placement(country=builders.united_states(), edition=builders.edition(year=2017))
    builders.example()

    assert queries_of("/en/reports/data/") == one


def test_rows_added_edited_and_taken_away_are_told_by_day(clock):
    clock.move_to("2026-11-24T12:00:00Z")
    kept = builders.placement(edition=builders.edition())
    gone = builders.placement(country=builders.united_states(), edition=builders.edition(year=2017))
    clock.move_to("2026-11-25T12:00:00Z")
    kept.tier = "3"
    kept.save()
    gone.delete()

    told = [
        (str(entry.day), entry.added, entry.edited, entry.removed, entry.years)
        for entry in log(limit=20)
        if entry.table.name == "tiers"
    ]

    assert told == [("2026-11-25", 0, 1, 1, {2017, 2018}), ("2026-11-24", 2, 0, 0, {2017, 2018})]


def test_what_happens_to_drafts_is_not_told():
    builders.placement(edition=builders.edition(status="draft"))
    builders.example(status="draft").save()
    builders.example(publish_at="2099-01-01T00:00:00Z")
    builders.global_figure(edition=builders.edition(year=2017), status="draft")
    builders.term(status="draft")

    assert {entry.table.name for entry in log(limit=20)} == {"editions"}


def test_the_page_says_what_changed_and_never_who(client, language, clock):
    builders.placement()

    said = words(soup_of(client))

    assert {"en": "1 row added", "fr": "1 ligne ajoutée"}[language] in said
    assert {"en": "Report of 2018", "fr": "Rapport de 2018"}[language] in said


@pytest.fixture
def sample(live_server, client, settings):
    """The page of a site that answers, with a row to fetch."""
    settings.SITE_URL = live_server.url
    builders.placement(country=builders.country(), tier="2W")
    return soup_of(client)


@pytest.mark.django_db(transaction=True)
def test_the_lines_of_python_fetch_the_rows(sample, tmp_path, language):
    lines = sample.select_one("#python").get_text()
    assert len(lines.splitlines()) == 3
    program = tmp_path / "lines.py"
    program.write_text(lines + '\nprint(len(rows), rows[0]["country_fr"], rows[0]["tier"])\n', encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-X", "utf8", program], capture_output=True, encoding="utf-8", timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "1 Haïti 2W\n", "")


@pytest.mark.django_db(transaction=True)
def test_the_lines_of_r_fetch_the_rows(sample, tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("No R")
    lines = sample.select_one("#r").get_text()
    assert len(lines.splitlines()) == 3
    program = tmp_path / "lines.R"
    program.write_text(lines + '\nwrite.csv(haiti[c("country_fr", "tier")], "out.csv", fileEncoding = "UTF-8")\n')

    done = subprocess.run(["Rscript", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["country_fr"], row["tier"]) for row in csv.DictReader(file)] == [("Haïti", "2W")]


@pytest.mark.django_db(transaction=True)
def test_the_formula_of_the_spreadsheet_names_a_table_that_answers(sample, client):
    formula = sample.select_one("#sheet").get_text()

    address = formula.removeprefix('=IMPORTDATA("').removesuffix('")')

    assert address == opendata.tables()[-1].address("csv")
    assert client.get(address[address.index("/en/") :]).status_code == 200
