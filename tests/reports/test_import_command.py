"""manage.py import_placements: the same reading, preview and record as in the admin."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.models import Placement, PlacementImport
from tests import builders
from tests.publishing.snapshots import content_rows
from tests.reports.importing import country, csv_of


@pytest.fixture
def file(db, tmp_path):
    builders.placement(country=country("HTI"), edition=builders.edition(year=2025), tier="1")
    country("CUB")
    builders.edition(year=2026)

    def made(*rows, **said):
        path = tmp_path / "report.csv"
        path.write_bytes(csv_of(*rows, **said))
        return path

    return made


def run(*words, **said):
    out = StringIO()
    call_command("import_placements", *words, stdout=out, no_color=True, **said)
    return out.getvalue()


def test_a_dry_run_says_what_would_change_and_writes_nothing(file):
    path, before = file("2026,CUB,3,1"), content_rows()

    said = run(path, "--dry-run")

    assert content_rows() == before
    assert said.splitlines() == [
        "Edition of 2026: 1 new, 0 changed, 0 unchanged, 0 not in the file (they stay).",
        "CUB\tIn no earlier edition here: is it this country?",
        "1 country of the edition of 2025 is missing: HTI.",
        "Dry run: nothing was written.",
    ]


def test_without_it_the_file_is_written_and_kept_as_an_import(file):
    said = run(file("2026,HTI,3,1"))

    done = PlacementImport.objects.get()
    assert "More than one step from Tier 1 in 2025" in said
    assert f"Written, as import {done.pk}" in said
    assert (done.state, done.applied_by, done.file_name) == ("applied", None, "report.csv")
    assert Placement.objects.get(edition__year=2026).tier == "3"


def test_the_same_file_again_writes_nothing(file):
    path = file("2026,HTI,3,1")
    run(path)

    assert "nothing to write" in run(path)
    assert PlacementImport.objects.count() == 1


def test_a_changed_row_is_said_fact_by_fact(file):
    assert "HTI\tTier\tTier 1\tTier 2" in run(file("2025,HTI,2,2"), "--dry-run")


@pytest.mark.parametrize(("language", "said"), [("en", "What is wrong"), ("fr", "Ce qui ne va pas")])
def test_a_file_that_cannot_be_taken_is_an_error_line_by_line(file, language, said):
    before = content_rows()

    with pytest.raises(CommandError) as error:
        run(file("2026,HTI,9,1", "2031,CUB,1,1"), language=language)

    lines = str(error.value).splitlines()
    assert said in lines[1]
    assert [line.split("\t")[:2] for line in lines[2:]] == [["2", "tier"], ["3", "year"]]
    assert content_rows() == before


def test_a_file_that_is_not_there_or_has_no_end_is_an_error(file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path)
    with pytest.raises(CommandError, match="larger than 1 MB"):
        run("/dev/zero")
