"""Links that leave the site say where they lead, in which language, and carry no referrer."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from publishing.models import Source
from publishing.templatetags.site import outbound, richtext
from tests import builders


class Links(HTMLParser):
    """Every link of a page: its attributes and its text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self._open = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self._open = (dict(attributes), [])
            self.found.append(self._open)

    def handle_data(self, data):
        if self._open:
            self._open[1].append(data)

    def handle_endtag(self, tag):
        if tag == "a":
            self._open = None

    @property
    def outbound(self):
        """Links to other hosts, the way out apart: (attributes, text)."""
        return [
            (known, " ".join("".join(text).split()))
            for known, text in self.found
            if (known.get("href") or "").startswith(("http", "//"))
            and not known["href"].startswith(f"{settings.SITE_URL}/")
            and known["href"] not in settings.SITE_EXIT_URL.values()
        ]


@pytest.fixture(scope="module")
def links(site):
    """The links of every page of the site, by address."""
    return {page.address: Links(page.html) for page in site.pages.values()}


def test_links_to_other_sites_carry_no_referrer(links):
    careless = [
        (address, known["href"])
        for address, page in links.items()
        for known, _text in page.outbound
        if not {"noreferrer", "external"} <= set((known.get("rel") or "").split())
    ]

    assert careless == []


def test_links_to_other_sites_say_where_they_lead(links):
    silent = [
        (address, known["href"], text)
        for address, page in links.items()
        for known, text in page.outbound
        if urlsplit(known["href"]).hostname.removeprefix("www.") not in text.lower()
    ]

    assert silent == []


def test_no_link_says_its_host_twice(links):
    twice = [
        (address, text)
        for address, page in links.items()
        for known, text in page.outbound
        if text.lower().count(f"({urlsplit(known['href']).hostname.removeprefix('www.')})") > 1
    ]

    assert twice == []


def test_links_to_sources_say_the_language_of_the_document(links, site_content):
    known_languages = dict(Source.objects.exclude(url="").values_list("url", "language"))
    silent = [
        (address, known["href"])
        for address, page in links.items()
        for known, _text in page.outbound
        if known["href"] in known_languages and known.get("hreflang") != known_languages[known["href"]]
    ]

    assert silent == []


def test_links_to_mailboxes_show_their_address(links):
    silent = [
        (address, known["href"], text)
        for address, page in links.items()
        for known, text in page.found
        if (known.get("href") or "").startswith("mailto:")
        and known["href"].removeprefix("mailto:").split("?")[0] not in "".join(text)
    ]

    assert silent == []


def test_the_way_out_carries_no_referrer(links):
    careless = [
        address
        for address, page in links.items()
        for known, _text in page.found
        if known.get("href") in settings.SITE_EXIT_URL.values() and "noreferrer" not in (known.get("rel") or "")
    ]

    assert careless == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_reader_is_told_where_the_way_out_leads(site, language):
    path = {"en": "/en/browse-safely/", "fr": "/fr/naviguer-en-securite/"}[language]
    host = urlsplit(settings.SITE_EXIT_URL[language]).hostname

    assert host in site.pages[path].text()


def test_a_link_in_a_text_names_its_host(db):
    html = richtext('<p><a href="https://www.state.gov/j/tip?a=1&amp;b=2">The <em>office</em></a></p>')

    assert html == (
        '<p><a href="https://www.state.gov/j/tip?a=1&amp;b=2" rel="external noreferrer">The <em>office</em>'
        ' <span class="outbound__host">(state.gov)</span></a></p>'
    )


def test_a_link_whose_text_is_its_address_shows_it_as_people_write_it(db):
    html = richtext('<a href="https://example.org/a">https://example.org/a</a>')

    assert html == '<a class="address" href="https://example.org/a" rel="external noreferrer">example.org/a</a>'


def test_a_link_whose_text_names_the_host_names_it_once(db):
    assert "outbound__host" not in richtext('<a href="https://example.org/a">Example.org, first page</a>')


def test_a_link_to_a_source_says_its_language(db):
    builders.source(url="https://example.org/rapport", language="fr")

    assert 'hreflang="fr"' in outbound("https://example.org/rapport", "The report")
    assert 'hreflang="fr"' in outbound("https://example.org/rapport/#page=2", "Page 2 of the report")
    assert "hreflang" not in outbound("https://example.org/other", "Another")


def test_a_link_to_a_mailbox_in_a_text_shows_it(db):
    html = richtext('<a href="mailto:help@example.org">Write to them</a>')

    assert (
        html
        == '<a href="mailto:help@example.org">Write to them <span class="outbound__host">(help@example.org)</span></a>'
    )


def test_the_text_of_a_link_cannot_bring_markup(db):
    assert "<b>" not in outbound("https://example.org/", "<b>bold</b>")


def test_a_link_to_the_site_itself_is_no_link_to_another(db, settings):
    settings.SITE_URL = "https://site.example"

    assert richtext('<a href="https://site.example/en/">home</a>') == '<a href="https://site.example/en/">home</a>'
