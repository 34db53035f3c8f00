"""Placements from a file in the admin: who may, what is shown, and what the buttons do."""

import hashlib

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import Placement, PlacementImport
from tests import builders
from tests.reports.importing import country, csv_of

UPLOAD = "/en/admin/reports/placementimport/upload/"
LIST = "/en/admin/reports/placementimport/"


@pytest.fixture
def enter(db, client):
    def as_role(role, **said):
        client.force_login(builders.staff(role, **said))
        return client

    return as_role


@pytest.fixture
def editions(db):
    haiti, philippines = country("HTI"), country("PHL")
    last = builders.edition(year=2025)
    builders.placement(country=haiti, edition=last, tier="1")
    builders.placement(country=philippines, edition=last, tier="1")
    builders.edition(year=2026, status="draft")


def give(client, data, address=UPLOAD, name="report.csv"):
    return client.post(address, {"file": SimpleUploadedFile(name, data, "text/csv")})


def screen(found, language="en"):
    return f"/{language}/admin/reports/placementimport/{found.pk}/change/"


def text_of(response):
    page = BeautifulSoup(response.content, "html.parser").select_one("#content")
    return " ".join(page.get_text(" ", strip=True).split())


def confirm(client, found):
    page = BeautifulSoup(client.get(screen(found)).content, "html.parser")
    seen = page.select_one("input[name=seen]")["value"]
    return client.post(screen(found), {"decision": "confirm", "seen": seen}, follow=True)


def test_a_publisher_gives_a_file_looks_at_it_and_confirms_it(enter, editions):
    client = enter("publisher", username="marie")
    data = csv_of("2026,Haiti,3,1")

    given = give(client, data)
    found = PlacementImport.objects.get()
    looked_at = text_of(client.get(given["Location"]))
    written_before = Placement.objects.filter(edition__year=2026).count()
    answer = text_of(confirm(client, found))

    found.refresh_from_db()
    assert given["Location"] == screen(found)
    assert "1 placement is added" in looked_at
    assert "More than one step from Tier 1 in 2025" in looked_at
    assert "1 country of the edition of 2025 is neither in the file nor in this edition: Philippines (PHL)" in looked_at
    assert "The edition of 2026 is a draft" in looked_at
    assert written_before == 0
    assert Placement.objects.get(edition__year=2026).tier == "3"
    assert "1 placement was written" in answer
    assert (found.file_name, found.file_digest) == ("report.csv", hashlib.sha256(data).hexdigest())
    assert (str(found.uploaded_by), str(found.applied_by)) == ("marie", "marie")


def test_an_import_is_undone_with_one_button(enter, editions):
    client = enter("publisher", username="marie")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()
    confirm(client, found)

    answer = text_of(client.post(screen(found), {"decision": "undo"}, follow=True))

    assert not Placement.objects.filter(edition__year=2026).exists()
    assert "Undone by marie" in answer
    assert "Undo all of it" not in answer


def test_what_was_touched_since_is_listed_and_the_button_is_gone(enter, editions):
    client = enter("publisher", username="marie")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()
    confirm(client, found)
    row = Placement.objects.get(edition__year=2026)
    row.tier = "2"
    row.save()

    shown = text_of(client.get(screen(found)))
    answer = text_of(client.post(screen(found), {"decision": "undo"}, follow=True))

    assert "Touched since Country Since the import Touched by Touched on Haiti Tier Tier 3 Tier 2" in shown
    assert "Undo all of it" not in shown
    assert "touched since" in answer
    row.refresh_from_db()
    assert row.tier == "2"


def test_a_file_is_thrown_away_without_a_trace_in_the_placements(enter, editions):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))

    client.post(screen(PlacementImport.objects.get()), {"decision": "throw-away"})

    assert not PlacementImport.objects.exists()
    assert not Placement.objects.filter(edition__year=2026).exists()


