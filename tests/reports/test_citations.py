import datetime

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from simple_history.utils import get_history_manager_for_model

from reports.models import Edition, Example, Placement
from tests.builders import country, edition, placement

MARCH_3 = {"en": "2026, March 3", "fr": "2026, 3 mars"}
OPERATOR = {"en": "The Repères team", "fr": "L’équipe de Repères"}


@pytest.fixture
def changed(db):
    """An edition of 2018 with a placement, last changed on March 3, 2026."""
    row = edition(year=2018, published="2018-06-28", url="https://www.state.gov/tip/2018/")
    placement(edition=row, country=country())
    then = timezone.make_aware(datetime.datetime(2026, 3, 3, 12))
    Edition.objects.update(updated_at=then)
    get_history_manager_for_model(Placement).update(history_date=then)
    return row


def references(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [reference.get_text() for reference in page.select(".cite__reference")]


def test_the_page_of_an_edition_says_how_to_cite_it_and_the_report(client, changed, language):
    with translation.override(language):
        address = changed.get_absolute_url()
        page, report = references(client, address)

    assert page.startswith(f"{OPERATOR[language]}. ({MARCH_3[language]}). ")
    assert page.endswith(f"Repères. {settings.SITE_URL}{address}")
    assert report.startswith("United States Department of State. (2018, ")
    assert report.endswith("Trafficking in Persons Report 2018. https://www.state.gov/tip/2018/")


@pytest.mark.parametrize("name", ["home", "tiers", "countries", "figures", "examples"])
def test_a_list_is_cited_by_the_day_on_which_its_rows_last_changed(client, changed, language, name):
    with translation.override(language):
        address = reverse(f"reports:{name}")
        [page] = references(client, address)

    nothing_yet = {"en": "n.d.", "fr": "s. d."}
    assert f"({(nothing_yet if name == 'examples' else MARCH_3)[language]})" in page
    assert page.endswith(address)


def test_a_page_with_filters_is_cited_with_them(client, changed):
    address = f"{reverse('reports:tiers')}?tier=3"

    [page] = references(client, address)

    assert page.endswith("?tier=3")


def test_the_page_of_a_country_is_cited_by_the_last_change_of_an_edition_or_of_its_name(client, changed, language):
    row = changed.placements.get().country
    type(row).objects.update(updated_at=timezone.make_aware(datetime.datetime(2025, 1, 1, 12)))

    with translation.override(language):
        [page] = references(client, reverse("reports:country", args=[row.slug]))

    assert f"({MARCH_3[language]})" in page
    assert {"en": "Haiti:", "fr": "Haïti"}[language] in page


@pytest.mark.parametrize(
    ("form", "kind"), [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")]
)
def test_the_references_of_a_page_are_files_beside_it(client, changed, language, form, kind):
    with translation.override(language):
        address = changed.get_absolute_url()
        page = BeautifulSoup(client.get(address).content, "html.parser")
        link = page.select_one(f".cite a[href$='.{form}']")["href"]
    response = client.get(link)
    text = response.content.decode()

    assert link == f"{address.removesuffix('/')}.{form}"
    assert response["Content-Type"].startswith(kind)
    assert response["Content-Disposition"].startswith("attachment")
    assert "Access-Control-Allow-Origin" not in response
    assert text.index(settings.SITE_URL + address) < text.index("https://www.state.gov/tip/2018/")
    assert client.get(link, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_references_of_a_narrowed_page_keep_its_filters(client, changed):
    page = BeautifulSoup(client.get("/en/reports/tiers/?tier=3").content, "html.parser")
    link = page.select_one(".cite a[href*='.ris']")

    assert f"UR  - {settings.SITE_URL}/en/reports/tiers/?tier=3\r\n" in client.get(link["href"]).content.decode()


@pytest.mark.parametrize(
    "address", ["/en/reports/1999.bib", "/en/nowhere.ris", "/en.bib", "/en/search.ris", "/en/admin.bib"]
)
def test_a_page_without_a_reference_has_no_file_of_it(client, changed, address):
    assert client.get(address).status_code == 404


def test_every_kind_of_page_of_the_reports_has_its_references(site_content, client, language):
    with translation.override(language):
        addresses = [
            *(reverse(f"reports:{name}") for name in ("home", "tiers", "figures", "countries", "examples", "data")),
            reverse("reports:compare") + "?country=fra&country=hti",
            reverse("reports:edition", args=[2018]),
            *(row.get_absolute_url() for row in Example.objects.published()[:9] if row.body),
        ]
        for address in addresses:
            [link] = BeautifulSoup(client.get(address).content, "html.parser").select(".cite a[href*='.ris']")
            assert client.get(link["href"]).content.startswith(b"TY  - ELEC\r\n")
