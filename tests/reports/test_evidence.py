import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from publishing.models import Source
from reports import evidence
from reports.models import Placement
from tests import builders


@pytest.mark.parametrize(
    ("noted", "tier", "keys"),
    [
        ("hti=2/2W; kelley=2W", "2W", ["tiers-hti", "tiers-kelley"]),
        ("hti=2/2W; kelley=2W", "2", ["tiers-hti"]),
        ("factbook=2W|3; factbook_prev=3", "3", ["tiers-factbook"]),
        ("narr@ecoi=1; narr_prev=1; narr@us.usembassy=1", "1", ["tiers-narratives"]),
        ("pdf2018_header=2; pdf2018_text=2W [2018: the report sentence says Watch List]; rfa=2W", "2W",
         ["tiers-pdf2018", "tiers-partial-lists"]),
        ("kelley=1", "3", []),
        ("a tag of nobody=3; nobody=3", "3", []),
        ("", "1", []),
    ],
)  # fmt: skip
def test_a_placement_rests_on_the_sources_that_give_its_tier(noted, tier, keys):
    assert evidence.source_keys(noted, tier) == keys


def test_every_placement_of_the_content_names_sources_that_the_site_lists(site_content):
    known = set(Source.objects.values_list("key", flat=True))
    rows = Placement.objects.values_list("edition__year", "country__key", "tier", "evidence")

    named = {(year, key): set(evidence.source_keys(noted, tier)) for year, key, tier, noted in rows}

    assert len(named) > 3000
    assert [place for place, keys in named.items() if not keys or not keys <= known] == []


def test_every_tag_of_the_content_is_known(site_content):
    tags = {
        tag
        for noted in Placement.objects.values_list("evidence", flat=True)
        for tag, _tier in evidence._NOTE.findall(noted)
        if not tag.startswith("narr")
    }

    assert tags - set(evidence._SOURCES) == set()


@pytest.mark.django_db
def test_the_table_of_a_country_leads_to_the_sources_of_each_tier(client, language):
    builders.source(key="tiers-kelley", title_en="Data of Kelley", title_fr="Données de Kelley")
    builders.source(key="tiers-hti", title_en="Indicators", title_fr="Indicateurs")
    haiti = builders.country()
    for year, noted in [(2011, "hti=2/2W; kelley=2W"), (2012, "kelley=2W"), (2013, "")]:
        builders.placement(country=haiti, edition=builders.edition(year=year), tier="2W", evidence=noted)

    with translation.override(language):
        response = client.get(reverse("reports:country", args=[haiti.slug]))
    page = BeautifulSoup(response.content, "html.parser")
    marks = [[mark["href"] for mark in row.select(".source-mark")] for row in page.select(".timeline tbody tr")]

    assert marks == [[], ["#source-1"], ["#source-2", "#source-1"]]
    assert {"en": "Data of Kelley", "fr": "Données de Kelley"}[language] in page.select_one("#source-1").get_text()
    assert {"en": "Indicators", "fr": "Indicateurs"}[language] in page.select_one("#source-2").get_text()
