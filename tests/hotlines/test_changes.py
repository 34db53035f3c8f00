"""A second person accepts or refuses a change to a contact: all of it or nothing, on what stands there now."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotlines import changes
from hotlines.models import ContactChange
from publishing import versions
from tests import builders
from tests.hotlines.changing import NEW, asked, decide, form_of, screen_of
from tests.publishing.admin_forms import submit


@pytest.mark.django_db(transaction=True)
def test_accepting_moves_the_version_of_the_content():
    change = asked(builders.channel(), NEW)
    publisher = builders.staff("publisher")
    before = versions.current().split(".")[0]

    changes.accept(change, by=publisher)

    assert versions.current().split(".")[0] != before


def test_nobody_accepts_what_they_asked_for_themselves(enter):
    channel = builders.channel()
    publisher = builders.staff("publisher")
    change = asked(channel, NEW, by=publisher)

    response = decide(enter("publisher", publisher), change, "accept")

    channel.refresh_from_db()
    assert "You asked for this change yourself: a second person must decide." in response.content.decode()
    assert (channel.number, ContactChange.objects.get().state) == ("+18883737888", "waiting")


def test_writer_cannot_accept_nor_refuse_nor_show_at_once(enter):
    change = asked(builders.channel(), NEW)
    client = enter("writer")

    for decision in ("accept", "refuse", "show"):
        answer = client.post(screen_of(change), {"decision": decision, "seen": changes.mark(change), "reason": "No"})
        assert answer.status_code == 403

    assert ContactChange.objects.get().state == "waiting"


@pytest.mark.django_db
def test_the_database_refuses_a_decision_by_the_person_who_asked():
    person = builders.staff("publisher")
    change = asked(builders.channel(), NEW, by=person)

    for state in ("accepted", "refused", "confirmed"):
        change.state, change.decided_by, change.decided_at = state, person, timezone.now()
        with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            change.save()


@pytest.mark.django_db
def test_the_database_lets_one_change_wait_per_row():
    change = asked(builders.channel(), NEW)
    change.pk = None

    with pytest.raises(IntegrityError):
        change.save()


@pytest.mark.django_db
def test_change_that_was_amended_meanwhile_must_be_looked_at_again():
    channel, writer = builders.channel(), builders.staff("writer")
    seen = changes.mark(asked(channel, NEW, by=writer))
    change = asked(channel, {"number": "+18444384453", "display": ""}, by=writer)

    with pytest.raises(changes.ValidationError, match="amended while you looked"):
        changes.accept(change, by=builders.staff("publisher"), seen=seen)


def test_stale_change_is_refused_and_names_the_fact(enter, language):
    channel = builders.channel()
    change = asked(channel, NEW)
    channel.number, channel.display = "+18444384453", ""
    channel.save()

    response = decide(enter("publisher"), change, "accept", language)

    channel.refresh_from_db()
    said = {"en": "This was changed in the meantime", "fr": "Cela a changé entre-temps"}[language]
    assert said in response.content.decode()
    assert (channel.number, ContactChange.objects.get().state) == ("+18444384453", "waiting")


def test_accepting_validates_the_row_as_it_is_now(enter):
    channel = builders.channel()
    change = asked(channel, {"number": "+18002255324"})

    response = decide(enter("publisher"), change, "accept")

    channel.refresh_from_db()
    assert "the digits differ" in response.content.decode()
    assert channel.number == "+18883737888"


@pytest.mark.django_db
def test_change_of_a_row_that_is_gone_cannot_be_accepted():
    channel = builders.channel()
    change = asked(channel, NEW)
    channel.delete()

    with pytest.raises(changes.ValidationError, match="does not exist any more"):
        changes.accept(change, by=builders.staff("publisher"))


def test_refusal_says_why_and_changes_nothing(enter):
    channel = builders.channel()
    change = asked(channel, NEW)
    client = enter("publisher")

    silent = decide(client, change, "refuse", reason="\0 ")
    decide(client, change, "refuse", reason="That page is about another line.")

    channel.refresh_from_db()
    change.refresh_from_db()
    assert "Say why it is refused" in silent.content.decode()
    assert (change.state, change.decision_reason) == ("refused", "That page is about another line.")
    assert channel.number == "+18883737888"


def test_one_withdraws_ones_own_change(enter):
    channel, writer = builders.channel(), builders.staff("writer")
    change = asked(channel, NEW, by=writer)

    refused = enter("writer").post(screen_of(change), {"decision": "withdraw"}, follow=True)
    decide(enter("writer", writer), change, "withdraw")

    change.refresh_from_db()
    assert "Only the person who asked" in refused.content.decode()
    assert change.state == "withdrawn"


def test_second_person_undoes_what_was_shown_at_once(enter):
    channel = builders.channel()
    submit(enter("publisher"), form_of(channel), **NEW, reason="The old number reaches a stranger.", urgent="on")

    decide(enter("publisher"), ContactChange.objects.get(), "refuse", reason="It does not.")

    channel.refresh_from_db()
    assert (channel.number, channel.display) == ("+18883737888", "1-888-373-7888")
    assert ContactChange.objects.get().state == "refused"


def test_first_page_and_list_say_what_waits(enter, language):
    asked(builders.channel(), NEW)
    client = enter("publisher")

    first = client.get(f"/{language}/admin/").content.decode()
    listed = client.get(f"/{language}/admin/hotlines/contactchange/?state__exact=waiting").content.decode()

    assert f'href="/{language}/admin/hotlines/contactchange/?state__exact=waiting"' in first
    assert "<del>+18883737888</del> <ins>+18002255324</ins>" in listed


def test_screen_shows_before_and_after_side_by_side(enter, language):
    change = asked(builders.channel(), {"hours": "always"})

    page = BeautifulSoup(enter("publisher").get(screen_of(change, language)).content, "html.parser")

    cells = [cell.get_text(strip=True) for cell in page.select(".side-by-side tbody tr > *")]
    assert (
        cells
        == {
            "en": ["Hours", "not known", "24 hours a day, 7 days a week"],
            "fr": ["Horaires", "non connu", "24 heures sur 24, 7 jours sur 7"],
        }[language]
    )
    assert page.select_one("button[value=accept]")


def test_queries_of_the_list_do_not_grow(enter, django_assert_max_num_queries):
    client = enter("publisher")

    def queries():
        with django_assert_max_num_queries(30) as captured:
            client.get("/en/admin/hotlines/contactchange/")
        return len(captured)

    asked(builders.channel(), NEW | {"service": builders.service().key})
    queries()
    with_one = queries()
    for _row in range(5):
        asked(builders.channel(), NEW | {"service": builders.service().key})

    assert queries() <= with_one


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "abc", "²"])
def test_change_that_does_not_exist_is_not_found(enter, number):
    assert enter("publisher").get(f"/en/admin/hotlines/contactchange/{number}/change/").status_code == 404


def test_changes_are_neither_added_nor_edited_nor_deleted_by_hand(enter):
    change = asked(builders.channel(), NEW)
    client = enter("publisher")

    assert client.get("/en/admin/hotlines/contactchange/add/").status_code == 403
    assert client.post(screen_of(change).replace("change/", "delete/", 2), {"post": "yes"}).status_code in {403, 404}
    assert client.post(screen_of(change), {"decision": "nothing"}, follow=True).status_code == 200
    assert ContactChange.objects.get().new == NEW


@pytest.mark.django_db
def test_periods_that_overlap_are_not_accepted():
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")
    periods = [{"weekday": 0, "opens": "09:00:00", "closes": closes} for closes in ("12:00:00", "17:00:00")]
    periods[1]["opens"] = "11:00:00"
    change = asked(channel, {"periods": periods})

    with pytest.raises(changes.ValidationError, match="These periods overlap"):
        changes.accept(change, by=builders.staff("publisher"))

    assert not channel.periods.exists()
