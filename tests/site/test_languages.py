import re

import pytest
from django.conf import settings

from campaign.models import Resource
from hotlines.models import Channel, Service
from publishing import typography
from publishing.models import Source

OTHER = {"en": "fr", "fr": "en"}
WORDS = {
    "en": {"the", "and", "of", "to", "in", "is", "that", "for", "with", "are", "by", "from", "this", "or"},
    "fr": {"le", "la", "les", "des", "une", "est", "et", "dans", "pour", "que", "qui", "sur", "avec", "du"},
}


def test_every_page_says_its_language(site):
    wrong = [
        page.address
        for page in site.pages.values()
        if page.declared_language != page.language or page.response.get("Content-Language") != page.language
    ]

    assert wrong == []


def test_every_page_names_its_own_address(site):
    pages = site.pages.values()
    wrong = [page.address for page in pages if page.rels.get("canonical") != settings.SITE_URL + page.path]

    assert wrong == []


def test_every_page_names_its_twin_and_its_twin_names_it(site):
    # A sheet to print has no page without the choice in its query.
    by_path = {page.path: page for page in site.pages.values()}
    wrong = []
    for page in site.pages.values():
        twin = page.alternates.get(OTHER[page.language], "").removeprefix(settings.SITE_URL)
        if (
            set(page.alternates) != {"en", "fr", "x-default"}
            or page.alternates[page.language] != settings.SITE_URL + page.path
            or twin not in by_path
            or by_path[twin].alternates != page.alternates
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
    """Return the words of a text, without addresses and quotations."""
    own = re.sub(r"https?://\S+|“[^”]*”|«[^»]*»", " ", text)
    return re.findall(r"[a-zàâçéèêëîïôûùüœ]+", own.lower())


@pytest.fixture
def names(site_content):
    """Proper names and titles of documents, which stay in their own language: longest first."""
    named = {
        Source: ["title", "publisher", "date_note"],
        Resource: ["title", "publisher"],
        Service: ["name", "operator"],
    }
    found = {
        getattr(row, f"{field}_{code}")
        for model, fields in named.items()
        for row in model.objects.all()
        for field in fields
        for code in WORDS
    }
    return sorted(filter(None, found), key=len, reverse=True)


def test_every_page_is_wholly_in_its_language(names, site):
    strays = {}
    for page in site.pages.values():
        for language, text in page.texts:
            if foreign_words(text, language) and foreign_words(without(names, text), language):
                strays.setdefault((language, text[:160]), page.address)

    assert strays == {}


def foreign_words(text, language):
    """Whether a text holds more words of the other language than of its own."""
    words = words_of(text)
    own, foreign = (sum(word in WORDS[code] for word in words) for code in (language, OTHER[language]))
    return len(words) >= 6 and foreign >= 2 and foreign > own


def without(names, text):
    for name in names:
        text = text.replace(name, " ")
    return text


def test_every_page_speaks_mostly_its_own_language(site):
    foreign = []
    for page in site.pages.values():
        counts = {code: sum(word in WORDS[code] for word in words_of(page.text(page.language))) for code in WORDS}
        if counts[page.language] < 5 * counts[OTHER[page.language]]:
            foreign.append((page.address, counts))

    assert foreign == []


@pytest.fixture
def contacts(site_content):
    """Numbers as each country writes them, which French typography leaves alone."""
    return sorted({channel.contact for channel in Channel.objects.published()}, key=len, reverse=True)


def test_french_is_set_right_on_every_page(contacts, site):
    faults = {}
    for page in site.pages.values():
        said = [("fr", page.title), ("fr", page.metas.get("description", "")), *page.texts]
        for language, text in said if page.language == "fr" else ():
            for fault in typography.french_faults(text) if language == "fr" else ():
                if typography.french_faults(numberless(contacts, text)):
                    faults.setdefault(fault, page.address)

    assert faults == {}


def numberless(contacts, text):
    for contact in contacts:
        text = text.replace(contact, "x")
    return text


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
