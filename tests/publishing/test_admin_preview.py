"""A draft is shown as the public would see it, to whoever holds a link that expires, and is kept by nobody."""

import pytest
import time_machine
from bs4 import BeautifulSoup

from publishing import preview
from tests import builders

DRAFTS = [builders.page, builders.setting, builders.service, builders.edition, builders.example]


@pytest.mark.parametrize("build", DRAFTS)
def test_draft_opens_in_each_language_and_nowhere_else(client, db, language, build):
    row = build(status="draft")

    shown = client.get(preview.addresses(row)[language])

    assert shown.status_code == 200
    assert f'<html lang="{language}"' in shown.content.decode()
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in shown["Cache-Control"]
    assert client.get(row.get_absolute_url()).status_code == 404


def test_draft_shows_its_text(client, db):
    page = builders.page(status="draft", title_fr="Un brouillon", body_fr="<p>Pas encore public.</p>")

    html = client.get(preview.addresses(page)["fr"]).content.decode()

    assert "<h1>Un brouillon</h1>" in html
    assert "Pas encore public." in html


def test_language_link_of_a_preview_leads_to_the_preview_in_the_other_language(client, db):
    page = builders.page(status="draft", title_fr="Un brouillon")

    html = client.get(preview.addresses(page)["en"]).content

    link = BeautifulSoup(html, "html.parser").select_one("a.language-link")
    assert "<h1>Un brouillon</h1>" in client.get(link["href"]).content.decode()


def test_preview_of_one_draft_shows_no_other(client, db):
    one, other = builders.setting(status="draft"), builders.setting(status="draft", title_en="A hidden place")

    html = client.get(preview.addresses(one)["en"]).content.decode()

    assert other.title_en not in html


def test_link_expires_after_an_hour(client, db, language):
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as clock:
        address = preview.addresses(builders.page(status="draft"))[language]
        clock.move_to("2026-11-22 10:59Z")
        in_time = client.get(address)
        clock.move_to("2026-11-22 11:01Z")
        late = client.get(address)

    assert in_time.status_code == 200
    assert late.status_code == 403
    assert "no-store" in late["Cache-Control"]


def test_late_link_says_what_to_do(client, db):
    with time_machine.travel("2026-11-22 10:00Z"):
        address = preview.addresses(builders.page(status="draft"))["en"]

    with time_machine.travel("2026-11-22 12:00Z"):
        html = client.get(address).content.decode()

    assert "This preview has expired: open it again from the admin" in html


@pytest.mark.parametrize("token", ["x", "WyJhIl0:1:2", "%00", "../../", "é"])
def test_made_up_link_is_refused(client, db, token):
    assert client.get(f"/en/preview/{token}/").status_code in {403, 404}


def test_link_to_a_deleted_row_is_not_found(client, db):
    page = builders.page(status="draft")
    address = preview.addresses(page)["en"]
    page.delete()

    assert client.get(address).status_code == 404


def test_draft_without_a_slug_says_what_is_missing(client, db):
    setting = builders.setting(status="draft", slug_fr=None)

    response = client.get(preview.addresses(setting)["en"])

    assert response.status_code == 404
    assert "This text has no address yet in one of the languages" in response.content.decode()


@pytest.mark.parametrize("build", DRAFTS)
def test_form_links_to_the_preview_in_both_languages(client, db, build):
    row = build(status="draft")
    client.force_login(builders.staff("writer"))

    html = client.get(f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/").content

    links = BeautifulSoup(html, "html.parser").select(".object-tools a[hreflang]")
    assert [link["hreflang"] for link in links] == ["en", "fr"]
    assert [client.get(link["href"]).status_code for link in links] == [200, 200]


def test_form_of_a_draft_has_no_link_to_the_site(client, db):
    draft, public = builders.page(status="draft"), builders.page()
    client.force_login(builders.staff("writer"))

    pages = [client.get(f"/en/admin/campaign/page/{row.pk}/change/").content.decode() for row in (draft, public)]

    assert ["viewsitelink" in html for html in pages] == [False, True]
