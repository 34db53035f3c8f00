import bibtexparser
import pytest
import rispy
from django.utils import translation

from publishing.citations import Work

REPORT = Work(
    author="United States Department of State",
    title="Trafficking in Persons Report 2018",
    date="2018-06-28",
    url="https://www.state.gov/wp-content/uploads/2019/01/282798.pdf",
    language="en",
)
PAGE = Work(
    author="L’équipe de Repères",
    title="Côte d’Ivoire : 100 % & {presque} tout_#1 ~ $5 \\",
    date="2026-11-01",
    url="https://reperes.example/fr/rapports/pays/cote-d-ivoire/?a=1&b=%C3%A9",
    language="fr",
    site="Repères",
)


def dated(work, date):
    return Work(work.author, work.title, date, work.url, work.language, work.site)


@pytest.mark.parametrize(
    ("language", "date", "written"),
    [
        ("en", "2018-06-28", "(2018, June 28)"),
        ("fr", "2018-06-28", "(2018, 28 juin)"),
        ("fr", "2026-11-01", "(2026, 1er novembre)"),
        ("en", "2018-06", "(2018, June)"),
        ("fr", "2018-06", "(2018, juin)"),
        ("en", "2018", "(2018)"),
        ("en", "", "(n.d.)"),
        ("fr", "", "(s. d.)"),
    ],
)
def test_apa_gives_the_date_as_precisely_as_it_is_known(language, date, written):
    with translation.override(language):
        assert written in dated(REPORT, date).apa


def test_apa_names_author_date_title_site_and_address_in_that_order():
    with translation.override("en"):
        assert REPORT.apa == (
            "United States Department of State. (2018, June 28). <cite>Trafficking in Persons Report 2018</cite>. "
            "https://www.state.gov/wp-content/uploads/2019/01/282798.pdf"
        )
    with translation.override("fr"):
        assert PAGE.apa.endswith(
            "\\</cite>. Repères. https://reperes.example/fr/rapports/pays/cote-d-ivoire/?a=1&amp;b=%C3%A9"
        )


@pytest.mark.parametrize("title", ["Is it work?", "Leave!", "U.S.A."])
def test_apa_puts_no_full_stop_after_a_mark(title):
    work = Work("The team", title, "2026", "https://reperes.example/en/", "en", "Repères")

    assert f"<cite>{title}</cite> Repères." in work.apa


def test_a_work_in_another_language_says_which():
    with translation.override("fr"):
        assert '<cite><span lang="en">Trafficking in Persons Report 2018</span></cite>' in REPORT.apa
        assert "lang=" not in PAGE.apa


def test_markup_in_a_title_is_text():
    assert "<b>" not in Work("The team", "<b>", "2026", "https://reperes.example/en/", "en", "Repères").apa


@pytest.mark.parametrize("work", [REPORT, PAGE, dated(REPORT, ""), dated(PAGE, "2018-06")])
def test_programs_read_back_what_was_cited_as_bibtex(work):
    decoded = bibtexparser.middlewares.LatexDecodingMiddleware()
    [entry] = bibtexparser.parse_string(work.bibtex).entries
    [words] = bibtexparser.parse_string(work.bibtex, append_middleware=[decoded]).entries

    assert entry.key == work.key
    assert _plain(words["author"]) == work.author
    assert _plain(words["title"]) == work.title
    assert entry["url"] == work.url
    assert entry.get("year") is None if not work.date else entry["year"] == work.date[:4]


@pytest.mark.parametrize("work", [REPORT, PAGE, dated(REPORT, ""), dated(PAGE, "2018-06")])
def test_programs_read_back_what_was_cited_as_ris(work):
    [entry] = rispy.loads(work.ris)

    assert entry["type_of_reference"] == ("ELEC" if work.site else "RPRT")
    assert entry["title"] == work.title
    assert entry["authors"] == [work.author]
    assert entry["urls"] == [work.url]
    assert entry.get("year", "") == work.date[:4]
    assert entry.get("secondary_title", "") == work.site


def _plain(text):
    return text.removeprefix("{").removesuffix("}")


def test_a_work_without_an_address_is_cited_without_one():
    work = Work(REPORT.author, REPORT.title, REPORT.date, "", "en")

    with translation.override("en"):
        assert work.apa.endswith("Report 2018</cite>.")
    assert "url" not in work.bibtex
    assert "UR  -" not in work.ris


@pytest.mark.parametrize(
    ("title", "date", "key"),
    [
        ("Trafficking in Persons Report 2018", "2018", "trafficking-in-persons-report-2018"),
        ("Haiti", "2026-11", "haiti-2026"),
        ("Haiti", "", "haiti"),
        (
            "Worldwide figures of the Trafficking in Persons Report",
            "2026",
            "worldwide-figures-of-the-trafficking-in-2026",
        ),
    ],
)
def test_an_entry_is_named_by_whole_words_and_the_year_once(title, date, key):
    assert Work("The team", title, date, "", "en").key == key
