"""What the style page shows: each component with its states, each state in both schemes."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from publishing.stylebook import files, markup, registry

_SCHEMES = (("light", _("light")), ("dark", _("dark")))


@dataclass(frozen=True)
class Frame:
    """A state in one scheme: its number on the page, and its markup, or nothing."""

    number: int
    scheme: str
    scheme_name: registry.Words
    html: SafeString

    @property
    def caption(self) -> str:
        """The id of the words above the frame."""
        return f"frame-{self.number}"


@dataclass(frozen=True)
class Shown:
    """A state in both schemes; without frames, no row of the database shows it yet."""

    name: registry.Words
    frames: list[Frame]


@dataclass(frozen=True)
class Entry:
    """One component: its file, what the file says of it, its states, and the stylesheets that dress it."""

    name: str
    documentation: str
    states: list[Shown]
    wide: bool
    # The blocks that its samples use, or that it defines when it is a stylesheet.
    blocks: frozenset[str]
    # The stylesheets that dress it, or the components that it dresses.
    others: list["Entry"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of the entry on the page."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)


class Showing:
    """The entries of one style page, for one request; every frame on it has a number of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._numbers = itertools.count(1)
        self._pages: dict[str, str] = {}

    def entries(self) -> list[Entry]:
        """Return every component that is a template, then every stylesheet of a component, each naming the others."""
        components, stylesheets = self._components(), self._stylesheets()
        for component in components:
            for sheet in stylesheets:
                if component.blocks & sheet.blocks:
                    component.others.append(sheet)
                    sheet.others.append(component)
        return [*components, *stylesheets]

    def _components(self) -> list[Entry]:
        samples = registry.samples()
        return [self._component(template, samples.get(template.name)) for template in files.templates()]

    def _stylesheets(self) -> list[Entry]:
        excerpts = registry.excerpts()
        return [
            Entry(
                sheet.name,
                sheet.documentation,
                [self._excerpt(excerpt) for excerpt in excerpts if f"css/{excerpt.stylesheet}" == sheet.name],
                any(excerpt.wide for excerpt in excerpts if f"css/{excerpt.stylesheet}" == sheet.name),
                sheet.blocks,
            )
            for sheet in files.stylesheets()
        ]

    def _component(self, template: files.Template, sample: registry.Sample | None) -> Entry:
        if sample is None and template.needs_nothing:
            sample = registry.Sample(template.name, registry.PLAIN)
        states = [self._state(sample, state) for state in sample.states] if sample else []
        seen = (markup.classes_in(frame.html) for state in states for frame in state.frames)
        blocks = frozenset(files.block_of(name) for names in seen for name in names)
        return Entry(template.name, template.documentation, states, bool(sample and sample.wide), blocks)

    def _state(self, sample: registry.Sample, state: registry.State) -> Shown:
        context = state.context()
        if context is None:
            return Shown(state.name, [])
        html = render_to_string(sample.template, dict(context), request=self._request)
        return Shown(state.name, list(self._frames(_put(sample.inside, html), unfolded=state.unfolded)))

    def _excerpt(self, excerpt: registry.Excerpt) -> Shown:
        address = excerpt.address()
        html = markup.cut_out(self._page(address), excerpt.class_name) if address else ""
        frames = self._frames(_put(excerpt.inside, html), unfolded=excerpt.unfolded) if html else []
        return Shown(excerpt.name, list(frames))

    def _frames(self, html: str, *, unfolded: bool) -> Iterator[Frame]:
        for scheme, name in _SCHEMES:
            number = next(self._numbers)
            yield Frame(number, scheme, name, markup.fit(html, number, f"frame-{number}", unfolded=unfolded))

    def _page(self, address: str) -> str:
        """Return a page of the site as its view makes it; empty when it is not public."""
        if address not in self._pages:
            path, _mark, query = address.partition("?")
            match = resolve(path)
            request = _request_for(self._request, path, query, match)
            try:
                response: Any = match.func(request, *match.args, **match.kwargs)
                self._pages[address] = response.content.decode()
            except Http404:
                self._pages[address] = ""
        return self._pages[address]


def _put(inside: str, html: str) -> str:
    """Return markup inside what it needs; what a component shows of nothing stays nothing."""
    return format_html(inside, mark_safe(html)) if html.strip() else ""  # noqa: S308


def _request_for(request: HttpRequest, path: str, query: str, match: Any) -> HttpRequest:
    asked = HttpRequest()
    asked.method = "GET"
    asked.path = asked.path_info = path
    # Without a wish of its own: the door would lead on to the wished language.
    asked.META = request.META | {"QUERY_STRING": query, "PATH_INFO": path, "HTTP_ACCEPT_LANGUAGE": ""}
    asked.GET = type(request.GET)(query)
    asked.resolver_match = match
    asked.user = request.user
    return asked
