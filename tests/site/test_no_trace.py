"""No page leaves a trace: nothing is kept, nothing is asked of anyone else, no power of the browser is open."""

import re

import pytest
from django.conf import settings

from publishing import permissions
from tests.browser.conftest import address_of
from tests.site.served import ask

# What is not a page: a stylesheet, a script, a picture, machine-readable files, downloads, the feed, the errors.
OTHERS = [
    "/robots.txt",
    "/sitemap.xml",
    "/en/changes.atom",
    "/fr/nouveautes.atom",
    "/",
    "/en/search/?q=passport",
    "/fr/recherche/?q=passeport",
    "/en/nowhere/",
    "/fr/nulle-part/",
    "/healthz",
]
LASTING = re.compile(
    r"serviceWorker|localStorage|indexedDB|caches\.open|document\.cookie|sendBeacon|XMLHttpRequest|fetch\("
)
GUARD = re.compile(r"^'sha256-[A-Za-z0-9+/]{43}='$")


def policy_of(value):
    return {
        name: sources.split() for name, _space, sources in (part.strip().partition(" ") for part in value.split(";"))
    }


def faults_of(address, header, open_data=False):
    """Name what an answer lacks; `header` gives a header's value or an empty text. Open data is for other sites too."""
    asked = {
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin" if open_data else "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    faults = [f"{address}: {name} is {header(name)!r}" for name, value in asked.items() if header(name) != value]
    policy = policy_of(header("Content-Security-Policy"))
    if policy.get("default-src") != ["'none'"] or policy.get("frame-ancestors") != ["'none'"]:
        faults.append(f"{address}: {policy} is open")
    for name, sources in policy.items():
        open_to = [
            one
            for one in sources
            if one not in {"'self'", "'none'"} and not (name == "script-src" and GUARD.match(one))
        ]
        faults += [f"{address}: {name} allows {one}" for one in open_to]
    if len([one for one in policy.get("script-src", []) if GUARD.match(one)]) > 1:
        faults.append(f"{address}: more than one script may be written into the page")
    if bool(header("Access-Control-Allow-Origin")) != open_data:
        faults.append(f"{address}: other sites may read it, or may not")
    for name in ("Set-Cookie", "Report-To", "NEL", "Reporting-Endpoints", "Accept-CH"):
        if header(name):
            faults.append(f"{address}: {name} is sent")
    return faults


def test_every_page_is_sent_with_what_protects_its_reader(site):
    faults = []
    for page in site.pages.values():
        faults += faults_of(page.address, lambda name, page=page: page.response.get(name, ""))
        if page.response.get("Permissions-Policy") != permissions.CLOSED:
            faults.append(f"{page.address}: Permissions-Policy")

    assert faults == []


def test_no_page_has_a_manifest_a_font_or_a_file_of_another_host(site):
    ours = re.compile(
        rf"(?!.*(?:manifest|\.(?:woff2?|ttf|otf|json)$))(?:/(?!/)|[?#]|$|{re.escape(settings.SITE_URL)}/)"
    )
    found = [
        (page.address, resource)
        for page in site.pages.values()
        for resource in page.resources
        if not ours.match(resource)
    ]

    assert found == []


def test_no_page_tells_the_browser_to_ask_ahead(site):
    ahead = [
        page.address
        for page in site.pages.values()
        if re.search(r"dns-prefetch|preconnect|prerender|prefetch|speculationrules| ping=", page.html)
    ]

    assert ahead == []


@pytest.mark.server
@pytest.mark.parametrize("address", OTHERS)
def test_what_is_not_a_page_is_sent_with_the_same_protection(server, address):
    answer, _body = ask(server, address)

    assert answer.status in {200, 404}
    assert faults_of(address, lambda name: answer.getheader(name, "")) == []
    assert answer.getheader("Permissions-Policy") == permissions.CLOSED


@pytest.mark.server
@pytest.mark.parametrize(
    "address", ["/en/get-help.csv", "/en/get-help.json", "/fr/obtenir-de-l-aide.metadata.json", "/data.zip"]
)
def test_open_data_is_sent_with_the_same_protection_and_may_be_read_by_other_sites(server, address):
    answer, _body = ask(server, address)

    assert answer.status == 200
    assert faults_of(address, lambda name: answer.getheader(name, ""), open_data=True) == []
    assert answer.getheader("Permissions-Policy") == permissions.CLOSED


@pytest.mark.server
def test_static_files_are_sent_with_the_same_protection_and_open_to_no_other_site(server):
    _answer, page = ask(server, "/en/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    faults = []

    for path in files:
        answer, _body = ask(server, path)
        faults += faults_of(path, lambda name, answer=answer: answer.getheader(name, ""))

    assert len(files) >= 2
    assert faults == []


@pytest.mark.server
def test_scripts_keep_nothing_and_call_nobody(server):
    _answer, page = ask(server, "/en/")
    scripts = re.findall(r'<script[^>]* src="(/static/[^"]+)"', page.decode())
    texts = [ask(server, path)[1].decode() for path in scripts]
    texts += re.findall(r"<script>(.*?)</script>", page.decode(), re.DOTALL)

    assert [LASTING.findall(text) for text in texts if LASTING.search(text)] == []


_POWERS = """() => ({known: document.featurePolicy.features(), open: document.featurePolicy.allowedFeatures()})"""


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "search"])
def test_a_browser_grants_no_power_and_complains_of_nothing(site_content, live_server, browser, language, kind):
    address = address_of(kind)
    with browser.new_context() as context:
        page = context.new_page()
        said = []
        log = context.new_cdp_session(page)
        log.on("Log.entryAdded", lambda event: said.append(event["entry"]["text"]))
        log.send("Log.enable")
        page.on("console", lambda message: said.append(message.text))

        page.goto(live_server.url + address)
        powers = page.evaluate(_POWERS)
        cookies = context.cookies()

    assert set(powers["known"]) - set(permissions.FEATURES) == set()
    assert powers["open"] == []
    assert said == []
    assert cookies == []
