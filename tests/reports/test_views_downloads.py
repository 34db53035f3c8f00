import csv
import io
import json

import pytest
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
        "iso3,country_en,country_fr,year,tier,tier_label_en,tier_label_fr,watch_list,special_case,sources\r\n"
        f"HTI,Haiti,Haïti,2018,2W,{label('en', '2W')},{label('fr', '2W')},true,false,1\r\n"
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


@pytest.mark.parametrize("name", ["tiers-csv", "tiers-json", "tiers-metadata"])
def test_data_may_be_read_by_pages_of_other_sites(client, name, language):
    response = client.get(reverse(f"reports:{name}"))

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_pages_may_not(client):
    response = client.get("/en/reports/tiers/")

    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["tiers-csv", "tiers-json", "tiers-metadata"])
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


def test_data_are_read_in_one_query(client, django_assert_num_queries):
    builders.placement()
    builders.placement(country=builders.united_states(), edition=builders.edition(year=2019))

    with django_assert_num_queries(1):
        body(client.get("/en/reports/tiers.csv"))


def test_data_are_read_and_not_written(client):
    assert client.post("/en/reports/tiers.csv").status_code == 405
    assert client.head("/en/reports/tiers.csv").status_code == 200
