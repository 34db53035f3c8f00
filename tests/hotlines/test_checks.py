"""The list of what is due, the screen to work through it, the log, and the same list for cron."""

import datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone

from hotlines.models import Channel, Check, ContactChange
from tests import builders
from tests.publishing.admin_forms import fields

DUE = "/en/admin/hotlines/check/due/"


def ago(days):
    return (timezone.localdate() - datetime.timedelta(days=days)).isoformat()


def screen(channel, language="en"):
    return f"/{language}/admin/hotlines/check/due/{channel.pk}/"


def record(client, channel, outcome, query="", **said):
    data = {"how": "called", "on": timezone.localdate().isoformat(), "outcome": outcome, "evidence_url": "", "note": ""}
    return client.post(screen(channel) + query, data | said)


def tried(channel, outcome="unreachable", days=1):
    on = timezone.localdate() - datetime.timedelta(days=days)
    return Check.objects.create(channel=channel, on=on, how="called", by="somebody", outcome=outcome)


@pytest.fixture
def writer(db, client):
    client.force_login(builders.staff("writer", username="marie"))
    return client


def listed(client, address=DUE):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("table.due tbody tr")]


def test_never_checked_comes_first_then_the_longest_ago(writer):
    late = builders.channel(checked_on=ago(500))
    later = builders.channel(checked_on="2018")
    unknown = builders.channel(checked_on="")
    builders.channel(checked_on=ago(10))
    builders.channel(checked_on="2018", status="draft")
    builders.channel(checked_on="2018", service=builders.service(status="draft"))

    assert list(Channel.objects.due()) == [unknown, later, late]
    assert len(listed(writer)) == 3


def test_list_is_narrowed_to_a_country(writer, language):
    here = builders.channel(service=builders.service(country=builders.united_states(), name_en="Here", name_fr="Ici"))
    builders.channel(service=builders.service(name_en="Elsewhere", name_fr="Ailleurs"))

    rows = listed(writer, DUE.replace("/en/", f"/{language}/") + "?country=USA")

    assert len(rows) == 1
    assert {"en": "Here United States not known", "fr": "Ici États-Unis non connu"}[language] in rows[0]
    assert here.is_check_overdue


@pytest.mark.parametrize("query", ["?country=ZZZ", "?country=%22", "?page=x", "?page=99", "?country="])
def test_odd_queries_are_no_errors(writer, query):
    builders.channel()

    assert writer.get(DUE + query).status_code == 200


def test_confirmed_moves_the_day_and_goes_to_the_next(writer):
    first, second = builders.channel(checked_on="2018"), builders.channel(checked_on="2019")

    response = record(writer, first, "confirmed", evidence_url="https://example.org/contact", note="Answered at once.")

    first.refresh_from_db()
    assert response["Location"] == screen(second)
    assert (first.checked_on, first.checked_how, first.checked_by) == (ago(0), "called", "marie")
    assert first.evidence_url == "https://example.org/contact"
    assert first.number == "+18883737888"
    assert Check.objects.get().outcome == "confirmed"
    assert first not in Channel.objects.due()


def test_could_not_reach_leaves_the_day_and_counts_the_attempts(writer):
    channel = builders.channel(checked_on="2018")
    tried(channel, "confirmed", days=30)
    tried(channel, days=2)

    response = record(writer, channel, "unreachable", note="Busy.")

    channel.refresh_from_db()
    assert response["Location"] == DUE
    assert channel.checked_on == "2018"
    assert (channel.attempts, Channel.objects.due().get().attempts) == (2, 2)


def test_what_was_tried_today_comes_last(writer):
    first, second = builders.channel(checked_on="2018"), builders.channel(checked_on="2019")

    record(writer, first, "unreachable")

    assert list(Channel.objects.due()) == [second, first]


def test_corrected_opens_the_form_and_what_is_written_there_waits(writer):
    channel = builders.channel(checked_on="2018", checked_how="document")

    response = record(writer, channel, "corrected", note="A message gives another number.")
    form = response["Location"]
    data = fields(writer.get(form))
    saved = writer.post(form, data | {"number": "+18002255324", "display": "", "_save": "1"})

    channel.refresh_from_db()
    change = ContactChange.objects.get()
    assert f"/channel/{channel.pk}/change/?check={Check.objects.get().pk}" in form
    assert data["reason"] == f"by calling ({ago(0)}), A message gives another number."
    assert saved["Location"] == DUE
    assert (channel.number, channel.checked_on, channel.checked_how) == ("+18883737888", "2018", "document")
    assert (change.new["number"], change.new["checked_on"], change.new["checked_by"]) == (
        "+18002255324", ago(0), "marie",
    )  # fmt: skip


