import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing import typography
from tests import builders

NBSP = "\u00a0"
NNBSP = "\u202f"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Bonjour !", f"Bonjour{NNBSP}!"),
        ("Pourquoi?", f"Pourquoi{NNBSP}?"),
        ("Quoi ?!", f"Quoi{NNBSP}?!"),
        ("ici ; là", f"ici{NNBSP}; là"),
        ("les 3 P : poursuites", f"les 3 P{NBSP}: poursuites"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("«oui»", f"«{NBSP}oui{NBSP}»"),
        ("l'aide d'urgence", "l’aide d’urgence"),
        ("aujourd'hui", "aujourd’hui"),
        ("10 000 élèves", f"10{NNBSP}000 élèves"),
        ("1 000 000", f"1{NNBSP}000{NNBSP}000"),
        ("58 %", f"58{NBSP}%"),
        ("150 milliards de dollars", f"150{NBSP}milliards de dollars"),
        ("20 à 30 millions", f"20 à 30{NBSP}millions"),
        ("500 000 $", f"500{NNBSP}000{NBSP}$"),
        ("à 17:00", "à 17:00"),
        ("(vrai ?)", f"(vrai{NNBSP}?)"),
        ("https://example.org/a?b=c:d", "https://example.org/a?b=c:d"),
        ('<a href="page:act/report">l\'aide</a>', '<a href="page:act/report">l’aide</a>'),
        ("<p>Quoi ?</p>", f"<p>Quoi{NNBSP}?</p>"),
        ("<strong>Oui</strong> ?", f"<strong>Oui</strong>{NNBSP}?"),
        ("&amp; puis", "&amp; puis"),
        ("", ""),
    ],
)
def test_french_is_set_as_a_printer_would(typed, read):
    assert typography.french(typed) == read
    assert typography.french_faults(read) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("don't", "don’t"),
        ("the workers' rights", "the workers’ rights"),
        ("Who? Me!", "Who? Me!"),
        ("20,000 people: many", "20,000 people: many"),
        ('<a href="to:help">it\'s</a>', '<a href="to:help">it’s</a>'),
    ],
)
def test_english_has_curly_apostrophes_and_nothing_else(typed, read):
    assert typography.english(typed) == read


@pytest.mark.parametrize("typed", ["Bonjour !", "l'aide", "« oui »", "12 000 personnes", 'dit "oui"', "50 %", "mot :"])
def test_a_fault_in_french_is_found(typed):
    assert typography.french_faults(typed)


def test_quebec_puts_no_space_before_high_punctuation(settings):
    settings.FRENCH_TYPOGRAPHY = "canada"

    assert typography.french("Quoi ? Là : « oui » !") == f"Quoi? Là{NBSP}: «{NBSP}oui{NBSP}»!"


_texts = st.text(alphabet="aéîL'’ \u00a0\u202f«»;:!?.,()123%$€<>=\"/&-\n", max_size=60)


@given(_texts)
def test_setting_french_twice_changes_nothing_more(text):
    once = typography.french(text)

    assert typography.french(once) == once


@given(_texts)
def test_setting_english_twice_changes_nothing_more(text):
    once = typography.english(text)

    assert typography.english(once) == once


@given(_texts)
def test_only_spaces_and_apostrophes_ever_change(text):
    def letters(string):
        return re.sub(r"[ \u00a0\u202f'’]", "", string)

    assert letters(typography.french(text)) == letters(text)


@pytest.mark.django_db
def test_a_row_is_set_when_it_is_saved():
    page = builders.page(title_fr="L'aide : où ?", title_en="Don't panic", slug_fr="l-aide")

    page.refresh_from_db()

    assert page.title_fr == f"L’aide{NBSP}: où{NNBSP}?"
    assert page.title_en == "Don’t panic"
    assert page.slug_fr == "l-aide"
