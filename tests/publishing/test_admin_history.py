"""Every saved version can be compared and brought back, in both languages, by those who may."""

import pytest
from bs4 import BeautifulSoup

from tests import builders
from tests.publishing.admin_forms import submit


def address(row, page, language="en"):
    return f"/{language}/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


def version(row, number):
    """Return the address of the form of a version, the first one being number 0."""
    past = row.history.order_by("history_id")[number]
    return address(row, f"history/{past.pk}")


@pytest.fixture
def enter(db, client):
    def as_role(role):
        client.force_login(builders.staff(role))
        return client

    return as_role


@pytest.fixture
def edited_page(db):
    page = builders.page(title_en="First", title_fr="Premier", status="published")
    page.title_en, page.title_fr = "Second", "Deuxième"
    page.save()
    return page


@pytest.mark.parametrize("seen_in", ["en", "fr"])
def test_bringing_a_version_back_restores_both_languages_from_either_session(enter, edited_page, seen_in):
    client = enter("publisher")
    path = version(edited_page, 0).replace("/en/", f"/{seen_in}/", 1)

    response = submit(client, path)

    edited_page.refresh_from_db()
    assert response.status_code == 302
    assert (edited_page.title_en, edited_page.title_fr) == ("First", "Premier")
    assert edited_page.history.count() == 3
    assert edited_page.history.latest().history_user is not None


def test_history_shows_what_changed_in_each_language(enter, language, db):
    page = builders.page(title_en="A page about forms", body_fr="<p>Un texte avec des mots.</p>", order=1)
    page.title_en, page.body_fr, page.order = "A page about signs", "<p>Un texte sans mots.</p>", 2
    page.save()

    html = enter("writer").get(address(page, "history", language)).content.decode()

    differences = BeautifulSoup(html, "html.parser").select(".differences")[0]
    taken_out = [item.get_text() for item in differences.select("del")]
    put_in = [item.get_text() for item in differences.select("ins")]
    assert {"forms", "avec des", "1"} <= set(taken_out)
    assert {"signs", "sans", "2"} <= set(put_in)
    assert [item["lang"] for item in differences.select("div[lang]")] == ["en", "fr"]
    assert "style=" not in html.split("<main")[1]


def test_history_escapes_what_it_shows(enter, db):
    page = builders.page()
    page.title_en = "<script>alert(1)</script>"
    page.save()

    html = enter("writer").get(address(page, "history")).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_going_back_leaves_the_page_public(enter, db):
    page = builders.page(title_en="First", status="draft")
    page.title_en, page.status = "Second", "published"
    page.save()

    submit(enter("publisher"), version(page, 0))

    page.refresh_from_db()
    assert (page.title_en, page.status) == ("First", "published")


def test_going_back_brings_the_translation_state_of_then(enter, db):
    page = builders.page()
    page.title_fr = "Une autre page"
    page.record_edit({"fr"})
    page.save()

    submit(enter("publisher"), version(page, 0))

    page.refresh_from_db()
    assert (page.translation_state("en"), page.translation_state("fr")) == ("complete", "complete")


def test_writer_cannot_publish_by_going_back(enter, db):
    page = builders.page(title_en="First", status="published")
    page.title_en, page.status = "Second", "draft"
    page.save()

    submit(enter("writer"), version(page, 0), status="published")

    page.refresh_from_db()
    assert (page.title_en, page.status) == ("First", "draft")


def test_translator_brings_back_texts_and_no_facts(enter, db):
    channel = builders.channel(note_en="Free", note_fr="Gratuit", number="+18002255324", display="1-800-225-5324")
    channel.note_fr, channel.number, channel.display = "Payant", "+18883737888", "1-888-373-7888"
    channel.save()

    submit(enter("translator"), version(channel, 0), number="+18002255324")

    channel.refresh_from_db()
    assert (channel.note_fr, channel.number, channel.display) == ("Gratuit", "+18883737888", "1-888-373-7888")


def test_those_who_may_only_look_cannot_bring_back(enter, db):
    placement = builders.placement(tier="2W")
    placement.tier = "1"
    placement.save()
    client = enter("writer")

    response = client.post(version(placement, 0), {"tier": "2W", "sources_agreeing": "2"})

    placement.refresh_from_db()
    assert client.get(version(placement, 0)).status_code == 200
    assert (response.status_code, placement.tier) == (403, "1")


def test_version_that_the_rules_of_today_refuse_is_said_next_to_the_field(enter, db):
    page = builders.page(title_fr="", status="draft")
    page.title_fr, page.status = "Une page", "published"
    page.save()

    response = submit(enter("writer"), version(page, 0))

    page.refresh_from_db()
    assert response.status_code == 200
    assert "A published text needs both languages" in response.content.decode()
    assert page.title_fr == "Une page"


def test_publisher_brings_back_a_deleted_row_in_both_languages(enter, db):
    term = builders.term(term_en="tier", term_fr="catégorie")
    number, model = term.pk, type(term)
    form = version(term, 0)
    term.delete()
    client = enter("publisher")
    assert "has been deleted" in client.get(form).content.decode()

    submit(client, form)

    back = model.objects.get(pk=number)
    assert (back.term_en, back.term_fr) == ("tier", "catégorie")


def test_writer_cannot_bring_back_a_deleted_row(enter, db):
    term = builders.term()
    model, form = type(term), version(term, 0)
    term.delete()

    response = enter("writer").post(form, {"term_en": "tier"})

    assert response.status_code == 403
    assert not model.objects.exists()


def test_version_of_another_row_is_not_found(enter, db):
    one, other = builders.page(), builders.page()

    response = enter("publisher").get(address(one, f"history/{other.history.get().pk}"))

    assert response.status_code == 404


def test_deleted_rows_are_listed_for_those_who_may_bring_them_back(enter, language, db):
    term, kept = builders.term(term_en="watch list", term_fr="liste de surveillance"), builders.term(term_en="tier")
    form = version(term, 0).replace("/en/", f"/{language}/")
    term.delete()
    path = f"/{language}/admin/campaign/glossaryterm/deleted/"

    html = enter("publisher").get(path).content.decode()
    refused = enter("writer").get(path)

    assert {"en": "watch list", "fr": "liste de surveillance"}[language] in html
    assert f'href="{form.rsplit("/", 2)[0]}/' in html
    assert kept.term_en not in html.split('id="content-main"')[1]
    assert refused.status_code == 403


def test_row_brought_back_is_no_longer_listed_as_deleted(enter, db):
    term = builders.term(term_en="watch list")
    form = version(term, 0)
    term.delete()
    client = enter("publisher")

    submit(client, form)

    assert "Nothing has been deleted here." in client.get("/en/admin/campaign/glossaryterm/deleted/").content.decode()


def test_added_words_are_shown_after_the_words_before_them(enter, db):
    page = builders.page(body_en="<p>One two three four five six seven eight nine ten.</p>")
    page.body_en = "<p>One two three four five six seven eight nine ten. And more.</p>"
    page.save()

    html = enter("writer").get(address(page, "history")).content

    shown = BeautifulSoup(html, "html.parser").select_one(".differences div").get_text()
    assert "nine ten. And more." in shown
    assert "One two" not in shown


@pytest.mark.parametrize("path", ["abc/history/", "9/history/abc/", "abc/history/1/", "%00/history/", "9/history/%00/"])
def test_history_of_what_is_no_row_is_not_found(enter, db, path):
    assert enter("publisher").get(f"/en/admin/campaign/page/{path}").status_code == 404
