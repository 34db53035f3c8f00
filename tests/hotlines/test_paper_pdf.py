"""The same sheets as PDF: who can read them, what a scanner reads on them, and what making them may cost and touch."""

import builtins
import logging
import re

import outloud
import pikepdf
import pymupdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageFilter

from hotlines import paper_pdf
from hotlines.models import Service
from tests.hotlines.sheets import PIECES, address, read_codes

POINTS = {"a4": (595, 842), "letter": (612, 792)}
# A warning that is no fault of ours, and why.
EXCUSED = {
    "TBL-014": "the lines along which cards are cut are no table",
}


def pdf(client, piece, **asked):
    response = client.get(address(piece, pdf=True, **asked))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return response.content


def pictures(data, dpi):
    for page in pymupdf.open(stream=data, filetype="pdf"):
        seen = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        yield Image.frombytes("L", (seen.width, seen.height), seen.samples)


def noisy(image):
    """Return a picture as a cheap phone takes it in bad light: gray on gray, blurred, in grains."""
    faint = image.point(lambda value: 70 + value // 3)
    grains = Image.effect_noise(image.size, 40)
    return Image.blend(faint.filter(ImageFilter.GaussianBlur(0.8)), grains, 0.2)


def elements(pdf, kind):
    """Return the structure elements of a kind, in order."""

    def below(node):
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                if kid.get("/S") == kind:
                    yield kid
                yield from below(kid)

    return list(below(pdf.Root.StructTreeRoot))


@pytest.fixture
def addresses(site_content):
    """The full address of the page of each line, in each language."""
    found = {}
    for language in ("en", "fr"):
        with translation.override(language):
            for service in Service.objects.listed():
                found[service.key, language] = settings.SITE_URL + service.get_absolute_url()
    return found


@pytest.mark.parametrize("asked", [{"country": "us"}, {"country": "fr", "languages": "fr", "paper": "letter"}])
@pytest.mark.parametrize("piece", PIECES)
def test_everyone_can_read_it(site_content, client, language, piece, asked, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(pdf(client, piece, **asked))

    result = outloud.check(str(tmp_path / "sheet.pdf"))

    assert result.error is None
    faults = [f"{found.rule} {found.message}" for found in result.findings if found.severity in {"error", "warning"}]
    assert [fault for fault in faults if fault.split()[0] not in EXCUSED] == []


@pytest.mark.parametrize("paper", POINTS)
@pytest.mark.parametrize("piece", PIECES)
def test_it_says_what_it_is_and_is_whole(site_content, client, language, piece, paper, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(pdf(client, piece, country="fr", paper=paper))

    with pikepdf.open(tmp_path / "sheet.pdf") as found:
        assert str(found.Root.Lang) == language
        assert found.Root.MarkInfo.Marked
        assert found.docinfo["/Title"] == {"en": "Useful numbers", "fr": "Numéros utiles"}[language]
        with found.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        sizes = [tuple(round(float(side)) for side in page.MediaBox[2:]) for page in found.pages]
        assert sizes == [POINTS[paper]] * (1 if piece == "cards" else 2)
        fonts = [font for page in found.pages for font in page.Resources.Font.values()]
        described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert fonts
        assert all("/FontFile3" in one or "/FontFile2" in one for one in described)
        figures = elements(found, "/Figure")
        assert figures
        assert all("QR" in str(figure.get("/Alt")) for figure in figures)
        other = {"en": "fr", "fr": "en"}[language]
        languages = [str(section.Lang) for section in elements(found, "/Sect")]
        assert languages == [language, other] * (8 if piece == "cards" else 1)


@pytest.mark.parametrize("asked", [{"country": "fr"}, {"country": "us", "paper": "letter"}])
@pytest.mark.parametrize("piece", PIECES)
def test_every_code_is_read_and_leads_to_the_page_of_its_line(addresses, client, language, piece, asked):
    data = pdf(client, piece, **asked)

    sharp = [read_codes(image) for image in pictures(data, 300)]
    bad = [read_codes(noisy(image)) for image in pictures(data, 300)]

    other = {"en": "fr", "fr": "en"}[language]
    codes = [code for page in sharp for code in page]
    leading = {address: key for key, address in addresses.items()}
    keys = [leading[code] for code in codes]
    numbers = {"cards": 2, "poster": 3, "tear-off": 2}[piece]
    assert len(codes) == 2 * numbers * (8 if piece == "cards" else 1)
    assert sorted(key for key, code in keys if code == language) == sorted(key for key, code in keys if code == other)
    assert bad == sharp


def test_it_is_black_on_white(site_content, client, language):
    page = pymupdf.open(stream=pdf(client, "poster", country="fr"), filetype="pdf")[0]

    seen = page.get_pixmap(dpi=60)

    assert seen.is_monochrome or all(
        abs(one - other) <= 2 for one, other in zip(seen.samples[::3], seen.samples[1::3], strict=True)
    )


def test_every_country_fits_its_paper(site_content, client, language):
    from hotlines import index
    from hotlines.paper import dialed

    known = index.current()
    countries = [
        country.iso2.lower()
        for country in known.countries
        if known.among({"country": country.iso2.lower()}) & dialed(known)
    ]
    pages = {}
    for country in countries:
        for piece in PIECES:
            # One language of each paper here; the other pages of the same sheets are in the test of the other language.
            paper = {"en": "letter", "fr": "a4"}[language]
            data = pdf(client, piece, country=country, languages="fr", paper=paper)
            pages[country, piece] = pymupdf.open(stream=data, filetype="pdf").page_count

    assert len(countries) > 20
    assert {key: count for key, count in pages.items() if count != 1} == {}


def test_making_it_says_no_word_of_trouble(site_content, client, language, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for piece in PIECES:
            pdf(client, piece, country="us")

    assert [record.getMessage() for record in caplog.records] == []


def test_a_flood_of_requests_makes_it_once(site_content, client, language, monkeypatch):
    made = []
    make = paper_pdf._made
    monkeypatch.setattr(paper_pdf, "_made", lambda *given: made.append(1) or make(*given))

    answers = [client.get(address("poster", pdf=True, country="fr")) for _ in range(5)]
    again = client.get(address("poster", pdf=True, country="fr"), headers={"if-none-match": answers[0]["ETag"]})

    assert len(made) == 1
    assert len({answer.content for answer in answers}) == 1
    assert again.status_code == 304


@pytest.mark.parametrize(
    "wish",
    [
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="file:///etc/hostname" alt="x">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        "<style>@font-face { font-family: x; src: url(file:///x.ttf) } p { font-family: x }</style>",
    ],
)
def test_making_it_opens_no_address_of_this_machine_or_another(wish):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError, match="a sheet asks for"):
        paper_pdf._made(f'<html lang="en"><title>x</title>{wish}<p>x</p>', "", [])


def test_it_is_saved_under_a_bland_name_and_not_shown_in_the_tab(site_content, client, language):
    response = client.get(address("tear-off", pdf=True, country="fr"))

    name = {"en": "tear-off.pdf", "fr": "languettes.pdf"}[language]
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Robots-Tag"] == "noindex"
    assert re.fullmatch(r"max-age=\d+", response["Cache-Control"])


@pytest.fixture(params=[ImportError("no module"), OSError("cannot load library libpango")])
def without_weasyprint(request, monkeypatch):
    """WeasyPrint is not there, or a library of the system that it needs is not."""
    imported = builtins.__import__

    def refuse(name, *rest, **more):
        if name.split(".")[0] == "weasyprint":
            raise request.param
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    paper_pdf.is_possible.cache_clear()
    yield
    paper_pdf.is_possible.cache_clear()


def test_without_weasyprint_the_page_says_how_to_print_and_offers_no_file(
    site_content, without_weasyprint, client, language
):
    page = client.get(reverse("hotlines:print") + "?country=fr").content.decode()

    assert "formaction" not in page
    assert {"en": "Save as PDF", "fr": "Enregistrer au format PDF"}[language] in page
    assert [client.get(address(piece, pdf=True, country="fr")).status_code for piece in PIECES] == [404] * 3
    assert [client.get(address(piece, country="fr")).status_code for piece in PIECES] == [200] * 3
