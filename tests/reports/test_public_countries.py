"""A country has a page, and is spoken of, while a public edition places it."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from publishing import publicpages, references, search, versions
from reports import imports, placementfiles
from reports.models import Placement
from tests import builders
from tests.reports.importing import csv_of

pytestmark = pytest.mark.django_db
HAITI = "/en/reports/countries/haiti/"


def changed_of(view):
    address = reverse(view)
    return next(page.changed for page in publicpages.all_pages() if page.addresses["en"] == address)


@pytest.mark.parametrize(("status", "is_public"), [("draft", False), ("published", True)])
def test_country_has_a_page_an_entry_and_an_address_in_prose_while_a_public_edition_places_it(
    client, status, is_public
):
    builders.placement(edition=builders.edition(status=status))
    versions.move()

    assert (client.get(HAITI).status_code == 200) is is_public
    assert (HAITI in {page.addresses["en"] for page in publicpages.all_pages()}) is is_public
    assert ("HTI" in references.addresses()["country"]) is is_public
    assert "HTI" in references.all_keys()["country"]


def test_search_follows_the_edition_that_is_published_and_withdrawn(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edition = builders.edition(status="draft")
        builders.placement(edition=edition)
    found = [search.find("haiti", "en")]
    for status in ("published", "draft"):
        with django_capture_on_commit_callbacks(execute=True):
            edition.status = status
            edition.save()
        found.append(search.find("haiti", "en"))

    assert [[result.address for result in results] for results in found] == [[], [HAITI], []]


def test_search_follows_the_first_placement_and_the_last_that_is_deleted(django_capture_on_commit_callbacks):
    edition, haiti = builders.edition(), builders.country()
    with django_capture_on_commit_callbacks(execute=True):
        placement = builders.placement(edition=edition, country=haiti)
    found = search.find("haïti", "fr")
    with django_capture_on_commit_callbacks(execute=True):
        placement.delete()

    assert [result.title for result in found] == ["Haïti"]
    assert search.find("haïti", "fr") == []


def test_pages_of_the_tiers_say_that_they_changed_when_placements_do():
    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC), tick=False):
        builders.placement(edition=builders.edition(year=2026), tier="2")
    later = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    with time_machine.travel(later, tick=False):
        file = imports.keep(placementfiles.read(csv_of("2026,HTI,3,2")), "2026.csv", by=None)
        imports.apply(file, by=None)

    assert Placement.objects.get().tier == "3"
    for view in ("reports:tiers", "reports:compare", "reports:countries"):
        assert changed_of(view) == later


def test_nothing_published_has_no_day_of_change():
    assert changed_of("reports:tiers") is None
