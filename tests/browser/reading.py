"""One page of each kind read as its readers read it: zoomed, spaced, with the keys alone, in colors of their own."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import async_playwright

LOOKING = Path(__file__).with_name("looking.js")
# 1280 × 1024 at 400 %; as wide as the narrowest phone.
ZOOMED = {"width": 320, "height": 256}
PHONE = {"width": 320, "height": 640}
# The languages swap the schemes, so that the outline of the focus is seen in both.
SCHEMES = {"en": "light", "fr": "dark"}
_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
_AT_ONCE = 2


@dataclass
class Reading:
    """The faults found on one page, by question; `outline` is its landmarks and headings in order."""

    kind: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    outline: list[dict] = field(default_factory=list)
    first_stops: list[str] = field(default_factory=list)
    stuck: float = 0


def read_all(addresses, language, launch_arguments):
    """Return the readings of pages, named by kind; a browser of its own is started, and ended."""
    return asyncio.run(_read_all(addresses, language, launch_arguments))


async def _read_all(addresses, language, launch_arguments):
    readings, waiting = {}, list(addresses.items())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch_arguments)
        context = await browser.new_context(color_scheme=SCHEMES[language])
        await context.add_init_script(path=LOOKING)

        async def reader():
            page = await context.new_page()
            while waiting:
                kind, address = waiting.pop(0)
                readings[kind] = await read(page, kind, address)

        await asyncio.gather(*(reader() for _number in range(_AT_ONCE)))
        await browser.close()
    return [readings[kind] for kind in addresses]


async def read(page, kind, address):
    """Open a page and ask it everything; the page is loaded once."""
    reading = Reading(kind)
    await page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    await page.set_viewport_size(PHONE)
    await page.goto(address)

    async def ask(question):
        return await page.evaluate(f"() => looking.{question}()")

    for question in ("names", "colorAlone", "reordered", "small", "spaced", "unstuck"):
        reading.faults[question] = await ask(question)
    reading.outline = await ask("outline")
    reading.faults["keys"], reading.first_stops = await press_through(page)
    await page.set_viewport_size(ZOOMED)
    for question in ("cut", "overlapping"):
        reading.faults[question] = await ask(question)
    reading.stuck = await ask("stuck") / ZOOMED["height"]
    await page.emulate_media(forced_colors="active")
    reading.faults["forced"] = await ask("forced")
    await page.emulate_media(forced_colors="none", reduced_motion="reduce")
    reading.faults["moving"] = await ask("moving")
    return reading


async def press_through(page):
    """Press Tab until every stop was reached; return the faults of the stops, and the classes of the first two.

    The presses are sent without waiting for each other: a browser answers one only when it has drawn the page.
    """
    await page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    stops = await page.evaluate("() => looking.walk()")
    keys = await page.context.new_cdp_session(page)
    await asyncio.gather(*(keys.send("Input.dispatchKeyEvent", _TAB) for _press in range(stops + 1)))
    await keys.detach()
    faults = await page.evaluate("() => walked.end()")
    return faults, await page.evaluate("() => walked.stops.slice(0, 2).map(stop => stop.className)")
