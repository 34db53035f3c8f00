"""A number, hours or who is told of something public wait for a second person; nothing leads around it."""

import datetime

import pytest
from bs4 import BeautifulSoup

from hotlines.models import Channel, ContactChange, EmergencyNumber
from tests import builders
from tests.hotlines.changing import NEW, asked, decide, form_of
from tests.publishing.admin_forms import errors_at, fields, submit


@pytest.mark.parametrize("role", ["writer", "publisher"])
def test_new_number_of_a_public_channel_waits_and_the_old_one_stands(enter, role):
    channel = builders.channel()
    client = enter(role)

    submit(client, form_of(channel), **NEW, reason="The site says so.", note_en="Free", note_fr="Gratuit")

    channel.refresh_from_db()
    change = ContactChange.objects.get()
    assert (channel.number, channel.display, channel.note_en) == ("+18883737888", "1-888-373-7888", "Free")
    assert (change.old["number"], change.new["number"]) == ("+18883737888", "+18002255324")
    assert (change.state, change.reason, change.asked_by_id) == ("waiting", "The site says so.", client_user(client))
    assert client.get(channel.service.get_absolute_url()).content.decode().count("1-800-225-5324") == 0


def client_user(client):
    return int(client.session["_auth_user_id"])


def test_writer_proposes_and_a_publisher_accepts(enter):
    channel = builders.channel()
    submit(enter("writer"), form_of(channel), **NEW, reason="The site says so.")
    publisher = builders.staff("publisher", username="second")

    decide(enter("publisher", publisher), ContactChange.objects.get(), "accept")

    channel.refresh_from_db()
    change = ContactChange.objects.get()
    assert channel.number == "+18002255324"
    assert (change.state, change.decided_by) == ("accepted", publisher)
    assert channel.history.latest().history_user == publisher
    assert "accepted by second" in channel.history.latest().history_change_reason


def test_change_without_a_reason_is_refused_next_to_it(enter):
    channel = builders.channel()

    response = submit(enter("writer"), form_of(channel), **NEW)

    assert errors_at(response, "reason") == ["Say why: a second person decides, and this is what they read."]
    assert not ContactChange.objects.exists()


def test_change_of_another_person_must_be_decided_first(enter):
    channel = builders.channel()
    asked(channel, NEW, by=builders.staff("writer", username="first"))

    response = submit(enter("writer"), form_of(channel), number="+18444384453", display="", reason="Another site.")

    assert "A change asked for by first on" in errors_at(response, "reason")[0]
    assert ContactChange.objects.get().new["number"] == "+18002255324"


def test_what_needs_nobody_else_is_saved_while_a_change_waits(enter):
    channel = builders.channel()
    asked(channel, NEW)

    submit(enter("writer"), form_of(channel), cost="free")

    channel.refresh_from_db()
    assert (channel.cost, channel.number) == ("free", "+18883737888")


def test_new_edit_amends_ones_own_change_and_loses_nothing_of_it(enter):
    channel = builders.channel()
    writer = builders.staff("writer")
    asked(channel, NEW, by=writer)

    submit(enter("writer", writer), form_of(channel), hours="always", reason="They said so on the telephone.")

    change = ContactChange.objects.get()
    assert change.new == NEW | {"hours": "always"}
    assert change.old == {"number": "+18883737888", "display": "1-888-373-7888", "hours": "unknown"}
    assert change.reason == "They said so on the telephone."


def test_form_of_who_asked_shows_what_waits_and_keeps_it(enter, language):
    channel, writer = builders.channel(checked_on="2018"), builders.staff("writer")
    wanted = NEW | {"checked_on": "2026-01-15"}
    change = asked(channel, wanted, by=writer)
    client = enter("writer", writer)

    page = client.get(form_of(channel, language))
    shown, heading = fields(page), BeautifulSoup(page.content, "html.parser").select_one("#content h2").text
    others = fields(enter("writer").get(form_of(channel, language)))
    submit(enter("writer", writer), form_of(channel, language), number="+18444384453", display="")

    amended = ContactChange.objects.get()
    assert {name: shown[name] for name in (*wanted, "reason")} == wanted | {"reason": "The site says so."}
    assert (others["number"], others["checked_on"], others["reason"]) == ("+18883737888", "2018", "")
    assert amended.new == wanted | {"number": "+18444384453", "display": ""}
    assert amended.asked_at > change.asked_at
    assert "1-888-373-7888" in heading


def test_saving_the_form_as_it_is_leaves_the_change_as_it_waits(enter):
    channel, writer = builders.channel(), builders.staff("writer")
    change = asked(channel, NEW, by=writer)

    submit(enter("writer", writer), form_of(channel), cost="free")

    channel.refresh_from_db()
    assert channel.cost == "free"
    assert ContactChange.objects.get().asked_at == change.asked_at


