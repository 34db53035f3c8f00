import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

pytestmark = [pytest.mark.browser]

EVERYTHING = {
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # What axe would fetch again to look at styles is refused by the site's own policy.
    "preload": False,
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_the_style_page_is_for_everyone_and_breaks_no_rule_of_the_site(
    site_content, live_server, browser, language, scheme, width
):
    complaints = []
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(live_server.url + reverse("publishing:style"))

        wide = page.evaluate("() => document.documentElement.scrollWidth")
        found = Axe().run(page, options=EVERYTHING).response["violations"]

        assert [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]] == []
        assert complaints == []
        assert wide <= width


def test_each_frame_of_the_style_page_has_the_colors_of_its_scheme(site_content, live_server, page, language):
    page.goto(live_server.url + reverse("publishing:style"))

    grounds = {
        scheme: page.locator(f"div.style-page__frame--{scheme}").first.evaluate(
            "at => getComputedStyle(at).backgroundColor"
        )
        for scheme in ("light", "dark")
    }

    assert sum(map(int, grounds["light"][4:-1].split(","))) > 600
    assert sum(map(int, grounds["dark"][4:-1].split(","))) < 150
