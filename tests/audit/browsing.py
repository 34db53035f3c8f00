"""One browser that puts axe to page after page."""

import asyncio
from dataclasses import dataclass, field

from playwright.async_api import async_playwright

from tests import axe, chromium

TABS = 2
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
# The markup is read once; what the window or the scheme alone can change is read in each.
PASSES = (
    (NARROW, "light", axe.EVERYTHING),
    (NARROW, "dark", axe.SCHEME),
    (WIDE, "dark", axe.WINDOW),
    (WIDE, "light", axe.SCHEME),
)


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
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.path(), args=chromium.QUIET)
        context = await browser.new_context()
        await context.add_init_script(path=axe.SCRIPT)

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
            found.findings += [(where, fault) for fault in await page.evaluate(axe.RUN, options)]
            sideways = await page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
            found.findings += [(where, "the page scrolls sideways")] if sideways else []
    except Exception as error:
        found.findings.append(("", f"not seen: {error}"))
    page.remove_listener("console", listen)
    found.findings += [("", f"console: {complaint}") for complaint in complaints]
    return found
