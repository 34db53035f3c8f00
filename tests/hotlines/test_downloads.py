import csv
import datetime
import io
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from hotlines.downloads import CONTACTS
from hotlines.models import OpeningPeriod
from tests import builders

pytestmark = pytest.mark.django_db

FILES = ["directory-csv", "directory-json", "directory-metadata", "directory-zip"]


def body(response):
    return response.getvalue().decode()


def csv_rows(client):
    return list(csv.DictReader(io.StringIO(body(client.get("/en/get-help.csv")), newline="")))


@pytest.fixture
def text_line():
    usa = builders.united_states()
    service = builders.service(
        key="us-line",
        name_en="American line",
        name_fr="Ligne américaine",
        country=usa,
        for_report=True,
        tells_police="with-consent",
        tells_immigration="no",
        anonymous="yes",
    )
    channel = builders.channel(
        key="us-line/text",
        service=service,
        kind="text",
        number="233733",
        short_code_country=usa,
        display="233733",
        vanity="BEFREE",
        keyword="HELP",
        interpreter_count=200,
        hours="periods",
        time_zone="America/New_York",
        hours_note_en="Not on holidays.",
        hours_note_fr="Pas les jours fériés.",
        note_en="INFO works too.",
        note_fr="INFO convient aussi.",
        reachable_from_abroad="no",
        cost="normal",
        on_bill="yes",
        source=builders.source(title_en="A strategy", title_fr="Une stratégie", url="https://example.org/strategy"),
        checked_on="2020-01",
        checked_how="document",
        evidence_url="https://example.org/seen",
    )
    french = builders.language_spoken()
    spanish = builders.language_spoken(key="es", name_en="Spanish", name_fr="espagnol")
    channel.languages.add(french, spanish)
    channel.interpreter_languages.add(french)
    for day in (0, 1):
        OpeningPeriod.objects.create(channel=channel, weekday=day, opens=datetime.time(9), closes=datetime.time(17, 30))
    return channel


def test_csv_says_all_that_is_known_of_a_contact(client, text_line):
    response = client.get("/en/get-help.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert csv_rows(client) == [
        {
            "service": "us-line",
            "channel": "us-line/text",
            "name_en": "American line",
            "name_fr": "Ligne américaine",
            "iso3": "USA",
            "country_en": "United States",
            "country_fr": "États-Unis",
            "purposes": "help;report",
            "kind": "text",
            "contact": "233733",
            "number": "233733",
            "short_code_country": "USA",
            "vanity": "BEFREE",
            "keyword": "HELP",
            "url": "",
            "email": "",
            "languages": "es;fr",
            "interpreter_languages": "fr",
            "interpreter_count": "200",
            "hours": "periods",
            "periods": "Mo 09:00-17:30;Tu 09:00-17:30",
            "time_zone": "America/New_York",
            "on_public_holidays": "unknown",
            "hours_note_en": "Not on holidays.",
            "hours_note_fr": "Pas les jours fériés.",
            "note_en": "INFO works too.",
            "note_fr": "INFO convient aussi.",
            "reachable_from_abroad": "no",
            "cost": "normal",
            "cost_from_mobile": "unknown",
            "on_bill": "yes",
            "tells_police": "with-consent",
            "tells_immigration": "no",
            "anonymous": "yes",
            "checked_on": "2020-01",
            "checked_how": "document",
            "source_title_en": "A strategy",
            "source_title_fr": "Une stratégie",
            "source_url": "https://example.org/strategy",
            "evidence_url": "https://example.org/seen",
        }
    ]


def test_what_is_not_known_is_said_and_not_taken_for_a_no(client):
    builders.channel()

    (row,) = csv_rows(client)

    for name in ["hours", "cost", "on_bill", "reachable_from_abroad", "tells_police", "anonymous", "checked_how"]:
        assert row[name] == "unknown"
    empty = ["interpreter_count", "languages", "iso3", "checked_on", "source_url", "evidence_url"]
    assert {row[name] for name in empty} == {""}


def test_each_published_contact_has_a_row_in_the_order_of_the_directory(client):
    later = builders.service(key="later", priority=20)
    first = builders.service(key="first", priority=10)
    builders.channel(key="later/call", service=later)
    builders.channel(key="first/call", service=first, order=2)
    builders.channel(key="first/mail", service=first, order=1, kind="email", number="", email="a@example.org")

    assert [row["channel"] for row in csv_rows(client)] == ["first/mail", "first/call", "later/call"]


def test_what_is_not_public_is_left_out(client):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    builders.channel(status="draft")
    builders.channel(publish_at=tomorrow)
    builders.channel(service=builders.service(status="draft"))
    builders.channel(service=builders.service(publish_at=tomorrow))

    assert csv_rows(client) == []