def test_fact_that_is_given_its_public_value_again_is_not_asked_for_any_more(enter):
    channel, writer = builders.channel(), builders.staff("writer")
    asked(channel, NEW | {"hours": "always"}, by=writer)
    client = enter("writer", writer)

    submit(client, form_of(channel), hours="unknown")
    kept = ContactChange.objects.get().new
    submit(client, form_of(channel), number=channel.number, display=channel.display, reason="")

    assert kept == NEW
    assert ContactChange.objects.get().state == "withdrawn"


def test_form_that_was_opened_before_one_asked_takes_nothing_back(enter):
    channel, writer = builders.channel(), builders.staff("writer")
    client = enter("writer", writer)
    data = fields(client.get(form_of(channel)))
    asked(channel, NEW, by=writer)

    client.post(form_of(channel), data | {"hours": "always", "reason": "They said so.", "_save": "1"})

    assert ContactChange.objects.get().new == NEW | {"hours": "always"}


def test_publisher_shows_at_once_what_cannot_wait_and_a_second_confirms(enter):
    channel = builders.channel()

    submit(enter("publisher"), form_of(channel), **NEW, reason="The old number reaches a stranger.", urgent="on")

    channel.refresh_from_db()
    change = ContactChange.objects.get()
    assert (channel.number, change.state, change.decided_by) == ("+18002255324", "urgent", None)
    decide(enter("publisher"), change, "accept")
    change.refresh_from_db()
    assert change.state == "confirmed"


def test_writer_cannot_show_at_once(enter):
    channel = builders.channel()

    submit(enter("writer"), form_of(channel), **NEW, reason="Quick.", urgent="on")

    channel.refresh_from_db()
    assert (channel.number, ContactChange.objects.get().state) == ("+18883737888", "waiting")


def test_new_channel_is_a_draft_until_a_second_person_publishes_it(enter):
    service = builders.service(key="us-nhth", country=builders.united_states())
    path = f"/en/admin/hotlines/channel/add/?service={service.pk}"
    client = enter("publisher")
    data = {"kind": "call", "number": "+18883737888", "confidence": "high", "status": "published"}

    client.post(path, fields(client.get(path)) | data | {"reason": "New line."})

    channel, change = Channel.objects.get(), ContactChange.objects.get()
    assert channel.status == "draft"
    assert (change.old["status"], change.new["status"], change.new["number"]) == ("draft", "published", "+18883737888")
    decide(enter("publisher"), change, "accept")
    channel.refresh_from_db()
    assert channel.status == "published"


def test_draft_that_changed_since_it_was_shown_is_not_published(enter):
    channel = builders.channel(status="draft")
    change = asked(channel, {"status": "published"})
    channel.number, channel.display = "+18002255324", ""
    channel.save()

    decide(enter("publisher"), change, "accept")

    channel.refresh_from_db()
    assert channel.status == "draft"


def test_writer_asks_for_a_draft_to_be_published(enter):
    channel = builders.channel(status="draft")

    submit(enter("writer"), form_of(channel), status="published", reason="Checked by telephone.")

    channel.refresh_from_db()
    assert (channel.status, ContactChange.objects.get().new["status"]) == ("draft", "published")


def test_writer_cannot_take_a_channel_off_the_site_and_a_publisher_can(enter):
    channel = builders.channel()

    submit(enter("writer"), form_of(channel), status="draft")
    channel.refresh_from_db()
    kept = channel.status
    submit(enter("publisher"), form_of(channel), status="draft")

    channel.refresh_from_db()
    assert (kept, channel.status) == ("published", "draft")


def test_unpublishing_editing_and_publishing_again_is_no_way_around(enter):
    channel = builders.channel()
    client = enter("publisher")

    submit(client, form_of(channel), **NEW, status="draft")
    submit(client, form_of(channel), status="published", reason="It is right.")

    channel.refresh_from_db()
    assert (channel.number, channel.status) == ("+18002255324", "draft")


PERIODS = {
    "periods-TOTAL_FORMS": "1",
    "periods-0-weekday": "0",
    "periods-0-opens": "09:00",
    "periods-0-closes": "17:00",
    "periods-0-id": "",
}


