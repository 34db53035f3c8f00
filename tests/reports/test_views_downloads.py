import csv
import io
import json

import pytest
from django.conf import settings
from django.urls import reverse

from reports.downloads import TIERS
from tests import builders

pytestmark = pytest.mark.django_db


def body(response):
    return response.getvalue().decode()


def csv_rows(client):
    return list(csv.DictReader(io.StringIO(body(client.get("/en/reports/tiers.csv")), newline="")))


def test_csv_holds_every_placement_with_the_columns_that_were_promised(client):
    builders.placement(tier="2W", sources_agreeing=1)

    response = client.get("/en/reports/tiers.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert body(response) == (
        "iso3,country_en,country_fr,year,tier,tier_label_en,tier_label_fr,watch_list,special_case,sources,"
        "edition_url,tier_sources,narrative_url\r\n"
        f"HTI,Haiti,Haïti,2018,2W,{label('en', '2W')},{label('fr', '2W')},true,false,1,,,\r\n"
    )


def label(language, code):
    from django.utils import translation

    from reports.models import Tier

    with translation.override(language):
        return str(Tier(code).label)


def test_rows_are_in_order_of_year_and_code(client):
    haiti, ghana = builders.country(), builders.country(key="GHA", iso2="GH", name_en="Ghana", name_fr="Ghana")
    late, early = builders.edition(year=2018), builders.edition(year=2017)
    for country, edition in [(haiti, late), (ghana, late), (haiti, early)]:
        builders.placement(country=country, edition=edition)

    assert [(row["year"], row["iso3"]) for row in csv_rows(client)] == [
        ("2017", "HTI"),
        ("2018", "GHA"),
        ("2018", "HTI"),
    ]


def test_placements_of_a_draft_edition_are_left_out(client):
    builders.placement(edition=builders.edition(year=2019, status="draft"))

    assert csv_rows(client) == []
    assert json.loads(body(client.get("/en/reports/tiers.json")))["placements"] == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "＝"])
def test_name_cannot_become_a_formula(client, start):
    builders.placement(country=builders.country(name_en=f'{start}HYPERLINK("x","y")'))

    assert csv_rows(client)[0]["country_en"].startswith("'")


def test_name_with_a_comma_a_quote_and_a_line_break_stays_one_cell(client):
    name = 'Congo, "Republic"\nof the'
    builders.placement(country=builders.country(name_en=name))

    assert csv_rows(client)[0]["country_en"] == name


def test_json_holds_the_same_rows(client, language):
    builders.placement(tier="SC")

    data = json.loads(body(client.get(reverse("reports:tiers-json"))))

    (row,) = data["placements"]
    assert tuple(row) == TIERS.names
    assert row["tier"] == "SC"
    assert row["special_case"] is True
    assert row["watch_list"] is False
    assert row["year"] == 2018
    assert data["metadata"] == "http://testserver" + reverse("reports:tiers-metadata")


def test_metadata_explains_every_column_in_both_languages(client):
    builders.placement()

    about = json.loads(body(client.get("/en/reports/tiers.metadata.json")))

    assert [column["name"] for column in about["tableSchema"]["columns"]] == list(TIERS.names)
    for column in about["tableSchema"]["columns"]:
        assert [text["@language"] for text in column["dc:description"]] == ["en", "fr"]
    assert about["dc:extent"] == 1
    assert about["dc:temporal"] == "2018/2018"


@pytest.mark.parametrize("name", ["tiers-csv", "tiers-json", "tiers-metadata", "tiers-zip"])
def test_data_may_be_read_by_pages_of_other_sites(client, name, language):
    response = client.get(reverse(f"reports:{name}"))

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_pages_may_not(client):
    response = client.get("/en/reports/tiers/")

    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["tiers-csv", "tiers-json", "tiers-metadata", "tiers-zip"])
def test_reader_who_has_the_data_does_not_get_them_again(client, name, language):
    builders.placement()
    path = reverse(f"reports:{name}")
    etag = client.get(path).headers["ETag"]

    again = client.get(path, headers={"if-none-match": etag})

    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_etag_moves_when_a_placement_changes(client):
    placement = builders.placement(tier="2")
    before = client.get("/en/reports/tiers.csv").headers["ETag"]
    placement.tier = "3"
    placement.save()

    assert client.get("/en/reports/tiers.csv").headers["ETag"] != before


def test_both_languages_give_the_same_table(client):
    from django.utils import translation

    builders.placement()
    found = set()
    for language in ("en", "fr"):
        with translation.override(language):
            path = reverse("reports:tiers-csv")
        found.add(body(client.get(path)))

    assert len(found) == 1


