"""The content files of this app, and the references that prose may make to its pages."""

import tomllib
from pathlib import Path
from typing import Any

from django.urls import reverse

from campaign.models import Action, Agency, Figure, Form, GlossaryTerm, Indicator, Myth, Page, Resource, Setting
from publishing import references
from publishing.contentfiles import toml
from publishing.contentfiles.errors import Fault
from publishing.contentfiles.kinds import Kind, register
from publishing.contentfiles.reading import read_toml
from publishing.models import LANGUAGES

_PUBLISHED = "sources reviewed_on review_due_on status publish_at expire_at"
_SHARED = ("order", "listing", "sources", "reviewed_on", "review_due_on", "status", "publish_at", "expire_at")
_FRONT = ("title", "nav_title", "slug", "summary")


class PageKind(Kind):
    """Pages: a folder each, with page.toml for both languages and en.md, fr.md for their words."""

    def __init__(self) -> None:
        super().__init__("page", Page, f"order title nav_title slug summary body listing {_PUBLISHED}")

    def entries(self, root: Path | None, faults: list[str]):
        """Yield (path of page.toml, [record]) for each page folder; add what is wrong to the faults."""
        base = root / "campaign" / "content" if root else self.directory
        for path in sorted((base / "page").glob("**/page.toml")):
            name = f"campaign/content/{path.relative_to(base).as_posix()}"
            data = read_toml(path, name, faults)
            if data is None:
                continue
            if strays := sorted(set(data) - set(_SHARED)):
                faults.append(f"{name}: unknown key: {', '.join(strays)}")
                continue
            try:
                words = {language: _read_markdown(path.with_name(f"{language}.md")) for language in LANGUAGES}
            except Fault as fault:
                faults.append(f"{Path(name).parent}/{fault}")
                continue
            record: dict[str, Any] = {"key": path.parent.relative_to(base / "page").as_posix(), **data}
            for field in (*_FRONT, "body"):
                texts = {language: words[language][field] for language in LANGUAGES if field in words[language]}
                if texts:
                    record[field] = texts
            yield name, [record]

    def new_row(self, key: str) -> Page:
        """Return an unsaved page; its key says its section, and whether it is the landing page."""
        section = key.split("/")[0]
        if section not in Page.Section.values:
            raise Fault(f"unknown section {section!r}: one of {', '.join(Page.Section.values)}")
        return Page(key=key, section=section, is_landing="/" not in key)

    @property
    def default_file(self) -> str:
        """Where a page made by staff is written: a folder named after its key."""
        return "page/*/page.toml"

    def write(self, path: str, records: list[dict[str, Any]]) -> dict[str, str]:
        """Return the three files of each page."""
        texts = {}
        for record in records:
            folder = f"campaign/content/page/{record['key']}"
            shared = {name: record[name] for name in _SHARED if name in record}
            texts[f"{folder}/page.toml"] = toml.write_pairs(shared)
            for language in LANGUAGES:
                front = {name: record[name][language] for name in _FRONT if name in record}
                texts[f"{folder}/{language}.md"] = f"+++\n{toml.write_pairs(front)}+++\n\n{record['body'][language]}\n"
        return texts


def _read_markdown(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Fault(f"{path.name}: missing: each page needs en.md and fr.md") from None
    except UnicodeDecodeError as error:
        raise Fault(f"{path.name}: not UTF-8 text (byte {error.start}): save the file as UTF-8") from error
    opening, front, body = text.split("+++\n", 2) if text.count("+++\n") >= 2 else ("?", "", "")
    if opening:
        raise Fault(f"{path.name}: begin with front matter between two lines of +++")
    try:
        words = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"{path.name}: front matter: {error}") from error
    if strays := sorted(set(words) - set(_FRONT)):
        raise Fault(f"{path.name}: unknown key: {', '.join(strays)}")
    return {**words, "body": body}


register(PageKind())
register(Kind("setting", Setting, f"order title slug summary body {_PUBLISHED}"))
register(Kind("indicator", Indicator, f"setting order strength text {_PUBLISHED}"))
register(Kind("form", Form, f"order title slug summary body {_PUBLISHED}"))
register(Kind("myth", Myth, f"order claim fact {_PUBLISHED}"))
register(Kind("figure", Figure, f"order topic value value_max qualifier unit label year as_of {_PUBLISHED}"))
register(Kind("agency", Agency, f"order name abbreviation slug part in_task_force url {_PUBLISHED}"))
register(Kind("action", Action, f"order title body url {_PUBLISHED}"))
register(Kind("resource", Resource, f"order title url kind languages publisher note {_PUBLISHED}"))
register(Kind("term", GlossaryTerm, f"term definition also avoid {_PUBLISHED}"))


def _addresses(model):
    return lambda: {row.key: row.get_absolute_url() for row in model.objects.published()}


def _anchors(model, page_key):
    """Return addresses of rows that stand on one page, each at its slug."""

    def addresses():
        page = Page.objects.published().filter(key=page_key).first()
        return {row.key: f"{page.get_absolute_url()}#{row.slug}" for row in model.objects.published()} if page else {}

    return addresses


def _keys(model):
    return lambda: set(model.objects.values_list("key", flat=True))


references.register("page", _keys(Page), _addresses(Page))
references.register("setting", _keys(Setting), _addresses(Setting))
references.register("form", _keys(Form), _anchors(Form, "understand/forms"))
references.register("agency", _keys(Agency), _anchors(Agency, "response/agencies"))
references.register(
    "term",
    _keys(GlossaryTerm),
    lambda: {
        key: f"{reverse('campaign:glossary')}#{key}"
        for key in GlossaryTerm.objects.published().values_list("key", flat=True)
    },
)
