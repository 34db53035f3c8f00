import re
import tomllib

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from publishing.models import Country
from publishing.typography import french_faults
from reports.models import Edition, Placement, Tier
from reports.sentences import where_it_stands
from reports.timeline import timeline

NBSP, NNBSP = "\u00a0", "\u202f"
FILE = settings.BASE_DIR / "publishing" / "content" / "country.toml"
RECORDS = {record["key"]: record for record in tomllib.loads(FILE.read_text(encoding="utf-8"))["country"]}
WORDS = {
    "en": {
        "on the Tier 2 Watch List": "2W",
        "on Tier 1": "1",
        "on Tier 2": "2",
        "on Tier 3": "3",
        "a special case": "SC",
    },
    "fr": {
        "liste de surveillance de la Catégorie 2": "2W",
        "Catégorie 1": "1",
        "Catégorie 2": "2",
        "Catégorie 3": "3",
        "cas particulier": "SC",
    },
}


def country(key):
    record = RECORDS[key]
    names = {
        f"{field}_{language}": record[field][language] for field in ("name", "name_the") for language in ("en", "fr")
    }
    return Country(key=key, withdrawn=record.get("withdrawn", False), **names)


def years_of(tiers, gaps=()):
    editions = [Edition(pk=year, year=year) for year in {*tiers, *gaps}]
    placements = [Placement(edition_id=year, tier=tier, sources_agreeing=2) for year, tier in tiers.items()]
    return timeline(editions, placements)


def said(key, language, tiers, gaps=()):
    with translation.override(language):
        return where_it_stands(country(key), years_of(tiers, gaps))


def plain(text):
    return text.replace(NBSP, " ").replace(NNBSP, " ").replace("’", "'")


# One timeline for each pattern: the reports that place the country, and those that say nothing of it.
PATTERNS = {
    "one report": ({2018: "2"}, ()),
    "as in the report before": ({2017: "2", 2018: "2"}, ()),
    "for long": ({2014: "1", 2015: "1", 2016: "1", 2017: "1", 2018: "1"}, ()),
    "changed": ({2017: "2W", 2018: "3"}, ()),
    "changed a report ago": ({2016: "2", 2017: "2W", 2018: "2W"}, ()),
    "changed long ago": ({2014: "SC", 2015: "1", 2016: "1", 2017: "1", 2018: "1"}, ()),
    "special case": ({2017: "3", 2018: "SC"}, ()),
    "after one report not published": ({2016: "2", 2018: "3"}, (2017,)),
    "after two reports not published": ({2015: "2", 2018: "2"}, (2016, 2017)),
    "after reports not published": ({2014: "SC", 2018: "2"}, (2015, 2016, 2017)),
    "nothing in the report before": ({2018: "2"}, (2017,)),
    "nothing in two reports before": ({2018: "2"}, (2016, 2017)),
    "nothing before": ({2018: "2"}, (2015, 2016, 2017)),
    "nothing in the latest": ({2017: "2"}, (2018,)),
    "nothing in the two latest": ({2016: "1"}, (2017, 2018)),
    "nothing since": ({2014: "2W"}, (2015, 2016, 2017, 2018)),
    "no report": ({}, (2017, 2018)),
}

