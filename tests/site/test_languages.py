import re

import pytest
from django.conf import settings

from publishing import typography

OTHER = {"en": "fr", "fr": "en"}
WORDS = {
    "en": set("the and of to in is that for with are by from this or what which their when who it not be".split()),
    "fr": set("le la les des une est et dans pour que qui sur avec du aux par cette ces sont au ou ne pas".split()),
}


def test_every_page_says_its_language(site):
    wrong = [
        page.address
        for page in site.pages.values()
        if page.declared_language != page.language or page.response.get("Content-Language") != page.language
    ]

    assert wrong == []


def test_every_page_names_its_own_address(site):
    wrong = [page.address for page in site.pages.values() if page.rels.get("canonical") != settings.SITE_URL + page.path]

    assert wrong == []


def test_every_page_names_its_twin_and_its_twin_names_it(site):
    wrong = []
    for page in site.pages.values():
        twin = page.alternates.get(OTHER[page.language], "").removeprefix(settings.SITE_URL)
        if (
            set(page.alternates) != {"en", "fr", "x-default"}
            or page.alternates[page.language] != settings.SITE_URL + page.path
            or twin not in site.pages
            or site.pages[twin].alternates != page.alternates
        ):
            wrong.append((page.address, page.alternates))

    assert wrong == []


def test_every_page_links_to_the_same_page_in_the_other_language(site):
    wrong = []
    for page in site.pages.values():
        twin = page.alternates[OTHER[page.language]].removeprefix(settings.SITE_URL)
        if not any(link.split("?")[0] == twin for link in page.links):
            wrong.append(page.address)

    assert wrong == []


def words_of(text):
    return re.findall(r"[a-zàâçéèêëîïôûùüœ]+", text.lower())


def test_every_page_is_wholly_in_its_language(site):
    strays = []
    for page in site.pages.values():
        for language, text in page.texts:
            words = words_of(text)
            own = sum(word in WORDS[language] for word in words)
            foreign = sum(word in WORDS[OTHER[language]] for word in words)
            if len(words) >= 6 and foreign > own:
                strays.append((language, text[:160], page.address))

    assert sorted({(language, text): address for language, text, address in strays}.items()) == []


def test_every_page_speaks_mostly_its_own_language(site):
    foreign = []
    for page in site.pages.values():
        counts = {code: sum(word in WORDS[code] for word in words_of(page.text(page.language))) for code in WORDS}
        if counts[page.language] < 10 * counts[OTHER[page.language]]:
            foreign.append((page.address, counts))

    assert foreign == []


def test_french_is_set_right_on_every_page(site):
    faults = {}
    for page in site.pages.values():
        for language, text in [*page.texts, ("fr", page.title), ("fr", page.metas.get("description", ""))]:
            if language == "fr" and page.language == "fr":
                for fault in typography.french_faults(text):
                    faults.setdefault(fault, page.address)

    assert faults == {}


def test_no_french_page_shows_a_straight_apostrophe_or_quotation_mark(site):
    straight = re.compile(r"\w'\w|\"")
    found = {text[:120]: page.address for page in site.in_language("fr") for code, text in page.texts if code == "fr" and straight.search(text)}

    assert found == {}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("en", "en"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("en-US,en;q=0.9", "en"),
        ("EN-gb", "en"),
        ("de,fr;q=0.5", None),
        ("de,en;q=0.3,fr;q=0.7", None),
        ("fr,en", None),
        ("fr;q=0.8,en;q=0.8", None),
        ("fr;q=0,en;q=0", None),
        ("de", None),
        ("*", None),
        ("", None),
        ("fr;q=banana", None),
        ("," * 5000, None),
        ("x" * 100_000, None),
        ("fr\0en", None),
    ],
)
def test_the_door_leads_on_only_when_the_browser_asks_clearly(client, db, header, language):
    response = client.get("/", headers={"accept-language": header})

    assert response["Vary"] == "Accept-Language"
    assert not response.cookies
    if language:
        assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    else:
        assert response.status_code == 200
        assert 'href="/fr/"' in response.content.decode()
        assert 'href="/en/"' in response.content.decode()


@pytest.mark.parametrize("address", ["/en/", "/fr/", "/en/understand/", "/fr/comprendre/"])
@pytest.mark.parametrize("header", ["fr", "en", "de"])
def test_no_other_address_listens_to_the_browser(client, site_content, address, header):
    response = client.get(address, headers={"accept-language": header})

    assert response.status_code == 200
    assert response["Content-Language"] == address.split("/")[1]
