"""Sheets as PDF that everyone can read (PDF/UA-1), where WeasyPrint is installed: requirements/print.txt."""

import functools
import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

log = logging.getLogger(__name__)

STYLESHEET = "static/css/paper.css"
_KEPT_SECONDS = 24 * 3600


@functools.cache
def is_possible() -> bool:
    """Whether WeasyPrint and the libraries of the system that it needs are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        # An OSError names the library of the system that is missing.
        log.info("No PDF: %s", error)
        return False
    return True


def kept(html: str, languages: list[str]) -> bytes:
    """Return a document as PDF/UA-1, made once for as long as neither it nor its styles change.

    The days on it move with the calendar, the numbers with the content: what it is made of is the key. So a flood of
    requests costs one PDF for each different sheet. languages: that of each section of the document, in their order.
    """
    css = Path(settings.BASE_DIR, STYLESHEET).read_text(encoding="utf-8")
    key = f"paper:{hashlib.sha256(f'{css}{html}'.encode()).hexdigest()}"
    pdf = _asked(key)
    if pdf is None:
        pdf = _made(html, css, languages)
        _keep(key, pdf)
    return pdf


def _asked(key: str) -> bytes | None:
    try:
        return cache.get(key)
    except Exception:
        return None


def _keep(key: str, pdf: bytes) -> None:
    try:
        cache.set(key, pdf, timeout=_KEPT_SECONDS)
    except Exception:
        log.warning("The cache does not answer; a PDF is made again each time.")


def _made(html: str, css: str, languages: list[str]) -> bytes:
    from weasyprint import CSS, HTML

    fetcher = _nothing_else()
    document = HTML(string=html, url_fetcher=fetcher)
    return document.write_pdf(
        stylesheets=[CSS(string=css, url_fetcher=fetcher)],
        pdf_variant="pdf/ua-1",
        finisher=lambda _document, pdf: _name_languages(pdf, languages),
    )


def _nothing_else() -> Any:
    """Return a fetcher that opens no address, on this machine or another: all that a sheet needs is in it."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise FatalURLFetchingError(f"a sheet asks for {url[:100]}")

    return Nothing()


def _name_languages(pdf: Any, languages: list[str]) -> None:
    """Write the language of each section into the PDF: WeasyPrint writes that of the whole document alone."""
    import pydyf

    sections = list(_sections(pdf, pdf.catalog["StructTreeRoot"]))
    for section, language in zip(sections, languages, strict=True):
        section["Lang"] = pydyf.String(language)


def _sections(pdf: Any, reference: Any) -> Iterator[Any]:
    element = pdf.objects[int(reference.split()[0])]
    if element.get("S") == "/Sect":
        yield element
    for kid in element.get("K") or []:
        if isinstance(kid, bytes):
            yield from _sections(pdf, kid)
