"""What the pages and files of the reports ask of the database does not grow with editions and countries."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/en/reports/",
    "/en/reports/2003/",
    "/en/reports/tiers/",
    "/en/reports/tiers/?sort=tier&region=WHA",
    "/en/reports/compare/?country=qaa&country=qab&country=qac&country=qad",
    "/en/reports/countries/",
    "/en/reports/countries/land-qac/",
    "/en/reports/figures/",
    "/en/reports/tiers.csv",
    "/en/reports/tiers.json",
]


def test_sixty_editions_and_250_countries_ask_no_more_of_the_database_than_three_and_four(queries_of):
    builders.placements_of(3, 4)
    few = {address: queries_of(address) for address in ADDRESSES}

    builders.placements_of(60, 250)

    assert {address: queries_of(address) for address in ADDRESSES} == few
    assert max(few.values()) < 20
