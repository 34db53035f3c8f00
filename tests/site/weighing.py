"""What a first visit to a page moves: its HTML, and each file it makes the browser fetch."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import brotli
from django.urls import Resolver404, resolve
from django.utils import translation
from django_http_compression import middleware as compression

from tests.site.served import ask

AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
GUARD = re.compile(rb"<script>.*?</script>", re.DOTALL)
_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_FETCHING = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}


@dataclass
class Weighed:
    """One page on the wire: the bytes of its HTML, of what is written into it, and of each file by its address.

    later: the pictures that a browser fetches only once the reader comes near them; a first visit does not move them.
    """

    path: str
    kind: str
    html: int
    guard: int
    files: dict[str, int]
    later: dict[str, int]
    deferred: dict[str, bool]

    @property
    def visit(self):
        """All that a first visit moves."""
        return self.html + sum(self.files.values())

    @property
    def scripts(self):
        """The bytes of the scripts that are fetched."""
        return sum(size for path, size in self.files.items() if path in self.deferred)

    @property
    def topic(self):
        """The HTML and the stylesheet, the guard apart."""
        return self.html - self.guard + sum(size for path, size in self.files.items() if path.endswith(".css"))

    def told(self, table):
        """Return the parts of the page with their sizes, and by how much each has outgrown its place in the table."""
        allowed = table["html"].get(self.kind, table["html"]["other"])
        parts = [(f"HTML ({self.kind})", self.html, allowed)]
        parts += [(name_of(path), size, table["files"].get(name_of(path), 0)) for path, size in self.files.items()]
        parts.append(("guard, within the HTML", self.guard, table["guard"]["inline"]))
        lines = [
            f"    {size:>6,} {part}" + (f"  <- GREW: {limit:,} are allowed, {size - limit:,} too many" * (size > limit))
            for part, size, limit in parts
        ]
        return "\n".join([f"{self.path}: {self.visit:,} bytes in {1 + len(self.files)} requests", *lines])


class _Fetched(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.addresses, self.later, self.deferred = [], [], {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        known = {name: value or "" for name, value in attributes}
        if tag == "link" and _FETCHING & set(known.get("rel", "").split()):
            self.addresses.append(known["href"])
        elif tag in {"img", "script", "iframe", "audio", "video", "source", "embed", "input", "track", "object"}:
            found = [known[name] for name in ("src", "data", "poster") if known.get(name)]
            found += [one.split()[0] for one in known.get("srcset", "").split(",") if one.strip()]
            (self.later if known.get("loading") == "lazy" else self.addresses).extend(found)
            if tag == "script":
                self.deferred |= {address: "defer" in known or known.get("type") == "module" for address in found}
        elif tag in {"use", "image"} and not known.get("href", "#").startswith("#"):
            self.addresses.append(known["href"])


def name_of(path):
    """Return the name of a static file as it is in the repository: css/site.css."""
    return _HASH.sub("", path.removeprefix("/static/"))


def kind_of(path, status=200):
    """Return what a page is: the name of its view, "error" when it is none."""
    with translation.override(path.split("/")[1] or "en"):
        try:
            return resolve(path.split("?")[0]).view_name if status == 200 else "error"
        except Resolver404:
            return "error"


class Scales:
    """Weighs pages; their files are fetched from one server, and each of them once."""

    def __init__(self, port):
        self.port = port
        self._files = {}

    def fetched(self, path):
        """Return one page, weighed as the server sends it."""
        answer, body = ask(self.port, path, headers=AS_A_BROWSER)
        whole = brotli.decompress(body) if answer.getheader("Content-Encoding") == "br" else body
        return self.page(path, whole, answer.status, len(body))

    def page(self, path, whole, status=200, sent=None):
        """Return one page, weighed: as many bytes as were sent, or as many as the server's own compression makes."""
        size = len(brotli.compress(whole, quality=compression.BROTLI_QUALITY))
        # The guard weighs what the page would lose without it.
        guard = size - len(brotli.compress(GUARD.sub(b"", whole), quality=compression.BROTLI_QUALITY))
        found = _Fetched(whole.decode())
        files, later = {}, {}
        for address in found.addresses:
            files |= self._file(urljoin(path, address))
        for address in found.later:
            later |= self._file(urljoin(path, address))
        return Weighed(path, kind_of(path, status), sent or size, max(0, guard), files, later, found.deferred)

    def _file(self, address):
        if address.startswith("data:"):
            return {}
        if address not in self._files:
            if urlsplit(address).netloc:
                raise AssertionError(f"{address} is on another host")
            answer, body = ask(self.port, address, headers=AS_A_BROWSER)
            assert answer.status == 200, address
            moved = {address: len(body)}
            if address.endswith(".css"):
                text = (brotli.decompress(body) if answer.getheader("Content-Encoding") == "br" else body).decode()
                for inner in _IN_CSS.findall(text):
                    moved |= self._file(urljoin(address, inner[0] or inner[1]))
            self._files[address] = moved
        return self._files[address]
