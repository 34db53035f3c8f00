"""Texts in two languages: what an edit does to the other one, what is refused and where it is said, and no scripts."""

import pytest

from campaign.models import GlossaryTerm, Page, Resource
from publishing.models import Source
from tests import builders
from tests.publishing.admin_forms import errors_at, fields, submit

BOTH_LANGUAGES = "A published text needs both languages: fill in the missing one, or keep a draft."


@pytest.fixture(autouse=True)
def publisher(db, client):
    client.force_login(builders.staff("publisher"))


def change(row, language="en"):
    return f"/{language}/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def states(row):
    row.refresh_from_db()
    return row.translation_state("en"), row.translation_state("fr")


def test_editing_one_language_leaves_the_other_behind(client):
    page = builders.page()

    submit(client, change(page), body_fr="<p>Un autre texte.</p>")

    assert states(page) == ("outdated", "complete")


def test_editing_both_languages_keeps_them_level(client):
    page = builders.page()

    submit(client, change(page), title_en="Another page", title_fr="Une autre page")

    assert states(page) == ("complete", "complete")
    assert (page.revision_en, page.revision_fr) == (2, 2)


def test_editing_the_one_behind_makes_it_catch_up(client):
    page = builders.page(revision_fr=2)

    submit(client, change(page), title_en="Another page")

    assert states(page) == ("complete", "complete")


def test_minor_edit_moves_nothing(client):
    page = builders.page()

    submit(client, change(page), title_fr="Une page !", minor_edit="on")

    assert page.__class__.objects.get().title_fr == "Une page\u202f!"
    assert states(page) == ("complete", "complete")


def test_saving_without_a_change_moves_nothing_whatever_the_browser_does_to_the_spaces(client, language):
    page = builders.page(
        body_en="<p>One.</p>\n<ul><li>a</li>\n<li>b</li></ul>",
        body_fr="<p>Une : deux.</p>\n<ol><li>a</li>\n<li>b</li></ol>",
    )

    submit(
        client,
        change(page, language),
        body_en="<p>One.</p><ul><li><p>a</p></li><li><p>b</p></li></ul>",
        order="4",
    )

    assert states(page) == ("complete", "complete")
    assert (page.revision_en, page.revision_fr, page.order) == (1, 1, 4)
    assert page.body_en == "<p>One.</p><ul><li>a</li><li>b</li></ul>"


def test_text_written_for_the_first_time_does_not_outdate_the_other(client):
    setting = builders.setting(title_en="", slug_en=None, summary_en="", body_en="", status="draft")
    before = states(setting)

    submit(client, change(setting), title_en="On a farm", summary_en="Signs.", body_en="<p>Fields.</p>")

    assert before == ("missing", "complete")
    assert states(setting) == ("complete", "complete")
    assert setting.slug_en == "on-a-farm"


def test_new_row_starts_level(client):
    data = fields(client.get("/fr/admin/campaign/glossaryterm/add/"))

    client.post(
        "/fr/admin/campaign/glossaryterm/add/",
        data
        | {
            "term_en": "tier",
            "term_fr": "catégorie",
            "definition_en": "<p>A rank.</p>",
            "definition_fr": "<p>Un rang.</p>",
        },
    )

    term = GlossaryTerm.objects.get()
    assert (term.key, term.status, term.revision_en, term.revision_fr) == ("tier", "draft", 1, 1)


def test_button_confirms_a_language_as_it_stands(client):
    page = builders.page(revision_en=2)
    assert 'name="_confirm" value="fr"' in client.get(change(page)).content.decode()

    response = submit(client, change(page), button="_ignored", _confirm="fr")

    assert response.status_code == 302
    assert states(page) == ("complete", "complete")


def test_action_confirms_the_chosen_rows_that_lag_behind(client):
    behind, level = builders.page(revision_en=2), builders.page()

    client.post("/en/admin/campaign/page/", {"action": "confirm_fr", "_selected_action": [behind.pk, level.pk]})

    assert states(behind) == states(level) == ("complete", "complete")
    assert (behind.history.count(), level.history.count()) == (2, 1)


def test_scripts_headings_and_handlers_do_not_survive_a_save(client):
    page = builders.page()
    builders.page(key="act", slug_en="act", slug_fr="agir")

    submit(
        client,
        change(page),
        body_fr=(
            '<h1>Titre</h1><h2>Sous-titre</h2><p onclick="x()">Texte<script>alert(1)</script>'
            '<img src="x" onerror="alert(1)"><a href="javascript:alert(1)">ici</a> <a href="https://example.org/">là</a>'
            ' <a href="page:act" style="color:red">agir</a></p><table><tr><td>case</td></tr></table>'
        ),
    )

    page.refresh_from_db()
    for trace in ("<script", "alert", "onerror", "onclick", "<h1", "javascript:", "<img", "style=", "<table"):
        assert trace not in page.body_fr
    assert "<h2>Sous-titre</h2>" in page.body_fr
    assert '<a href="https://example.org/">là</a>' in page.body_fr
    assert '<a href="page:act">agir</a>' in page.body_fr


