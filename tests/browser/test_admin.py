"""The admin in a real browser, under its strict policy: the editors start, are named, and save what was typed."""

import base64
import hashlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Group

from hotlines import changes
from publishing import preview
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough one"


@pytest.fixture
def faults(page, live_server):
    """What the browser complains of, and what it asks of other hosts."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((live_server.url, "data:")) else found.append(request.url),
    )
    return found


@pytest.fixture
def enter(page, live_server):
    def as_role(role, language="en"):
        account = builders.user(is_staff=True, password=PASSWORD)
        account.groups.add(Group.objects.get(name=role))
        page.goto(f"{live_server.url}/{language}/admin/")
        page.fill("[name=username]", account.username)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_selector("#user-tools")

    return as_role


def form_of(row, live_server, language="en"):
    return f"{live_server.url}/{language}/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lists_forms_and_histories_keep_the_policy(page, live_server, faults, enter, language):
    text, channel = builders.page(), builders.channel()
    for row in (text, channel):
        row.status = "draft"
        row.save()
    enter("publisher", language)

    for row in (text, channel):
        change = form_of(row, live_server, language)
        for address in (
            change,
            change.replace("change/", "history/"),
            change.replace("change/", f"history/{row.history.first().pk}/"),
            change.replace(f"{row.pk}/change/", ""),
            change.replace(f"{row.pk}/change/", "add/"),
            change.replace("change/", "delete/"),
        ):
            page.goto(address, wait_until="networkidle")
            assert page.locator("h1").count() == 1

    assert faults == []


def test_style_of_the_editor_is_the_one_that_the_policy_allows(page, live_server, enter):
    text = builders.page()
    enter("publisher")

    page.goto(form_of(text, live_server))
    page.wait_for_selector(".ProseMirror[contenteditable]")

    styles = page.evaluate("[...document.querySelectorAll('style')].map(style => style.textContent)")
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles}
    assert hashes == {settings.ADMIN_EDITOR_STYLE_HASH}


def test_french_typed_in_the_editor_is_saved_and_outdates_the_english(page, live_server, faults, enter):
    builders.page(key="act")
    text = builders.page(
        body_en='<p>See <a href="page:act">what to do</a>.</p>\n<ul><li>One</li>\n<li>Two</li></ul>',
        body_fr='<p>Voir <a href="page:act">que faire</a>.</p>\n<ul><li>Un</li>\n<li>Deux</li></ul>',
    )
    enter("translator")
    page.goto(form_of(text, live_server))

    page.get_by_role("textbox", name="Text (French)").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" et demi !")
    page.locator("[name=_save]").first.click()
    page.wait_for_selector(".messagelist .success")

    text.refresh_from_db()
    assert (
        text.body_fr == '<p>Voir <a href="page:act">que faire</a>.</p><ul><li>Un</li><li>Deux et demi\u202f!</li></ul>'
    )
    assert text.body_en == '<p>See <a href="page:act">what to do</a>.</p>\n<ul><li>One</li>\n<li>Two</li></ul>'
    assert (text.translation_state("en"), text.translation_state("fr")) == ("outdated", "complete")
    assert faults == []


def test_editors_and_their_tools_have_names_and_languages(page, live_server, enter):
    text = builders.page()
    enter("writer")
    page.goto(form_of(text, live_server))
    page.wait_for_selector("[data-name=bold][data-renamed]")

    for name, language in (("Text (English)", "en"), ("Text (French)", "fr")):
        editor = page.get_by_role("textbox", name=name)
        assert editor.get_attribute("lang") == language
        assert editor.get_attribute("aria-multiline") == "true"
    for tool in ("Bold", "Italic", "Numbered list", "List with bullets", "Quotation", "Undo", "Kind of paragraph"):
        assert page.get_by_role("button", name=tool, exact=True).count() == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_no_control_without_a_name(page, live_server, enter, language):
    text = builders.page(revision_en=2)
    enter("publisher", language)

    page.goto(form_of(text, live_server, language))
    page.wait_for_selector("[contenteditable][data-named]")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]

    ours = [
        (fault["id"], node["target"])
        for fault in found
        for node in fault["nodes"]
        if "vDateField" not in node["html"] and "vTimeField" not in node["html"]
    ]
    assert ours == []


def test_languages_stand_side_by_side_and_one_under_the_other_on_a_phone(page, live_server, enter):
    text = builders.page()
    enter("writer")

    def places():
        page.goto(form_of(text, live_server))
        return [page.locator(f"#id_title_{language}").bounding_box() for language in ("en", "fr")]

    page.set_viewport_size({"width": 1280, "height": 800})
    english, french = places()
    assert english["y"] == french["y"]
    page.set_viewport_size({"width": 400, "height": 800})
    english, french = places()
    assert english["x"] == french["x"]
    assert english["y"] < french["y"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_preview_keeps_the_policy_of_the_public_pages(page, live_server, faults, language):
    text = builders.page(status="draft")

    page.goto(live_server.url + preview.addresses(text)[language])

    assert page.locator("h1").inner_text() == {"en": "A page", "fr": "Une page"}[language]
    assert faults == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [320, 1280])
def test_screens_of_checks_and_changes_keep_the_policy_and_can_be_used_by_all(
    page, live_server, faults, enter, language, width
):
    channel = builders.channel(checked_on="2018", url="https://example.org/a-long-address-that-does-not-fit-a-phone")
    change = changes.ask(channel, {"hours": "always"}, by=builders.staff("writer"), reason="Their site says so.")
    enter("publisher", language)
    page.set_viewport_size({"width": width, "height": 800})

    for path in (
        "check/due/",
        f"check/due/{channel.pk}/",
        "contactchange/",
        f"contactchange/{change.pk}/change/",
    ):
        page.goto(f"{live_server.url}/{language}/admin/hotlines/{path}", wait_until="networkidle")
        found = Axe().run(page, context="#content", options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert [(fault["id"], node["target"]) for fault in found for node in fault["nodes"]] == [], path

    assert faults == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_of_placements_is_given_confirmed_and_undone_on_a_narrow_screen(
    page, live_server, faults, enter, language
):
    builders.country()
    builders.edition(year=2026)
    enter("publisher", language)
    page.set_viewport_size({"width": 320, "height": 640})
    data = {"name": "2026.csv", "mimeType": "text/csv", "buffer": b"year,country,tier,sources\n2026,HTI,3,1\n"}
    page.goto(f"{live_server.url}/{language}/admin/reports/placementimport/upload/")
    page.set_input_files("[name=file]", data)

    for button, then in (
        ("#content-main [type=submit]", "[value=confirm]"),
        ("[value=confirm]", "[value=undo]"),
        ("[value=undo]", ".messagelist"),
    ):
        found = Axe().run(page, context="#content", options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.click(button)
        page.wait_for_selector(then)

    assert faults == []