# What is wrong in any sentence: a contraction or an elision not made, a space too many.
WRONG_FRENCH = re.compile(
    r"\b(?:de|à) les?\b|\b(?:le|la|de|que) (?=[aeiouéêîAEIOUÉÎ])|'(?=[^aeiouéêîAEIOUÉÎ])|  | [,.']|None|%"
)
WRONG_ENGLISH = re.compile(r"\bthe the\b|  | [,.;]|\ba [aeiou]|None|%", re.IGNORECASE)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_country_has_its_sentence_in_good_grammar(language, pattern):
    tiers, gaps = PATTERNS[pattern]
    wrong = {"en": WRONG_ENGLISH, "fr": WRONG_FRENCH}[language]

    sentences = {key: said(key, language, tiers, gaps) for key in RECORDS}

    assert len(sentences) == 201
    for key, sentence in sentences.items():
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert not wrong.search(plain(sentence)), sentence
        assert RECORDS[key]["name_the"][language][1:] in sentence, sentence
        if language == "fr":
            assert not french_faults(sentence), sentence
            assert sentence.count(";") == sentence.count(f"{NNBSP};"), sentence


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (WRONG_FRENCH, "le rapport de les Philippines"),
        (WRONG_FRENCH, "place la Italie"),
        (WRONG_FRENCH, "place l'France"),
        (WRONG_FRENCH, "place le Iran"),
        (WRONG_FRENCH, "à le Bénin"),
        (WRONG_FRENCH, "place  Haïti"),
        (WRONG_ENGLISH, "The the Gambia"),
    ],
)
def test_what_is_wrong_would_be_found(wrong, text):
    assert wrong.search(text)


@pytest.mark.parametrize("key", RECORDS)
def test_name_in_a_sentence_agrees_with_the_name_after_of(key):
    record = RECORDS[key]
    french = record["name_the"]["fr"]
    contracted = [("le ", "du "), ("les ", "des "), ("la ", "de la "), ("l’", "de l’")]
    after_of = next((of + french.removeprefix(the) for the, of in contracted if french.startswith(the)), None)

    assert record["name_of"]["en"] == f"of {record['name_the']['en']}"
    assert record["name_of"]["fr"] in ([after_of] if after_of else [f"de {french}", f"d’{french}"])


