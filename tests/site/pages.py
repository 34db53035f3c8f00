"""A page as its readers take it: what a browser shows, what a search engine reads, what a crawler follows."""

import json
import re
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = set(re.findall(r"\w+", "a abbr b bdi cite code em i q s small span strong sub sup time u"))
_UNSEEN = {"script", "style", "template", "title"}


class Page(HTMLParser):
    """The facts of one answer; texts are (language, text) of each block a reader sees."""

    def __init__(self, address, response):
        super().__init__(convert_charrefs=True)
        self.address = address
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.language = address.split("/")[1]
        self.title = self.declared_language = None
        self.h1s, self.levels, self.links, self.resources, self.ids, self.texts = [], [], [], [], [], []
        self.metas, self.alternates, self.rels, self.data = {}, {}, {}, []
        self._open = []
        self._block = []
        self._said = []
        self.feed(self.html)
        self.close()
        self._end_block()

    @property
    def path(self):
        """The address without its query."""
        return self.address.split("?")[0]

    def text(self, language=None):
        """Return all that is read on the page, or what is read in one language, block by block."""
        return "\n".join(text for code, text in self.texts if language in {None, code})

    def handle_starttag(self, tag, attributes):
        known = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.declared_language = known.get("lang")
        if tag not in _INLINE:
            self._end_block()
        language = known.get("lang") or (self._open[-1][1] if self._open else self.declared_language)
        self._notice(tag, known, language)
        if tag not in _VOID:
            self._open.append((tag, language, known))
        if tag in {"h1", "title", "script"}:
            self._said = []

    def _notice(self, tag, known, language):
        if "id" in known:
            self.ids.append(known["id"])
        for attribute in ("alt", "aria-label", "title", "placeholder"):
            if known.get(attribute) and tag != "link":
                self.texts.append((language, known[attribute]))
        if tag == "a" and "href" in known:
            self.links.append(known["href"])
        elif tag == "form":
            self.resources.append(known.get("action", ""))
        elif tag == "link":
            self._link(known)
        elif tag == "meta":
            self.metas[known.get("name") or known.get("property") or known.get("charset")] = known.get("content")
        elif tag in {"img", "script", "iframe", "audio", "video", "source", "embed", "object", "input"}:
            self.resources += [known[name] for name in ("src", "srcset", "data", "poster") if name in known]
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))

    def _link(self, known):
        rel = known.get("rel", "")
        if rel == "alternate" and "hreflang" in known:
            self.alternates[known["hreflang"]] = known["href"]
        elif rel in {"canonical", "alternate", "prev", "next"}:
            self.rels[rel] = known["href"]
        else:
            self.resources.append(known["href"])

    def handle_endtag(self, tag):
        while self._open and tag not in _VOID:
            closed, _language, known = self._open.pop()
            if closed == "h1":
                self.h1s.append(" ".join("".join(self._said).split()))
            elif closed == "title" and self.title is None:
                self.title = "".join(self._said)
            elif closed == "script" and known.get("type") == "application/ld+json":
                self.data.append(json.loads("".join(self._said)))
            if closed == tag:
                break
        if tag not in _INLINE:
            self._end_block()

    def handle_data(self, data):
        self._said.append(data)
        if not any(tag in _UNSEEN for tag, _language, _known in self._open):
            self._block.append((self._open[-1][1] if self._open else None, data))

    def _end_block(self):
        """Keep the block's text per language; a run in another language leaves a letter in its place."""
        for language in dict.fromkeys(code for code, data in self._block if data.strip()):
            text = "".join(data if code == language else "x" for code, data in self._block)
            self.texts.append((language, re.sub(r"[ \n\r\t]+", " ", text).strip(" ")))
        self._block = []


class Site:
    """Every page that can be reached by links from both homes, and every answer on the way."""

    def __init__(self, client, site_url):
        self.pages = {}
        self.others = {}
        self.linked_from = {}
        waiting = ["/en/", "/fr/"]
        while waiting:
            address = waiting.pop()
            if address in self.pages or address in self.others:
                continue
            response = client.get(address)
            if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                page = self.pages[address] = Page(address, response)
                for link in page.links:
                    target = internal(link, page.path, site_url)
                    if target is not None:
                        self.linked_from.setdefault(target, address)
                        waiting.append(target)
            else:
                b"".join(response) if response.streaming else response.content
                self.others[address] = response

    def in_language(self, language):
        """Return the pages of a language, without those that a query narrows or turns."""
        return [page for page in self.pages.values() if page.language == language and page.address == page.path]


def internal(link, here, site_url):
    """Return the address on this site that a link leads to, or None when it leads elsewhere or to its own page."""
    target = link.removeprefix(site_url).split("#")[0]
    if not target or target.split(":")[0] in {"tel", "sms", "mailto", "http", "https"}:
        return None
    # A file of references is made from its page: to ask for all would be to make every page again, twice.
    if target.split("?")[0].endswith((".bib", ".ris")):
        return None
    if target.startswith("?"):
        return here + target
    return target
