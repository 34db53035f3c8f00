import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from reports import watch_list


@pytest.mark.parametrize(
    ("year", "without_waiver", "with_waivers"),
    [(2004, None, None), (2008, None, None), (2009, 2, 4), (2013, 2, 4), (2018, 2, 4), (2019, 2, 3), (2025, 2, 3)],
)
def test_each_report_has_the_rule_of_its_year(year, without_waiver, with_waivers):
    rule = watch_list.rule_of(year)

    assert (rule.without_waiver, rule.with_waivers) == (without_waiver, with_waivers)


@pytest.mark.parametrize("year", [2003, 2026])
def test_no_rule_is_made_up_for_a_year_without_one(year):
    assert watch_list.rule_of(year) is None


def test_every_report_from_2004_to_2025_has_one_rule():
    years = [year for rule in watch_list.RULES for year in range(rule.first, rule.last + 1)]

    assert years == list(range(2004, 2026))


def test_rule_rests_on_sources_of_the_files():
    files = (settings.BASE_DIR / "publishing" / "content" / "source").glob("*.toml")
    text = "".join(path.read_text(encoding="utf-8") for path in files)

    missing = [key for rule in watch_list.RULES for key in rule.sources if f'key = "{key}"' not in text]

    assert all(rule.sources for rule in watch_list.RULES)
    assert missing == []


@pytest.mark.parametrize(
    ("counted_from", "due", "longest"),
    [
        (2009, 2011, 2012),
        (2012, 2014, 2015),
        (2015, 2017, 2018),  # Saudi Arabia: four reports, Tier 3 in 2019
        (2016, 2018, 2018),  # the waiver of 2019 is for one year only: no fourth report
        (2017, 2019, 2019),
        (2023, 2025, 2025),
        (2025, 2027, 2027),
    ],
)
def test_downgrade_falls_due_and_waivers_end_by_the_rule_of_each_year(counted_from, due, longest):
    assert watch_list.downgrade_due(counted_from) == due
    assert watch_list.last_with_waivers(counted_from) == longest


@given(st.integers(2009, 2100))
def test_waivers_never_shorten_a_stay(year):
    due = watch_list.downgrade_due(year)

    assert due == year + 2
    assert due <= watch_list.last_with_waivers(year) <= due + 1


def test_years_without_a_limit_cannot_be_counted():
    with pytest.raises(ValueError, match="2008"):
        watch_list.downgrade_due(2008)


def test_sources_of_a_stay_are_those_of_its_years_once_each():
    assert watch_list.sources_of(2018, 2019) == [
        "watch-list-memo-2018",
        "tip-2018",
        "law-us-code-22-7107",
        "watch-list-memo-2019",
    ]
