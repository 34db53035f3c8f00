import brotli
import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.browser]

EXIT = {"en": "Leave this site", "fr": "Quitter ce site"}


@pytest.mark.xdist_group("visits")
def test_no_page_scrolls_sideways_on_the_narrowest_phone(visits):
    spilling = {visit.address: visit.spill for visit in visits if visit.width > 320}

    assert spilling == {}


@pytest.mark.xdist_group("visits")
def test_no_page_asks_anything_of_another_host(visits, live_server):
    hosts = {visit.address: visit.hosts for visit in visits}

    assert {address: found for address, found in hosts.items() if len(found) != 1} == {}


@pytest.mark.xdist_group("visits")
def test_no_page_leaves_anything_in_the_browser(visits):
    kept = {visit.address: visit.kept for visit in visits if visit.kept}

    assert kept == {}


@pytest.mark.xdist_group("visits")
def test_no_page_breaks_its_own_policy(visits):
    complaints = {visit.address: visit.complaints for visit in visits if visit.complaints}

    assert complaints == {}


@pytest.mark.xdist_group("visits")
def test_no_page_is_altered_by_a_script(visits):
    assert [visit.address for visit in visits if visit.altered] == []


@pytest.mark.xdist_group("visits")
def test_no_page_has_scripts_but_those_of_leaving(visits):
    scripts = {visit.address: visit.scripts for visit in visits}

    assert {address: found for address, found in scripts.items() if found != ["", "/static/js/leave.js"]} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_out_is_in_sight_wherever_the_reader_is(site_content, live_server, page, language, width):
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{live_server.url}/{language}/")
    way_out = page.get_by_role("link", name=EXIT[language])
    end = page.evaluate("() => document.documentElement.scrollHeight")
    seen = []

    for height in range(0, end, 400):
        page.evaluate("height => scrollTo(0, height)", height)
        box = way_out.bounding_box()
        seen.append(box["y"] >= 0 and box["y"] + box["height"] <= 640 and box["x"] + box["width"] <= width)

    assert len(seen) > 2
    assert all(seen)


def test_the_way_out_needs_no_script(site_content, live_server, browser, language):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
        page.goto(f"{live_server.url}/{language}/")

        with page.expect_navigation():
            page.click(".exit")

        assert page.inner_text("body") == "elsewhere"


def test_the_numbers_leave_room_for_the_page_on_a_phone(site_content, live_server, page, language):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/{language}/")

    strip = page.locator(".help-strip").bounding_box()

    assert strip["height"] <= 0.45 * 740
    assert strip["y"] + strip["height"] < 600


def test_menu_unfolds_without_scripts(site_content, live_server, browser, language):
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")
        links = page.locator(".menu__link")
        folded = links.first.is_visible()

        page.click(".menu__open")

        assert not folded
        assert links.first.is_visible()


def test_menu_is_unfolded_where_there_is_room(site_content, live_server, page, language):
    page.set_viewport_size({"width": 1280, "height": 800})

    page.goto(f"{live_server.url}/{language}/")

    assert page.locator(".menu__link").last.is_visible()
    assert not page.locator(".menu__open").is_visible()


def test_the_language_link_leads_to_the_same_page(site_content, live_server, browser, language):
    other = {"en": "fr", "fr": "en"}[language]
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")
        with page.expect_navigation():
            page.click(".finder button")
        with page.expect_navigation():
            page.click(".services a")
        number = page.locator(".contacts__link").first.get_attribute("href")

        with page.expect_navigation():
            page.click(".language-link")

        assert page.get_attribute("html", "lang") == other
        assert page.locator(".contacts__link").first.get_attribute("href") == number


def test_the_directory_is_narrowed_without_scripts(site_content, live_server, browser, language):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/")
        with page.expect_navigation():
            page.click(".finder button")
        before = page.locator(".service-card").count()

        page.select_option("[name=country]", "fr")
        with page.expect_navigation():
            page.click(".filters button")

        assert 0 < page.locator(".service-card").count() < before
        assert "country=fr" in page.url


def test_paper_shows_the_numbers_first_and_no_controls(site_content, live_server, page, language):
    page.goto(f"{live_server.url}/{language}/")

    page.emulate_media(media="print")

    assert page.locator(".help-strip__digits").first.is_visible()
    assert not page.locator(".exit").is_visible()
    assert not page.locator(".menu__open").is_visible()
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_reader_fetches_one_small_stylesheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "publishing.staticfiles.OneStylesheetStorage"}}

    call_command("collectstatic", interactive=False, verbosity=0)
    sheet = (tmp_path / "css/site.css").read_text()

    assert "@import" not in sheet
    assert "/*" not in sheet
    assert ".help-strip" in sheet
    assert len(brotli.compress(sheet.encode())) < 9000
