import pytest
from django.template import Context, Template
from django.urls import reverse
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects

from publishing import preview, references, search
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


def test_years_from_first_to_last_are_said(client, language):
    row = builders.example(year=2014, end_year=2017)

    for address in (reverse("reports:examples"), row.get_absolute_url()):
        assertContains(client.get(address), {"en": "2014 to 2017", "fr": "2014 à 2017"}[language])


def test_each_filter_narrows_the_list(client):
    haiti = builders.country()
    builders.example(title_en="First", pillar="prevention", kind="awareness", country=haiti, actor="local", year=2017)
    builders.example(title_en="Second", pillar="protection", kind="training")

    first = ("pillar=prevention", "kind=awareness", "actor=local", "country=HTI", "year=2017")
    for query in (*first, "&".join(first)):
        response = client.get(f"/en/reports/examples/?{query}")
        assertContains(response, "First")
        assertNotContains(response, "Second")
    for query in ("actor=country", "country=none", "year=unknown"):
        response = client.get(f"/en/reports/examples/?{query}")
        assertContains(response, "Second")
        assertNotContains(response, "First")
    assertContains(
        client.get("/en/reports/examples/?pillar=protection&kind=awareness"), "No example answers all of this."
    )


@pytest.mark.parametrize(("year", "is_found"), [(2013, False), (2014, True), (2016, True), (2017, True)])
def test_example_of_several_years_answers_each_of_them(client, year, is_found):
    builders.example(title_en="Over years", year=2014, end_year=2017)
    builders.example(title_en="Before", year=2013)

    found = client.get(f"/en/reports/examples/?year={year}").content.decode()

    assert ("Over years" in found) == is_found


def test_counts_stand_beside_choices_given_the_other_filters(client, language):
    builders.example(pillar="prevention", kind="training", year=2017)
    builders.example(pillar="prevention", kind="data", year=2018)
    builders.example(pillar="protection", kind="data")

    html = client.get(reverse("reports:examples") + "?pillar=prevention").content.decode()

    choices = {
        "en": ["Any (3)", "Protection (1)", "Prosecution (0)", "Training (1)", "Laws and rules (0)", "2017 (1)"],
        "fr": ["Tout (3)", "Protection (1)", "Poursuites (0)", "Formation (1)", "2017 (1)"],
    }
    for choice in choices[language]:
        assert choice in html
    assert {"en": "Year not known (0)", "fr": "Année non connue (0)"}[language] in html
    assert {"en": "Data and research (1)", "fr": "Données et recherche (1)"}[language] in html


def test_list_says_how_many_of_all_were_found(client, language):
    builders.example(pillar="prevention")
    builders.example(pillar="protection")
    address = reverse("reports:examples")

    assertContains(client.get(address), {"en": "2 examples.", "fr": "2 exemples."}[language])
    assertContains(
        client.get(f"{address}?pillar=protection"), {"en": "1 of 2 examples.", "fr": "1 exemple sur 2."}[language]
    )


def test_choice_of_no_country_and_of_no_year_are_there_only_for_examples_without(client):
    builders.example(country=builders.country(), year=2017)

    html = client.get("/en/reports/examples/").content.decode()

    assert "No one country" not in html
    assert "Year not known" not in html


def test_examples_stand_by_pillar_then_by_country(client):
    haiti = builders.country()
    benin = builders.country(key="BEN", iso2="BJ", name_en="Benin", name_fr="Bénin")
    builders.example(title_en="Of nowhere", pillar="prosecution", order=1)
    builders.example(title_en="Of Haiti", pillar="prosecution", country=haiti, order=2)
    builders.example(title_en="Of Benin", pillar="prosecution", country=benin, order=3)
    builders.example(title_en="A joint plan", pillar="partnership", country=benin, order=0)

    html = client.get("/en/reports/examples/").content.decode()

    titles = ['<h2 id="prosecution">', "Of Benin", "Of Haiti", "Of nowhere", '<h2 id="partnership">', "A joint plan"]
    assert sorted(titles, key=html.index) == titles


@pytest.mark.parametrize(
    "query", ["pillar=none", "kind=%00", "actor=x", "country=USA", "country=%ED%A0%80", "country=none", "year=2017"]
)
def test_filter_that_is_none_says_so_and_still_shows_the_list(client, query):
    builders.example(title_en="First", country=builders.country(), year=2018)

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


@pytest.fixture
def card(language):
    """An example without a text, which has no page."""
    row = builders.example(
        title_en="Only a card",
        title_fr="Une simple carte",
        slug_en="only-a-card",
        slug_fr="simple-carte",
        body_en="",
        body_fr="",
        organization_en="A council",
        organization_fr="Un conseil",
    )
    row.sources.add(builders.source(title_en="The report", title_fr="Le rapport"))
    return row


def test_example_without_a_text_is_a_card_with_its_organization_and_source(client, card, language):
    html = client.get(reverse("reports:examples")).content.decode()

    title, slug = {"en": ("Only a card", "only-a-card"), "fr": ("Une simple carte", "simple-carte")}[language]
    assert f'<li class="card" id="{slug}">' in html
    assertInHTML(f'<h3 class="card__title">{title}</h3>', html)
    assert {"en": "A council", "fr": "Un conseil"}[language] in html
    assert {"en": "The report", "fr": "Le rapport"}[language] in html


def test_address_of_an_example_without_a_text_leads_to_its_card(client, card, language):
    slug = {"en": "only-a-card", "fr": "simple-carte"}[language]

    response = client.get(reverse("reports:example", args=[slug]))

    assert card.get_absolute_url() == f"{reverse('reports:examples')}#{slug}"
    assertRedirects(response, card.get_absolute_url(), status_code=301)


def test_example_without_a_text_is_found_by_references_and_search_but_not_in_the_sitemap(client, card, language):
    address = card.get_absolute_url()
    search.reindex()

    assert references.addresses()["example"][card.key] == address
    assert address in [result.address for result in search.find(card.title, language)]
    assert f'href="{address}"' in client.get(reverse("publishing:changes")).content.decode()
    assert "only-a-card" not in client.get("/sitemap.xml").content.decode()


def test_draft_without_a_text_is_previewed_on_the_list(client, language):
    row = builders.example(title_en="A draft", title_fr="Un brouillon", body_en="", body_fr="", status="draft")

    shown = client.get(preview.addresses(row)[language])

    assertContains(shown, {"en": "A draft", "fr": "Un brouillon"}[language])
    assertNotContains(client.get(reverse("reports:examples")), {"en": "A draft", "fr": "Un brouillon"}[language])


def test_list_counts_queries_the_same_whatever_the_number_of_examples(queries_of):
    def one(country, **said):
        builders.example(country=country, **said).sources.add(builders.source())

    haiti = builders.country()
    one(haiti)

    few = queries_of("/en/reports/examples/")
    for number in range(6):
        one(haiti, year=2010 + number, body_en="", body_fr="")

    assert queries_of("/en/reports/examples/") == few
    assert queries_of("/en/reports/examples/?year=2012&country=HTI") == few


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
