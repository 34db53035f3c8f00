"""What stands in the other language says so: a voice that reads French does not read English names as French."""

import re

import pytest

from publishing import foreign

# Words that belong to one of the two languages alone, and tell it.
TELLING = {
    "en": "the of and to in for with from by is are that this at its they their them your who what when where how will "
    "which would can could should must has have had was were been being be not than then there these those our us his "
    "her she he it about into against over under after before between through during without within",
    "fr": "le la les des du de et à pour dans une un sur par que qui aux au en ce cette ces son sa ses leur leurs vous "
    "votre vos nous notre nos il elle ils elles ne pas plus mais ou où donc avec sans sous entre chez vers d l qu sont "
    "était être avoir ont été avez pouvez se",
}
# Words of the field that tell it nearly as well.
OF_THE_FIELD = {
    "en": "trafficking human persons people report act victims victim office campaign hotline department state states "
    "forced labor labour child children security homeland center centre united training law enforcement task awareness "
    "guide resource rights know action plan world annual council advisory survivors slavery freedom",
    "fr": "traite êtres humains personnes rapport loi victimes victime bureau campagne permanence département travail "
    "forcé enfants enfant sécurité intérieure ligne aide droits homme ministère lutte contre",
}
SHORTEST = 4


def foreign_runs(text, language):
    """Return the runs of four words or more that are not in the language: no word tells it, and some tell the other."""
    other = {"en": "fr", "fr": "en"}[language]
    native = {*TELLING[language].split(), *OF_THE_FIELD[language].split()}
    telling, field = set(TELLING[other].split()), set(OF_THE_FIELD[other].split())
    found, run = [], []
    for word in [*re.findall(r"[^\W\d_]+|[^\w\s’']|\d+", text.lower()), "."]:
        if word.isalpha() and word not in native - telling:
            run.append(word)
            continue
        telltales = [one for one in run if one in telling or one in field]
        if len(run) >= SHORTEST and telling & set(run) and len(telltales) >= 0.4 * len(run):
            found.append(" ".join(run))
        run = []
    return found


def test_no_page_leaves_a_run_of_the_other_language_unmarked(site):
    unmarked = {}
    for page in site.pages.values():
        for code, text in page.texts:
            for run in foreign_runs(text, code) if code in TELLING else ():
                unmarked.setdefault((code, run), page.address)

    assert unmarked == {}


def test_every_listed_name_stands_on_a_page(site):
    shown = {language: "\n".join(page.text() for page in site.in_language(language)) for language in TELLING}
    idle = [
        name
        for language in TELLING
        for name in foreign.names(language)
        if not re.search(re.escape(name).replace(r"\ ", r"\s"), shown[language].replace("\u202f?", "?"))
    ]

    assert idle == []


@pytest.mark.parametrize(
    ("language", "text", "runs"),
    [
        ("fr", "Le guide : Human Trafficking in America’s Schools (2015).", ["human trafficking in america s schools"]),
        ("fr", "La campagne Blue Campaign du DHS, et rien d’autre à dire.", []),
        ("en", "It is called “traite des êtres humains” in French.", ["traite des êtres humains"]),
        ("en", "Canada’s national line answers in French and in English.", []),
    ],
)
def test_a_run_is_told_by_its_small_words(language, text, runs):
    assert foreign_runs(text, language) == runs


def test_a_name_carries_its_language_wherever_it_stands():
    html = foreign.marked("<p>La Blue\u00a0Campaign : <em>Know Your Rights</em></p>", "fr")

    assert html == (
        '<p>La <span lang="en">Blue\u00a0Campaign</span> : <em><span lang="en">Know Your Rights</span></em></p>'
    )


def test_a_name_of_the_page_s_own_language_is_left_alone():
    assert foreign.marked("<p>Blue Campaign</p>", "en") == "<p>Blue Campaign</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Blue Campaign</title>",
        '<script type="application/ld+json">{"name":"Blue Campaign"}</script>',
        '<a title="Blue Campaign">…</a>',
        "<option>Blue Campaign</option>",
        "<p>Blue Campaigns</p>",
    ],
)
def test_what_can_hold_no_mark_gets_none(html):
    assert foreign.marked(html, "fr") == html
