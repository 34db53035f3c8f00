"""Where a country stands, in sentences that a person could have written, made from its timeline.

Each sentence is one message. In French the report is the subject and the country its object: no verb, adjective or
pronoun has to agree with a name that is singular or plural, masculine or feminine.
"""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from publishing.models import Country
from reports.models import Tier
from reports.timeline import Year

_AFTER_WAS: dict[str, Promise] = {
    Tier.TIER_1: pgettext_lazy("after “(a country) was”", "on Tier 1"),
    Tier.TIER_2: pgettext_lazy("after “(a country) was”", "on Tier 2"),
    Tier.TIER_2_WATCH_LIST: pgettext_lazy("after “(a country) was”", "on the Tier 2 Watch List"),
    Tier.TIER_3: pgettext_lazy("after “(a country) was”", "on Tier 3"),
    Tier.SPECIAL_CASE: pgettext_lazy("after “(a country) was”", "a special case"),
}
_AFTER_IT_WAS: dict[str, Promise] = {
    Tier.TIER_1: pgettext_lazy("after “before that it was”", "on Tier 1"),
    Tier.TIER_2: pgettext_lazy("after “before that it was”", "on Tier 2"),
    Tier.TIER_2_WATCH_LIST: pgettext_lazy("after “before that it was”", "on the Tier 2 Watch List"),
    Tier.TIER_3: pgettext_lazy("after “before that it was”", "on Tier 3"),
    Tier.SPECIAL_CASE: pgettext_lazy("after “before that it was”", "a special case"),
}
# How many reports in a row say the same, as far as a sentence tells: one, two, or more.
_STOOD: dict[int, Promise] = {
    1: gettext_lazy("%(country)s was %(standing)s in %(year)s."),
    2: gettext_lazy("%(country)s was %(standing)s in %(year)s, as in %(first)s."),
    3: gettext_lazy("%(country)s was %(standing)s in %(year)s, as in every report since %(first)s."),
}
_STOOD_ELSEWHERE_BEFORE: dict[int, Promise] = {
    1: gettext_lazy("%(country)s was %(standing)s in %(year)s; before that it was %(earlier)s."),
    2: gettext_lazy("%(country)s was %(standing)s in %(year)s, as in %(first)s; before that it was %(earlier)s."),
    3: gettext_lazy(
        "%(country)s was %(standing)s in %(year)s, as in every report since %(first)s; before that it was %(earlier)s."
    ),
}
# How many reports of a gap a sentence names: one, two, or the first and the last of more.
_GAPS_SINCE: dict[int, Promise] = {
    1: gettext_lazy("Its place in the %(end)s report is not published here; in %(known)s it was %(earlier)s."),
    2: gettext_lazy(
        "Its place in the reports of %(start)s and %(end)s is not published here; in %(known)s it was %(earlier)s."
    ),
    3: gettext_lazy(
        "Its place in the reports from %(start)s to %(end)s is not published here; in %(known)s it was %(earlier)s."
    ),
}
_GAPS: dict[int, Promise] = {
    1: gettext_lazy("Its place in the %(end)s report, if it had one, is not published here."),
    2: gettext_lazy("Its place in the reports of %(start)s and %(end)s, if it had one, is not published here."),
    3: gettext_lazy("Its place in the reports from %(start)s to %(end)s, if it had one, is not published here."),
}


def where_it_stands(country: Country, years: list[Year]) -> str:
    """Return where a timeline (latest report first) leaves a country, since when, what was before, and the gaps."""
    tiers = {year.edition.year: year.placement.tier for year in years if year.placement}
    if not tiers:
        return capfirst(_("No report published here places %(country)s.") % {"country": country.name_the})
    last = max(tiers)
    first = last
    while tiers.get(first - 1) == tiers[last]:
        first -= 1
    known = max((year for year in tiers if year < first), default=None)
    messages = _STOOD_ELSEWHERE_BEFORE if known == first - 1 else _STOOD
    sentence = str(messages[min(last - first + 1, 3)]) % {
        "country": country.name_the,
        "standing": _AFTER_WAS[tiers[last]],
        "year": last,
        "first": first,
        "earlier": _AFTER_IT_WAS[tiers[known]] if known else "",
    }
    published = [year.edition.year for year in years]
    after = _after(country, last, max(published))
    before = _gap_since(known, first - 1, tiers[known]) if known else _gap(min(published), first - 1)
    return " ".join(part for part in (capfirst(sentence), before, after) if part)


def _gap_since(known: int, end: int, tier: str) -> str:
    """Return what is said of the reports after a known one, up to the last of the gap."""
    if end == known:
        return ""
    said = {"start": known + 1, "end": end, "known": known, "earlier": _AFTER_IT_WAS[tier]}
    return str(_GAPS_SINCE[min(end - known, 3)]) % said


def _gap(start: int, end: int) -> str:
    """Return what is said of reports on one side of all that is known."""
    return str(_GAPS[min(end - start + 1, 3)]) % {"start": start, "end": end} if start <= end else ""


def _after(country: Country, last: int, newest: int) -> str:
    if country.withdrawn and last < newest:
        return _("This country code is no longer in use; no place is published here for reports after %(year)s.") % {
            "year": last
        }
    return _gap(last + 1, newest)
