import pytest

from reports.models import Edition, Placement, Tier
from reports.timeline import Move, changes, move, stays_on_the_watch_list, timeline


def years_of(tiers, *, gaps=()):
    editions = [Edition(pk=year, year=year) for year in {*tiers, *gaps}]
    placements = [Placement(edition_id=year, tier=tier, sources_agreeing=2) for year, tier in tiers.items()]
    return timeline(editions, placements)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2", "1", Move.UP),
        ("2W", "2", Move.UP),
        ("3", "2W", Move.UP),
        ("1", "2", Move.DOWN),
        ("2", "2W", Move.DOWN),
        ("2W", "3", Move.DOWN),
        ("3", "3", Move.SAME),
        ("SC", "3", Move.SPECIAL),
        ("2", "SC", Move.SPECIAL),
    ],
)
def test_tiers_rank_one_two_watch_list_three(before, after, expected):
    assert move(before, after, year=2018) == expected


def test_the_first_watch_list_is_no_fall_from_tier_2():
    assert move("2", "2W", year=2004) == Move.NEW_LIST
    assert move("1", "2W", year=2004) == Move.DOWN
    assert move("3", "2W", year=2004) == Move.UP


def test_timeline_shows_a_gap_as_a_gap():
    years = years_of({2016: "2", 2018: "1"}, gaps=[2017])

    assert [(year.edition.year, year.placement and year.placement.tier) for year in years] == [
        (2018, "1"),
        (2017, None),
        (2016, "2"),
    ]


def test_change_since_the_year_before_is_not_known_across_a_gap():
    years = years_of({2016: "2", 2018: "1", 2019: "2"}, gaps=[2017])

    assert [year.move for year in years] == [Move.DOWN, None, None, None]


def test_change_is_not_known_across_an_edition_that_is_not_published():
    years = years_of({2016: "2", 2018: "1"})

    assert years[0].move is None


def test_stay_counts_reports_in_a_row():
    stays = stays_on_the_watch_list(years_of({2014: "2", 2015: "2W", 2016: "2W", 2017: "2W", 2018: "3"}))

    assert [(stay.first, stay.last, stay.count) for stay in stays] == [(2015, 2017, 3)]
    assert stays[0].start_is_known
    assert stays[0].end_is_known
    assert not stays[0].is_current


def test_stay_beside_gaps_may_be_longer():
    (stay,) = stays_on_the_watch_list(years_of({2015: "2W", 2016: "2W", 2018: "1"}, gaps=[2014, 2017]))

    assert stay.count == 2
    assert not stay.start_is_known
    assert not stay.end_is_known
    assert stay.downgrade_due is None


def test_gap_between_two_stays_keeps_them_apart():
    stays = stays_on_the_watch_list(years_of({2015: "2W", 2017: "2W"}, gaps=[2016]))

    assert [(stay.first, stay.last) for stay in stays] == [(2017, 2017), (2015, 2015)]


def test_stay_may_begin_with_the_first_watch_list():
    (stay,) = stays_on_the_watch_list(years_of({2004: "2W", 2005: "2"}, gaps=[2003]))

    assert stay.start_is_known


def test_stay_that_ended_before_2009_has_no_limit():
    (stay,) = stays_on_the_watch_list(years_of({2004: "2W", 2005: "2W", 2006: "2W", 2007: "3"}))

    assert stay.is_before_any_limit
    assert (stay.counted_from, stay.downgrade_due, stay.longest) == (None, None, None)
    assert stay.rule_sources == ["law-tvpra-2003"]


def test_stay_before_2009_has_no_limit_even_where_its_end_is_not_known():
    (stay,) = stays_on_the_watch_list(years_of({2004: "3", 2005: "2W", 2012: "2"}, gaps=[2006]))

    assert not stay.end_is_known
    assert stay.is_before_any_limit


def test_years_before_2009_do_not_count_for_the_downgrade():
    listed = dict.fromkeys(range(2005, 2013), "2W")
    (stay,) = stays_on_the_watch_list(years_of({2004: "2", **listed, 2013: "3"}))

    assert (stay.counted_from, stay.downgrade_due, stay.longest) == (2009, 2011, 2012)
    assert stay.begins_before_the_count
    assert stay.downgrade_is_past


def test_start_not_known_before_2009_does_not_matter():
    (stay,) = stays_on_the_watch_list(years_of({2009: "2W", 2010: "2W", 2011: "3"}, gaps=[2008]))

    assert not stay.start_is_known
    assert (stay.counted_from, stay.downgrade_due) == (2009, 2011)
    assert stay.is_over
    assert not stay.downgrade_is_past


def test_automatic_downgrade_falls_due_after_two_years_in_a_row():
    (recent,) = stays_on_the_watch_list(years_of({2023: "2", 2024: "2W", 2025: "2W"}))
    (long,) = stays_on_the_watch_list(years_of({2022: "2", 2023: "2W", 2024: "2W", 2025: "2W"}))

    assert (recent.downgrade_due, recent.downgrade_is_past, recent.rule_is_of) == (2026, False, 2025)
    assert (long.downgrade_due, long.downgrade_is_past, long.rule_is_of) == (2025, True, None)
    assert recent.is_current


def test_country_never_on_the_watch_list_has_no_stay():
    assert stays_on_the_watch_list(years_of({2018: "1"})) == []
    assert stays_on_the_watch_list([]) == []


def test_changes_leave_out_what_only_one_report_places():
    edition = Edition(pk=2018, year=2018)
    stayed, rose, came = (
        Placement(country_id=pk, edition=edition, tier=tier) for pk, tier in [(1, "2"), (2, "1"), (3, "3")]
    )

    found = changes([stayed, rose, came], {1: "2", 2: "2W", 4: "3"})

    assert [(change.placement.country_id, change.before, change.move) for change in found] == [
        (2, Tier.TIER_2_WATCH_LIST, Move.UP)
    ]
