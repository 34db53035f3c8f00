import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests import builders

pytestmark = pytest.mark.django_db


def address(country, language):
    with translation.override(language):
        return reverse("reports:country", args=[country.slug])


@pytest.fixture
def haiti():
    return builders.country()


def placed(country, **tiers):
    for year, tier in tiers.items():
        builders.placement(country=country, edition=builders.edition(year=int(year.removeprefix("y"))), tier=tier)


@pytest.mark.parametrize(
    ("tier", "sentence"),
    [
        ("1", "Haiti was on Tier 1 in 2018."),
        ("2", "Haiti was on Tier 2 in 2018."),
        ("2W", "Haiti was on the Tier 2 Watch List in 2018."),
        ("3", "Haiti was on Tier 3 in 2018."),
        ("SC", "Haiti was a special case in 2018."),
    ],
)
def test_country_says_its_latest_tier_in_a_sentence(client, haiti, tier, sentence):
    placed(haiti, y2018=tier)

    assertContains(client.get("/en/reports/countries/haiti/"), sentence)


def test_country_is_named_in_the_language_of_the_page(client, haiti, language):
    placed(haiti, y2018="2")

    response = client.get(address(haiti, language))

    assertContains(response, {"en": "<h1>Haiti</h1>", "fr": "<h1>Haïti</h1>"}[language], html=True)


def test_name_of_the_other_language_leads_to_the_page(client):
    germany = builders.country(key="DEU", iso2="DE", name_en="Germany", name_fr="Allemagne")
    placed(germany, y2018="1")

    response = client.get("/en/reports/countries/allemagne/")

    assertRedirects(response, "/en/reports/countries/germany/", status_code=301, fetch_redirect_response=False)


def test_name_that_a_country_once_had_leads_to_the_page(client):
    turkey = builders.country(key="TUR", iso2="TR", name_en="Turkey", name_fr="Turquie")
    placed(turkey, y2018="2")
    turkey.name_en = "Türkiye"
    turkey.save()

    response = client.get("/en/reports/countries/turkey/")

    assertRedirects(response, "/en/reports/countries/turkiye/", status_code=301, fetch_redirect_response=False)


def test_country_that_no_report_places_is_not_found(client, haiti):
    assert client.get("/en/reports/countries/haiti/").status_code == 404
    assert client.get("/en/reports/countries/atlantis/").status_code == 404


def test_gap_is_shown_as_a_gap_that_leads_to_the_reason(client, haiti):
    placed(haiti, y2016="2", y2018="2")
    builders.edition(year=2017)

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, '<tr class="timeline__gap">', count=1)
    assertContains(response, '<a href="/en/reports/2017/#missing">What is missing of 2017, and why</a>', html=True)


def test_draft_edition_is_neither_a_placement_nor_a_gap(client, haiti):
    placed(haiti, y2018="2")
    builders.placement(country=haiti, edition=builders.edition(year=2019, status="draft"), tier="3")

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "Haiti was on Tier 2 in 2018.")
    assertNotContains(response, "2019")
    assertNotContains(response, "tier--3")


def test_later_reports_without_its_placement_are_said(client, haiti):
    placed(haiti, y2018="2")
    builders.edition(year=2019)

    assertContains(
        client.get("/en/reports/countries/haiti/"),
        "Its place in the 2019 report, if it had one, is not published here.",
    )


def test_country_says_how_it_moved(client, haiti):
    placed(haiti, y2017="2W", y2018="2")

    assertContains(client.get("/en/reports/countries/haiti/"), "Moved up (before: Tier 2 Watch List)")


def test_placement_on_one_source_is_marked(client, haiti):
    builders.placement(country=haiti, sources_agreeing=1)
    builders.placement(country=haiti, edition=builders.edition(year=2017), sources_agreeing=3)

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, '<small class="one-source">1 source</small>', count=2, html=True)
    assertContains(response, "3 sources")


def test_official_text_is_linked_where_its_address_was_seen(client, haiti):
    address = "https://www.state.gov/reports/2018/haiti/"
    builders.placement(country=haiti, edition=builders.edition(year=2018), narrative_url=address)

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, f'href="{address}"', count=2)
    assertContains(response, "Official text on this country, 2018 report")
    assertNotContains(response, "No address of the official text")


def test_official_text_without_a_confirmed_address_is_said_so(client, haiti):
    placed(haiti, y2018="2")

    assertContains(client.get("/en/reports/countries/haiti/"), "No address of the official text on this country was")


def test_years_on_the_watch_list_are_counted(client, haiti):
    placed(haiti, y2015="2", y2016="2W", y2017="2W", y2018="2W")

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "From 2016 to 2018: 3 reports in a row.")
    assertContains(
        response, "By the rule of the 2018 report, the automatic downgrade to Tier 3 fell due in that report"
    )
    assertContains(response, "up to the 2018 report at most")


