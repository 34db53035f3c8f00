"""A wrong number is refused with a sentence that says why, next to the field it is about."""

import pytest

from hotlines.models import Channel, EmergencyNumber, Service
from tests import builders
from tests.publishing.admin_forms import errors_at, fields, submit


@pytest.fixture(autouse=True)
def publisher(db, client):
    client.force_login(builders.staff("publisher"))


def change(row, language="en"):
    return f"/{language}/admin/hotlines/{row._meta.model_name}/{row.pk}/change/"


def test_number_that_does_not_spell_its_letters_is_refused(client):
    channel = builders.channel(
        kind="text", number="233733", short_code_country=builders.united_states(), vanity="BEFREE"
    )

    response = submit(client, change(channel), number="2333733", vanity="BEFREE")

    channel.refresh_from_db()
    assert response.status_code == 200
    assert errors_at(response, "vanity") == [
        "The letters BEFREE dial 233733, but the number is 2333733. One of the two is wrong."
    ]
    assert channel.number == "233733"


def test_short_code_that_does_not_spell_its_letters_is_refused_with_both(client):
    channel = builders.channel(kind="text", number="233733", short_code_country=builders.united_states())

    response = submit(client, change(channel), number="233734", vanity="BEFREE")

    assert errors_at(response, "vanity") == [
        "The letters BEFREE dial 233733, but the number is 233734. One of the two is wrong."
    ]


def test_number_of_another_country_is_refused(client):
    channel = builders.channel(service=builders.service(country=builders.united_states()))

    response = submit(client, change(channel), number="+33144527777", display="")

    assert errors_at(response, "number") == ["+33144527777 is a number of FR, but the service is in US."]


@pytest.mark.parametrize("number", ["888-373-7888", "+1888373788", "call me", "+1 888 373 7888", "\0"])
def test_what_is_no_number_is_refused(client, language, number):
    channel = builders.channel()

    response = submit(client, change(channel, language), number=number)

    channel.refresh_from_db()
    assert errors_at(response, "number") != []
    assert channel.number == "+18883737888"


def test_short_code_without_its_country_is_refused(client):
    channel = builders.channel()

    response = submit(client, change(channel), number="233733", display="")

    assert errors_at(response, "number") == ["The short code 233733 needs its country: it works nowhere else."]


def test_call_without_a_number_is_refused_next_to_its_kind(client):
    channel = builders.channel()

    response = submit(client, change(channel), number="", display="")

    assert len(errors_at(response, "kind")) == 1


def test_low_confidence_cannot_be_published(client):
    channel = builders.channel(confidence="low", status="draft")

    response = submit(client, change(channel), status="published")

    assert errors_at(response, "confidence") == [
        "Only a contact of high or medium confidence may be published: verify it first."
    ]


def test_unknown_time_zone_is_refused(client):
    channel = builders.channel()

    response = submit(client, change(channel), time_zone="Paris")

    assert errors_at(response, "time_zone") == ["This time zone does not exist: write it as Europe/Brussels."]


def test_hours_are_written_in_the_form_of_the_channel(client):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris", status="draft")

    submit(
        client,
        change(channel),
        **{
            "periods-TOTAL_FORMS": "1",
            "periods-0-weekday": "0",
            "periods-0-opens": "09:00",
            "periods-0-closes": "17:00",
            "periods-0-id": "",
            "periods-0-channel": str(channel.pk),
        },
    )

    assert [str(period) for period in channel.periods.all()] == ["Monday 09:00-17:00"]


def test_hours_that_end_before_they_begin_are_refused(client):
    channel = builders.channel(hours="periods", time_zone="Europe/Paris")

    response = submit(
        client,
        change(channel),
        **{
            "periods-TOTAL_FORMS": "1",
            "periods-0-weekday": "0",
            "periods-0-opens": "22:00",
            "periods-0-closes": "06:00",
            "periods-0-id": "",
            "periods-0-channel": str(channel.pk),
        },
    )

    assert "A period must open before it closes; cut a night in two at midnight." in response.content.decode()
    assert channel.periods.count() == 0


def test_service_lists_its_channels_and_offers_one_more(client):
    channel = builders.channel()

    html = client.get(change(channel.service)).content.decode()

    assert f'href="/en/admin/hotlines/channel/{channel.pk}/change/"' in html
    assert f'href="/en/admin/hotlines/channel/add/?service={channel.service.pk}"' in html


def test_service_without_a_purpose_is_refused_next_to_the_first(client):
    service = builders.service()

    response = submit(client, change(service), for_help=None)

    assert errors_at(response, "for_help") == ["Tick at least one purpose."]
    assert Service.objects.get().for_help


def test_check_filter_finds_old_and_undated_checks(client):
    builders.channel(key="old/call", checked_on="2020-01")
    builders.channel(key="undated/call", checked_on="")
    builders.channel(key="fresh/call", checked_on="2999-01-01")

    html = client.get("/en/admin/hotlines/channel/?check=overdue").content.decode()

    assert "old/call" in html
    assert "undated/call" in html
    assert "fresh/call" not in html


def test_emergency_numbers_are_written_with_commas(client):
    data = fields(client.get("/en/admin/hotlines/emergencynumber/add/")) | {
        "country": str(builders.country().pk),
        "source": str(builders.source().pk),
        "status": "draft",
    }

    refused = client.post("/en/admin/hotlines/emergencynumber/add/", data | {"numbers": "114, police"})
    client.post("/en/admin/hotlines/emergencynumber/add/", data | {"numbers": "114, 118"})

    assert errors_at(refused, "numbers") == [
        "“police” is not a number that can be dialed: write digits only, such as 112."
    ]
    assert EmergencyNumber.objects.get().numbers == ["114", "118"]
    assert EmergencyNumber.objects.get().key == "hti"


def test_new_channel_gets_its_key_from_its_service(client):
    service = builders.service(key="us-nhth", country=builders.united_states())
    path = f"/en/admin/hotlines/channel/add/?service={service.pk}"

    client.post(path, fields(client.get(path)) | {"kind": "call", "number": "+18883737888", "confidence": "high"})

    assert Channel.objects.get().key == "us-nhth/call"
