"""The three places of the proof: our site, a site to come from, and the one that the exit leads to.

Each has a loopback address of its own, so that browsers take them for three different sites.
"""

import abc
import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE_COLOR = 0x3A6EA5
TARGET_COLOR = 0x2E8B57

_PLAIN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>html{{background:#{color:06x}}}a{{position:fixed;inset:0}}</style>{link}
<script>onpageshow=e=>{{document.title="{title} "+history.length+(e.persisted?" restored":"")}}</script></html>"""
_GUARD = re.compile(rb"<script>\(\(\) => \{const page.*?</script>", re.DOTALL)


class Place(abc.ABC):
    """A local server in a thread; it keeps the paths and the Referer of each request it got."""

    def __init__(self, host, port=0):
        self.requests = []
        self.delay = 0.0
        place = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path != "/favicon.ico":
                    place.requests.append((self.path, self.headers.get("Referer")))
                place.answer(self)

            def log_message(self, *args):
                """Print nothing."""

        self.server = ThreadingHTTPServer((host, port), Handler)
        self.server.daemon_threads = True
        self.url = f"http://{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @abc.abstractmethod
    def answer(self, handler):
        """Answer one request."""

    def send(self, handler, body, status=200, headers=()):
        """Send an answer, unless the browser has gone."""
        try:
            handler.send_response(status)
            for name, value in headers:
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass


class Flat(Place):
    """A page of one color; `/?to=…` makes the whole of it a link."""

    def __init__(self, host, title, color, port=0):
        super().__init__(host, port)
        self.title, self.color = title, color

    def answer(self, handler):
        """Send the page; after `delay` seconds."""
        if handler.path.startswith("/favicon"):
            return self.send(handler, b"", 404)
        time.sleep(self.delay)
        to = parse_qs(urlsplit(handler.path).query).get("to", [""])[0]
        link = f'<a href="{to}" aria-label="go"></a>' if to else ""
        body = _PLAIN.format(title=self.title, color=self.color, link=link).encode()
        return self.send(handler, body, headers=[("Content-Type", "text/html; charset=utf-8")])


class Way(Place):
    """The way to our site: hands on each answer, without its guard or never kept when a trial asks for that."""

    def __init__(self, host, upstream):
        super().__init__(host)
        self.upstream = upstream
        self.guarded = True
        self.kept = True

    def answer(self, handler):
        """Ask the site and hand on what it says."""
        link = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=30)
        link.request("GET", handler.path, headers={"Accept": handler.headers.get("Accept", "*/*")})
        answer = link.getresponse()
        body = answer.read()
        dropped = {"content-length", "connection", "transfer-encoding", "date", "etag"}
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in dropped]
        if not self.guarded:
            body = _GUARD.sub(b"", body)
        if not self.kept:
            headers = [pair for pair in headers if pair[0].lower() != "cache-control"] + [("Cache-Control", "no-store")]
        self.send(handler, body, answer.status, headers)


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve_site(folder, exit_address):
    """Start our site as `make run` does, its exit leading to the target; return (process, port) once it answers."""
    port = free_port()
    process = subprocess.Popen(
        [ROOT / "scripts/serve"],
        env={
            **os.environ,
            "PORT": str(port),
            "VAR_DIR": str(folder),
            "SITE_EXIT_URL_EN": exit_address,
            "SITE_EXIT_URL_FR": exit_address,
        },
        stdout=(folder / "site.log").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline and process.poll() is None:
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            link.request("GET", "/en/")
            if link.getresponse().status == 200:
                return process, port
        except OSError:
            time.sleep(0.3)
    stop(process)
    raise SystemExit("The site did not start:\n" + (folder / "site.log").read_text()[-1000:])


def stop(process):
    """End a process and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    process.wait()


def exit_of(port):
    """Return (host, port) that the exit of a running site leads to: the target must be served there."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=60) as answer:
        found = re.search(r'data-exit="([^"]*)"', answer.read().decode())
    parts = urlsplit(found[1] if found else "")
    if not (parts.hostname or "").startswith("127."):
        raise SystemExit("Start that site with SITE_EXIT_URL_EN=http://127.0.0.3:8112/, or another such address.")
    return parts.hostname, parts.port or 80
