"""What the age of a check does to a contact: a caution, a lower place, and one day no place at all."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from hotlines import index, strip
from hotlines.downloads import rows
from hotlines.models import Channel, Service
from publishing import publicpages, search
from tests import builders

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def days(settings):
    """A check is due after a year; after ten a contact is hidden."""
    settings.HOTLINE_CHECK_DUE_DAYS, settings.HOTLINE_HIDE_DAYS = 365, 3650


def ago(days):
    return (timezone.localdate() - datetime.timedelta(days=days)).isoformat()


FRESH, LATE, OLD = 10, 2000, 4000


@pytest.fixture
def haiti(db):
    return builders.country()


def line(country, days, **said):
    """A channel of a service of its own, checked so many days ago (None: not known)."""
    said = {"checked_on": "" if days is None else ago(days), "number": "+50928111111", "display": ""} | said
    return builders.channel(service=said.pop("service", None) or builders.service(country=country), **said)


@pytest.mark.parametrize(("other", "hidden"), [(FRESH, True), (LATE, True), (None, True), (OLD + 1, False)])
def test_too_old_is_hidden_unless_it_is_the_last_of_its_country(haiti, other, hidden):
    old = line(haiti, OLD)
    kept = line(haiti, other)

    shown = set(Channel.objects.published())

    assert (old not in shown) is hidden
    assert (kept in shown) is (hidden or other != OLD + 1)
    assert len(shown) == 1


def test_one_of_two_of_the_same_age_stays(haiti):
    first, second = line(haiti, OLD), line(haiti, OLD)

    assert set(Channel.objects.published()) == {first}
    assert second.pk > first.pk


def test_what_the_public_does_not_see_saves_no_other(haiti):
    old = line(haiti, OLD)
    line(haiti, FRESH, status="draft")
    line(haiti, FRESH, service=builders.service(country=haiti, status="draft"))
    line(builders.united_states(), FRESH, number="+18883737888")

    assert old in Channel.objects.published()


def test_lines_of_no_country_are_judged_together(db):
    old, fresh = line(None, OLD), line(None, FRESH)

    assert set(Channel.objects.published()) == {fresh}
    assert old.service.country is None


def test_unknown_day_never_hides(haiti):
    line(haiti, FRESH)
    unknown = line(haiti, None)

    assert unknown in Channel.objects.published()
    assert unknown.is_check_overdue


@pytest.mark.parametrize(
    ("checked", "shown"),
    [
        ("2016", True),
        ("2016-11", True),
        ("2016-11-24", True),
        ("2016-11-23", False),
        ("2016-10", False),
        ("2015", False),
    ],
)  # fmt: skip
def test_partial_date_is_read_as_late_as_it_can_be(haiti, checked, shown):
    line(haiti, FRESH)
    channel = line(haiti, None, checked_on=checked)
    now = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)

    assert Channel.objects.published(now).filter(pk=channel.pk).exists() is shown


def test_hidden_contact_is_hidden_everywhere(client, haiti, language, django_capture_on_commit_callbacks):
    french = builders.language_spoken()
    with django_capture_on_commit_callbacks(execute=True):
        line(haiti, FRESH, number="+50928111111")
        old = line(
            haiti, OLD, number="+50937001234", service=builders.service(country=haiti, name_en="Old", name_fr="Vieux")
        )
        old.languages.add(french)
        builders.strip_entry(key=f"{language}/9", language=language, service=old.service)
    help_page = {"en": "/en/get-help/", "fr": "/fr/obtenir-de-l-aide/"}[language]
    print_page = {"en": "/en/print/directory/", "fr": "/fr/imprimer/repertoire/"}[language]

    pages = [client.get(path).content.decode() for path in (help_page, print_page, old.service.get_absolute_url())]

    assert not any("37001234" in page.replace(" ", "").replace("-", "") for page in pages)
    assert "37001234" not in str(rows())
    assert strip.lines() == []
    assert search.find({"en": "Old", "fr": "Vieux"}[language], language) == []
    assert old.service.get_absolute_url() not in [page.addresses[language] for page in publicpages.all_pages()]
    assert index.current().languages == []


def test_page_of_a_service_left_without_contact_says_so(client, haiti, language):
    line(haiti, FRESH)
    old = line(haiti, OLD)

    page = client.get(old.service.get_absolute_url())

    said = {"en": "No number or address of this line", "fr": "Aucun numéro ni adresse de cette ligne"}[language]
    assert said in page.content.decode()


def test_service_without_a_public_channel_is_not_listed(haiti):
    builders.service(country=haiti)
    listed = line(haiti, FRESH).service

    assert list(Service.objects.for_directory()) == [listed]


def test_overdue_sorts_lower_in_the_directory_and_on_the_page(haiti):
    late = line(haiti, LATE, service=builders.service(country=haiti, priority=1)).service
    fresh = line(haiti, FRESH, service=builders.service(country=haiti, priority=2)).service
    first, second = line(haiti, None, service=fresh, order=0), line(haiti, FRESH, service=fresh, order=9)

    found = list(Service.objects.for_directory())

    assert found == [fresh, late]
    assert [service.is_check_overdue for service in found] == [False, True]
    assert found[0].public_channels.index(second) < found[0].public_channels.index(first)


def test_caution_is_said_in_words(client, haiti, language):
    service = line(haiti, LATE).service
    line(haiti, None, service=service)
    fresh = line(haiti, FRESH).service
    caution = {"en": "(a new check is due: it may have changed)", "fr": "(nouvelle vérification à faire"}[language]

    assert client.get(service.get_absolute_url()).content.decode().count(caution) == 2
    assert caution not in client.get(fresh.get_absolute_url()).content.decode()


def test_directory_asks_as_much_for_many_lines_as_for_one(haiti, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(20) as captured:
            list(Service.objects.for_directory())
        return len(captured)

    line(haiti, FRESH)
    with_one = queries()
    for days in (FRESH, LATE, OLD, None):
        line(haiti, days)

    assert queries() == with_one


def test_defaults_hide_nothing_that_the_content_publishes(site_content, settings):
    settings.HOTLINE_HIDE_DAYS = 5475
    now = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)

    at_any_age = set(Channel.objects.published_at_any_age(now))

    assert set(Channel.objects.published(now)) == at_any_age
    assert set(Service.objects.listed(now)) == set(Service.objects.published(now))


def test_default_days_are_those_that_the_content_was_tried_with():
    from config.settings import base

    assert (base.HOTLINE_CHECK_DUE_DAYS, base.HOTLINE_HIDE_DAYS) == (365, 5475)


@pytest.mark.parametrize(
    ("checked", "due"),
    [("", None), ("2025", "2026-01-01"), ("2025-03", "2026-03-01"), ("2025-03-14", "2026-03-14")],
)
def test_next_check_is_due_a_year_after_the_last(checked, due):
    due_on = Channel(checked_on=checked).check_due_on

    assert due_on == (due and datetime.date.fromisoformat(due))
    assert settings.HOTLINE_CHECK_DUE_DAYS == 365
