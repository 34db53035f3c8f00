import pytest
from django.db import IntegrityError, transaction

from tests import builders

pytestmark = pytest.mark.django_db

TEXTS = [
    (builders.page, ["title", "summary", "body"]),
    (builders.setting, ["title", "slug", "summary", "body"]),
    (builders.indicator, ["text"]),
    (builders.figure, ["unit", "label"]),
    (builders.term, ["term", "definition"]),
    (builders.service, ["name", "slug", "summary"]),
    (builders.edition, ["summary", "missing"]),
    (builders.example, ["title", "slug", "summary"]),
]
CASES = [(build, f"{name}_{language}") for build, names in TEXTS for name in names for language in ("en", "fr")]
NAMES = [f"{build.__name__}-{column}" for build, column in CASES]


@pytest.mark.parametrize("missing", [None, ""], ids=["null", "empty"])
@pytest.mark.parametrize(("build", "column"), CASES, ids=NAMES)
def test_nothing_is_published_with_a_language_missing(build, column, missing):
    with pytest.raises(IntegrityError, match=r"translated_when_published|NOT NULL|null value"):
        build(**{column: missing})


@pytest.mark.parametrize("missing", [None, ""], ids=["null", "empty"])
def test_an_example_has_its_text_in_both_languages_or_in_none(missing):
    assert builders.example(body_en=missing, body_fr="").pk

    with pytest.raises(IntegrityError, match=r"translated_when_published"):
        builders.example(body_fr=missing)


@pytest.mark.parametrize(("build", "column"), [case for case in CASES if "slug" not in case[1]])
def test_a_draft_may_wait_for_its_translation(build, column):
    assert build(**{column: "", "status": "draft"}).pk


@pytest.mark.parametrize("column", ["title_en", "title_fr", "publisher_en", "publisher_fr"])
def test_a_source_is_always_in_both_languages(column):
    with pytest.raises(IntegrityError, match=r"always_translated"):
        builders.source(**{column: ""})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["name", "name_in", "name_of", "name_the"])
def test_a_country_is_always_in_both_languages(name, language):
    with pytest.raises(IntegrityError, match=r"always_translated"):
        builders.country(**{f"{name}_{language}": ""})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("build", [builders.page, builders.setting, builders.service, builders.example])
def test_a_slug_is_unique_in_its_language(build, language):
    build(**{f"slug_{language}": "same"})

    with pytest.raises(IntegrityError), transaction.atomic():
        build(**{f"slug_{language}": "same"})


def test_the_same_word_may_be_the_slug_of_two_pages_in_two_languages():
    builders.page(slug_en="contact", slug_fr="nous-ecrire")

    assert builders.page(slug_en="write", slug_fr="contact").pk


def test_a_section_has_one_landing_page():
    builders.page(key="understand", is_landing=True, slug_en=None, slug_fr=None)

    with pytest.raises(IntegrityError):
        builders.page(key="understand-again", is_landing=True, slug_en=None, slug_fr=None)


def test_a_page_below_a_landing_page_needs_a_slug():
    with pytest.raises(IntegrityError, match="has_slugs_unless_landing"):
        builders.page(slug_fr=None)


def test_the_upper_end_of_a_range_is_above_its_lower_end():
    with pytest.raises(IntegrityError, match="range_goes_up"):
        builders.figure(value=30, value_max=20)


@pytest.mark.parametrize("years", [{"year": 2017, "end_year": 2017}, {"end_year": 2017}], ids=["same", "alone"])
def test_the_last_year_of_an_example_comes_after_its_first(years):
    with pytest.raises(IntegrityError, match="years_in_order"):
        builders.example(**years)


def test_a_key_is_given_once():
    builders.page(key="understand/same")

    with pytest.raises(IntegrityError):
        builders.page(key="understand/same")


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (builders.indicator, {"strength": "proof"}),
        (builders.source, {"grade": "Z"}),
        (builders.example, {"pillar": "fifth"}),
        (builders.placement, {"tier": "4"}),
    ],
)
def test_a_code_that_is_not_known_is_refused(build, said):
    with pytest.raises(IntegrityError, match="is_known"):
        build(**said)


def test_a_country_is_placed_once_in_an_edition():
    first = builders.placement()

    with pytest.raises(IntegrityError):
        builders.placement(country=first.country, edition=first.edition, tier="3")


def test_a_placement_rests_on_a_source():
    with pytest.raises(IntegrityError, match=r"has_a_source|sources_agreeing"):
        builders.placement(sources_agreeing=0)