def test_new_hours_wait_and_are_applied_whole(enter):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")
    channel.periods.create(weekday=6, opens=datetime.time(8), closes=datetime.time(9))
    new = PERIODS | {"periods-TOTAL_FORMS": "2", "periods-0-DELETE": "on", "periods-1-weekday": "0"}
    new |= {"periods-1-opens": "09:00", "periods-1-closes": "17:00", "periods-1-id": ""}
    del new["periods-0-id"], new["periods-0-weekday"], new["periods-0-opens"], new["periods-0-closes"]

    submit(
        enter("writer"),
        form_of(channel),
        **new,
        **{"periods-1-channel": str(channel.pk)},
        time_zone="Europe/Brussels",
        reason="New hours on their site.",
    )

    assert [str(period) for period in channel.periods.all()] == ["Sunday 08:00-09:00"]
    decide(enter("publisher"), ContactChange.objects.get(), "accept")
    channel.refresh_from_db()
    assert [str(period) for period in channel.periods.all()] == ["Monday 09:00-17:00"]
    assert channel.time_zone == "Europe/Brussels"


def test_new_hours_need_a_reason_and_the_turn_of_nobody_else(enter):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")
    new = PERIODS | {"periods-0-channel": str(channel.pk)}

    silent = submit(enter("writer"), form_of(channel), **new)
    asked(channel, NEW, by=builders.staff("writer", username="first"))
    second = submit(enter("writer"), form_of(channel), **new, reason="New hours.")

    assert "Say why: a second person decides" in silent.content.decode()
    assert "A change asked for by first" in second.content.decode()
    assert not channel.periods.exists()


def test_who_is_told_waits_in_both_languages_and_then_moves_the_translation_state(enter):
    service = builders.service(who_is_told_en="<p>Nobody.</p>", who_is_told_fr="<p>Personne.</p>")

    submit(
        enter("translator"),
        form_of(service),
        who_is_told_fr="<p>Personne, sauf danger.</p>",
        name_fr="Une autre ligne",
        reason="Their page says so.",
    )

    service.refresh_from_db()
    assert (service.who_is_told_fr, service.name_fr) == ("<p>Personne.</p>", "Une autre ligne")
    decide(enter("publisher"), ContactChange.objects.get(), "accept")
    service.refresh_from_db()
    assert service.who_is_told_fr == "<p>Personne, sauf danger.</p>"
    assert service.translation_state("en") == "outdated"


def test_emergency_numbers_wait_too(enter):
    emergency = EmergencyNumber.objects.create(
        key="hti", country=builders.country(), numbers=["114"], source=builders.source(), status="published"
    )

    submit(enter("writer"), form_of(emergency), numbers="114, 118", reason="A second source.")

    emergency.refresh_from_db()
    assert emergency.numbers == ["114"]
    decide(enter("publisher"), ContactChange.objects.get(), "accept")
    emergency.refresh_from_db()
    assert emergency.numbers == ["114", "118"]


def test_bringing_an_old_version_back_is_no_way_around(enter):
    channel = builders.channel(**NEW, note_en="First", note_fr="D’abord")
    channel.number, channel.display, channel.note_en = "+18883737888", "1-888-373-7888", "Second"
    channel.save()
    old = channel.history.earliest()
    client = enter("publisher")
    version = f"/en/admin/hotlines/channel/{channel.pk}/history/{old.pk}/"

    silent = submit(client, version)
    submit(client, version, reason="The old number is right after all.")

    channel.refresh_from_db()
    assert errors_at(silent, "reason") != []
    assert (channel.number, channel.note_en) == ("+18883737888", "First")
    assert ContactChange.objects.get().new["number"] == "+18002255324"


def test_bringing_a_deleted_channel_back_makes_a_draft(enter):
    channel = builders.channel()
    version = f"/en/admin/hotlines/channel/{channel.pk}/history/{channel.history.get().pk}/"
    channel.delete()

    submit(enter("publisher"), version, reason="Deleted by mistake.")

    assert Channel.objects.get().status == "draft"
    assert ContactChange.objects.get().new["status"] == "published"


def test_actions_of_the_list_leave_what_waits_alone(enter):
    channel = builders.channel(note_en="Free", note_fr="Gratuit", revision_en=2)
    asked(channel, NEW)
    data = {"action": "confirm_fr", "_selected_action": [str(channel.pk)], "number": "+18002255324"}

    enter("publisher").post("/en/admin/hotlines/channel/", data)

    channel.refresh_from_db()
    assert (channel.number, channel.translation_state("fr")) == ("+18883737888", "complete")


def test_form_says_what_waits(enter, language):
    channel = builders.channel()
    asked(channel, NEW, by=builders.staff("writer", username="first"), reason="Seen on the site.")

    html = " ".join(enter("translator").get(form_of(channel, language)).content.decode().split())

    assert {
        "en": "from “+18883737888” to “+18002255324”",
        "fr": "de « +18883737888 » à « +18002255324 »",
    }[language] in html.replace("\u00a0", " ")
    assert "first" in html
    assert "Seen on the site." in html