def test_data_are_read_in_two_queries(client, django_assert_num_queries):
    builders.source(key="tiers-kelley", url="https://example.org/kelley")
    builders.placement(evidence="kelley=2W")
    builders.placement(country=builders.united_states(), edition=builders.edition(year=2019), evidence="kelley=2W")

    with django_assert_num_queries(2):
        body(client.get("/en/reports/tiers.csv"))


def test_data_are_read_and_not_written(client):
    assert client.post("/en/reports/tiers.csv").status_code == 405
    assert client.head("/en/reports/tiers.csv").status_code == 200


def test_each_row_names_the_documents_that_give_its_tier(client):
    builders.source(key="tiers-kelley", url="https://example.org/kelley;2017")
    builders.source(key="tiers-hti", url="https://example.org/hti")
    nowhere = builders.source(key="tiers-narratives", grade="B")
    edition = builders.edition(url="https://example.org/report")
    builders.placement(
        edition=edition, evidence="kelley=2W; hti=3; narr@ecoi=2W", narrative_url="https://example.org/haiti"
    )
    builders.placement(country=builders.united_states(), edition=builders.edition(year=2019))

    first, second = csv_rows(client)

    assert first["edition_url"] == "https://example.org/report"
    assert first["tier_sources"] == f"https://example.org/kelley%3B2017;{settings.SITE_URL}{nowhere.get_absolute_url()}"
    assert first["narrative_url"] == "https://example.org/haiti"
    assert (second["edition_url"], second["tier_sources"], second["narrative_url"]) == ("", "", "")


@pytest.fixture
def four():
    """Two countries in two reports."""
    haiti, usa = builders.country(), builders.united_states()
    for edition in (builders.edition(year=2017), builders.edition(year=2018)):
        for country in (haiti, usa):
            builders.placement(country=country, edition=edition)


FORMS = ["csv", "json", "metadata", "zip"]


@pytest.mark.parametrize("form", FORMS)
def test_a_report_and_a_country_have_each_form(client, four, form, language):
    for name, argument in (("edition", 2018), ("country", {"en": "united-states", "fr": "etats-unis"}[language])):
        path = reverse(f"reports:{name}-{form}", args=[argument])

        response = client.get(path)

        assert response.status_code == 200
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert client.get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_files_of_a_part_hold_that_part(client, four):
    def told(path):
        found = csv.DictReader(io.StringIO(body(client.get(path)), newline=""))
        return [(row["year"], row["iso3"]) for row in found]

    assert told("/en/reports/2017.csv") == [("2017", "HTI"), ("2017", "USA")]
    assert told("/en/reports/countries/haiti.csv") == [("2017", "HTI"), ("2018", "HTI")]
    about = json.loads(body(client.get("/fr/rapports/pays/etats-unis.metadata.json")))
    assert about["dc:extent"] == 2
    assert about["dc:temporal"] == "2017/2018"
    assert about["url"] == "http://testserver/fr/rapports/pays/etats-unis.csv"
    titles = [title["@value"] for title in about["dc:title"]]
    assert titles[0] == "United States: tiers in the Trafficking in Persons Report"
    assert titles[1].startswith("États-Unis\xa0: catégories")


@pytest.mark.parametrize("form", FORMS)
def test_a_name_of_the_other_language_leads_to_the_file_of_the_name(client, four, form):
    response = client.get(reverse(f"reports:country-{form}", args=["etats-unis"]))

    assert response.status_code == 301
    assert response.headers["Location"] == reverse(f"reports:country-{form}", args=["united-states"])


@pytest.mark.parametrize("path", ["1999.csv", "2019.zip", "countries/atlantis.csv", "countries/france.json"])
def test_what_is_not_there_has_no_file(client, four, path):
    builders.edition(year=2019, status="draft")
    builders.country(key="FRA", iso2="FR", name_en="France", name_fr="France")

    assert client.get(f"/en/reports/{path}").status_code == 404


def test_only_what_is_asked_is_read(client, four, django_assert_num_queries):
    with django_assert_num_queries(3):
        body(client.get("/en/reports/2017.csv"))


def test_pages_of_a_report_and_of_a_country_lead_to_their_files(client, four, language):
    report = client.get(reverse("reports:edition", args=[2018])).content.decode()
    slug = {"en": "united-states", "fr": "etats-unis"}[language]
    country = client.get(reverse("reports:country", args=[slug])).content.decode()

    for form in FORMS:
        assert f'href="{reverse(f"reports:edition-{form}", args=[2018])}"' in report
    assert f'href="{reverse("reports:country-csv", args=[slug])}"' in country
    for html, name, argument in ((report, "edition", 2018), (country, "country", slug)):
        assert f'"contentUrl":"http://testserver{reverse(f"reports:{name}-csv", args=[argument])}"' in html
        assert '"version":"1.1.' in html
        assert '"dateModified":"' in html
        assert '"isBasedOn":' in html or name == "edition"
