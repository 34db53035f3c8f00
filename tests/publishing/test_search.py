import pytest

from publishing import search
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed():
    builders.page(
        slug_en="passports",
        slug_fr="passeports",
        title_en="Passports that are kept",
        title_fr="Des passeports confisqués",
        body_en="<p>An employer keeps the papers of his workers.</p>",
        body_fr="<p>Un employeur garde les papiers, l’argent et les numéros. Être libre de ses travaux.</p>",
    )
    builders.page(slug_en="hidden", status="draft", title_en="Hidden passport", title_fr="Passeport caché")
    search.reindex()


@pytest.mark.parametrize(
    "words",
    [
        "passeport", "PASSEPORTS", "confisque", "confisqués", "numero", "numéros", "travaux", "l'argent",
        "employeur papiers", "passep",
    ],
)  # fmt: skip
def test_french_words_find_the_page_with_or_without_accents(indexed, words):
    assert [result.address for result in search.find(words, "fr")] == ["/fr/comprendre/passeports/"]


@pytest.mark.parametrize("words", ["passport", "Passports", "worker", "employers keep", "pass"])
def test_english_words_find_the_page(indexed, words):
    assert [result.address for result in search.find(words, "en")] == ["/en/understand/passports/"]


@pytest.mark.parametrize(
    "words",
    ["", "   ", "the", "le la les", "zzz", "passport zzz", '"', "'; drop table", "%", "_", "\\", "*", "NEAR(", "😀"],
)
def test_words_that_find_nothing_find_nothing(indexed, words):
    assert search.find(words, "en") == []


def test_a_draft_is_never_found(indexed):
    assert search.find("hidden", "en") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_is_found_and_what_is_taken_back_is_not():
    page = builders.page(title_en="Lighthouse")
    found = search.find("lighthouse", "en")
    page.status = "draft"
    page.save()

    assert len(found) == 1
    assert search.find("lighthouse", "en") == []


def test_the_search_page_shows_what_it_found_and_asks_not_to_be_indexed(indexed, client):
    response = client.get("/en/search/", {"q": "passport"})

    assert "/en/understand/passports/" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


def test_the_question_is_shown_as_text_and_never_as_markup(indexed, client):
    html = client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html