@pytest.mark.parametrize("role", ["writer", "translator"])
def test_other_roles_look_and_do_not_touch(enter, editions, role):
    give(enter("publisher"), csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()
    client = enter(role)

    assert client.get(LIST).status_code == 200
    assert "A publisher confirms it" in text_of(client.get(screen(found)))
    assert "upload/" not in client.get(LIST).content.decode()
    assert "placementimport/upload/" not in client.get("/en/admin/reports/placement/").content.decode()
    assert client.get(UPLOAD).status_code == 403
    assert give(client, csv_of("2026,Haiti,3,1")).status_code == 403
    for decision in ("confirm", "undo", "throw-away"):
        assert client.post(screen(found), {"decision": decision}).status_code == 403
    assert PlacementImport.objects.get().state == "waiting"


def test_nobody_signed_out_gets_in(client, db):
    assert give(client, csv_of("2026,Haiti,3,1")).status_code == 302
    assert not PlacementImport.objects.exists()


@pytest.mark.parametrize(
    ("language", "heading", "said"),
    [
        ("en", "2 things are wrong with this file; nothing was kept.", "Write how many sources give this tier"),
        ("fr", "Ce fichier comporte 2 erreurs ; rien n’a été conservé.", "Indiquez combien de sources"),
    ],
)
def test_a_file_that_cannot_be_taken_is_answered_with_what_is_wrong(enter, editions, language, heading, said):
    client = enter("publisher")

    response = give(client, csv_of("2026,Haiti,9,0"), address=f"/{language}/admin/reports/placementimport/upload/")

    text = text_of(response).replace("\u00a0", " ").replace("\u202f", " ")
    assert response.status_code == 400
    assert heading in text
    assert said in text
    assert not PlacementImport.objects.exists()


def test_no_file_and_an_empty_file_are_answered_too(enter, editions):
    client = enter("publisher")

    assert client.post(UPLOAD, {}).status_code == 400
    assert give(client, b"").status_code == 400


def test_a_large_file_is_not_stored_and_is_answered_clearly(enter, editions, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2000
    client = enter("publisher")

    response = give(client, csv_of("2026,Haiti,3,1") + b"\n" * 3000)

    assert response.status_code == 400
    assert "larger than 1 MB" in text_of(response)
    assert not PlacementImport.objects.exists()


def test_markup_in_a_file_is_shown_as_text(enter, editions):
    client = enter("publisher")

    refused = give(client, csv_of("2026,<script>alert(1)</script>,3,1"))
    header = "year,country,tier,sources,evidence"
    give(client, csv_of("2026,HTI,3,1,<img src=x>", header=header), name="<b>name.csv")
    shown = client.get(screen(PlacementImport.objects.get()))

    assert b"<script>alert" not in refused.content
    assert b"<img src=x>" not in shown.content
    assert b"<b>name" not in shown.content


def test_two_screens_of_one_file_write_it_once(enter, editions):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()
    page = BeautifulSoup(client.get(screen(found)).content, "html.parser")
    data = {"decision": "confirm", "seen": page.select_one("input[name=seen]")["value"]}

    client.post(screen(found), data)
    answer = text_of(client.post(screen(found), data, follow=True))

    assert "1 placement was written" in answer
    assert Placement.objects.get(edition__year=2026).history.count() == 1


def test_what_was_not_looked_at_is_not_confirmed(enter, editions):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()

    for said in ({}, {"seen": "x"}, {"seen": ""}):
        client.post(screen(found), {"decision": "confirm", **said})
    client.post(screen(found), {})

    found.refresh_from_db()
    assert found.state == "waiting"


def test_the_first_page_says_what_waits(enter, editions):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))

    assert "Imports of placements waiting to be confirmed 1" in text_of(client.get("/en/admin/"))


@pytest.mark.parametrize("path", ["0", "99999999999999999999", "x", "-1"])
def test_an_import_that_does_not_exist_is_not_found(enter, path):
    assert enter("publisher").get(f"{LIST}{path}/change/").status_code == 404


def test_an_edition_that_went_away_can_only_be_thrown_away(enter, editions):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()
    builders.Edition.objects.get(year=2026).delete()

    shown = text_of(client.get(screen(found)))

    assert "The edition of 2026 does not exist any more." in shown
    assert "Confirm" not in shown
    client.post(screen(found), {"decision": "throw-away"})
    assert not PlacementImport.objects.exists()


def test_pages_of_imports_open_in_both_languages(enter, editions, language):
    client = enter("publisher")
    give(client, csv_of("2026,Haiti,3,1"))
    found = PlacementImport.objects.get()

    for address in (UPLOAD, LIST, screen(found)):
        response = client.get(address.replace("/en/", f"/{language}/"))
        assert f'<html lang="{language}"' in response.content.decode()
    confirm(client, found)
    assert client.get(screen(found, language)).status_code == 200


def test_the_list_asks_the_same_for_one_import_and_for_many(enter, editions, django_assert_max_num_queries):
    client = enter("publisher")
    for _number in range(5):
        give(client, csv_of("2026,Haiti,3,1"))

    with django_assert_max_num_queries(10):
        client.get(LIST)