def test_country_of_the_list_is_kept_from_one_screen_to_the_next(writer):
    country = builders.united_states()
    first, second = (
        builders.channel(checked_on=day, service=builders.service(country=country)) for day in ("2017", "2018")
    )
    builders.channel(checked_on="2017-06")

    response = record(writer, first, "unreachable", "?country=USA")
    last = record(writer, second, "unreachable", "?country=USA")

    assert response["Location"] == screen(second) + "?country=USA"
    assert last["Location"] == screen(first) + "?country=USA"


def test_screen_has_all_that_a_caller_needs(writer, language):
    channel = builders.channel(
        service=builders.service(name_en="The line", name_fr="La ligne"),
        hours="always", checked_on="2018-06", staff_note="Ask for the director.",
    )  # fmt: skip
    channel.languages.add(builders.language_spoken())
    tried(channel)

    page = BeautifulSoup(writer.get(screen(channel, language)).content, "html.parser")

    text = " ".join(page.select_one("#content-main").get_text(" ").split())
    wanted = {
        "en": ["Is this The line?", "French", "24 hours a day, 7 days a week", "June 2018", "could not reach it"],
        "fr": ["Est-ce bien", "français", "24 heures sur 24", "juin 2018", "injoignable"],
    }[language]
    assert [words for words in [*wanted, "Ask for the director."] if words not in text] == []
    assert page.select_one(".to-call a")["href"] == "tel:+18883737888"
    buttons = [button["value"] for button in page.select("button[name=outcome]")]
    assert buttons == ["confirmed", "corrected", "unreachable"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": "2999-01-01"}, "on"),
        ({"on": "yesterday"}, "on"),
        ({"how": "unknown"}, "how"),
        ({"evidence_url": "no address"}, "evidence_url"),
        ({"note": "x" * 401}, "note"),
    ],
)
def test_bad_answers_are_refused_and_nothing_is_recorded(writer, said, field):
    channel = builders.channel(checked_on="2018")

    response = record(writer, channel, "confirmed", **said)

    channel.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert (channel.checked_on, Check.objects.count()) == ("2018", 0)


def test_answer_without_an_outcome_is_refused(writer):
    channel = builders.channel(checked_on="2018")

    for outcome in ("", "maybe"):
        assert record(writer, channel, outcome).status_code == 200

    assert not Check.objects.exists()


def test_translator_sees_the_list_and_checks_nothing(client, db):
    channel = builders.channel(checked_on="2018")
    client.force_login(builders.staff("translator"))

    assert len(listed(client)) == 1
    assert client.get(screen(channel)).status_code == 403
    assert record(client, channel, "confirmed").status_code == 403


@pytest.mark.parametrize("number", ["999999", "9" * 30, "abc"])
def test_channel_that_does_not_exist_is_not_found(writer, number):
    assert writer.get(f"/en/admin/hotlines/check/due/{number}/").status_code in {302, 404}


@pytest.mark.parametrize("number", ["0", "9" * 30, "abc", "²", ""])
def test_form_of_a_channel_opens_whatever_check_is_asked_for(writer, number):
    channel = builders.channel(checked_on="2018")

    data = fields(writer.get(f"/en/admin/hotlines/channel/{channel.pk}/change/?check={number}"))

    assert (data["checked_on"], data["reason"]) == ("2018", "")


def test_log_is_read_and_not_edited(writer):
    check = tried(builders.channel())

    assert writer.get("/en/admin/hotlines/check/").status_code == 200
    assert writer.get("/en/admin/hotlines/check/add/").status_code == 403
    assert writer.post(f"/en/admin/hotlines/check/{check.pk}/change/", {"outcome": "confirmed"}).status_code == 403
    assert Check.objects.get().outcome == "unreachable"


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), [("outcome", "maybe"), ("how", "unknown"), ("by", "")])
def test_the_database_refuses_a_check_that_says_nothing(field, value):
    check = tried(builders.channel())
    setattr(check, field, value)

    with pytest.raises(IntegrityError):
        check.save()


def test_first_page_says_how_many_are_due(writer, language):
    builders.channel(checked_on="2018")

    html = writer.get(f"/{language}/admin/").content.decode()

    assert f'href="/{language}/admin/hotlines/check/due/"' in html


def emergency(letters, **said):
    """The emergency number of a country of its own, by the letters of its code."""
    return builders.emergency_number(country=builders.country(key=f"Z{letters}", iso2=letters), **said)


