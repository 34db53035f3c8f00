import contextlib
import gzip
import re
import socket

import brotli
import pytest

from tests.site.served import ask

pytestmark = pytest.mark.server


def test_the_site_is_served_as_in_production(server):
    answer, body = ask(server, "/fr/comprendre/")

    assert answer.status == 200
    assert '<html lang="fr"' in body.decode()
    assert answer.getheader("Set-Cookie") is None
    assert "'none'" in answer.getheader("Content-Security-Policy")


def test_a_wrong_address_shows_no_debug_page(server):
    answer, body = ask(server, "/en/nothing-here/")

    assert answer.status == 404
    assert b"DEBUG" not in body
    assert b"urlpatterns" not in body


def test_static_files_are_named_after_their_content_and_kept_for_ever(server):
    _answer, body = ask(server, "/en/")
    files = set(re.findall(r"/static/[^\"]+", body.decode()))

    assert files
    for path in files:
        answer, _body = ask(server, path)
        assert answer.status == 200, path
        assert re.search(r"\.[0-9a-f]{12}\.", path), path
        assert "immutable" in answer.getheader("Cache-Control"), path


ENCODINGS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.mark.parametrize(("encoding", "decode"), ENCODINGS.items())
def test_a_page_travels_compressed_and_arrives_whole(server, encoding, decode):
    answer, body = ask(server, "/en/understand/", headers={"Accept-Encoding": encoding})

    assert answer.getheader("Content-Encoding", "identity") == encoding
    assert b"</html>" in decode(body)


def test_the_server_says_that_it_is_well(server):
    answer, body = ask(server, "/healthz")

    assert (answer.status, body) == (200, b'{"database": "ok", "cache": "ok"}')


RAW = [
    b"GET /en/\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /en/\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\n\r\n",
    b"GET /en/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"BREW /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /static/../../var/secret-key HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/manage.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
]


@pytest.mark.parametrize("request_bytes", RAW, ids=range(len(RAW)))
def test_bytes_that_no_browser_sends_are_answered_calmly(server, request_bytes):
    with socket.create_connection(("127.0.0.1", server), timeout=10) as talk:
        talk.sendall(request_bytes)
        talk.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := talk.recv(65536):
            answer += piece

    status = answer.split(b" ")[1:2]
    assert not answer or status[0][:1] in {b"2", b"3", b"4"} or status == [b"505"]
    assert b"root:" not in answer
    assert ask(server, "/healthz")[0].status == 200


@pytest.mark.parametrize("length", [9_000, 200_000])
def test_an_address_that_is_too_long_gets_a_page_with_the_numbers_in_both_languages(server, length):
    answer, request = (
        b"",
        b"GET /fr/obtenir-de-l-aide/?country=" + b"a" * length + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    with socket.create_connection(("127.0.0.1", server), timeout=10) as talk:
        talk.sendall(request)
        while piece := talk.recv(65536):
            answer += piece

    head, body = answer.decode().split("\r\n\r\n", 1)
    assert head.startswith("HTTP/1.1 414 ")
    assert "Content-Security-Policy: " in head
    assert "Set-Cookie" not in head
    assert 'href="tel:+18883737888"' in body
    assert "This address is too long" in body
    assert "Vérifiez l’adresse" in body
    assert f"Content-Length: {len(body.encode())}" in head


@pytest.mark.parametrize("sent", [b"a" * 10_000_000, b"a=1&" * 2_500_000, b"%00" * 3_333_333], ids=["a", "a=1&", "%00"])
def test_ten_megabytes_of_query_are_refused_and_the_site_goes_on(server, sent):
    answer = b""
    with socket.create_connection(("127.0.0.1", server), timeout=10) as talk:
        # The server hangs up before it has heard it all.
        with contextlib.suppress(ConnectionError):
            talk.sendall(b"GET /en/get-help/?country=" + sent + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while piece := talk.recv(65536):
                answer += piece

    assert not answer or answer.split(b" ")[1][:1] == b"4"
    assert ask(server, "/en/get-help/")[0].status == 200