def test_move_from_the_watch_list_to_tier_3_is_never_called_automatic(client, haiti):
    placed(haiti, y2016="2", y2017="2W", y2018="2W", y2019="3")

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "would have fallen due in the 2019 report. Why it ended is not recorded here.")


def test_downgrade_past_the_last_rule_known_is_said_under_condition(client, haiti):
    placed(haiti, y2024="2", y2025="2W")

    assertContains(
        client.get("/en/reports/countries/haiti/"),
        "If the stay goes on and the rule of the 2025 report still holds, the automatic downgrade to Tier 3 falls due "
        "in the 2027 report",
    )


def test_rules_of_the_watch_list_are_cited(client, haiti):
    builders.source(key="watch-list-memo-2018", title_en="Memorandum of 2018")
    builders.source(key="watch-list-memo-2023", title_en="Memorandum of 2023")
    placed(haiti, y2016="2", y2017="2W", y2018="2")

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "Memorandum of 2018")
    assertNotContains(response, "Memorandum of 2023")


def test_years_on_the_watch_list_beside_a_gap_are_not_counted_as_all(client, haiti):
    placed(haiti, y2018="2W")
    builders.edition(year=2017)

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "The place in the 2017 report is not published here: the stay may have begun earlier.")
    assertContains(response, "The year of the automatic downgrade cannot be counted.")


def test_country_shows_its_examples_and_only_the_published_ones(client, haiti):
    placed(haiti, y2018="2")
    builders.example(country=haiti, title_en="A plan in Haiti")
    builders.example(country=haiti, title_en="A secret plan", status="draft")
    builders.example(title_en="A plan elsewhere")

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "A plan in Haiti")
    assertNotContains(response, "A secret plan")
    assertNotContains(response, "A plan elsewhere")


def test_country_with_many_examples_shows_some_and_leads_to_all(client, haiti):
    placed(haiti, y2018="2")
    for number in range(7):
        builders.example(country=haiti, title_en=f"Plan {number}", order=number)

    response = client.get("/en/reports/countries/haiti/")

    assertContains(response, "Plan 5")
    assertNotContains(response, "Plan 6")
    assertContains(response, "All 7 examples of Haiti")
    assertContains(response, 'href="/en/reports/examples/?country=HTI"')


def test_country_shows_its_lines(client, haiti):
    placed(haiti, y2018="2")
    line = builders.service(country=haiti, name_en="A line of Haiti")
    builders.channel(service=line, number="+50929400000", display="29 40 00 00")

    assertContains(client.get("/en/reports/countries/haiti/"), "A line of Haiti")


def test_country_counts_queries_the_same_whatever_the_number_of_reports(haiti, queries_of):
    placed(haiti, y2018="2W")
    few = queries_of("/en/reports/countries/haiti/")
    placed(haiti, **{f"y{year}": "2W" for year in range(2005, 2017)})

    assert queries_of("/en/reports/countries/haiti/") == few


def test_list_gives_each_country_its_latest_tier_and_the_year(client, haiti):
    placed(haiti, y2016="3", y2018="2W")

    response = client.get("/en/reports/countries/")

    assertContains(response, "Tier 2 Watch List")
    assertContains(response, "(2018)")
    assertNotContains(response, "(2016)")


def test_list_forgets_the_tiers_of_a_draft_edition(client, haiti):
    placed(haiti, y2016="3")
    builders.placement(country=haiti, edition=builders.edition(year=2018, status="draft"), tier="1")

    assertContains(client.get("/en/reports/countries/"), "(2016)")


def test_list_by_name_puts_an_accented_letter_with_the_plain_one(client):
    edition = builders.edition()
    for key, iso2, name in [("ZMB", "ZM", "Zambie"), ("EGY", "EG", "Égypte"), ("EST", "EE", "Estonie")]:
        country = builders.country(key=key, iso2=iso2, name_en=key, name_fr=name)
        builders.placement(country=country, edition=edition)
    with translation.override("fr"):
        path = reverse("reports:countries")

    response = client.get(f"{path}?by=name")

    assertContains(response, '<h2 id="group-e">E</h2>', html=True)
    assertContains(response, "group-z")
    html = response.content.decode()
    assert html.index("Égypte") < html.index("Estonie") < html.index("Zambie")


def test_list_in_an_order_that_does_not_exist_says_so(client, haiti):
    placed(haiti, y2018="2")

    assertContains(client.get("/en/reports/countries/?by=luck"), "There is no such order", status_code=400)


def test_list_counts_queries_the_same_whatever_the_number_of_countries(haiti, queries_of):
    edition = builders.edition()
    builders.placement(country=haiti, edition=edition)

    few = queries_of("/en/reports/countries/")
    for letter in "ABCDEFGH":
        country = builders.country(key=f"QA{letter}", iso2=f"Q{letter}", name_en=f"Country {letter}")
        builders.placement(country=country, edition=edition)

    assert queries_of("/en/reports/countries/") == few
