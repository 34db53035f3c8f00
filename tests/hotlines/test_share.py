"""HTML of the directory to copy into other sites, and how they keep it up to date."""

import json
import re
import shutil
import subprocess

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests import builders
from tests.hotlines.reading import spaces

pytestmark = pytest.mark.django_db


def soup_of(client, query="", status=200):
    response = client.get(reverse("hotlines:share") + query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def copied(client, query=""):
    """Return the HTML that stands to be copied."""
    return soup_of(client, query).select_one("textarea#snippet-code").string


@pytest.fixture
def haiti(clock):
    country = builders.country()
    source = builders.source()
    builders.emergency_number(
        country=country, numbers=["114", "188"], source=source, checked_on="2026-03", status="published"
    )
    service = builders.service(
        name_en="Line <of> Haiti & co", name_fr="Ligne <d’>Haïti & cie", country=country, key="ht-line"
    )
    builders.channel(
        service=service, order=1, number="8181", display="", short_code_country=country, checked_on="2026-10-02",
        checked_how="called",
    )  # fmt: skip
    builders.channel(
        service=service, order=2, kind="text", number="233733", display="", short_code_country=country, keyword="AIDE"
    )
    builders.channel(
        service=service, order=3, kind="chat", number="", display="", url="https://example.org/chat?a=1&b=2"
    )
    builders.channel(service=service, order=4, kind="email", number="", display="", email="help@example.org")
    builders.channel(service=service, order=5, kind="whatsapp", number="+50928281187", display="")
    return country


def test_copy_of_a_country_holds_its_numbers_and_how_each_is_reached(client, haiti, language):
    soup = BeautifulSoup(copied(client, "?country=ht"), "html.parser")

    assert soup.section["lang"] == language
    assert [link["href"] for link in soup.find_all("a")] == [
        "tel:114",
        "tel:188",
        "tel:8181",
        "sms:233733",
        "https://example.org/chat?a=1&b=2",
        "mailto:help@example.org",
        "https://wa.me/50928281187",
        "http://testserver" + reverse("hotlines:country", args=[haiti.slug]),
    ]
    text = spaces(" ".join(soup.get_text().split()))
    for words in {
        "en": ["Call 8181", "Checked: Oct. 2, 2026, by calling", "Write the word AIDE.", "only in Haiti", "March 2026",
               "Line <of> Haiti & co"],
        "fr": ["Téléphone 8181", "seulement en Haïti", "Vérification : 2 octobre 2026, en appelant",
               "Écrivez le mot AIDE.", "mars 2026", "Ligne <d’>Haïti & cie"],
    }[language]:  # fmt: skip
        assert words in text


def test_copy_says_when_it_was_made_and_when_it_is_old(client, haiti, language):
    text = spaces(BeautifulSoup(copied(client, "?country=ht"), "html.parser").get_text())

    assert {
        "en": "Copied on Nov. 23, 2026. After Dec. 23, 2026, this copy is old: numbers change.",
        "fr": "Copié le 23 novembre 2026. Après le 23 décembre 2026, cette copie est ancienne : les numéros changent.",
    }[language] in text


def test_a_check_that_is_due_shows_in_the_copy(client, haiti, clock):
    before = client.get("/en/get-help/share/?country=ht").content.decode()
    clock.move_to("2028-01-01T00:00:00Z")

    after = client.get("/en/get-help/share/?country=ht").content.decode()

    assert before.count("a new check is due") < after.count("a new check is due")


def test_copy_stands_by_itself_and_asks_nothing_of_anybody(client, haiti, language):
    html = copied(client, "?country=ht")

    soup = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"section", "h2", "p", "ul", "li", "strong", "a", "span"}
    assert {name for tag in soup.find_all(True) for name in tag.attrs} <= {"lang", "href", "rel", "hreflang"}
    for link in soup.find_all("a", href=re.compile("^http")):
        assert "noreferrer" in link["rel"]


def test_what_is_shown_beside_the_code_is_the_same(client, haiti, language):
    soup = soup_of(client, "?country=ht")

    shown = soup.select_one(".snippet__shown").get_text()
    code = BeautifulSoup(soup.textarea.string, "html.parser").get_text()
    assert shown.split() == code.split()
    assert soup.textarea.has_attr("readonly")
    assert soup.select_one(f"label[for={soup.textarea['id']}]")


