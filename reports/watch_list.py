"""How long a country may stay on the Tier 2 Watch List, by the rule of each year's report.

Data and not a formula: the rule changed with the laws of 2003, 2008 and January 2019, and each row names the documents
that it was read in (keys of sources). What follows from a rule is when the automatic downgrade falls due; whether
a move was that downgrade is for a source to say, and none here does.

Not computed: the special rule of January 2019 for countries that come back to the list. Its text leaves open whom it
binds.
"""

from dataclasses import dataclass

# The 2003 report is the last without a Watch List (sources of the editions of 2003 and 2004).
FIRST_WATCH_LIST = 2004
# 22 USC 7107(b)(2)(D): years in a row "after December 23, 2008". The 2009 report is the first of them.
FIRST_COUNTED = 2009


@dataclass(frozen=True)
class Rule:
    """The most reports in a row that may put a country on the Watch List, in the reports of some years."""

    first: int
    last: int
    without_waiver: int | None
    with_waivers: int | None
    sources: tuple[str, ...]


_CODE = "law-us-code-22-7107"
RULES = (
    Rule(FIRST_WATCH_LIST, 2008, None, None, ("law-tvpra-2003",)),
    Rule(2009, 2010, 2, 4, (_CODE, "watch-list-memo-2015")),
    Rule(2011, 2012, 2, 4, ("watch-list-report-2011", "watch-list-memo-2015")),
    Rule(2013, 2014, 2, 4, ("tip-2018", "watch-list-memo-2015")),
    Rule(2015, 2015, 2, 4, ("watch-list-memo-2015",)),
    # The memorandum of nine countries is of the 2016 or the 2017 report; those of 2015 and 2018 say the same.
    Rule(2016, 2017, 2, 4, ("watch-list-memo-2015", "watch-list-memo-2016-or-2017", "watch-list-memo-2018")),
    Rule(2018, 2018, 2, 4, ("watch-list-memo-2018", "tip-2018")),
    Rule(2019, 2019, 2, 3, (_CODE, "watch-list-memo-2019")),
    Rule(2020, 2020, 2, 3, (_CODE, "watch-list-memo-2020")),
    Rule(2021, 2021, 2, 3, (_CODE, "watch-list-memo-2021")),
    Rule(2022, 2022, 2, 3, (_CODE, "watch-list-memo-2022")),
    Rule(2023, 2023, 2, 3, (_CODE, "watch-list-memo-2023")),
    Rule(2024, 2024, 2, 3, (_CODE, "watch-list-memo-2024")),
    # No memorandum of the 2025 report was read, and no later change of the law was found.
    Rule(2025, 2025, 2, 3, (_CODE,)),
)
LAST_KNOWN = RULES[-1].last


def rule_of(year: int) -> Rule | None:
    """Return the rule of one year's report; None where there was no Watch List, or the rule is not known here."""
    return next((rule for rule in RULES if rule.first <= year <= rule.last), None)


def sources_of(first: int, last: int) -> list[str]:
    """Return the keys of the sources of the rules of these years' reports, without repeats, oldest rule first."""
    found = [key for rule in RULES if rule.last >= first and rule.first <= last for key in rule.sources]
    return list(dict.fromkeys(found))


def downgrade_due(counted_from: int) -> int:
    """Return the year of the report in which the automatic downgrade falls due, if the country stays until then.

    Past the last rule known, that rule is taken to hold; the page says so.
    """
    year = counted_from
    while year - counted_from < _limit(year, waived=False):
        year += 1
    return year


def last_with_waivers(counted_from: int) -> int:
    """Return the year of the last report in which waivers may keep the country on the list."""
    year = counted_from
    while year + 1 - counted_from < _limit(year + 1, waived=True):
        year += 1
    return year


def _limit(year: int, *, waived: bool) -> int:
    rule = rule_of(min(year, LAST_KNOWN))
    limit = (rule.with_waivers if waived else rule.without_waiver) if rule else None
    if limit is None:
        raise ValueError(f"The {year} report sets no limit.")
    return limit