def test_missing_language_is_said_next_to_the_text_that_lacks(client):
    page = builders.page(status="draft")

    response = submit(client, change(page), status="published", title_fr="", body_en="")

    assert response.status_code == 200
    assert errors_at(response, "title_fr") == [BOTH_LANGUAGES]
    assert errors_at(response, "body_en") == [BOTH_LANGUAGES]
    assert errors_at(response, "title_en") == []


@pytest.mark.parametrize(("written", "empty"), [("en", "fr"), ("fr", "en")])
def test_draft_may_stand_in_one_language(client, language, written, empty):
    setting = builders.setting(status="draft")
    emptied = {f"{name}_{empty}": "" for name in ("title", "slug", "summary", "body")}

    response = submit(client, change(setting, language), **emptied)

    assert response.status_code == 302
    assert setting.translation_state(written) == "complete"
    assert states(setting)[["en", "fr"].index(empty)] == "missing"


def test_source_needs_both_languages_at_once(client, language):
    data = fields(client.get(f"/{language}/admin/publishing/source/add/"))

    response = client.post(
        f"/{language}/admin/publishing/source/add/",
        data | {"key": "a", "title_en": "A", "publisher_en": "B", "language": "en", "grade": "A"},
    )

    assert errors_at(response, "title_fr") != []
    assert not Source.objects.exists()


def test_slug_taken_is_said_next_to_the_slug(client):
    builders.page(slug_fr="formes", slug_en="forms")
    page = builders.page()

    response = submit(client, change(page), slug_fr="formes")

    assert len(errors_at(response, "slug_fr")) == 1
    assert errors_at(response, "slug_en") == []


def test_second_landing_page_is_said_next_to_its_box(client):
    builders.page(key="understand", is_landing=True, slug_en=None, slug_fr=None)
    page = builders.page()

    response = submit(client, change(page), is_landing="on")

    assert len(errors_at(response, "is_landing")) == 1


def test_end_before_the_beginning_is_said_next_to_the_end(client):
    page = builders.page()

    response = submit(
        client,
        change(page),
        publish_at_0="2026-02-01",
        publish_at_1="00:00",
        expire_at_0="2026-01-01",
        expire_at_1="00:00",
    )

    assert errors_at(response, "expire_at") == ["“Public until” must come after “public from”."]


def test_range_that_goes_down_is_said_next_to_its_end(client):
    figure = builders.figure(value=10)

    response = submit(client, change(figure), value_max="5")

    assert errors_at(response, "value_max") == ["The upper end of a range must be greater than its lower end."]


def test_slug_left_empty_is_made_from_the_title(client):
    data = fields(client.get("/en/admin/campaign/page/add/"))

    client.post(
        "/en/admin/campaign/page/add/",
        data
        | {
            "section": "act",
            "order": "1",
            "title_en": "Speak up",
            "title_fr": "L’œuvre d’être humain",
            "summary_en": "S.",
            "summary_fr": "R.",
            "body_en": "<p>T.</p>",
            "body_fr": "<p>T.</p>",
            "status": "draft",
        },
    )

    page = Page.objects.get()
    assert (page.slug_en, page.slug_fr, page.key) == ("speak-up", "l-oeuvre-d-etre-humain", "act/speak-up")


def test_key_never_changes_once_saved(client):
    page = builders.page(key="understand/forms")

    submit(client, change(page), key="understand/other")

    page.refresh_from_db()
    assert page.key == "understand/forms"


def test_key_that_files_could_not_hold_is_refused(client):
    data = fields(client.get("/en/admin/campaign/glossaryterm/add/"))

    response = client.post("/en/admin/campaign/glossaryterm/add/", data | {"key": "Two Words", "term_en": "a"})

    assert errors_at(response, "key") == ["“Two Words” cannot be a key here."]


def test_languages_of_a_resource_are_written_with_commas(client):
    data = fields(client.get("/en/admin/campaign/resource/add/")) | {
        "title_en": "A leaflet",
        "title_fr": "Un dépliant",
        "url": "https://example.org/",
        "kind": "leaflet",
        "publisher_en": "P",
        "publisher_fr": "P",
        "order": "1",
        "status": "published",
    }

    refused = client.post("/en/admin/campaign/resource/add/", data | {"languages": "fr, French"})
    client.post("/en/admin/campaign/resource/add/", data | {"languages": "fr, es"})

    assert errors_at(refused, "languages") == ["“French” is not the code of a language: write fr, en, es."]
    assert Resource.objects.get().languages == ["fr", "es"]


def test_a_new_address_leaves_no_language_behind(client):
    page = builders.page()

    submit(client, change(page), slug_en="another-address")

    assert states(page) == ("complete", "complete")


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (
            "page:understand/defintion",
            "The link page:understand/defintion leads nowhere: check the key after the colon.",
        ),
        ("www.example.org", "The link www.example.org is not whole: begin it with https://"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(client, target, sentence):
    page = builders.page()

    response = submit(client, change(page), body_en=f'<p>See <a href="{target}">this</a>.</p>')

    assert errors_at(response, "body_en") == [sentence]
