"""One browser that puts axe to page after page."""

import asyncio
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.async_api import async_playwright

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TABS = 2
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
_ALWAYS = {"resultTypes": ["violations"], "reporter": "no-passes", "preload": False, "iframes": False}
# Beyond axe's own choice: contrast of 7:1 (which holds the one of 4.5:1) and targets of 24 pixels.
_EVERYTHING = _ALWAYS | {
    "rules": {
        "color-contrast": {"enabled": False},
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    }
}
_SCHEME = ["color-contrast-enhanced", "link-in-text-block"]
_WINDOW = [*_SCHEME, "target-size", "scrollable-region-focusable"]


def _only(rules):
    return _ALWAYS | {"runOnly": {"type": "rule", "values": rules}}


# The markup is read once; what the window or the scheme alone can change is read in each.
PASSES = (
    (NARROW, "light", _EVERYTHING),
    (NARROW, "dark", _only(_SCHEME)),
    (WIDE, "dark", _only(_WINDOW)),
    (WIDE, "light", _only(_SCHEME)),
)
_RUN = """async options => {
  const { violations } = await axe.run(options);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}"""


@dataclass
class Seen:
    """What was seen of one page: its markup as it was sent, and what was found, by window and scheme."""

    address: str
    html: str = ""
    findings: list[tuple[str, str]] = field(default_factory=list)


def browse(origin, waiting, seen):
    """Take paths from a queue until it gives None, and put what was seen of each page in another."""
    asyncio.run(_browse(origin, waiting, seen))


async def _browse(origin, waiting, seen):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_QUIET)
        context = await browser.new_context()
        await context.add_init_script(path=_AXE)

        async def tab():
            page = await context.new_page()
            while (path := await asyncio.to_thread(waiting.get)) is not None:
                seen.put(await _look(page, origin, path))

        await asyncio.gather(*(tab() for _number in range(TABS)))
        await browser.close()


async def _look(page, origin, path):
    found = Seen(path)
    complaints = []

    def listen(message):
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", listen)
    try:
        for number, (window, scheme, options) in enumerate(PASSES):
            await page.set_viewport_size(window)
            await page.emulate_media(color_scheme=scheme)
            if number == 0:
                response = await page.goto(origin + path)
                found.html = (await response.body()).decode()
            where = f"{window['width']} {scheme}"
            found.findings += [(where, fault) for fault in await page.evaluate(_RUN, options)]
            sideways = await page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
            found.findings += [(where, "the page scrolls sideways")] if sideways else []
    except Exception as error:
        found.findings.append(("", f"not seen: {error}"))
    page.remove_listener("console", listen)
    found.findings += [("", f"console: {complaint}") for complaint in complaints]
    return found