@pytest.mark.parametrize("name", FILES[:3])  # the last holds the first, compressed
def test_what_is_for_staff_is_never_in_the_data(client, name):
    service = builders.service(staff_note="ask Zelda")
    builders.channel(service=service, staff_note="ask Yorick", checked_by="Xenia", confidence="medium")

    text = body(client.get(reverse(f"hotlines:{name}")))

    assert re.search("Zelda|Yorick|Xenia|confidence|medium|staff", text) is None


def test_number_to_dial_stays_a_number_in_the_csv(client):
    builders.channel(number="+18883737888", display="")

    (row,) = csv_rows(client)

    assert row["number"] == "+18883737888"
    assert row["contact"] == "'+1 888-373-7888"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "＝"])
def test_text_cannot_become_a_formula(client, start):
    text = f'{start}HYPERLINK("x","y")'
    builders.channel(service=builders.service(name_en=text), note_en=text, note_fr="Une note.")

    (row,) = csv_rows(client)

    assert row["name_en"].startswith("'")
    assert row["note_en"].startswith("'")


def test_metadata_explains_every_column_in_both_languages(client, text_line):
    about = json.loads(body(client.get("/en/get-help.metadata.json")))

    columns = about["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(CONTACTS.names)
    for column in columns:
        english, french = column["dc:description"]
        assert (english["@language"], french["@language"]) == ("en", "fr")
        assert english["@value"] != french["@value"]
    assert about["dc:extent"] == 1
    assert about["tableSchema"]["primaryKey"] == ["channel"]
    assert about["url"] == "http://testserver/en/get-help.csv"
    assert about["rdfs:seeAlso"] == ["http://testserver/en/get-help/", "http://testserver/fr/obtenir-de-l-aide/"]


def test_rows_are_what_the_metadata_promise(client, text_line):
    builders.channel(number="+18883737888", display="")
    columns = json.loads(body(client.get("/en/get-help.metadata.json")))["tableSchema"]["columns"]

    broken = []
    for row in csv_rows(client):
        for column in columns:
            cell, datatype = row[column["name"]], column["datatype"]
            values = [value for value in cell.split(column.get("separator", "\n")) if value]
            if column["required"] and not values:
                broken.append((column["name"], "empty"))
            if isinstance(datatype, dict):
                broken += [
                    (column["name"], value)
                    for value in values
                    if not re.fullmatch(datatype.get("format", ".*"), value)
                    or len(value) != datatype.get("length", len(value))
                ]

    assert broken == []


def test_files_stand_beside_the_page_in_each_language():
    with translation.override("en"):
        english = [reverse(f"hotlines:{name}") for name in FILES]
    with translation.override("fr"):
        french = [reverse(f"hotlines:{name}") for name in FILES]

    assert english == ["/en/get-help.csv", "/en/get-help.json", "/en/get-help.metadata.json", "/en/get-help.zip"]
    assert french == [
        "/fr/obtenir-de-l-aide.csv",
        "/fr/obtenir-de-l-aide.json",
        "/fr/obtenir-de-l-aide.metadata.json",
        "/fr/obtenir-de-l-aide.zip",
    ]


def test_both_languages_give_the_same_table(client, text_line):
    english, french = client.get("/en/get-help.csv"), client.get("/fr/obtenir-de-l-aide.csv")

    assert body(english) == body(french)


@pytest.mark.parametrize("name", FILES)
def test_data_may_be_read_by_pages_of_other_sites(client, name, language):
    response = client.get(reverse(f"hotlines:{name}"))

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "Vary" not in response.headers


@pytest.mark.parametrize("name", FILES)
def test_reader_who_has_the_data_does_not_get_them_again(client, text_line, name, language):
    path = reverse(f"hotlines:{name}")
    etag = client.get(path).headers["ETag"]

    assert client.get(path, headers={"if-none-match": etag}).status_code == 304


def test_etag_moves_when_a_contact_changes(client, text_line):
    before = client.get("/en/get-help.csv").headers["ETag"]
    text_line.keyword = "INFO"
    text_line.save()

    assert client.get("/en/get-help.csv").headers["ETag"] != before


def test_data_of_ten_contacts_take_as_many_queries_as_of_one(client, text_line, django_assert_num_queries):
    with django_assert_num_queries(5):
        body(client.get("/en/get-help.csv"))
    for _ in range(9):
        channel = builders.channel(service=builders.service(), source=builders.source())
        channel.languages.add(*text_line.languages.all())

    with django_assert_num_queries(5):
        body(client.get("/en/get-help.csv"))


def test_data_are_read_and_not_written(client):
    assert client.post("/en/get-help.csv").status_code == 405
    assert client.head("/en/get-help.csv").status_code == 200


def test_directory_leads_to_its_data_and_describes_them(client, language):
    html = client.get(reverse("hotlines:directory")).content.decode()

    for name in FILES:
        assert f'href="{reverse(f"hotlines:{name}")}"' in html
    assert '"@type":"Dataset"' in html
    assert f'"contentUrl":"http://testserver{reverse("hotlines:directory-csv")}"' in html
