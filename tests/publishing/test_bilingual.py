import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.models import Page
from publishing.models import Country
from tests import builders


def states(row):
    return row.translation_state("en"), row.translation_state("fr")


def test_a_new_text_is_complete_in_both_languages():
    page = Page(title_en="A", title_fr="B", summary_en="A", summary_fr="B", body_en="A", body_fr="B")
    page.slug_en, page.slug_fr = "a", "b"

    assert states(page) == ("complete", "complete")


@pytest.mark.parametrize("empty", [None, ""])
def test_a_language_without_a_required_text_is_missing(empty):
    country = Country(name_en="Haiti", name_fr=empty, name_in_en="in Haiti", name_of_en="of Haiti", name_the_en="Haiti")

    assert states(country) == ("complete", "missing")


@pytest.fixture
def page():
    texts = {f"{name}_{code}": "text" for name in ("title", "slug", "summary", "body") for code in ("en", "fr")}
    return Page(**texts)


def test_a_major_edit_of_one_language_leaves_the_other_behind(page):
    page.record_edit({"fr"})

    assert states(page) == ("outdated", "complete")


def test_neither_language_is_the_master(page):
    page.record_edit({"en"})

    assert states(page) == ("complete", "outdated")


def test_a_minor_edit_moves_nothing(page):
    page.record_edit({"fr"}, minor=True)

    assert states(page) == ("complete", "complete")


def test_editing_both_keeps_them_level(page):
    page.record_edit({"en", "fr"})

    assert states(page) == ("complete", "complete")


def test_the_language_behind_catches_up_when_it_is_edited(page):
    page.record_edit({"en"})
    page.record_edit({"fr"})

    assert states(page) == ("complete", "complete")


def test_the_language_behind_catches_up_when_it_is_confirmed(page):
    page.record_edit({"en"})
    page.confirm_translation("fr")

    assert states(page) == ("complete", "complete")


def test_the_language_ahead_may_run_further_ahead(page):
    page.record_edit({"en"})
    page.record_edit({"en"})
    page.record_edit({"fr"})

    assert states(page) == ("complete", "complete")


_MOVES = [("edit", {"en"}), ("edit", {"fr"}), ("edit", {"en", "fr"}), ("minor", {"en"}), ("confirm", "fr")]


@given(st.lists(st.sampled_from(_MOVES)))
def test_at_most_one_language_is_ever_behind(moves):
    texts = {f"{name}_{code}": "text" for name in ("title", "slug", "summary", "body") for code in ("en", "fr")}
    page = Page(**texts)

    for move, languages in moves:
        if move == "confirm":
            page.confirm_translation(languages)
        else:
            page.record_edit(languages, minor=move == "minor")

    assert states(page) in {("complete", "complete"), ("complete", "outdated"), ("outdated", "complete")}


@pytest.mark.django_db
def test_lists_find_what_is_outdated_and_what_is_missing():
    level = builders.page()
    behind = builders.page(revision_en=2, revision_fr=1)
    lacking = builders.page(status="draft", title_fr="")

    assert set(Page.objects.outdated("fr")) == {behind}
    assert set(Page.objects.outdated("en")) == set()
    assert set(Page.objects.missing("fr")) == {lacking}
    assert level not in Page.objects.missing("en")


@pytest.mark.django_db
def test_a_text_that_lags_says_so_to_its_reader(client, language):
    other = {"en": "fr", "fr": "en"}[language]
    page = builders.page(**{f"revision_{other}": 2})

    html = client.get(page.get_absolute_url()).content.decode()

    assert f'hreflang="{other}"' in html.split('class="notice"')[1].split("</p>")[0]
