"""What leaving rests on in every answer: the guard first, its hash in the policy, and no file that shows in the tab."""

import base64
import hashlib
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from publishing import guard

# From the beginning of an answer to the end of its guard, nothing else may stand.
_OPENING = re.compile(
    r'\s*<!doctype html>\s*<html lang="(..)" data-exit="([^"]+)" data-title="([^"]+)">'
    r'\s*(?:<head>)?\s*<meta charset="utf-8">\s*<script>(.+?)</script>',
    re.DOTALL,
)


def gone(execute, sql, params, many, context):
    raise DatabaseError("the database is gone")


def is_guarded(response):
    found = _OPENING.match(response.content.decode())
    return bool(found) and found[4] == guard.script() and found[2] == settings.SITE_EXIT_URL[found[1]]


@pytest.fixture
def forgiving(client):
    client.raise_request_exception = False
    return client


def test_every_page_begins_with_its_guard(site):
    assert [page.address for page in site.pages.values() if not is_guarded(page.response)] == []


def test_every_page_has_a_way_out_that_the_guard_knows(site):
    link = re.compile(r'<a class="exit" href="([^"]+)" rel="noreferrer nofollow" data-leave>')
    ways = {
        page.address: (link.findall(page.html), settings.SITE_EXIT_URL[page.language]) for page in site.pages.values()
    }

    assert {address: found for address, (found, target) in ways.items() if found != [target]} == {}


@pytest.mark.parametrize("address", ["/", "/en/nothing/", "/fr/rien/", "/de/", "/en/changes/?page=999"])
def test_doors_and_errors_begin_with_the_guard(forgiving, site_content, address):
    assert is_guarded(forgiving.get(address))


def test_with_the_database_gone_the_error_page_begins_with_the_guard(forgiving, site_content):
    with connection.execute_wrapper(gone):
        cache.clear()
        response = forgiving.get("/en/understand/")

    assert response.status_code == 500
    assert is_guarded(response)
    assert "data-leave" in response.content.decode()


def test_when_even_the_error_page_fails_the_guard_is_there(forgiving, site_content, monkeypatch):
    from publishing.views import errors

    def broken(*args, **kwargs):
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    with connection.execute_wrapper(gone):
        cache.clear()
        response = forgiving.get("/en/understand/")

    assert is_guarded(response)
    assert "data-leave" in response.content.decode()


def test_a_form_that_has_expired_begins_with_the_guard(db, language):
    response = Client(enforce_csrf_checks=True).post(f"/{language}/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert is_guarded(response)


@pytest.mark.parametrize("address", ["/", "/en/", "/fr/comprendre/", "/fr/rien/"])
def test_the_policy_lets_the_guard_run_and_no_other_inline_script(forgiving, site_content, address):
    response = forgiving.get(address)
    inline = _OPENING.match(response.content.decode())[4]

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()

    assert policy["script-src"].split() == ["'self'", f"'sha256-{digest}'"]


def test_an_answer_that_says_unchanged_changes_no_policy(client, site_content):
    first = client.get("/en/understand/")

    second = client.get("/en/understand/", headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304
    assert "Content-Security-Policy" not in second


FILES = {
    "/en/get-help.csv": "get-help.csv",
    "/fr/obtenir-de-l-aide.json": "obtenir-de-l-aide.json",
    "/en/reports/tiers.csv": "tiers.csv",
    "/en/reports/tiers.json": "tiers.json",
    "/en/reports/tiers.metadata.json": "tiers.metadata.json",
    "/fr/rapports/pays/haiti.zip": "haiti.zip",
    "/data.json": "data.json",
    "/fr/nouveautes.atom": "nouveautes.atom",
    "/fr/imprimer/cartes.pdf?country=fr": "cartes.pdf",
}


@pytest.mark.parametrize(("address", "name"), FILES.items())
def test_a_file_is_saved_and_never_shown_in_the_tab(client, site_content, address, name):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_no_page_links_to_a_text_that_would_show_in_the_tab(site):
    shown = [
        (address, answer["Content-Type"])
        for address, answer in site.others.items()
        if answer.status_code == 200 and not answer.get("Content-Disposition", "").startswith("attachment")
    ]

    assert shown == []
