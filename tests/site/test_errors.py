import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection

from hotlines.numbers import digits_of


def gone(execute, sql, params, many, context):
    raise DatabaseError("the database is gone")


@pytest.fixture
def forgiving(client):
    client.raise_request_exception = False
    return client


LOST = ["nothing-here/", "understand/nothing-here/", "comprendre/rien/", "get-help/rien/", "reports/1789/"]


@pytest.mark.parametrize("path", LOST)
def test_a_page_that_does_not_exist_is_said_in_its_language_with_the_numbers(forgiving, site_content, language, path):
    response = forgiving.get(f"/{language}/{path}")

    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in html
    assert 'href="tel:' in html
    assert "noindex" in html
    assert not response.cookies


def test_an_error_says_the_same_in_the_other_language(forgiving, site_content, language):
    other = {"en": "fr", "fr": "en"}[language]

    html = forgiving.get(f"/{language}/nothing-here/").content.decode()

    assert f'<p lang="{other}">' in html or f'lang="{other}"' in html.split("<main")[1]


def test_an_address_in_no_language_of_ours_is_not_found(forgiving, site_content):
    assert forgiving.get("/de/").status_code == 404


def test_with_the_database_gone_the_error_page_shows_the_numbers_in_both_languages(forgiving, site_content):
    with connection.execute_wrapper(gone):
        cache.clear()
        response = forgiving.get("/en/understand/")

    html = response.content.decode()
    assert response.status_code == 500
    assert 'lang="en"' in html
    assert 'lang="fr"' in html
    assert html.count("tel:+18883737888") >= 2
    assert f"sms:{digits_of('BEFREE')}" in html
    assert not response.cookies


def test_with_everything_gone_the_error_page_still_shows_the_numbers(forgiving, site_content, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError("no cache")

    store = type(cache._connections[cache._alias])
    with connection.execute_wrapper(gone), monkeypatch.context() as patch:
        for method in ("get", "set", "add", "get_many", "set_many", "delete"):
            patch.setattr(store, method, broken)
        response = forgiving.get("/fr/comprendre/")

    assert response.status_code == 500
    assert response.content.decode().count("tel:+18883737888") >= 2


def test_when_even_the_error_page_fails_something_is_said_in_both_languages(forgiving, site_content, monkeypatch):
    from publishing.views import errors

    def broken(*args, **kwargs):
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    with connection.execute_wrapper(gone):
        cache.clear()
        html = forgiving.get("/en/understand/").content.decode()

    assert "call the emergency number" in html
    assert "numéro d’urgence" in html


def test_a_form_of_the_admin_that_has_expired_is_said_clearly(db, language):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(f"/{language}/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert 'href="tel:' in response.content.decode() or f'lang="{language}"' in response.content.decode()
