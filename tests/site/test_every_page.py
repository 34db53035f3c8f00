import itertools
from collections import defaultdict

import brotli
from django.conf import settings

from publishing import guard
from tests.site.pages import internal

LANGUAGES = ("en", "fr")


def is_indexed(page):
    return "noindex" not in (page.metas.get("robots") or "") + page.response.get("X-Robots-Tag", "")


def test_every_link_leads_somewhere(site):
    broken = [(address, answer.status_code, site.linked_from.get(address)) for address, answer in site.others.items()]

    assert [found for found in broken if found[1] not in {200, 301}] == []


def test_a_link_that_is_moved_leads_to_a_page(site):
    moved = [answer["Location"].split("#")[0] for answer in site.others.values() if answer.status_code == 301]

    assert [target for target in moved if target not in site.pages] == []


def test_the_site_is_as_large_in_both_languages(site):
    assert len(site.in_language("en")) == len(site.in_language("fr")) > 300


def test_the_sitemap_holds_what_can_be_reached_by_links_and_nothing_else(site, site_content, client):
    text = client.get("/sitemap.xml").content.decode()
    listed = {entry.split("</loc>")[0].removeprefix(settings.SITE_URL) for entry in text.split("<loc>")[1:]}

    assert listed == {page.path for page in site.pages.values() if is_indexed(page)}


def test_every_link_within_a_page_has_its_target(site):
    lost = []
    for page in site.pages.values():
        for link in page.links:
            address, mark, anchor = link.partition("#")
            target = internal(address, page.path, settings.SITE_URL) if address else page.address
            if mark and target in site.pages and anchor not in site.pages[target].ids:
                lost.append((page.address, link))

    assert lost == []


def test_every_page_has_one_first_heading(site):
    assert [(page.address, page.h1s) for page in site.pages.values() if len(page.h1s) != 1 or not page.h1s[0]] == []


def test_no_heading_skips_a_level(site):
    skipping = [
        (page.address, page.levels)
        for page in site.pages.values()
        if page.levels[0] != 1 or any(after > before + 1 for before, after in itertools.pairwise(page.levels))
    ]

    assert skipping == []


def test_titles_are_unique_in_each_language(site):
    assert shared_by(site, lambda page: page.title) == {}


def test_descriptions_are_unique_in_each_language(site):
    assert shared_by(site, lambda page: page.metas.get("description")) == {}


def shared_by(site, word):
    found = defaultdict(list)
    for language in LANGUAGES:
        # The steps of the path to a line are alike on purpose, and not offered to search engines.
        for page in filter(is_indexed, site.in_language(language)):
            found[language, word(page)].append(page.address)
    return {key: addresses for key, addresses in found.items() if len(addresses) > 1 or not key[1]}


def test_titles_are_not_the_same_in_both_languages(site):
    english = {page.title for page in site.in_language("en")}
    same = {page.title for page in site.in_language("fr") if page.title in english}

    assert same <= ALIKE


# Words that both languages write alike.
ALIKE = {"Sources – Repères"}


def test_descriptions_are_sentences_of_a_fair_length(site):
    lengths = {page.address: len(page.metas.get("description") or "") for page in site.pages.values()}

    assert {address: length for address, length in lengths.items() if not 50 <= length <= 320} == {}


def test_no_id_is_given_twice(site):
    twice = [
        (page.address, [name for name in set(page.ids) if page.ids.count(name) > 1])
        for page in site.pages.values()
        if len(page.ids) != len(set(page.ids))
    ]

    assert twice == []


def test_no_page_leaves_a_trace(site):
    traces = [
        page.address
        for page in [*site.pages.values()]
        if page.response.cookies or "csrfmiddlewaretoken" in page.html or "Set-Cookie" in page.response
    ]

    assert traces == []


def test_no_page_depends_on_what_the_browser_says(site):
    varying = {page.address: page.response["Vary"] for page in site.pages.values() if page.response.has_header("Vary")}

    assert {address: vary for address, vary in varying.items() if vary != "Accept-Encoding"} == {}


def test_no_page_asks_another_host_for_anything(site):
    elsewhere = [
        (page.address, resource)
        for page in site.pages.values()
        for resource in page.resources
        if resource.startswith(("http:", "https:", "//")) and not resource.startswith(settings.SITE_URL)
    ]

    assert elsewhere == []


def test_no_page_holds_inline_style_or_script_but_the_guard(site):
    guarded = f"<script>{guard.script()}</script>"
    bare = {page.address: page.html.replace(guarded, "", 1) for page in site.pages.values()}

    holding = [
        address
        for address, html in bare.items()
        if " style=" in html or "<style" in html or "<script>" in html or " onclick=" in html
    ]

    assert holding == []


def test_every_page_may_be_left_at_once(site):
    kept = [page.address for page in site.pages.values() if settings.SITE_EXIT_URL[page.language] not in page.links]

    assert kept == []


def test_every_page_shows_numbers_to_call(site):
    silent = [page.address for page in site.pages.values() if not any(link.startswith("tel:") for link in page.links)]

    assert silent == []


def test_every_page_says_that_it_is_no_official_site(site):
    words = {"en": "not an official site of any government", "fr": "n’est le site officiel d’aucun"}

    assert [page.address for page in site.pages.values() if words[page.language] not in page.text()] == []


def values_of(data, name):
    """Yield each value of a property, however deep."""
    if isinstance(data, dict):
        yield from (value for key, value in data.items() if key == name)
        for value in data.values():
            yield from values_of(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from values_of(value, name)


def test_machine_readable_contacts_are_those_that_the_page_shows(site):
    unseen = []
    for page in site.pages.values():
        reached = {link.split(":", 1)[1] for link in page.links if link.startswith(("tel:", "sms:", "mailto:"))}
        for name in ("telephone", "email"):
            said = {value for data in page.data for value in values_of(data, name)}
            unseen += [(page.address, value) for value in said - reached]

    assert unseen == []


def test_every_service_tells_machines_how_to_reach_it(site):
    services = [page for page in site.pages.values() if "ContactPoint" in page.html]

    assert len(services) > 40


def test_machine_readable_data_names_its_vocabulary(site):
    data = [(page.address, block) for page in site.pages.values() for block in page.data]
    wrong = [
        address
        for address, block in data
        if block.get("@context") != "https://schema.org" or not (block.get("@type") or block.get("@graph"))
    ]

    assert data
    assert wrong == []


def test_every_page_below_the_home_page_says_where_it_stands(site):
    lost = [
        page.address
        for page in site.pages.values()
        if is_indexed(page) and page.path not in {"/en/", "/fr/"} and "BreadcrumbList" not in page.html
    ]

    assert lost == []


def test_pages_are_small_enough_for_a_bad_line(site):
    heavy = {page.address: len(brotli.compress(page.html.encode(), quality=5)) for page in site.pages.values()}

    assert {address: size for address, size in heavy.items() if size > 30_000} == {}
