import pytest
from django.test import Client

HOMES = ["/en/", "/fr/"]
LISTS = [
    "/en/get-help/",
    "/fr/obtenir-de-l-aide/",
    "/en/search/",
    "/fr/recherche/",
    "/en/changes/",
    "/fr/nouveautes/",
    "/en/reports/tiers/",
    "/fr/rapports/categories/",
    "/en/reports/compare/",
    "/en/reports/countries/",
    "/fr/rapports/pays/",
    "/en/reports/examples/",
    "/fr/rapports/exemples/",
]
PREFIXES = [
    "/",
    "/en/",
    "/fr/",
    "/en/understand/",
    "/fr/comprendre/",
    "/en/recognize/",
    "/en/get-help/",
    "/en/get-help/in/",
    "/fr/obtenir-de-l-aide/pays/",
    "/fr/rapports/",
    "/en/reports/countries/",
    "/fr/rapports/exemples/",
]
PATHS = [
    "%00",
    "%00/",
    "a%00b/",
    "%ff%fe/",
    "%c0%af/",
    "%ed%a0%80/",
    "%F0%9F%98%80/",
    "%E2%80%AE/",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%2e%2e/%2e%2e/",
    "%0d%0aSet-Cookie:%20a=b/",
    "<script>/",
    "' OR 1=1 --/",
    "{{7*7}}/",
    "a" * 10_000 + "/",
    "-/",
    "_/",
    "index.php",
    ".env",
    ".git/config",
    "wp-login.php",
    "0/",
    "99999999999999999999/",
]
QUERIES = [
    "q=%00",
    "q=%ff",
    "q=" + "a" * 100_000,
    "q=" + "%22" * 200,
    "q=*",
    "q=%25",
    "&".join(f"a{n}=1" for n in range(900)),
    "page=0",
    "page=-1",
    "page=99999",
    "page=1e9",
    "page=%00",
    "page=" + "9" * 5000,
    "page=abc",
    "page=",
    "country=%00",
    "country=zz",
    "country=" + "9" * 5000,
    "country=us&country=fr",
    "need=%ff",
    "language=..%2f",
    "channel=1",
    "open=%00",
    "open=tomorrow",
    "abroad=no",
    "need=danger&country=zz&open=now",
    "edition=%00",
    "edition=99999999999999999999",
    "edition=-1",
    "edition=%D9%A2%D9%A0%D9%A1%D9%A8",
    "tier=4",
    "tier=%00",
    "region=XX",
    "pillar=fifth",
    "kind=%F0%9F%98%80",
    "by=%00",
    "%00=%00",
    "=&=&=",
    "a[b][c]=1",
    ";",
]
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "get", "G\u00cbT"]


@pytest.fixture
def stranger(site_content):
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", PATHS, ids=[path[:30] for path in PATHS])
def test_a_strange_address_is_refused_calmly(stranger, prefix, path):
    response = stranger.get(prefix + path)

    assert response.status_code < 500
    assert response.status_code != 200
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("address", [*HOMES, *LISTS])
@pytest.mark.parametrize("query", QUERIES, ids=[query[:20] for query in QUERIES])
def test_a_strange_query_is_answered_calmly(stranger, address, query):
    response = stranger.generic("GET", address, QUERY_STRING=query)

    assert response.status_code in {200, 301, 400, 404}
    assert not response.cookies


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/fr/comprendre/", "/en/search/", "/sitemap.xml", "/healthz", "/en/nothing/"]
)
@pytest.mark.parametrize("method", METHODS)
def test_a_strange_method_is_answered_calmly(stranger, address, method):
    response = stranger.generic(method, address, b"x" * 1000, content_type="text/plain")

    assert response.status_code < 500


@pytest.mark.parametrize("address", ["/en/changes/", "/fr/nouveautes/"])
@pytest.mark.parametrize("page", ["0", "-1", "9999", "abc", "1.5", "%00"])
def test_a_page_past_the_end_is_not_found(stranger, address, page):
    assert stranger.get(f"{address}?page={page}").status_code == 404


@pytest.mark.parametrize(
    "language", ["de", "es", "EN", "Fr", "en-us", "fr-ca", "xx", "e", "english", "%00", "..", "en%20"]
)
def test_an_unknown_language_is_not_found(stranger, language):
    assert stranger.get(f"/{language}/").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=%00; csrftoken=%ff"},
        {"cookie": "django_language=fr"},
        {"cookie": "a" * 20_000},
        {"accept-language": "\0"},
        {"accept": "application/\xff"},
        {"accept-encoding": "br;q=banana, gzip;;;"},
        {"if-none-match": '"' * 5000},
        {"if-modified-since": "yesterday"},
        {"range": "bytes=9-1"},
        {"host": "evil.example"},
        {"host": "testserver:99999999"},
        {"host": "test\0server"},
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-for": "'; drop table"},
        {"content-length": "-1"},
        {"content-type": "multipart/form-data"},
        {"referer": "\0"},
        {"user-agent": "\udcff"},
    ],
)
@pytest.mark.parametrize("address", ["/en/", "/fr/obtenir-de-l-aide/"])
def test_strange_headers_are_answered_calmly(stranger, address, headers):
    response = stranger.get(address, headers=headers)

    assert response.status_code < 500
    assert b"evil.example" not in response.content


@pytest.mark.parametrize("address", ["/en", "/fr", "/en/understand", "/fr/comprendre", "/en/get-help"])
def test_an_address_without_its_last_slash_leads_to_the_one_with(stranger, address):
    response = stranger.get(address)

    assert (response.status_code, response["Location"]) == (301, f"{address}/")


@pytest.mark.parametrize("address", ["/EN/", "/en/Understand/", "/fr/Comprendre/", "/en/understand/Definition/"])
def test_an_address_in_capitals_is_another_address(stranger, address):
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("address", ["//evil.example/", "//evil.example/en", "/\\evil.example", "/en//evil.example"])
def test_nobody_is_led_to_another_site(stranger, address):
    response = stranger.get(address)

    assert response.status_code < 500
    assert not response.get("Location", "/").startswith(("//", "http", "/\\"))
