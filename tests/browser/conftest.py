"""The public pages in a real browser: one page of each kind, as a reader of each language opens it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from publishing import references
from tests.browser.reading import read_all

# One page of each kind, named as the content files name it or by its view, and what its address ends with.
KINDS = {
    "home": "to:home",
    "section": "page:understand",
    "section with signs": "page:recognize",
    "section with steps": "page:act",
    "text": "page:act/if-you-notice",
    "first person": "page:my-situation/domestic-work",
    "guide": "page:help/what-happens",
    "about the site": "page:site/privacy",
    "signs": "setting:domestic-work",
    "forms": "page:understand/forms",
    "myths": "page:understand/myths",
    "figures": "page:understand/figures",
    "agencies": "page:response/agencies",
    "resources": "page:act/raise-awareness",
    "programs": "page:response/international-programs",
    "glossary": "to:glossary",
    "sources": "to:sources",
    "changes": "to:changes",
    "directory": "to:help",
    "directory narrowed": "to:help ?need=danger",
    "directory with a wrong filter": "to:help ?country=nowhere",
    "help in a country": "lines:HTI",
    "service": "service:us-nhth",
    "service with a long address": "service:ca-cchth",
    "question": "step:start",
    "end of the questions": "step:danger",
    "print": "to:print",
    "data of the directory": "to:data",
    "lines to copy": "to:share",
    "lines of a country to copy": "to:share ?country=us",
    "lines to copy of no country": "to:share ?country=nowhere",
    "print for a country": "to:print ?country=fr",
    "the whole directory to print": "view:hotlines:print-directory",
    "cards to print": "view:hotlines:print-cards ?country=us",
    "poster to print": "view:hotlines:print-poster ?country=fr",
    "strips to print": "view:hotlines:print-tear-off ?country=ch",
    "print with a wrong choice": "to:print ?country=nowhere",
    "search": "to:search",
    "search with results": "to:search ?q=visa",
    "reports": "to:editions",
    "edition": "edition:2018",
    "tiers": "to:tiers",
    "tiers narrowed": "to:tiers ?region=AF&from=2018&to=2012&sort=region",
    "compare": "view:reports:compare ?country=hti&country=dom&country=fra&country=mmr",
    "compare with a wrong choice": "view:reports:compare ?country=hti&country=hti&country=nowhere",
    "countries": "to:countries",
    "country": "country:FRA",
    "examples": "to:examples",
    "use the data": "view:reports:data",
    "figures over the years": "to:world-figures",
    "example": "example:edo-state-task-force",
    "not found": "to:home nowhere/at/all/",
}


def address_of(kind):
    """Return the address of the page that stands for a kind, in the active language."""
    reference, _space, rest = KINDS[kind].partition(" ")
    scheme, _colon, key = reference.partition(":")
    return (reverse(key) if scheme == "view" else references.addresses()[scheme][key]) + rest


@pytest.fixture(params=KINDS)
def address(request, site_content, language):
    """The address of one page of each kind, in each language."""
    return address_of(request.param)


@dataclass
class Visit:
    """What a browser noticed while it showed one page on the narrowest phone."""

    address: str
    width: int = 0
    spill: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    altered: bool = False


_visits: dict[str, list[Visit]] = {}

_SPILL = """() => [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-scroll"))
  .map(e => e.outerHTML.slice(0, 80))"""
_KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(base => base.name),
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope)]"""
_SCRIPTS = "() => [...document.querySelectorAll('script:not([type=\"application/ld+json\"])')].map(found => found.src)"
# Whether scripts made the page's body another than the one that was sent.
_ALTERED = "sent => new DOMParser().parseFromString(sent, 'text/html').body.innerHTML !== document.body.innerHTML"


@pytest.fixture
def visits(site_content, live_server, browser, language):
    """A visit to a page of each kind at 320 pixels; made once per language, as nothing is changed by it."""
    if language not in _visits:
        with browser.new_context(viewport={"width": 320, "height": 640}) as context:
            _visits[language] = [_visit(context, live_server.url, address_of(kind)) for kind in KINDS]
    return _visits[language]


def _visit(context, origin, address):
    visit, page = Visit(address), context.new_page()
    page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
    response = page.goto(origin + address)
    if response.status >= 400:
        visit.complaints = [text for text in visit.complaints if "Failed to load resource" not in text]
    visit.width = page.evaluate("() => document.documentElement.scrollWidth")
    visit.spill = page.evaluate(_SPILL) if visit.width > 320 else []
    visit.kept = [cookie["name"] for cookie in context.cookies()] + page.evaluate(_KEPT)
    visit.scripts = [urlsplit(address).path for address in page.evaluate(_SCRIPTS)]
    visit.altered = page.evaluate(_ALTERED, response.text())
    page.close()
    return visit


_readings: dict[str, list] = {}


@pytest.fixture
def readings(site_content, live_server, browser_type_launch_args, language):
    """A page of each kind, read as its readers read it; made once per language, as nothing is changed by it."""
    if language not in _readings:
        addresses = {kind: live_server.url + address_of(kind) for kind in KINDS}
        # In a thread: the browser of the other tests has an event loop in this one.
        with ThreadPoolExecutor(1) as elsewhere:
            _readings[language] = elsewhere.submit(read_all, addresses, language, browser_type_launch_args).result()
    return _readings[language]
