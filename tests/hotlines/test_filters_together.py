"""Filters together: one channel answers them all, and the number beside each choice is what one finds behind it."""

import datetime
import itertools
import random

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from hotlines import hours, index
from hotlines.models import Channel, Service
from hotlines.open_lines import AT_ONCE
from tests import builders
from tests.hotlines.choices import offered

pytestmark = pytest.mark.django_db

MONDAY = datetime.datetime(2026, 11, 23, 13, 5, tzinfo=datetime.UTC)


@pytest.fixture
def line():
    """A line that speaks French by telephone, day and night and from abroad, and answers texts in English."""
    service = builders.service(key="line")
    call = builders.channel(service=service, hours="always", reachable_from_abroad="yes")
    call.languages.add(builders.language_spoken())
    text = builders.channel(
        service=service, kind="text", number="233733", display="", short_code_country=builders.united_states()
    )
    text.languages.add(builders.language_spoken(key="en", name_en="English", name_fr="anglais"))
    return service


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"channel": "call", "language": "fr"}, 1),
        ({"channel": "text", "language": "en"}, 1),
        ({"channel": "text", "language": "fr"}, 0),
        ({"channel": "call", "open": "now"}, 1),
        ({"channel": "text", "open": "now"}, 0),
        ({"channel": "text", "abroad": "yes"}, 0),
        ({"language": "en", "abroad": "yes"}, 0),
        ({"channel": "call", "need": "danger"}, 1),
        ({"channel": "text", "need": "danger"}, 0),
        ({"channel": "text", "need": "help"}, 1),
    ],
)
def test_one_and_the_same_channel_answers_every_filter(client, line, language, filters, count):
    response = client.get(reverse("hotlines:directory"), filters)

    assert len(response.context["services"]) == count
    assert offered(response, "channel")[filters.get("channel", "")] == count


def test_a_line_with_many_channels_is_shown_and_counted_once(client):
    for _times in range(5):
        service = builders.service()
        for _channels in range(3):
            builders.channel(service=service)

    response = client.get(reverse("hotlines:directory"), {"channel": "call"})

    assert len(response.context["services"]) == 5
    assert offered(response, "channel") == dict.fromkeys(Channel.Kind.values, 0) | {"": 5, "call": 5}


def answers(channel, wishes, now):
    is_always = channel.hours == "always" and channel.kind in AT_ONCE
    service = channel.service
    country = service.country.iso2.lower() if service.country else "international"
    told = {
        "need": lambda need: (
            is_always and (service.for_help or service.for_children)
            if need == "danger"
            else getattr(service, f"for_{need}")
        ),
        "country": lambda code: code == country,
        "language": lambda key: key in {spoken.key for spoken in channel.spoken},
        "channel": lambda kind: kind == channel.kind,
        "open": lambda _now: is_always or (channel.kind in AT_ONCE and hours.state(channel, now, {}).is_open),
        "abroad": lambda _yes: channel.reachable_from_abroad == "yes",
    }
    return all(told[name](choice) for name, choice in wishes.items())


def test_every_number_beside_a_choice_is_what_the_database_says_of_it():
    call_command("make_services", services=120, countries=8, verbosity=0)
    with time_machine.travel(MONDAY, tick=False):
        known = index.current().at(MONDAY)
        channels = [
            channel
            for channel in Channel.objects.published().with_details().select_related("service__country")
            if channel.service.is_public
        ]
        for channel in channels:
            channel.spoken = [*channel.languages.all(), *channel.interpreter_languages.all()]

        def expected(wishes):
            return {channel.service_id for channel in channels if answers(channel, wishes, MONDAY)}

        chance = random.Random(4)
        for _times in range(60):
            names = chance.sample(list(known.sets), chance.randint(0, 3))
            wishes = {name: chance.choice(sorted(known.sets[name])) for name in names}
            assert set(known.ids_of(known.among(wishes))) == expected(wishes), wishes
            for name in known.sets:
                others = {other: choice for other, choice in wishes.items() if other != name}
                total, counts = known.counts(name, wishes)
                assert total == len(expected(others)), (wishes, name)
                for choice, count in itertools.islice(counts.items(), 12):
                    assert count == len(expected(others | {name: choice})), (wishes, name, choice)
    assert Service.objects.count() == 120
