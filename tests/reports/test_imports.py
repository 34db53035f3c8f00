"""What an import would do, does and undoes."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection

from publishing import search, versions
from publishing.models import Country
from reports import imports, placementfiles
from reports.models import Edition, Placement, PlacementImport
from tests import builders
from tests.publishing.snapshots import content_rows
from tests.reports.importing import country, csv_of


@pytest.fixture
def editions(db):
    """Editions of 2025 (with Haiti, Cuba and the Philippines) and 2026 (empty)."""
    haiti, cuba, philippines = (country(key) for key in ("HTI", "CUB", "PHL"))
    last = builders.edition(year=2025)
    for row, tier in ((haiti, "2"), (cuba, "3"), (philippines, "1")):
        builders.placement(country=row, edition=last, tier=tier)
    return last, builders.edition(year=2026)


def preview(*rows, header="year,country,tier,sources"):
    said = placementfiles.read(csv_of(*rows, header=header))
    return imports.preview(said.year, said.rows)


def kept(*rows, header="year,country,tier,sources", by=None):
    return imports.keep(placementfiles.read(csv_of(*rows, header=header)), "2026.csv", by=by)


def placements(year=2026):
    found = Placement.objects.filter(edition__year=year).order_by("country__key")
    return list(found.values_list("country__key", "tier", "sources_agreeing", "printed_name", "evidence"))


def keys(entries):
    return [entry.country.key for entry in entries]


def test_a_preview_tells_new_changed_and_unchanged_apart(editions):
    _last, edition = editions
    builders.placement(country=Country.objects.get(key="HTI"), edition=edition, tier="2", sources_agreeing=1)
    builders.placement(country=Country.objects.get(key="CUB"), edition=edition, tier="3", sources_agreeing=1)

    found = preview("2026,HTI,2W,1", "2026,CUB,3,1", "2026,PHL,1,1")

    assert (keys(found.new), keys(found.changed), keys(found.unchanged)) == (["PHL"], ["HTI"], ["CUB"])
    assert [(d.before, d.after) for d in found.changed[0].differences] == [("Tier 2", "Tier 2 Watch List")]


def test_a_preview_names_countries_of_the_last_edition_that_are_nowhere(editions):
    _last, edition = editions
    builders.placement(country=Country.objects.get(key="CUB"), edition=edition)

    found = preview("2026,HTI,2W,1")

    assert [row.key for row in found.missing] == ["PHL"]
    assert [row.key for row in found.staying] == ["CUB"]


@pytest.mark.parametrize(
    ("country_key", "tier", "is_flagged"),
    [
        ("HTI", "2W", False), ("HTI", "1", False), ("HTI", "3", True), ("HTI", "SC", False),
        ("PHL", "2", False), ("PHL", "2W", True), ("PHL", "3", True),
        ("CUB", "2W", False), ("CUB", "2", True), ("CUB", "1", True),
    ],
)  # fmt: skip
def test_a_jump_over_a_tier_is_flagged(editions, country_key, tier, is_flagged):
    found = preview(f"2026,{country_key},{tier},1")

    assert ["More than one step" in flag for entry in found.entries for flag in entry.flags] == [True] * is_flagged


def test_a_country_that_no_edition_had_and_a_code_out_of_use_are_flagged(editions):
    country("ANT", withdrawn=True)

    flags = preview("2026,ANT,1,1").flagged[0].flags

    assert len(flags) == 2


def test_a_preview_writes_nothing(editions):
    before = content_rows()

    preview("2026,HTI,2W,1")

    assert content_rows() == before


def test_a_preview_asks_the_same_number_of_questions_for_one_row_and_for_all(editions, django_assert_num_queries):
    rows = placementfiles.read(csv_of("2026,HTI,1,1", "2026,CUB,1,1", "2026,PHL,1,1")).rows

    for count in (1, 3):
        with django_assert_num_queries(6):
            assert len(imports.preview(2026, rows[:count]).entries) == count


def test_confirmed_rows_are_written_with_their_history(editions):
    publisher = builders.staff("publisher")

    done = imports.apply(kept("2026,HTI,2W,1", "2026,CUB,3,2"), by=publisher)

    assert placements() == [("CUB", "3", 2, "", ""), ("HTI", "2W", 1, "", "")]
    version = Placement.objects.get(country__key="HTI", edition__year=2026).history.get()
    assert (version.history_user, version.history_change_reason) == (publisher, f"Import {done.pk}: 2026.csv")
    assert (done.state, done.applied_by, done.applied_at is not None) == ("applied", publisher, True)


def test_a_changed_row_keeps_what_the_file_does_not_speak_of_except_evidence_for_another_tier(editions):
    _last, edition = editions
    said = {"edition": edition, "sources_agreeing": 1, "printed_name": "Hayti", "evidence": "a=2"}
    builders.placement(country=Country.objects.get(key="HTI"), tier="2", **said)
    builders.placement(country=Country.objects.get(key="CUB"), tier="3", **said)

    imports.apply(kept("2026,HTI,2W,1", "2026,CUB,3,1", "2026,PHL,1,1"), by=None)

    assert placements()[:2] == [("CUB", "3", 1, "Hayti", "a=2"), ("HTI", "2W", 1, "Hayti", "")]


def test_a_column_that_is_there_and_empty_empties(editions):
    _last, edition = editions
    haiti = Country.objects.get(key="HTI")
    builders.placement(country=haiti, edition=edition, tier="2", sources_agreeing=1, evidence="a=2")

    imports.apply(kept("2026,HTI,2,1,", header="year,country,tier,sources,evidence"), by=None)

    assert placements() == [("HTI", "2", 1, "", "")]


def test_an_import_is_undone_as_a_whole(editions):
    _last, edition = editions
    haiti = Country.objects.get(key="HTI")
    builders.placement(country=haiti, edition=edition, tier="2", printed_name="Hayti", evidence="a=2")
    before = placements()
    pk = Placement.objects.get(country=haiti, edition=edition).pk
    done = imports.apply(kept("2026,HTI,3,1", "2026,CUB,3,1"), by=None)

    imports.undo(done, by=None)

    assert placements() == before
    assert Placement.objects.get(country=haiti, edition=edition).pk == pk
    done.refresh_from_db()
    assert (done.state, done.undone_at is not None) == ("undone", True)


@pytest.mark.parametrize("touch", ["changed", "deleted"])
def test_an_import_is_not_undone_once_a_row_of_it_was_touched(editions, touch):
    done = imports.apply(kept("2026,HTI,3,1", "2026,CUB,3,1"), by=None)
    row = Placement.objects.get(country__key="HTI", edition__year=2026)
    row._history_user = builders.staff("publisher", username="marie")
    row.tier = "2"
    row.save() if touch == "changed" else row.delete()
    before = content_rows()

    with pytest.raises(ValidationError, match="touched since: Haiti"):
        imports.undo(done, by=None)

    touched = imports.touched_since(done)
    assert content_rows() == before
    assert [(row.key, str(row.by)) for row in touched] == [("HTI", "marie")]


def test_a_row_of_the_edition_that_the_import_did_not_write_may_change(editions):
    done = imports.apply(kept("2026,HTI,3,1"), by=None)
    builders.placement(country=Country.objects.get(key="CUB"), edition=Edition.objects.get(year=2026), tier="1")

    imports.undo(done, by=None)

    assert [row[0] for row in placements()] == ["CUB"]


def test_the_later_import_of_an_edition_is_undone_first(editions):
    first = imports.apply(kept("2026,HTI,3,1"), by=None)
    second = imports.apply(kept("2026,HTI,2,1"), by=None)

    with pytest.raises(ValidationError, match="later import first"):
        imports.undo(first, by=None)
    imports.undo(second, by=None)
    imports.undo(first, by=None)

    assert placements() == []


def test_what_changed_since_it_was_looked_at_is_not_written(editions):
    waiting = kept("2026,HTI,3,1")
    seen = imports.preview(waiting.year, waiting.rows).mark
    builders.placement(country=Country.objects.get(key="HTI"), edition=Edition.objects.get(year=2026), tier="2")

    with pytest.raises(ValidationError, match="changed since you looked"):
        imports.apply(waiting, by=None, seen=seen)

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert [row[1] for row in placements()] == ["2"]


def test_a_second_confirmation_and_a_second_undoing_are_refused(editions):
    waiting = kept("2026,HTI,3,1")
    stale = PlacementImport.objects.get(pk=waiting.pk)
    done = imports.apply(waiting, by=None)

    with pytest.raises(ValidationError, match="does not wait any more"):
        imports.apply(stale, by=None)
    with pytest.raises(ValidationError, match="does not wait any more"):
        imports.throw_away(stale)
    imports.undo(done, by=None)
    with pytest.raises(ValidationError, match="undone already"):
        imports.undo(done, by=None)


def test_a_file_that_says_nothing_new_is_not_written(editions):
    with pytest.raises(ValidationError, match="nothing to write"):
        imports.apply(kept("2025,HTI,2,2", "2025,CUB,3,2"), by=None)


def test_an_edition_or_a_country_that_went_away_stops_the_import(editions):
    waiting, other = kept("2026,HTI,3,1"), kept("2026,CUB,3,1")
    Placement.objects.filter(country__key="HTI").delete()
    Country.objects.get(key="HTI").delete()

    with pytest.raises(ValidationError, match="do not exist any more: HTI"):
        imports.apply(waiting, by=None)
    Edition.objects.get(year=2026).delete()
    with pytest.raises(ValidationError, match="edition of 2026 does not exist any more"):
        imports.apply(other, by=None)

    assert set(PlacementImport.objects.values_list("state", flat=True)) == {"waiting"}


def test_the_search_finds_the_country_of_a_first_placement_until_it_is_undone(
    editions, django_capture_on_commit_callbacks
):
    country("ANT")

    with django_capture_on_commit_callbacks(execute=True):
        done = imports.apply(kept("2026,ANT,1,1", "2026,HTI,1,1"), by=None)
    found = [result.title for result in search.find("antilles", "en")]
    with django_capture_on_commit_callbacks(execute=True):
        imports.undo(done, by=None)

    assert found == ["Netherlands Antilles"]
    assert search.find("antilles", "en") == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_writes():
    country("HTI")
    builders.edition(year=2026)
    waiting = kept("2026,HTI,3,1")
    start, outcomes = threading.Barrier(2), []

    def confirm():
        start.wait(10)
        try:
            imports.apply(waiting, by=None)
            outcomes.append("written")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["ValidationError", "written"]
    assert Placement.objects.get().history.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pages_that_were_kept_are_made_again():
    country("HTI")
    builders.edition(year=2026)
    waiting = kept("2026,HTI,3,1")
    seen = [versions.saved()]

    done = imports.apply(waiting, by=None)
    seen.append(versions.saved())
    imports.undo(done, by=None)
    seen.append(versions.saved())

    assert len(set(seen)) == 3


def test_export_and_load_of_the_content_agree_with_an_import(site_content, tmp_path):
    haiti = Placement.objects.get(country__key="CUB", edition__year=2025)
    done = imports.apply(kept("2025,CUB,2,1", "2025,HTI,3,1"), by=None)

    call_command("load_content", verbosity=0)
    haiti.refresh_from_db()
    kept_tier = haiti.tier
    call_command("export_content", tmp_path, verbosity=0)
    lines = (tmp_path / "reports/content/placement.csv").read_text().splitlines()
    call_command("load_content", root=tmp_path, verbosity=0)
    imports.undo(done, by=None)
    call_command("export_content", tmp_path, verbosity=0)

    assert kept_tier == "2"
    assert {"2025,CUB,2,1,,,", "2025,HTI,3,1,,,"} <= set(lines)
    assert "2025,HTI" not in (tmp_path / "reports/content/placement.csv").read_text()
    haiti.refresh_from_db()
    assert haiti.tier == "3"
