"""What a file of placements may look like, and what is said of one that cannot be taken."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.models import Country
from reports import placementfiles
from reports.models import Tier
from tests import builders
from tests.reports.importing import country, csv_of

HAITI = {"country": "HTI", "tier": "2W", "sources_agreeing": 1, "line": 2}


@pytest.fixture
def known(db):
    """Three countries and the edition of 2026."""
    builders.edition(year=2026)
    return [country(key) for key in ("HTI", "CUB", "PHL")]


def faults(data):
    with pytest.raises(placementfiles.FileRefused) as refused:
        placementfiles.read(data)
    return [(fault.line, fault.column, fault.said) for fault in refused.value.faults]


def only(data):
    found = faults(data)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "data",
    [
        csv_of("2026,HTI,2W,1"),
        b"\xef\xbb\xbf" + csv_of("2026,HTI,2W,1"),
        csv_of("2026;HTI;2W;1", header="year;country;tier;sources"),
        csv_of("2026,HTI,2W,1").replace(b"\n", b"\r\n"),
        csv_of("2026,HTI,2W,1").replace(b"\n", b"\r"),
        csv_of('"2026","HTI","2W","1"', header='"year","country","tier","sources"'),
        csv_of(",,,", "2026,HTI,2W,1,,", ",,,").replace(b"\n,,,\n2026", b"\n2026", 1),
        csv_of(" 2026 , hti ,2w, 1 "),
        csv_of("HTI,1,2026,2W", header="Country,Sources,Year,TIER"),
    ],
    ids=["comma", "mark of UTF-8", "semicolon", "windows", "old mac", "quoted", "empty cells", "spaces", "order"],
)
def test_a_spreadsheet_may_write_the_same_in_many_ways(known, data):
    found = placementfiles.read(data)

    assert (found.year, found.rows) == (2026, [HAITI])


@pytest.mark.parametrize("name", ["HTI", "hti", "Haiti", "Haïti", "HAITI"])
def test_a_country_goes_by_its_code_or_its_name_in_either_language(known, language, name):
    assert placementfiles.read(csv_of(f"2026,{name},1,1")).rows[0]["country"] == "HTI"


@pytest.mark.parametrize("tier", Tier)
def test_a_tier_goes_by_its_code_or_its_name_in_either_language(known, tier):
    for code in ("en", "fr"):
        with translation.override(code):
            label = str(tier.label)
        for written in (tier.value, tier.value.lower(), label):
            assert placementfiles.read(csv_of(f"2026,HTI,{written},1")).rows[0]["tier"] == tier.value


def test_columns_go_by_the_names_of_the_admin_too(known):
    header = "année;pays;catégorie;nombre de sources concordantes;nom dans l’édition;ce que dit chaque source"

    row = placementfiles.read(csv_of("2026;Haïti;Cas particulier;2;Hayti;page 3, 4", header=header)).rows[0]

    assert row == HAITI | {"tier": "SC", "sources_agreeing": 2, "printed_name": "Hayti", "evidence": "page 3, 4"}


def test_what_the_file_does_not_speak_of_is_not_in_the_row(known):
    assert set(placementfiles.read(csv_of("2026,HTI,1,1")).rows[0]) == {"line", "country", "tier", "sources_agreeing"}


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (csv_of("2026,Haïti,1,1").decode().encode("latin-1"), 2, "not in UTF-8"),
        (csv_of("2026,HTI,1,1").decode().encode("utf-16"), 0, "UTF-16"),
        (csv_of("2026,HTI,1,1").decode().encode("utf-16-le"), 0, "UTF-16"),
        (b"PK\x03\x04 and so on", 0, "spreadsheet itself"),
        (b"x" * (placementfiles.MOST_BYTES + 1), 0, "larger than 1 MB"),
        (csv_of(), 0, "no row"),
        (csv_of('2026,"HTI,1,1', "2026,CUB,1,1"), 2, "quotation mark"),
        (csv_of('2026,"HTI"x,1,1'), 2, "quotation mark"),
        (csv_of("2026,HTI,1"), 2, "has 3 cells and the first line 4"),
        (csv_of("2026,HTI,1,1,and more"), 2, "has 5 cells and the first line 4"),
        (csv_of("2026,HTI,1,1", "2026,Haïti,2,1"), 3, "Haiti stands on line 2 already"),
        (csv_of("2026,HTI,1", header="year,country,tier"), 1, "“sources” is missing"),
        (csv_of("2026,HTI,1,1,x", header="year,country,tier,sources,rank"), 1, "No column has the name “rank”"),
        (csv_of("2026,HTI,1,1,1", header="year,country,tier,sources,tier"), 1, "“tier” is there twice"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_why(known, data, line, said):
    found = only(data)

    assert found[0] == line
    assert said in found[2]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("2031,HTI,1,1", "year", "There is no edition of 2031. Add it first under “Editions”"),
        ("26,HTI,1,1", "year", "four digits"),
        ("２０２６,HTI,1,1", "year", "four digits"),
        ("2026,Hati,1,1", "country", "Is it Haiti (HTI)?"),
        ("2026,ZZZ,1,1", "country", "three-letter code"),
        ("2026,,1,1", "country", "three-letter code"),
        ("2026,HTI,4,1", "tier", "“4” is not a tier"),
        ("2026,HTI,,1", "tier", "is not a tier"),
        ("2026,HTI,1,0", "sources", "from 1 to 99"),
        ("2026,HTI,1,1.5", "sources", "from 1 to 99"),
        ("2026,HTI,1,100", "sources", "from 1 to 99"),
        ("2026,=cmd|'/C calc'!A0,1,1", "country", "begins with “=”"),
        ("2026,HTI,+1,1", "tier", "begins with “+”"),
        ("2026,HTI,1,-1", "sources", "begins with “-”"),
        ("2026,HTI,1,@SUM(1)", "sources", "begins with “@”"),
        ('2026,"HTI\nCUB",1,1', "country", "holds the end of a line"),
        ("2026,H\x07TI,1,1", "country", "control character"),
    ],
)
def test_a_cell_that_cannot_be_right_says_how_to_mend_it(known, row, column, said):
    found = only(csv_of(row))

    assert found[:2] == (2, column)
    assert said in found[2]


@pytest.mark.parametrize(("column", "most"), [("printed_name", 120), ("evidence", 500)])
def test_a_text_that_does_not_fit_says_how_long_it_is(known, column, most):
    header = f"year,country,tier,sources,{column}"

    assert placementfiles.read(csv_of(f"2026,HTI,1,1,{'x' * most}", header=header))
    found = only(csv_of(f"2026,HTI,1,1,{'x' * (most + 1)}", header=header))

    assert (found[1], f"at most {most} fit" in found[2]) == (column, True)


def test_a_formula_in_a_text_is_refused_too(known):
    found = only(csv_of('2026,HTI,1,1,"=HYPERLINK(1)"', header="year,country,tier,sources,evidence"))

    assert (found[1], "formula" in found[2]) == ("evidence", True)


def test_one_file_holds_one_edition(known):
    builders.edition(year=2025)

    assert "another year" in only(csv_of("2026,HTI,1,1", "2025,CUB,1,1"))[2]


def test_an_unknown_year_is_said_once(known):
    assert only(csv_of("2031,HTI,1,1", "2031,CUB,1,1"))[0] == 2


def test_every_fault_of_a_file_is_said_at_once_and_names_the_column_as_the_file_does(known):
    found = faults(csv_of("2026;Nulle part;9;0", "2026;HTI;1;1", "2026;CUB;x;1", header="année;pays;catégorie;sources"))

    assert [(line, column) for line, column, _said in found] == [
        (2, "pays"), (2, "catégorie"), (2, "sources"), (4, "catégorie"),
    ]  # fmt: skip


def test_a_file_without_end_is_read_no_further_than_the_rows_that_fit(known):
    rows = [f"2026,X{number},1,1" for number in range(placementfiles.MOST_ROWS + 500)]

    assert faults(csv_of(*rows))[-1][2].startswith(f"There are more than {placementfiles.MOST_ROWS} rows")


def test_faults_are_said_in_the_language_of_the_admin(known):
    with translation.override("fr"):
        assert only(csv_of("2026,HTI,9,1"))[2].startswith("«\u00a09\u00a0»")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: csv_of(text))))
def test_no_bytes_bring_the_reader_down(known, data):
    said = []
    try:
        said = placementfiles.read(data).rows
    except placementfiles.FileRefused as refused:
        said = refused.faults

    assert said


def test_reading_asks_for_countries_and_years_only(known, django_assert_num_queries):
    with django_assert_num_queries(2):
        placementfiles.read(csv_of("2026,HTI,1,1", "2026,CUB,1,1"))

    assert Country.objects.count() == 3


def test_the_address_of_the_official_text_is_taken_and_one_that_is_none_is_told(known):
    header = "year,country,tier,sources,narrative_url"
    address = "https://www.state.gov/reports/2026-trafficking-in-persons-report/haiti/"

    assert placementfiles.read(csv_of(f"2026,HTI,1,1,{address}", header=header)).rows[0]["narrative_url"] == address
    assert only(csv_of("2026,HTI,1,1,state.gov", header=header))[1] == "narrative_url"
