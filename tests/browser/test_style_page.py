import pytest
from django.urls import reverse

from tests import axe

pytestmark = [pytest.mark.browser]


# It shows each component in both schemes, whatever its own; French is the longer.
@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_the_style_page_is_for_everyone_and_breaks_no_rule_of_the_site(site_content, live_server, browser, language):
    complaints = []
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(live_server.url + reverse("publishing:style"))

        wide = page.evaluate("() => document.documentElement.scrollWidth")
        found = axe.faults_on(page)

        assert found == []
        assert complaints == []
        assert wide <= 320


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