GOLDEN = [
    (
        "HTI",
        {2016: "2", 2017: "2W", 2018: "2W"},
        (),
        "Haiti was on the Tier 2 Watch List in 2018, as in 2017; before that it was on Tier 2.",
        "Le rapport de 2018 place Haïti sur la liste de surveillance de la Catégorie 2, comme celui de 2017 ; "
        "auparavant, c'était la Catégorie 2.",
    ),
    (
        "PHL",
        {2015: "2", 2016: "1", 2017: "1", 2018: "1"},
        (),
        "The Philippines was on Tier 1 in 2018, as in every report since 2016; before that it was on Tier 2.",
        "Le rapport de 2018 place les Philippines en Catégorie 1, comme tous les rapports depuis celui de 2016 ; "
        "auparavant, c'était la Catégorie 2.",
    ),
    ("BEN", {2018: "2W"}, (), "Benin was on the Tier 2 Watch List in 2018.",
     "Le rapport de 2018 place le Bénin sur la liste de surveillance de la Catégorie 2."),
    ("IRN", {2017: "3", 2018: "3"}, (), "Iran was on Tier 3 in 2018, as in 2017.",
     "Le rapport de 2018 place l'Iran en Catégorie 3, comme celui de 2017."),
    ("USA", {2010: "1", 2011: "1", 2012: "1"}, (),
     "The United States was on Tier 1 in 2012, as in every report since 2010.",
     "Le rapport de 2012 place les États-Unis en Catégorie 1, comme tous les rapports depuis celui de 2010."),
    ("CUB", {2018: "2W", 2020: "3"}, (2019,),
     "Cuba was on Tier 3 in 2020. Its place in the 2019 report is not published here; in 2018 it was on the Tier 2 "
     "Watch List.",
     "Le rapport de 2020 place Cuba en Catégorie 3. Le classement du rapport de 2019 n'est pas publié ici ; "
     "en 2018, c'était la liste de surveillance de la Catégorie 2."),
    ("SOM", {2018: "SC", 2021: "SC"}, (2019, 2020),
     "Somalia was a special case in 2021. Its place in the reports of 2019 and 2020 is not published here; in 2018 "
     "it was a special case.",
     "Le rapport de 2021 place la Somalie parmi les cas particuliers. Les classements des rapports de 2019 et "
     "de 2020 ne sont pas publiés ici ; en 2018, c'était un cas particulier."),
    ("GMB", {2014: "2", 2018: "3"}, (2015, 2016, 2017),
     "The Gambia was on Tier 3 in 2018. Its place in the reports from 2015 to 2017 is not published here; in 2014 it "
     "was on Tier 2.",
     "Le rapport de 2018 place la Gambie en Catégorie 3. Les classements des rapports de 2015 à 2017 ne sont "
     "pas publiés ici ; en 2014, c'était la Catégorie 2."),
    ("TCD", {2018: "2"}, (2017,),
     "Chad was on Tier 2 in 2018. Its place in the 2017 report, if it had one, is not published here.",
     "Le rapport de 2018 place le Tchad en Catégorie 2. Le classement du rapport de 2017, s'il y en a un, n'est "
     "pas publié ici."),
    ("SLB", {2018: "2"}, (2016, 2017),
     "The Solomon Islands was on Tier 2 in 2018. Its place in the reports of 2016 and 2017, if it had one, is not "
     "published here.",
     "Le rapport de 2018 place les îles Salomon en Catégorie 2. Les classements des rapports de 2016 et de "
     "2017, s'il y en a, ne sont pas publiés ici."),
    ("SSD", {2014: "2W", 2015: "3"}, (2012, 2013, 2016),
     "South Sudan was on Tier 3 in 2015; before that it was on the Tier 2 Watch List. Its place in the 2016 report, if "
     "it had one, is not published here.",
     "Le rapport de 2015 place le Soudan du Sud en Catégorie 3 ; auparavant, c'était la liste de surveillance de la "
     "Catégorie 2. Le classement du rapport de 2016, s'il y en a un, n'est pas publié ici."),
    ("ANT", {2009: "2W"}, (2010, 2011),
     "The Netherlands Antilles was on the Tier 2 Watch List in 2009. This country code is no longer in use; no place "
     "is published here for reports after 2009.",
     "Le rapport de 2009 place les Antilles néerlandaises sur la liste de surveillance de la Catégorie 2. Ce code de "
     "pays n'est plus en usage ; aucun classement n'est publié ici pour les rapports postérieurs à 2009."),
    ("YUG", {}, (2001, 2002), "No report published here places the Federal Republic of Yugoslavia.",
     "Aucun rapport publié ici ne classe la République fédérale de Yougoslavie."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "tiers", "gaps", "english", "french"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_sentence_reads_as_a_person_would_write_it(key, tiers, gaps, english, french):
    assert said(key, "en", tiers, gaps) == english
    assert plain(said(key, "fr", tiers, gaps)) == french


TIMELINES = st.dictionaries(st.integers(2001, 2030), st.sampled_from([None, *Tier.values]), min_size=1, max_size=30)


@given(TIMELINES, st.sampled_from(["en", "fr"]))
def test_sentence_is_true_to_the_data(known, language):
    tiers = {year: tier for year, tier in known.items() if tier}
    sentence = plain(said("HTI", language, tiers, [year for year in known if year not in tiers]))

    if not tiers:
        return
    last = max(tiers)
    first = last
    while tiers.get(first - 1) == tiers[last]:
        first -= 1
    tier_named = re.compile("|".join(WORDS[language]).replace("cas particulier", "cas particuliers?"))
    named = [
        WORDS[language][found.group().replace("particuliers", "particulier")] for found in tier_named.finditer(sentence)
    ]
    main = sentence.split(". ")[0]
    years = [int(year) for year in re.findall(r"\b20[0-3]\d\b", main)]
    before = max((year for year in tiers if year < first), default=None)

    assert named == [tiers[last]] + ([tiers[before]] if before else [])
    assert years == [last] + ([first] if first < last else [])
    assert all(tiers[year] == tiers[last] for year in range(first, last + 1))
    assert ("before that" in main or "auparavant" in main) == (before == first - 1)
    assert (str(max(known)) in sentence) or last == max(known)
