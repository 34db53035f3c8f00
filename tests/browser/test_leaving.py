"""Leaving, in a Chromium that keeps pages in memory as a reader's does. Real windows of three engines: tests/exit."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation
from playwright.sync_api import Error

from publishing import guard, references

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("leaving")]

# Where the language changes nothing but the words.
IN_ONE_LANGUAGE = pytest.mark.parametrize("language", ["en"], indirect=True)
EXIT = {"en": "Leave this site", "fr": "Quitter ce site"}
_PLACE = b"<!doctype html><title>elsewhere</title><p>elsewhere"


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/favicon.ico":
            self.server.asked.append((self.path, self.headers.get("Referer")))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(_PLACE)))
        self.end_headers()
        self.wfile.write(_PLACE)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    """Another site, where readers come from and where the exit leads; `asked` keeps each request's path and Referer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        server.asked = []
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def remembering(browser_type, browser_type_launch_args):
    """Playwright switches the back/forward cache off; readers have it on."""
    launched = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield launched
    launched.close()


@pytest.fixture
def origin(site_content, live_server, elsewhere, settings):
    """The address of our origin, whose exit leads elsewhere."""
    elsewhere.asked.clear()
    settings.SITE_EXIT_URL = {code: f"{elsewhere.url}/target/{code}" for code in ("en", "fr")}
    # Another name than the other site's, or browsers take both for one site.
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def reader(remembering, origin, elsewhere, language):
    """A tab that came from the other site and has read three pages, with a fragment and a search."""
    with remembering.new_context() as context:
        page = context.new_page()
        page.goto(f"{elsewhere.url}/from")
        page.goto(f"{origin}/{language}/")
        _follow(page, f"{origin}{_address('page:understand')}")
        _follow(page, "#main")
        page.goto(f"{origin}{_address('to:search')}?q=passeport")
        yield page


def _address(reference):
    scheme, _colon, key = reference.partition(":")
    return references.addresses()[scheme][key]


def _follow(page, address):
    page.evaluate("address => { location.href = address }", address)
    page.wait_for_url(f"**{address.split('//')[-1].partition('/')[2] or address}")


def _leave(page, language):
    page.get_by_role("link", name=EXIT[language]).first.click()
    page.wait_for_url("**/target/*")


def _back(page, script="history.back()"):
    """Return (text, title) of what shows after Back, once the tab has come to rest."""
    page.evaluate(f"() => {{ setTimeout(() => {script}) }}")
    page.wait_for_timeout(350)
    for _ in range(20):
        with contextlib.suppress(Error):  # The page may go before it has answered.
            return page.evaluate("[document.body ? document.body.innerText : '', document.title]")
        page.wait_for_timeout(50)
    raise AssertionError(f"The tab does not come to rest: {page.url}")


@IN_ONE_LANGUAGE
def test_the_page_and_its_title_are_blank_before_the_click_has_ended(reader, language):
    reader.route("**/target/*", lambda route: None)

    seen = reader.evaluate(
        """() => {
          document.querySelector("a[data-leave]").click();
          return [document.title, document.body, getComputedStyle(document.documentElement).display] }"""
    )

    assert seen == [settings.SITE_EXIT_URL[language].split("/")[2], None, "none"]


def test_back_and_forward_never_show_a_page_that_was_left(reader, elsewhere, origin, language):
    _leave(reader, language)

    seen = [_back(reader) for _ in range(4)] + [_back(reader, "history.forward()") for _ in range(4)]

    assert {text for text, _title in seen} <= {"elsewhere", ""}
    assert [title for _text, title in seen if settings.SITE_NAME in title] == []


@IN_ONE_LANGUAGE
def test_the_other_site_is_told_nothing(reader, elsewhere, language):
    _leave(reader, language)

    assert elsewhere.asked[-1][0] == f"/target/{language}"
    assert {referer for path, referer in elsewhere.asked if path.startswith("/target")} == {None}


def test_shift_three_times_alone_does_the_same(reader, language):
    for _ in range(3):
        reader.keyboard.press("Shift")
    reader.wait_for_url("**/target/*")

    assert _back(reader)[0] in {"elsewhere", ""}


@IN_ONE_LANGUAGE
def test_shift_with_other_keys_leaves_nothing(reader):
    for keys in [["Shift", "Shift", "a", "Shift"], ["Shift", "Control+Shift", "Shift"], ["Shift+A"] * 4]:
        for key in [*keys, "Escape"]:
            reader.keyboard.press(key)
    reader.wait_for_timeout(200)

    assert "/target/" not in reader.url


def test_a_new_visit_after_an_exit_shows(reader, origin, language):
    _leave(reader, language)

    reader.goto(f"{origin}/{language}/")
    shown = reader.locator("h1").is_visible()
    reader.reload()

    assert shown
    assert reader.locator("h1").is_visible()
    assert settings.SITE_NAME in reader.title()


