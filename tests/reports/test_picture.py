import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from reports.models import Edition, Placement, Tier
from reports.picture import picture_of
from reports.timeline import timeline
from tests import builders


def years_of(tiers, gaps=(), sources=2):
    editions = [Edition(pk=year, year=year) for year in {*tiers, *gaps}]
    placements = [Placement(edition_id=year, tier=tier, sources_agreeing=sources) for year, tier in tiers.items()]
    return timeline(editions, placements)


def test_no_report_is_no_picture():
    assert picture_of([]) is None


def test_each_report_has_one_mark_of_its_tier_oldest_first():
    picture = picture_of(years_of({2016: "1", 2017: "2W", 2019: "SC"}, gaps=[2018]))

    assert [mark.kind for mark in picture.marks] == ["1", "2w", "gap", "sc"]
    assert [str(level.name) for level in picture.levels] == [
        "Tier 1",
        "Tier 2",
        "Tier 2 Watch List",
        "Tier 3",
        "Special case",
        "Not published here",
    ]


def test_levels_of_special_cases_and_gaps_are_there_only_when_needed():
    picture = picture_of(years_of({2017: "1", 2018: "2"}))

    assert len(picture.levels) == 4


def test_mark_stands_on_the_line_of_its_level():
    picture = picture_of(years_of({2017: "3", 2018: "1"}))

    assert [mark.top + picture.band for mark in picture.marks] == [picture.levels[3].line, picture.levels[0].line]


def test_one_source_has_a_ring():
    assert all(mark.ring for mark in picture_of(years_of({2017: "2", 2018: "2"}, sources=1)).marks)
    assert not any(mark.ring for mark in picture_of(years_of({2017: "2", 2018: "2"})).marks)


def test_years_are_written_where_they_do_not_touch():
    picture = picture_of(years_of(dict.fromkeys(range(2001, 2026), "2")))

    assert [label.year for label in picture.labels] == [2001, 2005, 2010, 2015, 2020, 2025]
    assert [label.anchor for label in picture.labels] == ["start", "middle", "middle", "middle", "middle", "end"]


def test_sixty_reports_have_no_more_labels_than_a_phone_has_room_for():
    picture = picture_of(years_of(dict.fromkeys(range(2001, 2061), "2")))

    assert [label.year for label in picture.labels] == [2001, 2010, 2020, 2030, 2040, 2050, 2060]


@given(st.dictionaries(st.integers(2001, 2080), st.sampled_from([None, *Tier.values]), min_size=1, max_size=60))
def test_marks_stay_within_the_picture_and_apart(known):
    tiers = {year: tier for year, tier in known.items() if tier}
    picture = picture_of(years_of(tiers, [year for year in known if year not in tiers]))

    starts = [float(mark.x.removesuffix("%")) for mark in picture.marks]
    ends = [start + float(mark.width.removesuffix("%")) for start, mark in zip(starts, picture.marks, strict=True)]

    assert len(picture.marks) == len(known)
    assert starts[0] >= 0
    assert ends[-1] <= 100.01
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert all(mark.top + picture.band < picture.axis for mark in picture.marks)


@pytest.mark.django_db
def test_country_shows_the_picture_of_its_table_without_a_decimal_comma(client, language):
    haiti = builders.country()
    for year, tier in [(2016, "2"), (2017, "2W"), (2018, "3")]:
        builders.placement(country=haiti, edition=builders.edition(year=year), tier=tier)
    path = {"en": "/en/reports/countries/haiti/", "fr": "/fr/rapports/pays/haiti/"}[language]

    response = client.get(path)
    drawing = re.search(r"<svg class=.tier-picture.*?</svg>", response.content.decode(), re.DOTALL).group()

    assert re.findall(r"tier-picture__mark--(\w+)", drawing) == ["2", "2w", "3"]
    assert not re.search(r'="\d+,\d', drawing)
    assertContains(response, 'id="years-caption"', count=1)
    assertNotContains(response, "tier-picture__ring")
