"""What a person does, trial by trial, and what the screen then showed."""

import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from tests.exit.screen import Watch
from tests.exit.servers import OUTSIDE_COLOR, TARGET_COLOR

SITE_NAME = "Repères"
# What browsers show where there is nothing: white; what Firefox and a GTK window show before the first paint.
EMPTY = {0xFFFFFF, 0xF9F9FB, 0xF6F5F4}
# A page may take this long to go blank before the trial calls it a failure.
_SLOWEST = 0.5
# How long after xdotool was started the button has certainly gone down.
_POINTER = 0.25
# WebKit shows the title that an entry of the history had, until the page at that entry says another.
_FLASH = 0.25


@dataclass
class Found:
    """What one trial found: facts that must hold, each with whether it held, and what was measured."""

    facts: dict[str, bool] = field(default_factory=dict)
    measured: dict[str, object] = field(default_factory=dict)

    @property
    def holds(self):
        """Whether every fact held."""
        return all(self.facts.values())


class Trial:
    """One browser, on its way from another site through ours to the target of the exit."""

    def __init__(self, browser, places, pictures: Path):
        self.browser, self.screen, self.places, self.pictures = browser, browser.screen, places, pictures
        self.allowed = {*EMPTY, OUTSIDE_COLOR, TARGET_COLOR}
        self.found = Found()
        self.outside()
        self.corner = self.screen.find_page(OUTSIDE_COLOR)

    # What a person does.

    def press(self, keys, times=1, pause=0.35):
        """Press keys, again and again."""
        for _ in range(times):
            self.screen.hand("key", keys)
            time.sleep(pause)

    def go_back(self, times=1, pause=0.35):
        """Use the browser's Back, again and again."""
        for _ in range(times):
            self.screen.hand("key", "alt+Left")
            time.sleep(pause)

    def go_forward(self, times=1, pause=0.35):
        """Use the browser's Forward, again and again."""
        for _ in range(times):
            self.screen.hand("key", "alt+Right")
            time.sleep(pause)

    def type_address(self, address):
        """Type an address into the bar."""
        self.screen.hand("key", "ctrl+l")
        time.sleep(0.25)
        self.screen.hand("type", "--delay", "4", address)
        time.sleep(0.15)
        self.screen.hand("key", "Return")

    def outside(self, to=""):
        """Open the other site, whose page is one link when it has somewhere to lead to."""
        self.type_address(f"{self.places.outside.url}/?to={to}" if to else self.places.outside.url + "/")
        self.shows(OUTSIDE_COLOR)
        time.sleep(0.5)

    def shows(self, *colors, seconds=20):
        """Wait until the screen shows one of these colors; return whether it did."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.screen.colors() & set(colors):
                return True
            time.sleep(0.1)
        return False

    def shows_ours(self, seconds=5):
        """Wait until the screen shows more than flat places; return whether it did."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if len(self.screen.colors() - self.allowed) > 20:
                return True
            time.sleep(0.1)
        return False

    def back(self, path):
        """Go back to a page of ours."""
        self.go_back()
        self.opened(path)

    def arrive(self, path="/en/"):
        """Come from the other site by its link."""
        for attempt in (1, 2, 3):
            # On a busy machine, a key pressed too early is lost.
            self.outside(to=self.places.way.url + path)
            try:
                self.browser.wait("document.querySelector('a') && document.title", 15)
                break
            except TimeoutError:
                if attempt == 3:
                    raise
        left, top, right, bottom = self.screen.box
        self.screen.hand("mousemove", str((left + right) // 2), str((top + bottom) // 2), "click", "1")
        self.opened(path)

    def opened(self, path):
        """Wait until a page of ours stands at this path, complete."""
        self.browser.wait(f"location.pathname === {path!r} && document.readyState === 'complete'")
        time.sleep(0.4)

    def point_at(self, selector):
        """Put the pointer on the first visible element that matches."""
        place = self.browser.ask(
            f"(() => {{ const seen = [...document.querySelectorAll({selector!r})].find(e => e.getClientRects().length);"
            "if (!seen) return null; seen.scrollIntoView({block: 'center'}); const box = seen.getClientRects()[0];"
            "return [box.left + box.width / 2, box.top + box.height / 2] })()"
        )
        if not place:
            raise LookupError(f"No {selector} on {self.browser.ask('location.pathname')}")
        time.sleep(0.15)
        self.screen.hand("mousemove", str(self.corner[0] + int(place[0])), str(self.corner[1] + int(place[1])))
        time.sleep(0.1)

    def follow(self, selector):
        """Click a link of the page; wait for the page it leads to."""
        before = self.browser.ask("location.href")
        self.point_at(selector)
        self.screen.hand("click", "1")
        self.browser.wait(f"location.href !== {before!r} && document.readyState === 'complete'")
        time.sleep(0.4)

    def read(self):
        """Read four pages: a fragment, a link, a search by GET, one of its results."""
        for _ in range(3):
            # MiniBrowser gives the first key to its toolbar.
            self.browser.ask("document.querySelector('a[href=\"#main\"]').focus()")
            time.sleep(0.3)
            self.screen.hand("key", "Return")
            time.sleep(0.5)
            if self.browser.ask("location.hash"):
                break
        self.browser.wait("location.hash === '#main'", 5)
        self.follow('main a[href^="/en/"]')
        self.search()
        self.follow('main a[href^="/en/"]')

    def search(self):
        """Go to the search, and search for a word by GET."""
        self.follow('a[href="/en/search/"]')
        self.point_at('main input[name="q"]')
        self.screen.hand("click", "1")
        self.screen.hand("type", "--delay", "10", "passport")
        self.screen.hand("key", "Return")
        self.browser.wait("location.search === '?q=passport' && document.readyState === 'complete'")
        time.sleep(0.4)

    def by_link(self):
        """Leave by a click; return when the button went down."""
        self.point_at("a[data-leave]")
        now = time.monotonic()
        self.screen.hand("click", "1")
        return now

    def by_keys(self):
        """Leave by Shift pressed three times; return when the third began."""
        for _ in range(2):
            self.press("Shift_L", pause=0.15)
        now = time.monotonic()
        self.screen.hand("key", "Shift_L")
        return now

    def back_and_forward(self):
        """Back as often as there is anything, slowly then quickly; Forward; reload; all again."""
        self.go_back(8)
        self.go_forward(8)
        self.press("F5", 2, 0.6)
        self.go_back(6, 0.06)
        time.sleep(0.8)
        self.go_forward(6, 0.06)
        time.sleep(0.8)
        self.go_back(3, 0.5)

    # What the screen showed.

    def leave(self, way, after=None, name="leave", ends=(TARGET_COLOR,)):
        """Leave, do what comes after, and say whether anything of ours was on the screen once it had gone blank.

        `ends` are the colors of the places where the exit may come to rest.
        """
        self.fact("the page shows before", self.shows_ours(20))
        with Watch(self.screen, self.browser.window) as seen:
            time.sleep(0.1)
            clicked = way()
            arrived = self.shows(*ends)
            if not arrived:
                self.screen.snapshot(self.pictures / f"{name}-not-arrived.png")
            time.sleep(0.5)
            if after:
                after()
            time.sleep(0.3)
        self.judge(seen, clicked, name)
        self.fact("the tab ends on another site", arrived)

    def judge(self, seen, clicked, name):
        """Note when the page went blank, and every later picture or title that was not."""
        colors = seen.colors()
        strange = {mark for mark, found in colors.items() if found - self.allowed}
        # The pointer takes a moment: a page that was not yet painted is not one that went blank.
        still = [at for at, mark in seen.frames if at < clicked + _POINTER and mark in strange]
        blank = next((at for at, mark in seen.frames if at > max(still, default=clicked) and mark not in strange), None)
        measured = self.found.measured
        measured[f"{name}: frames looked at"] = len(seen.frames)
        self.fact("the page goes blank", blank is not None and blank - clicked < _SLOWEST)
        if blank is None:
            return
        later = [mark for at, mark in seen.frames if at > blank and mark in strange]
        flashes = self._flashes(seen, blank)
        landed = next((at for at, mark in seen.frames if at > blank and TARGET_COLOR in colors[mark]), None)
        self.fact("no picture of ours afterwards", not later)
        self.fact("no title of ours stays afterwards", max(flashes, default=0) < _FLASH)
        measured[f"{name}: frames of ours afterwards"] = len(later)
        measured[f"{name}: click to blank, ms"] = round((blank - clicked) * 1000)
        if landed:
            measured[f"{name}: click to target, ms"] = round((landed - clicked) * 1000)
        if flashes:
            measured[f"{name}: titles of ours afterwards, ms each"] = [round(flash * 1000) for flash in flashes]
        for number, mark in enumerate(list(dict.fromkeys(later))[:3]):
            self.pictures.mkdir(parents=True, exist_ok=True)
            picture = zlib.decompress(seen.pictures[mark])
            self.screen.picture(picture, self.pictures / f"{name}-{number}.png")

    def _flashes(self, seen, blank):
        """Return how long each title of ours stood in the bar after the page had gone blank, in seconds."""
        ends = [at for at, _title in seen.titles[1:]] + [seen.frames[-1][0]]
        titles = [(at, end, title) for (at, title), end in zip(seen.titles, ends, strict=True)]
        ours = [(at, end) for at, end, title in titles if SITE_NAME in title and end > blank]
        # The window's manager writes the bar, a little after the page has changed its title.
        slowest = max((end - blank for at, end in ours if at <= blank), default=0)
        self.fact("the title goes with the page", slowest < 2 * _SLOWEST)
        return [end - at for at, end in ours if at > blank]

    def fact(self, name, holds):
        """Note a fact; once it did not hold, it does not."""
        self.found.facts[name] = self.found.facts.get(name, True) and bool(holds)


def link(trial):
    """Four pages, a fragment and a search, then the link: nothing comes back."""
    trial.arrive()
    trial.read()
    trial.leave(trial.by_link, trial.back_and_forward, "link")
    trial.fact("no Referer at the target", all(referer is None for _path, referer in trial.places.target.requests))
    trial.fact("memory as wanted", _restored(trial) == trial.browser.memory)


def keys(trial):
    """The same by Shift pressed three times."""
    trial.arrive()
    trial.read()
    trial.leave(trial.by_keys, trial.back_and_forward, "keys")


def again(trial):
    """After an exit, a new visit shows normally, and can be left like the first."""
    trial.arrive()
    trial.follow('main a[href^="/en/"]')
    trial.leave(trial.by_link, lambda: trial.go_back(2), "first")
    trial.type_address(trial.places.way.url + "/en/search/")
    trial.opened("/en/search/")
    trial.fact("a new visit shows", trial.browser.ask("document.body.innerText.length") > 200)
    trial.fact("a new visit shows on the screen", trial.shows_ours())
    trial.follow('a[href="/en/"]')
    trial.back("/en/search/")
    hidden = trial.browser.ask("getComputedStyle(document.documentElement).display") == "none"
    trial.fact("Back works within the new visit", not hidden)
    trial.follow('a[href="/en/"]')
    trial.leave(trial.by_link, trial.back_and_forward, "second")


def far(trial):
    """A visit with another site in its middle."""
    trial.arrive()
    trial.follow('main a[href^="/en/"]')
    trial.arrive("/en/search/")
    trial.follow('a[href="/en/"]')
    trial.leave(trial.by_link, trial.back_and_forward, "far")


def slow(trial):
    """The target answers after five seconds; meanwhile Back, reload, Forward."""
    trial.arrive()
    trial.follow('main a[href^="/en/"]')
    trial.follow('a[href="/en/search/"]')
    trial.places.target.delay = 5
    try:

        def impatient():
            now = trial.by_link()
            time.sleep(0.6)
            trial.go_back(3, 0.4)
            trial.press("F5", 1, 0.6)
            trial.go_forward(3, 0.4)
            return now

        # Back pressed at the right moment leads to the site before ours, and Forward may come too early to lead on.
        trial.leave(impatient, None, "slow", ends=(TARGET_COLOR, OUTSIDE_COLOR))
    finally:
        trial.places.target.delay = 0


def plain(trial):
    """Without scripts the link leaves, in the same tab, with no Referer. (Back shows the page: that is its limit.)"""
    trial.outside(to=trial.places.way.url + "/en/")
    time.sleep(3)
    left, top, right, bottom = trial.screen.box
    trial.screen.hand("mousemove", str((left + right) // 2), str((top + bottom) // 2), "click", "1")
    time.sleep(5)
    trial.fact("the page shows", trial.shows_ours())
    before = len(trial.places.target.requests)
    # The way out is the second stop of the keyboard.
    trial.press("Tab", 2, 0.2)
    trial.press("Return")
    trial.fact("the target is reached", trial.shows(TARGET_COLOR))
    asked = trial.places.target.requests[before:]
    trial.fact("no Referer at the target", all(referer is None for _path, referer in asked))
    trial.go_back()
    trial.found.measured["Back shows the page again"] = trial.shows_ours()


def refused(trial):
    """The reader refuses storage: the exit and Back, without another site in the visit."""
    trial.arrive()
    refused = trial.browser.ask("(() => { try { return !sessionStorage } catch (refused) { return true } })()")
    trial.fact("storage is refused", refused)
    trial.follow('main a[href^="/en/"]')
    trial.follow('a[href="/en/search/"]')
    trial.leave(trial.by_link, trial.back_and_forward, "refused")


def tabs(trial):
    """A second tab with our site leaves with the first."""
    trial.arrive()
    trial.screen.hand("key", "ctrl+t")
    time.sleep(1)
    trial.outside()
    # Chromium's warning about its sandbox stands above the first tab alone.
    trial.corner = trial.screen.find_page(OUTSIDE_COLOR)
    trial.arrive("/en/search/")
    before = len(trial.places.target.requests)
    trial.leave(trial.by_link, None, "tabs")
    time.sleep(1)
    trial.fact("both tabs went to the target", len(trial.places.target.requests) - before >= 2)
    trial.screen.hand("key", "ctrl+Prior")
    time.sleep(1)
    trial.screen.find_page(TARGET_COLOR)
    trial.fact("nothing of ours in the other tab", not trial.screen.colors() - trial.allowed)


def discreet(trial):
    """Discreet reading: the list of the tab does not grow, titles are plain, and it can be turned off."""
    trial.arrive("/en/browse-safely/")
    trial.point_at('[data-discreet-turn="on"]')
    trial.screen.hand("click", "1")
    time.sleep(0.3)
    start = trial.browser.ask("history.length")
    with Watch(trial.screen, trial.browser.window) as seen:
        time.sleep(0.3)
        begun = time.monotonic()
        trial.follow('main a[href^="/en/"]')
        trial.search()
        trial.follow('main a[href^="/en/"]')
    trial.fact("history.length has not moved", trial.browser.ask("history.length") == start)
    told = [title for at, title in seen.titles if at > begun and SITE_NAME in title]
    trial.fact("no title of ours meanwhile", not told)
    trial.fact("the page says it is on", trial.browser.ask("!document.querySelector('.discreet').hidden"))
    trial.leave(trial.by_link, lambda: trial.go_back(3), "discreet")
    trial.arrive("/en/browse-safely/")
    trial.point_at('main [data-discreet-turn="off"]')
    trial.screen.hand("click", "1")
    time.sleep(0.3)
    start = trial.browser.ask("history.length")
    trial.follow('a[href="/en/search/"]')
    trial.fact("off again, the list grows", trial.browser.ask("history.length") == start + 1)
    trial.fact("off again, the title is the page's", trial.browser.ask("document.title").endswith(SITE_NAME))


def _restored(trial):
    """Whether this browser brings pages back from memory: the other site's page says so in its title."""
    trial.outside()
    trial.type_address(trial.places.target.url + "/")
    trial.shows(TARGET_COLOR)
    time.sleep(0.5)
    trial.go_back(1, 1)
    return "restored" in trial.browser.ask("document.title")


# Each trial, and the browser it needs.
TRIALS = {
    "link": (link, {}),
    "keys": (keys, {}),
    "again": (again, {}),
    "far": (far, {}),
    "slow": (slow, {}),
    "tabs": (tabs, {}),
    "discreet": (discreet, {}),
    "no memory": (link, {"memory": False}),
    "never kept": (keys, {}),
    "refused": (refused, {"storage": False}),
    "plain": (plain, {"scripts": False}),
}
