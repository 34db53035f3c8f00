"""Search engines are told of contacts that changed (decision 0017): what is sent, to a real server of our own."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from publishing import indexnow
from tests import builders

pytestmark = pytest.mark.django_db

KEY = "0123456789-abcDEF"


class Engine:
    """A search engine: what it was told, and what it answers."""

    def __init__(self):
        self.told = []
        self.status = 200
        engine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                engine.told.append((self.path, dict(self.headers), json.loads(body)))
                self.send_response(engine.status)
                if engine.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self):
                engine.told.append((self.path, dict(self.headers), None))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/indexnow"

    @property
    def pages(self):
        """The addresses of each request."""
        return [told["urlList"] for _path, _headers, told in self.told]


@pytest.fixture
def engine(settings, tmp_path):
    found = Engine()
    thread = threading.Thread(target=found.server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    settings.INDEXNOW_ENDPOINT, settings.INDEXNOW_KEY, settings.VAR_DIR = found.address, KEY, tmp_path
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture
def line(clock):
    """A public line of Haiti, which was there before anybody was told of anything."""
    return builders.channel(service=builders.service(country=builders.country(), key="ht-line"))


def run():
    call_command("hotlines_indexnow")


def later(clock, seconds=600):
    clock.shift(seconds)


def changed(channel, number="+18002255324"):
    channel.number, channel.display = number, ""
    channel.save()


def addresses(service):
    """Return the pages of a line and of its country."""
    found = []
    for code in ("en", "fr"):
        with translation.override(code):
            found += [service.get_absolute_url(), reverse("hotlines:country", args=[service.country.slug])]
    return [f"http://testserver{address}" for address in found]


@pytest.fixture
def told(engine, line, clock):
    """A site that ran the command once already."""
    later(clock)
    run()
    later(clock)
    return engine


def test_without_a_key_nothing_is_sent_nor_kept(engine, line, clock, settings):
    settings.INDEXNOW_KEY = ""
    for _time in range(2):
        later(clock)
        changed(line, f"+1800225532{_time}")
        later(clock)
        run()

    assert engine.told == []
    assert list(Path(settings.VAR_DIR).iterdir()) == []


def test_first_run_notes_the_time_and_sends_nothing(engine, line, clock, settings):
    later(clock)

    run()

    assert engine.told == []
    assert Path(settings.VAR_DIR, "indexnow-told-until").read_text() == "2026-11-23T13:10:00+00:00"


def test_pages_of_a_contact_that_changed_are_told_once_in_both_languages(told, line, clock):
    changed(line)
    later(clock)
    run()
    later(clock)
    run()

    ((path, headers, body),) = told.told
    assert path == "/indexnow"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert sorted(body) == ["host", "key", "keyLocation", "urlList"]
    assert (body["host"], body["key"]) == ("testserver", KEY)
    assert body["keyLocation"] == f"http://testserver/{KEY}.txt"
    assert sorted(body["urlList"]) == sorted(addresses(line.service))


def test_many_changes_are_one_request(told, line, clock):
    for number in range(20):
        builders.channel(
            service=builders.service(country=line.service.country), number=f"+180022553{number:02}", display=""
        )
    later(clock)

    run()

    assert [len(pages) for pages in told.pages] == [2 * (20 + 1)]


def test_what_changed_in_one_language_only_is_told(told, line, clock):
    line.hours_note_fr, line.hours_note_en = "Le soir.", "Evenings."
    line.save()
    later(clock)
    run()
    later(clock)
    line.hours_note_fr = "Le soir seulement."
    line.save()
    later(clock)

    run()

    assert len(told.told) == 2


def test_a_change_waits_until_its_transaction_must_have_ended(told, line, clock):
    changed(line)
    later(clock, 60)
    run()
    before = len(told.told)
    later(clock, 300)
    run()

    assert (before, len(told.told)) == (0, 1)


def test_nothing_of_a_draft_is_ever_told(told, line, clock):
    hidden = builders.service(
        key="hidden", status="draft", country=line.service.country, slug_en="secret", slug_fr="secret"
    )
    channel = builders.channel(service=hidden)
    builders.channel(service=line.service, status="draft")
    later(clock)
    changed(channel)
    later(clock)

    run()

    assert told.told == []


def test_of_a_line_that_ceased_only_the_page_of_its_country_is_told(told, line, clock):
    builders.channel(service=builders.service(country=line.service.country))
    later(clock)
    run()
    told.told.clear()
    line.service.status, line.service.slug_en = "draft", "a-slug-of-a-draft"
    line.service.save()
    later(clock)

    run()

    (pages,) = told.pages
    assert pages == [
        f"http://testserver{path}" for path in ("/en/get-help/in/haiti/", "/fr/obtenir-de-l-aide/pays/haiti/")
    ]


def test_a_contact_that_goes_by_its_date_is_told_although_nobody_saves_it(told, line, clock, settings):
    line.checked_on = "2026-11-01"
    line.save()
    builders.channel(service=builders.service(country=line.service.country), checked_on="2026-11-20")
    later(clock)
    run()
    told.told.clear()
    clock.shift((settings.HOTLINE_HIDE_DAYS - 10) * 86400)

    run()

    (pages,) = told.pages
    assert "http://testserver/en/get-help/in/haiti/" in pages
    assert not [page for page in pages if line.service.slug_en in page.split("/")]


def test_an_emergency_number_that_changed_tells_the_page_of_its_country(told, line, clock):
    country = line.service.country
    builders.emergency_number(country=country, source=builders.source(), numbers=["114"], status="published")
    later(clock)

    run()

    (pages,) = told.pages
    assert sorted(pages) == sorted(address for address in addresses(line.service) if "haiti" in address)


@pytest.mark.parametrize("status", [302, 400, 403, 404, 422, 429, 500])
def test_a_refusal_is_said_and_tried_again(told, line, clock, status, caplog):
    changed(line)
    later(clock)
    told.status = status

    with pytest.raises(CommandError, match=str(status)):
        run()
    told.status = 202
    later(clock)
    run()

    first, second = told.pages
    assert first == second
    assert [record.levelname for record in caplog.records if record.name.startswith("hotlines")] == ["ERROR"]
    assert KEY not in caplog.text


def test_a_server_that_does_not_answer_is_given_up_after_a_while(told, line, clock, settings, monkeypatch):
    monkeypatch.setattr(indexnow, "_SECONDS", 0.2)
    changed(line)
    later(clock)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(CommandError, match="timed out"):
            run()
    settings.INDEXNOW_ENDPOINT = told.address
    later(clock)

    run()

    assert len(told.told) == 1


def test_a_network_that_is_down_breaks_no_save_and_loses_no_change(told, line, clock, settings):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nowhere = f"http://127.0.0.1:{gone.getsockname()[1]}/"
    settings.INDEXNOW_ENDPOINT = nowhere
    changed(line)
    later(clock)

    with pytest.raises(CommandError, match="refused"):
        run()

    line.refresh_from_db()
    assert line.number == "+18002255324"
    settings.INDEXNOW_ENDPOINT = told.address
    run()
    assert len(told.told) == 1


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-23T13:00:00", "\x00"])
def test_a_broken_note_of_the_time_begins_with_now(told, line, clock, settings, text):
    Path(settings.VAR_DIR, "indexnow-told-until").write_text(text)
    changed(line)
    later(clock)

    run()
    later(clock)
    changed(line, "+18003255324")
    later(clock)
    run()

    assert len(told.told) == 1


def test_more_pages_than_one_request_may_hold_are_several(engine, settings, monkeypatch):
    monkeypatch.setattr(indexnow, "_MOST_AT_ONCE", 2)

    indexnow.tell(["a", "b", "c"])
    indexnow.tell([])

    assert engine.pages == [["a", "b"], ["c"]]


def test_a_save_by_staff_sends_nothing_by_itself(engine, line, enter):
    changed(line)
    enter("publisher").get("/en/admin/")

    assert engine.told == []


def test_the_key_is_shown_only_when_it_is_set(client, settings):
    settings.INDEXNOW_KEY = ""
    off = client.get(f"/{KEY}.txt").status_code
    settings.INDEXNOW_KEY = KEY
    on = client.get(f"/{KEY}.txt")

    assert off == 404
    assert (on.status_code, on.content.decode(), on.headers["Content-Type"]) == (200, KEY, "text/plain; charset=utf-8")
    assert [client.get(path).status_code for path in ("/other-key.txt", "/.txt", f"/{KEY}.txt/")] == [404, 404, 404]
    assert client.get("/robots.txt").status_code == 200
