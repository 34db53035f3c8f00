import datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def gone(execute, sql, params, many, context):
    raise DatabaseError("the database is gone")


def test_crawlers_are_told_where_the_sitemap_is_and_what_to_leave_alone(client):
    response = client.get("/robots.txt")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert "Disallow: /en/admin/" in lines
    assert "Disallow: /fr/admin/" in lines


def test_each_entry_of_the_sitemap_names_both_languages_and_when_it_changed(client, site_content):
    entries = ElementTree.fromstring(client.get("/sitemap.xml").content).findall(f"{SITEMAP}url")

    today = datetime.datetime.now(datetime.UTC)
    assert len(entries) > 600
    for entry in entries:
        links = {link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")}
        assert set(links) == {"en", "fr", "x-default"}
        assert entry.findtext(f"{SITEMAP}loc") in {links["en"], links["fr"]}
        assert datetime.datetime.fromisoformat(entry.findtext(f"{SITEMAP}lastmod")) <= today


def test_the_feed_tells_what_changed_in_the_language_of_its_address(client, site_content, language):
    address = {"en": "/en/changes.atom", "fr": "/fr/nouveautes.atom"}[language]
    response = client.get(address)
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert feed.findtext(f"{ATOM}id") == settings.SITE_URL + address
    assert len(entries) == 50
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 50
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("href").startswith(f"{settings.SITE_URL}/{language}/")
        assert datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        assert entry.findtext(f"{ATOM}title")


def test_the_health_of_the_site_is_told(client, db):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok"}
    assert response["Cache-Control"] == "no-store"


def test_a_site_without_its_database_is_not_well(client, db):
    with connection.execute_wrapper(gone):
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] != "ok"


def test_a_site_without_its_cache_is_not_well(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(type(cache._connections[cache._alias]), "set", broken)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["cache"] == "no answer"


ANSWERS = ["/en/", "/fr/comprendre/", "/robots.txt", "/sitemap.xml", "/en/nothing-here/", "/"]


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_protects_its_reader(client, site_content, address):
    response = client.get(address)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert "Server" not in response
    assert not response.cookies


def test_a_page_that_has_not_changed_is_not_sent_again(client, site_content):
    first = client.get("/en/understand/")

    second = client.get("/en/understand/", headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304
