"""What gunicorn refuses before the site sees it, an address of many kilobytes above all, gets a page of the site.

Its own page is two words of English; a person in danger who followed a broken link needs the numbers.
"""

import contextlib
import io
import socket
import time

import gunicorn.util
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections

# A browser that is still talking when the connection closes may throw our answer away.
_HEARD_OUT_SECONDS = 3
_WRITE_SECONDS = 5


def install(application: WSGIHandler) -> None:
    """Let gunicorn answer with the page of an error that this application makes."""

    def write_error(sock: socket.socket, status: int, reason: str, message: str) -> None:
        """Answer as gunicorn's function of this name; the message, which may repeat what was sent, is left out."""
        try:
            answer = _answer(application, status, reason)
        finally:
            # No signal of Django says that this request is over.
            connections.close_all()
        sock.settimeout(_WRITE_SECONDS)
        sock.sendall(answer)
        with contextlib.suppress(OSError):
            _hear_out(sock)

    gunicorn.util.write_error = write_error


def _answer(application: WSGIHandler, status: int, reason: str) -> bytes:
    scheme, _separator, host = settings.SITE_URL.partition("://")
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "SERVER_NAME": host.split(":")[0],
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "site.refused": status,
        }
    )
    response = application.get_response(request)
    body = b"".join(response)
    headers = dict(response.items()) | {"Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def _hear_out(sock: socket.socket) -> None:
    sock.shutdown(socket.SHUT_WR)
    sock.settimeout(1)
    until = time.monotonic() + _HEARD_OUT_SECONDS
    while time.monotonic() < until and sock.recv(1 << 20):
        pass