@IN_ONE_LANGUAGE
def test_a_second_exit_holds_like_the_first(reader, origin, language):
    _leave(reader, language)
    reader.goto(f"{origin}/{language}/")
    _follow(reader, f"{origin}{_address('to:help')}")
    _leave(reader, language)

    seen = [_back(reader)[0] for _ in range(4)]

    assert set(seen) <= {"elsewhere", ""}


@IN_ONE_LANGUAGE
def test_only_an_exit_leaves_something_and_only_a_number(reader, origin, language):
    kept = "() => [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]"
    before = reader.evaluate(kept)
    _leave(reader, language)
    reader.goto(f"{origin}/{language}/")

    assert before == ["", "{}", "{}"]
    assert reader.evaluate(kept) == ["", "{}", '{"exits":"1"}']


@IN_ONE_LANGUAGE
def test_other_tabs_leave_too(reader, origin, language):
    other = reader.context.new_page()
    other.goto(f"{origin}{_address('to:help')}")
    _leave(reader, language)

    other.wait_for_url("**/target/*")

    assert other.inner_text("body") == "elsewhere"


@IN_ONE_LANGUAGE
def test_where_storage_is_refused_back_shows_nothing_either(remembering, origin, elsewhere, language):
    with remembering.new_context() as context:
        context.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error() } });")
        page = context.new_page()
        page.goto(f"{elsewhere.url}/from")
        page.goto(f"{origin}/{language}/")
        _follow(page, f"{origin}{_address('to:help')}")
        _leave(page, language)

        assert {_back(page)[0] for _ in range(3)} <= {"elsewhere", ""}


def test_discreet_reading_adds_nothing_to_the_list_and_names_no_page(reader, origin, language):
    reader.goto(f"{origin}{_address('page:site/browse-safely')}")
    reader.click("[data-discreet-turn=on]")
    length, titles = reader.evaluate("history.length"), []
    for selector in [f'a[href="{_address("to:search")}"]', f'a[href="{_address("to:help")}"]']:
        with reader.expect_navigation():
            reader.locator(selector).first.click()
        titles.append(reader.title())
    reader.locator("main form button").first.click()
    reader.wait_for_url("**?*")
    titles.append(reader.title())

    with translation.override(language):
        neutral = translation.pgettext("bland title of a tab", "Information")
    assert reader.evaluate("history.length") == length
    assert titles == [neutral] * 3
    assert reader.locator(".discreet").is_visible()


@IN_ONE_LANGUAGE
def test_discreet_reading_can_be_turned_off_on_any_page(reader, origin, language):
    reader.goto(f"{origin}{_address('page:site/browse-safely')}")
    reader.click("[data-discreet-turn=on]")
    focused = reader.evaluate("document.activeElement.dataset.discreetTurn")
    reader.goto(f"{origin}/{language}/")
    length = reader.evaluate("history.length")

    reader.click(".discreet button")
    with reader.expect_navigation():
        reader.locator(f'a[href="{_address("to:help")}"]').first.click()

    assert focused == "off"
    assert reader.evaluate("history.length") == length + 1
    assert settings.SITE_NAME in reader.title()
    assert reader.evaluate("sessionStorage.length") == 0


def test_words_that_need_the_script_are_hidden_without_it(remembering, origin, language):
    with remembering.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}{_address('page:site/browse-safely')}")

        assert page.locator("noscript").is_visible()
        assert not page.locator("[data-scripted]").is_visible()
        assert not page.locator(".discreet").is_visible()


@IN_ONE_LANGUAGE
@pytest.mark.parametrize(("path", "stops"), [("/", 1), ("/{}/", 2), ("/{}/nothing/here/", 2)])
def test_the_way_out_is_among_the_first_stops_of_the_keyboard_and_large(page, origin, language, path, stops):
    page.set_extra_http_headers({"Accept-Language": "de"})
    page.goto(origin + path.format(language), wait_until="load")

    for _ in range(stops):
        page.keyboard.press("Tab")
    way_out = page.locator("a[data-leave]:focus")

    assert way_out.count() == 1
    assert way_out.bounding_box()["height"] >= 44


def test_the_guard_is_small_old_syntax_and_the_script_too():
    inline = guard.script()
    with open(finders.find("js/leave.js")) as file:
        deferred = guard.bare(file.read())

    assert "/*" not in inline + deferred
    assert "//" not in inline + deferred
    assert "</" not in inline
    assert "?." not in inline
    assert "??" not in inline
    assert len(brotli.compress(inline.encode())) < 750
    assert len(brotli.compress(deferred.encode())) < 1024
