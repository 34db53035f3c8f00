import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    usa, haiti = builders.united_states(), builders.country()
    french = builders.language_spoken()
    american = builders.channel(
        service=builders.service(name_en="American line", name_fr="Ligne américaine", country=usa)
    )
    american.languages.add(french)
    haitian = builders.service(
        name_en="Haitian line", name_fr="Ligne haïtienne", country=haiti, for_help=False, for_report=True
    )
    builders.channel(service=haitian, kind="email", number="", display="", email="a@example.org")
    return american.service, haitian


def shown(client, **filters):
    html = client.get(reverse("hotlines:directory"), filters).content.decode()
    return "American line" in html or "Ligne américaine" in html, "Haitian line" in html or "Ligne haïtienne" in html


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, (True, True)),
        ({"country": "us"}, (True, False)),
        ({"country": "ht"}, (False, True)),
        ({"need": "help"}, (True, False)),
        ({"need": "report"}, (False, True)),
        ({"language": "fr"}, (True, False)),
        ({"channel": "email"}, (False, True)),
        ({"country": "us", "channel": "email"}, (False, False)),
        ({"unheard": "of"}, (True, True)),
    ],
)
def test_the_directory_is_narrowed_by_its_address(client, lines, language, filters, found):
    assert shown(client, **filters) == found


WRONG = [{"country": "xx"}, {"need": "money"}, {"language": "klingon"}, {"channel": "smoke"}]


@pytest.mark.parametrize("filters", WRONG)
def test_a_filter_that_is_none_gets_a_message_and_the_lines(client, lines, language, filters):
    response = client.get(reverse("hotlines:directory"), filters)

    html = response.content.decode()
    assert response.status_code == 400
    assert 'class="filters__error"' in html
    assert {"en": "American line", "fr": "Ligne américaine"}[language] in html


def test_what_is_not_known_is_said(client, language):
    service = builders.channel(service=builders.service()).service

    html = client.get(service.get_absolute_url()).content.decode().lower()

    assert {"en": "not known", "fr": "non connu"}[language] in html


def test_a_draft_line_has_no_page(client):
    assert client.get(builders.service(status="draft").get_absolute_url()).status_code == 404


def test_a_draft_channel_is_not_shown(client):
    service = builders.service()
    builders.channel(service=service, number="+18883737888", display="1-888-373-7888", status="draft", confidence="low")

    assert "373-7888" not in client.get(service.get_absolute_url()).content.decode()


def test_notes_to_staff_are_never_shown(client):
    service = builders.service(staff_note="ask Ann")
    builders.channel(service=service, staff_note="ask Bob")

    html = client.get(service.get_absolute_url()).content.decode()

    assert "ask Ann" not in html
    assert "ask Bob" not in html


def queries(client, address, capture):
    client.get(address)
    with capture() as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def capture():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("name", ["directory", "print"])
def test_the_lists_ask_as_much_of_the_database_for_ten_lines_as_for_one(client, capture, name):
    french = builders.language_spoken()
    usa = builders.united_states()

    def line():
        channel = builders.channel(service=builders.service(country=usa), source=builders.source())
        channel.languages.add(french)
        channel.service.sources.add(channel.source)

    line()
    one = queries(client, reverse(f"hotlines:{name}"), capture)
    for _ in range(9):
        line()

    assert queries(client, reverse(f"hotlines:{name}"), capture) == one