def test_emergency_numbers_are_listed_never_checked_first_with_a_link_to_their_form(writer, language):
    late = builders.emergency_number(country=builders.united_states(), numbers=["911"], checked_on="2018-06")
    unknown = builders.emergency_number(numbers=["17", "112"], checked_on="")
    emergency("ZA", checked_on=ago(10))
    emergency("ZB", checked_on="2018", status="draft")
    address = DUE.replace("/en/", f"/{language}/")

    page = BeautifulSoup(writer.get(address).content, "html.parser")
    narrowed = listed(writer, address + "?country=USA")

    links = [link["href"] for link in page.select("#emergency th a")]
    assert links == [f"/{language}/admin/hotlines/emergencynumber/{row.pk}/change/" for row in (unknown, late)]
    words = {"en": "compare them with an official page", "fr": "comparez-les à une page officielle"}[language]
    assert words in page.select_one("#emergency caption").get_text(" ", strip=True)
    assert page.select_one("#country option[value=USA]")
    assert len(narrowed) == 1
    assert {"en": "United States 911 June 2018 June 1, 2019", "fr": "États-Unis 911 juin 2018"}[language] in narrowed[0]
    assert f"/{language}/admin/hotlines/check/due/#emergency" in writer.get(f"/{language}/admin/").content.decode()


def test_translator_sees_the_emergency_numbers_without_a_link(client, db):
    builders.emergency_number(checked_on="2018")
    client.force_login(builders.staff("translator"))

    assert len(listed(client)) == 1
    assert "emergencynumber/" not in str(BeautifulSoup(client.get(DUE).content, "html.parser").select_one("#emergency"))


def test_queries_do_not_grow_with_what_is_due(writer, django_assert_max_num_queries):
    def queries(address):
        with django_assert_max_num_queries(30) as captured:
            writer.get(address)
        return len(captured)

    channel = builders.channel(checked_on="2018", service=builders.service(country=builders.united_states()))
    tried(channel)
    builders.emergency_number(checked_on="2018")
    queries(DUE)
    with_one = queries(DUE), queries(screen(channel))
    for letters in ("ZA", "ZB", "ZC", "ZD", "ZE"):
        tried(builders.channel(checked_on="2018", service=builders.service(country=channel.service.country)))
        emergency(letters, checked_on="2018")

    assert (queries(DUE), queries(screen(channel))) == with_one


def due(*arguments):
    out = StringIO()
    try:
        call_command("hotlines_due", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.django_db
def test_command_is_silent_when_nothing_is_due():
    builders.channel(checked_on=ago(10))

    assert due() == (0, "")


@pytest.mark.django_db
def test_command_lists_what_is_due_in_either_language():
    channel = builders.channel(checked_on="2018-06", service=builders.service(country=builders.united_states()))
    tried(channel)

    code, english = due()
    french = due("--language", "fr")[1]

    header, line = (row.split("\t") for row in english.splitlines())
    assert code == 1
    assert line == [
        "2018-06", "2019-06-01", "1", "sees it", "1-888-373-7888", "Call", "A line", "United States", channel.key,
    ]  # fmt: skip
    assert len(header) == len(line)
    assert "Une ligne\tÉtats-Unis" in french


@pytest.mark.django_db
def test_command_lists_emergency_numbers_after_the_contacts():
    builders.emergency_number(key="zz", country=builders.united_states(), numbers=["911", "112"], checked_on="2018-06")
    emergency("ZA", checked_on=ago(10))
    emergency("ZB", checked_on="2018", status="draft")

    code, english = due()
    french = due("--language", "fr")[1]

    header, line = (row.split("\t") for row in english.splitlines())
    assert code == 1
    assert line == ["2018-06", "2019-06-01", "–", "sees it", "911, 112", "Emergency number", "–", "United States", "zz"]
    assert len(header) == len(line)
    assert "Numéro d’urgence\t–\tÉtats-Unis" in french
    assert due("--days", "360")[1].count("Emergency number") == 2


@pytest.mark.django_db
def test_command_looks_ahead():
    builders.channel(checked_on=ago(360))

    assert due()[0] == 0
    assert due("--days", "10")[0] == 1


@pytest.mark.parametrize("wrong", [["--days", "-1"], ["--days", "soon"], ["--days", "999999"], ["--language", "de"]])
def test_command_refuses_what_it_cannot_read(wrong):
    with pytest.raises(CommandError):
        call_command("hotlines_due", *wrong)


@pytest.mark.django_db
def test_command_says_that_it_cannot_tell_when_the_database_is_gone():
    def fail(*arguments):
        raise DatabaseError("the database is gone")

    with connection.execute_wrapper(fail), pytest.raises(CommandError, match="does not answer") as failed:
        call_command("hotlines_due")

    assert failed.value.returncode == 2
