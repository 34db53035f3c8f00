"""Two people act on one contact at the same moment: one of them is told, and nothing that was typed is lost."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from hotlines import changes
from hotlines.models import ContactChange
from tests import builders
from tests.hotlines.changing import NEW, asked, form_of, screen_of
from tests.publishing.admin_forms import errors_at, fields

pytestmark = pytest.mark.django_db(transaction=True)
# A database that lets one write at a time never lets two come this far: it is waited for this long.
_SECONDS = 1


def at_the_same_moment(*doings, stop="INSERT INTO"):
    """Run each doing in a thread of its own; those about to run such a statement on changes wait for each other."""
    barrier = threading.Barrier(len(doings))
    table = f'{stop} "{ContactChange._meta.db_table}"'

    def run(doing):
        waited = []

        def wait(execute, sql, params, many, context):
            if table in sql and not waited:
                waited.append(sql)
                with contextlib.suppress(threading.BrokenBarrierError):
                    barrier.wait(_SECONDS)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(wait):
                return doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def entered(name, role="writer"):
    client = Client()
    client.force_login(builders.staff(role, username=name))
    return client


def sending(client, address, **said):
    data = fields(client.get(address)) | said
    return lambda: client.post(address, data)


def test_second_of_two_who_ask_is_told_in_the_form_and_keeps_what_was_typed(language):
    channel = builders.channel()
    address = form_of(channel, language)
    wanted = [NEW | {"note_en": "Free", "note_fr": "Gratuit"}, {"number": "+18444384453", "display": ""}]

    answers = at_the_same_moment(
        *(
            sending(entered(name), address, reason=f"{name} read it.", **new, _save="1")
            for name, new in zip(("anne", "bela"), wanted, strict=True)
        )
    )

    change = ContactChange.objects.get()
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    place = [answer.status_code for answer in answers].index(200)
    first = {"anne": "bela", "bela": "anne"}[name := ("anne", "bela")[place]]
    told = {"en": f"A change asked for by {first} on", "fr": f"Une modification demandée par {first} le"}[language]
    assert change.asked_by.username == first
    assert told in errors_at(answers[place], "reason")[0]
    typed = fields(answers[place])
    assert {field: typed[field] for field in wanted[place]} == wanted[place]
    assert typed["reason"] == f"{name} read it."


def test_one_person_who_sends_twice_asks_once():
    channel = builders.channel()
    client = entered("anne")
    address = form_of(channel)

    answers = at_the_same_moment(
        sending(client, address, **NEW, reason="Once.", _save="1"),
        sending(client, address, **NEW, reason="Once.", _save="1"),
    )

    assert [answer.status_code for answer in answers] == [302, 302]
    assert ContactChange.objects.get().new == NEW


def test_second_of_two_who_bring_an_old_version_back_is_told_next_to_the_reason():
    channel = builders.channel(**NEW)
    channel.number, channel.display = "+18883737888", "1-888-373-7888"
    channel.save()
    address = f"/en/admin/hotlines/channel/{channel.pk}/history/{channel.history.earliest().pk}/"

    answers = at_the_same_moment(
        *(sending(entered(name, "publisher"), address, reason="It was right.") for name in ("anne", "bela"))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    told = next(answer for answer in answers if answer.status_code == 200)
    assert "A change asked for by" in errors_at(told, "reason")[0]
    assert ContactChange.objects.get().new["number"] == "+18002255324"


def test_two_who_accept_have_one_effect_and_the_second_is_told(language):
    channel = builders.channel()
    change = asked(channel, NEW)
    said = {"decision": "accept", "seen": changes.mark(change)}
    clients = [entered(name, "publisher") for name in ("anne", "bela")]
    before = channel.history.count()

    at_the_same_moment(
        *(lambda client=client: client.post(screen_of(change, language), said) for client in clients), stop="UPDATE"
    )

    channel.refresh_from_db()
    change.refresh_from_db()
    text = {"en": "This change has been decided already.", "fr": "Cette modification"}[language]
    told = [text in " ".join(said_to(client, change, language)) for client in clients]
    assert channel.number == "+18002255324"
    assert channel.history.count() == before + 1
    assert told.count(True) == 1
    assert change.decided_by.username == ("anne", "bela")[told.index(False)]


def said_to(client, change, language):
    page = BeautifulSoup(client.get(screen_of(change, language)).content, "html.parser")
    return [message.get_text(" ", strip=True) for message in page.select(".messagelist .error")]


def test_change_accepted_while_it_is_amended_stays_accepted():
    channel, writer = builders.channel(), builders.staff("writer", username="anne")
    change = asked(channel, NEW, by=writer)
    publisher = builders.staff("publisher")

    def amend():
        return asked(channel, {"hours": "always"}, by=writer)

    at_the_same_moment(amend, lambda: changes.accept(change, by=publisher), stop="UPDATE")

    channel.refresh_from_db()
    change.refresh_from_db()
    assert (change.state == "accepted") == (channel.number == "+18002255324")
    said = [*ContactChange.objects.filter(state="waiting"), change]
    assert said[0].new["hours"] == "always"