def test_without_a_choice_it_is_the_lines_of_the_strip_then_those_of_any_country(client, haiti, language):
    anywhere = builders.channel(service=builders.service(key="anywhere", name_en="Anywhere", name_fr="Partout")).service
    first = builders.channel(service=builders.service(key="strip", name_en="At the top", name_fr="En haut")).service
    first.country = haiti
    first.save()
    builders.strip_entry(language=language, service=first)

    soup = BeautifulSoup(copied(client), "html.parser")

    names = [strong.get_text() for strong in soup.find_all("strong")]
    assert names == [getattr(service, f"name_{language}") for service in (first, anywhere)]
    assert soup.find_all("a")[-1]["href"] == "http://testserver" + reverse("hotlines:directory")


def test_a_country_with_a_number_of_the_police_alone_says_that_no_line_could_be_verified(client, language):
    country = builders.country()
    builders.emergency_number(country=country, numbers=["114"], source=builders.source(), status="published")

    html = copied(client, "?country=ht")

    assert "tel:114" in html
    assert {"en": "none could be verified", "fr": "aucune n’a pu être vérifiée"}[language] in html


@pytest.mark.parametrize("wish", ["zz", "HTI", "<script>", "ht%00", "%F0%9F%98%80"])
def test_a_country_that_is_none_gets_a_clear_message_and_nothing_to_copy(client, haiti, wish, language):
    soup = soup_of(client, f"?country={wish}", status=400)

    assert soup.textarea is None
    assert {"en": "pick one from the list", "fr": "prenez-en un dans la liste"}[language] in spaces(soup.get_text())
    assert soup.select_one(".help-strip")


def test_what_is_not_public_is_never_in_a_copy(client, haiti):
    service = builders.service(country=haiti, staff_note="ask Zelda")
    builders.channel(service=service, staff_note="ask Yorick", checked_by="Xenia")
    builders.channel(service=service, number="+18002255324", display="", status="draft")
    builders.channel(service=service, number="+18002255324", display="", checked_on="1990")
    builders.channel(service=builders.service(country=haiti, status="draft", name_en="Secret"))

    html = copied(client, "?country=ht")

    assert re.search("Zelda|Yorick|Xenia|800.?225.?5324|Secret", html) is None


def test_page_of_ten_lines_takes_as_many_queries_as_of_one(client, haiti):
    def queries():
        client.get("/en/get-help/share/?country=ht")
        with CaptureQueriesContext(connection) as found:
            client.get("/en/get-help/share/?country=ht")
        return len(found)

    one = queries()
    for _ in range(9):
        line = builders.service(country=haiti)
        channel = builders.channel(service=line, short_code_country=haiti, number="8181", display="")
        channel.languages.add(builders.language_spoken(key=f"x{channel.pk}"))

    assert queries() == one


def test_other_language_shows_the_same_country(client, haiti):
    with translation.override("en"):
        soup = soup_of(client, "?country=ht")

    assert soup.select_one("a.language-link")["href"] == "/fr/obtenir-de-l-aide/partager/?country=ht"


def test_address_and_title_of_the_page_say_nothing(client, language):
    soup = soup_of(client)

    assert reverse("hotlines:share") == {"en": "/en/get-help/share/", "fr": "/fr/obtenir-de-l-aide/partager/"}[language]
    assert re.search("traffick|traite|victim", soup.h1.get_text(), re.IGNORECASE) is None


def test_directory_leads_to_the_copy_and_the_copy_to_the_feeds(client, language):
    directory = client.get(reverse("hotlines:directory")).content.decode()
    page = client.get(reverse("hotlines:share")).content.decode()

    assert f'href="{reverse("hotlines:share")}"' in directory
    for name in ("changes-atom", "changes-json", "data"):
        assert f'href="{reverse(f"hotlines:{name}")}"' in page


@pytest.mark.django_db(transaction=True)
def test_the_command_of_the_page_fetches_what_changed_and_nothing_otherwise(
    live_server, client, settings, tmp_path, language
):
    if shutil.which("curl") is None:
        pytest.skip("No curl")
    settings.SITE_URL = live_server.url
    channel = builders.channel()
    command = soup_of(client).select_one("pre.snippet__command").get_text()
    file = tmp_path / "lines.json"

    def run():
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        return json.loads(file.read_text())["contents"][0]["phones"][0]["number"], file.stat().st_mtime_ns

    first, again = run(), run()
    channel.number, channel.display = "+18002255324", ""
    channel.save()
    changed = run()

    assert first == again
    assert (first[0], changed[0]) == ("+18883737888", "+18002255324")
