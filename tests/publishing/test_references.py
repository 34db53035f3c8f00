import pytest

from publishing import references
from publishing.content_kinds import PLACES
from publishing.fields import REFERENCE_SCHEMES
from publishing.templatetags.site import richtext
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_reference_becomes_the_address_of_the_page_language(language):
    page = builders.page(key="understand/definition", slug_en="definition", slug_fr="la-definition")

    html = richtext('<p>See <a href="page:understand/definition">this</a>.</p>')

    assert html == f'<p>See <a href="{page.get_absolute_url()}">this</a>.</p>'
    assert {"en": "/en/understand/definition/", "fr": "/fr/comprendre/la-definition/"}[language] in html


def test_a_reference_to_a_draft_leaves_its_words():
    builders.page(key="understand/secret", status="draft")

    assert richtext('<a href="page:understand/secret">words</a>') == "words"


@pytest.mark.django_db(transaction=True)
def test_a_reference_follows_a_slug_that_changes():
    page = builders.page(key="understand/definition", slug_en="definition")
    text = '<a href="page:understand/definition">x</a>'
    before = references.resolve(text)

    page.slug_en = "meaning"
    page.save()

    assert "/definition/" in before
    assert "/meaning/" in references.resolve(text)


def test_the_same_words_for_two_documents_say_which(language):
    for key in ("list", "law"):
        builders.source(key=key, title_en=f"A {key} & more", title_fr=f"Une {key} & plus")

    twice = references.resolve('<a href="source:list">undated</a>, <a href="source:law">Undated</a>')
    once = references.resolve('<a href="source:list">undated</a>, <a href="source:list">undated</a>')

    title = {"en": "A law &amp; more", "fr": "Une law &amp; plus"}[language]
    assert f'>Undated<span class="visually-hidden"> ({title})</span></a>' in twice
    assert "visually-hidden" not in once


def test_addresses_elsewhere_are_left_alone():
    text = '<a href="https://example.org/">there</a>'

    assert references.resolve(text) == text


@pytest.mark.parametrize("place", PLACES)
def test_each_fixed_place_has_an_address(place, language):
    assert f'href="/{language}/' in references.resolve(f'<a href="to:{place}">x</a>')


@pytest.mark.parametrize("kind", REFERENCE_SCHEMES)
def test_each_kind_of_reference_is_registered(kind):
    assert kind in references.all_keys()
