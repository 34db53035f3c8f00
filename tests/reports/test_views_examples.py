import pytest
from django.template import Context, Template
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests import builders

pytestmark = pytest.mark.django_db


def shown(source):
    return Template("{% load reports_tags %}" + source).render(Context())


def test_list_shows_published_examples_with_place_year_and_pillar(client, language):
    builders.example(country=builders.country(), place_en="The north", place_fr="Le nord", year=2017)
    builders.example(title_en="A draft", title_fr="Un brouillon", status="draft")

    response = client.get(reverse("reports:examples"))

    assertContains(response, {"en": "The north", "fr": "Le nord"}[language])
    assertContains(response, {"en": "Haiti", "fr": "Haïti"}[language])
    assertContains(response, "2017")
    assertNotContains(response, {"en": "A draft", "fr": "Un brouillon"}[language])


def test_year_that_is_not_known_is_said(client):
    builders.example()

    assertContains(client.get("/en/reports/examples/"), "Year not known")


def test_pillar_kind_and_country_narrow_the_list(client):
    builders.example(title_en="First", pillar="prevention", kind="awareness", country=builders.country())
    builders.example(title_en="Second", pillar="protection", kind="training")

    for query in ("pillar=prevention", "kind=awareness", "country=HTI", "pillar=prevention&kind=awareness&country=HTI"):
        response = client.get(f"/en/reports/examples/?{query}")
        assertContains(response, "First")
        assertNotContains(response, "Second")
    assertContains(
        client.get("/en/reports/examples/?pillar=protection&kind=awareness"), "No example answers all of this."
    )


@pytest.mark.parametrize("query", ["pillar=none", "kind=%00", "country=USA", "country=%ED%A0%80"])
def test_filter_that_is_none_says_so_and_still_shows_the_list(client, query):
    builders.example(title_en="First", country=builders.country())

    response = client.get(f"/en/reports/examples/?{query}")

    assertContains(response, "There is no such choice: pick one from the list.", status_code=400)
    assertContains(response, "First", status_code=400)


def test_example_shows_its_text_its_source_and_its_country(client, language):
    haiti = builders.country()
    builders.placement(country=haiti)
    row = builders.example(country=haiti, organization_en="A council", organization_fr="Un conseil")
    row.sources.add(builders.source(title_en="The report", title_fr="Le rapport"))

    response = client.get(row.get_absolute_url())

    assertContains(response, {"en": "<p>They met.</p>", "fr": "<p>Ils se sont réunis.</p>"}[language], html=True)
    assertContains(response, {"en": "A council", "fr": "Un conseil"}[language])
    assertContains(response, {"en": "The report", "fr": "Le rapport"}[language])
    assertContains(response, reverse("reports:country", args=[haiti.slug]))


def test_draft_example_is_not_found(client):
    row = builders.example(status="draft")

    assert client.get(f"/en/reports/examples/{row.slug_en}/").status_code == 404


def test_slug_of_the_other_language_leads_to_the_page(client):
    row = builders.example(slug_en="a-task-force", slug_fr="une-equipe")

    response = client.get("/en/reports/examples/une-equipe/")

    assertRedirects(response, "/en/reports/examples/a-task-force/", status_code=301)
    assert row.slug_fr == "une-equipe"


def test_old_slug_leads_to_the_page(client):
    row = builders.example(slug_en="first-name", slug_fr="premier-nom")
    row.slug_en = "second-name"
    row.save()

    response = client.get("/en/reports/examples/first-name/")

    assertRedirects(response, "/en/reports/examples/second-name/", status_code=301)


def test_example_links_the_others_of_its_country(client):
    haiti = builders.country()
    row = builders.example(country=haiti)
    builders.example(country=haiti, title_en="Another of Haiti")
    builders.example(title_en="Of nowhere")

    response = client.get(f"/en/reports/examples/{row.slug_en}/")

    assertContains(response, "Another of Haiti")
    assertNotContains(response, "Of nowhere")


def test_list_counts_queries_the_same_whatever_the_number_of_examples(queries_of):
    haiti = builders.country()
    builders.example(country=haiti)

    few = queries_of("/en/reports/examples/")
    for _number in range(6):
        builders.example(country=haiti)

    assert queries_of("/en/reports/examples/") == few


def test_program_leads_to_its_place_on_the_page_of_programs(client):
    builders.page(
        key="response/international-programs",
        section="response",
        slug_en="international-programs",
        slug_fr="programmes-internationaux",
    )
    row = builders.program(slug_en="training", slug_fr="formation")

    response = client.get("/en/reports/programs/training/")

    assertRedirects(
        response,
        "/en/response/international-programs/#training",
        status_code=301,
        fetch_redirect_response=False,
    )
    assert row.slug_fr == "formation"


def test_program_is_not_found_without_the_page_of_programs(client):
    builders.program(slug_en="training")

    assert client.get("/en/reports/programs/training/").status_code == 404


def test_programs_are_shown_in_full_with_their_slugs_as_anchors(language):
    builders.program(slug_en="training", slug_fr="formation")
    builders.program(title_en="A draft", title_fr="Un brouillon", status="draft")

    html = shown("{% programs %}")

    assert {"en": 'id="training"', "fr": 'id="formation"'}[language] in html
    assert {"en": "People are trained.", "fr": "Des personnes sont formées."}[language] in html
    assert {"en": "A draft", "fr": "Un brouillon"}[language] not in html


def test_examples_of_a_country_are_shown_as_cards(language):
    builders.example(country=builders.country())
    builders.example(title_en="Elsewhere", title_fr="Ailleurs")

    assert {"en": "A task force", "fr": "Une équipe spéciale"}[language] in shown('{% examples_of_country "HTI" %}')
    assert {"en": "Elsewhere", "fr": "Ailleurs"}[language] not in shown('{% examples_of_country "HTI" %}')
    assert shown('{% examples_of_country "USA" %}').strip() == ""
    assert {"en": "Elsewhere", "fr": "Ailleurs"}[language] in shown("{% examples_list %}")
