import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from campaign.models import Figure, GlossaryTerm, Page
from publishing.contentfiles.kinds import all_kinds
from publishing.models import LoadedRecord, Source
from reports.models import Placement
from tests import builders
from tests.publishing.snapshots import content_rows

pytestmark = pytest.mark.django_db

SOURCE = """
[[source]]
key = "fact-sheet"
title.en = "Fact sheet"
title.fr = "Fiche d'information"
publisher.en = "Department"
publisher.fr = "Ministère"
language = "fr"
grade = "A"
"""
TERM = """
[[term]]
key = "tier"
term.en = "tier"
term.fr = "catégorie"
definition.en = "A rank, see [the fact sheet](source:fact-sheet)."
definition.fr = "Un rang, voir [la fiche](source:fact-sheet)."
sources = ["fact-sheet"]
"""
FIGURE = """
[[figure]]
key = "members"
order = 1
topic = "partnership"
value = 42
unit.en = "members"
unit.fr = "membres"
label.en = "It has 42 members."
label.fr = "Elle compte 42 membres."
year = 2018
sources = ["fact-sheet"]
"""
PAGE_TOML = 'order = 1\nsources = ["fact-sheet"]\nreviewed_on = 2026-11-22\n'
PAGE_EN = '+++\ntitle = "Definition"\nslug = "definition"\nsummary = "What it is."\n+++\n\nSee [tiers](term:tier).\n'
PAGE_FR = (
    '+++\ntitle = "Définition"\nslug = "definition"\nsummary = "Ce que c\'est."\n+++\n\nVoir [catégorie](term:tier).\n'
)
COUNTRY = """
[[country]]
key = "HTI"
iso2 = "HT"
name.en = "Haiti"
name.fr = "Haïti"
name_in.en = "in Haiti"
name_in.fr = "en Haïti"
name_of.en = "of Haiti"
name_of.fr = "d'Haïti"
name_the.en = "Haiti"
name_the.fr = "Haïti"
region = "WHA"
"""
EDITION = """
[[edition]]
key = "2018"
year = 2018
summary.en = "Report."
summary.fr = "Rapport."
missing.en = "Nothing."
missing.fr = "Rien."
"""
PLACEMENTS = "year,country,tier,sources,printed_name,evidence,narrative_url\n2018,HTI,2W,2,,a=2W; b=2W,\n"


class Tree:
    """Content files in a folder of their own, right unless a test says otherwise."""

    def __init__(self, root):
        self.root = root
        self.write("publishing/content/source.toml", SOURCE)
        self.write("publishing/content/country.toml", COUNTRY)
        self.write("campaign/content/term.toml", TERM)
        self.write("campaign/content/figure.toml", FIGURE)
        self.write("campaign/content/page/understand/definition/page.toml", PAGE_TOML)
        self.write("campaign/content/page/understand/definition/en.md", PAGE_EN)
        self.write("campaign/content/page/understand/definition/fr.md", PAGE_FR)
        self.write("reports/content/edition.toml", EDITION)
        self.write("reports/content/placement.csv", PLACEMENTS)

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, path, old, new):
        text = (self.root / path).read_text()
        assert old in text
        self.write(path, text.replace(old, new))

    def load(self):
        said = io.StringIO()
        call_command("load_content", root=self.root, stdout=said)
        return said.getvalue()


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)


def test_right_files_load(tree):
    said = tree.load()

    assert "0 updated" in said
    assert Page.objects.get().title_fr == "Définition"
    assert Page.objects.get().summary_fr == "Ce que c’est."
    assert GlossaryTerm.objects.get().sources.get() == Source.objects.get()
    assert Placement.objects.get().tier == "2W"


TERMS = "campaign/content/term.toml"
FIGURES = "campaign/content/figure.toml"
PAGES = "campaign/content/page/understand/definition"


@pytest.mark.parametrize(
    ("path", "old", "new", "named"),
    [
        (TERMS, "key =", 'colour = "red"\nkey =', ["term tier", "unknown key", "colour"]),
        (TERMS, 'term.fr = "catégorie"\n', "", ["term tier", "term.fr"]),
        (TERMS, 'term.fr = "catégorie"', 'term.fr = " "', ["term tier", "term.fr", "empty"]),
        (TERMS, "term.fr", "term.de", ["term tier", "de"]),
        (
            TERMS,
            'definition.en = "A rank, see [the fact sheet](source:fact-sheet)."\n',
            "",
            ["term tier", "definition"],
        ),
        (TERMS, 'key = "tier"', 'key = "Tier One"', ["term Tier One", "key"]),
        (TERMS, 'key = "tier"\n', "", ["term number 1", "key"]),
        (TERMS, TERM, TERM + TERM, ["term tier", "same key"]),
        (TERMS, "[[term]]", "[[terms]]", ["terms", "unknown table"]),
        (TERMS, "[[term]]", "[term]", ["[[term]]"]),
        (TERMS, "[[term]]", "[[term", ["not TOML", "line"]),
        (TERMS, 'sources = ["fact-sheet"]', 'sources = ["no-such"]', ["term tier", "sources", "no-such"]),
        (TERMS, 'sources = ["fact-sheet"]', 'sources = "fact-sheet"', ["term tier", "sources", "list"]),
        (
            TERMS,
            'sources = ["fact-sheet"]',
            'sources = ["fact-sheet", "fact-sheet"]',
            ["term tier", "sources", "twice"],
        ),
        (TERMS, "(source:fact-sheet)", "(source:no-such)", ["term tier", "source:no-such", "nowhere"]),
        (
            TERMS,
            'sources = ["fact-sheet"]',
            'sources = ["fact-sheet"]\nstatus = "secret"',
            ["term tier", "status", "secret"],
        ),
        (TERMS, 'term.en = "tier"', f'term.en = "{"x" * 151}"', ["term tier", "term.en", "151"]),
        (FIGURES, "value = 42", 'value = "42"', ["figure members", "value", "number"]),
        (FIGURES, "value = 42", "value = true", ["figure members", "value"]),
        (FIGURES, "order = 1", "order = 1.5", ["figure members", "order", "int"]),
        (FIGURES, "year = 2018", 'year = "2018"', ["figure members", "year"]),
        (FIGURES, "year = 2018", "year = 999999999999", ["figure members", "year"]),
        (FIGURES, "value = 42", "value = nan", ["figure members", "value"]),
        (FIGURES, "value = 42", "value = 1e30", ["figure members", "value"]),
        (FIGURES, 'unit.en = "members"', 'unit.en = "mem\\u0000bers"', ["figure members", "unit.en", "null"]),
        (FIGURES, "year = 2018", "reviewed_on = 2026-11-22T10:00:00", ["figure members", "reviewed_on"]),
        (FIGURES, "year = 2018", 'reviewed_on = "2026-11-22"', ["figure members", "reviewed_on"]),
        (FIGURES, 'topic = "partnership"', 'topic = "weather"', ["figure members", "topic", "weather"]),
        (FIGURES, "value = 42", "value = 42\nvalue_max = 7", ["figure members", "range"]),
        ("publishing/content/source.toml", 'grade = "A"', 'grade = "Z"', ["source fact-sheet", "grade", "Z"]),
        (
            "publishing/content/source.toml",
            'grade = "A"',
            'grade = "A"\ndate = "June 2018"',
            ["source fact-sheet", "date"],
        ),
        (
            "publishing/content/source.toml",
            'grade = "A"',
            'grade = "A"\nurl = "not an address"',
            ["source fact-sheet", "url"],
        ),
        ("publishing/content/country.toml", 'key = "HTI"', 'key = "hti"', ["country hti", "key"]),
        ("publishing/content/country.toml", 'region = "WHA"', 'region = "EU"', ["country HTI", "region", "EU"]),
        (f"{PAGES}/page.toml", "order = 1", 'order = 1\nsection = "understand"', ["understand/definition", "section"]),
        (
            f"{PAGES}/page.toml",
            "order = 1",
            'order = 1\nlisting = "recipes"',
            ["page understand/definition", "listing"],
        ),
        (f"{PAGES}/fr.md", "+++\ntitle", "title", ["understand/definition", "fr.md", "front matter"]),
        (f"{PAGES}/fr.md", 'slug = "definition"', "slug = definition", ["understand/definition", "fr.md"]),
        (f"{PAGES}/fr.md", 'slug = "definition"', 'slug = "définition !"', ["page understand/definition", "slug"]),
        (f"{PAGES}/fr.md", 'slug = "definition"\n', "", ["page understand/definition", "slug"]),
        (f"{PAGES}/fr.md", 'slug = "definition"', 'slug = "definition"\nmood = "calm"', ["fr.md", "mood"]),
        (f"{PAGES}/en.md", "(term:tier)", "(term:no-such)", ["page understand/definition", "term:no-such"]),
        ("reports/content/placement.csv", "HTI", "ZZZ", ["placement.csv", "2018/ZZZ"]),
        ("reports/content/placement.csv", "2W,2", "4,2", ["placement.csv", "2018/HTI", "4"]),
        ("reports/content/placement.csv", "2W,2", "2W,two", ["placement.csv", "line 2"]),
        ("reports/content/placement.csv", "2W,2", "2W,²", ["placement.csv", "line 2"]),
        ("reports/content/placement.csv", "2W,2", "2W,0", ["placement.csv", "line 2"]),
        ("reports/content/placement.csv", "2018,HTI", "2017,HTI", ["placement.csv", "2017"]),
        ("reports/content/placement.csv", "year,country", "country,year", ["placement.csv", "first line"]),
        (
            "reports/content/placement.csv",
            PLACEMENTS,
            PLACEMENTS + "2018,HTI,1,1,,x,\n",
            ["placement.csv", "2018/HTI", "same key"],
        ),
        ("reports/content/placement.csv", "a=2W; b=2W", '"never closed', ["placement.csv"]),
    ],
)
def test_a_wrong_file_is_named_with_its_key_and_nothing_is_loaded(tree, path, old, new, named):
    before = content_rows()
    tree.change(path, old, new)

    with pytest.raises(CommandError) as refused:
        tree.load()

    message = str(refused.value)
    assert "nothing was loaded" in message
    assert path.removesuffix("page.toml").removesuffix("fr.md").removesuffix("en.md") in message
    assert [word for word in named if word not in message] == []
    assert content_rows() == before


def test_the_time_a_row_is_public_comes_from_its_file_and_goes_back_to_it(tree, tmp_path):
    tree.change(f"{PAGES}/page.toml", "order = 1", "order = 1\npublish_at = 2030-01-01T08:00:00+00:00")

    tree.load()
    call_command("export_content", tmp_path / "out", verbosity=0)

    page = Page.objects.get(key="understand/definition")
    written = (tmp_path / "out" / PAGES / "page.toml").read_text()
    assert not page.is_public
    assert "publish_at = 2030-01-01T08:00:00+00:00" in written


def test_a_time_without_its_offset_is_refused(tree):
    tree.change(f"{PAGES}/page.toml", "order = 1", "order = 1\npublish_at = 2030-01-01T08:00:00")

    with pytest.raises(CommandError, match="publish_at must be a time with its offset"):
        tree.load()


@pytest.mark.parametrize("path", [TERMS, f"{PAGES}/fr.md", f"{PAGES}/page.toml", "reports/content/placement.csv"])
def test_a_file_that_is_not_utf_8_is_named(tree, path):
    tree.write(path, (tree.root / path).read_bytes() + "# é".encode("latin-1"))

    with pytest.raises(CommandError, match="UTF-8") as refused:
        tree.load()

    assert path in str(refused.value)
    assert Source.objects.count() == 0


def test_a_page_without_one_of_its_languages_is_named(tree):
    (tree.root / PAGES / "fr.md").unlink()

    with pytest.raises(CommandError, match=r"understand/definition/fr\.md: missing"):
        tree.load()


def test_every_fault_is_told_at_once(tree):
    tree.change(TERMS, 'term.fr = "catégorie"\n', "")
    tree.change(FIGURES, "value = 42", 'value = "42"')

    with pytest.raises(CommandError, match="2 fault") as refused:
        tree.load()

    assert "term tier" in str(refused.value)
    assert "figure members" in str(refused.value)


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("load_content", root=tmp_path / "nowhere")


def test_a_fault_in_the_last_file_undoes_the_first(tree):
    tree.load()
    tree.change("publishing/content/source.toml", "Fact sheet", "Leaflet")
    tree.change("reports/content/placement.csv", "2W,2", "4,2")

    with pytest.raises(CommandError):
        tree.load()

    assert Source.objects.get().title_en == "Fact sheet"


def test_loading_twice_changes_no_row_and_no_history(tree):
    tree.load()
    before = content_rows()

    said = tree.load()

    assert content_rows() == before
    assert "0 created, 0 updated" in said


def test_a_file_that_changes_updates_its_row_and_keeps_the_old_version(tree):
    tree.load()
    tree.change(TERMS, 'term.fr = "catégorie"', 'term.fr = "rang"')

    said = tree.load()

    term = GlossaryTerm.objects.get()
    assert "1 updated" in said
    assert term.term_fr == "rang"
    assert [version.term_fr for version in term.history.all()] == ["rang", "catégorie"]


def test_a_row_loaded_before_its_kind_had_a_field_takes_that_field_from_its_file(tree, monkeypatch):
    [terms] = [kind for kind in all_kinds() if kind.name == "term"]
    with monkeypatch.context() as before:
        before.setattr(terms, "values", [value for value in terms.values if value.name != "also"])
        before.delitem(terms.defaults, "also")
        tree.load()
    tree.change(TERMS, 'term.fr = "catégorie"', 'term.fr = "catégorie"\nalso.en = "ranking"\nalso.fr = "classement"')

    said = tree.load()

    assert "1 updated" in said
    assert "left as it is" not in said
    assert GlossaryTerm.objects.get().also_fr == "classement"


def test_a_file_that_changes_in_one_language_leaves_the_other_behind(tree):
    tree.load()
    tree.change(TERMS, 'term.fr = "catégorie"', 'term.fr = "rang"')
    tree.load()

    term = GlossaryTerm.objects.get()

    assert (term.translation_state("fr"), term.translation_state("en")) == ("complete", "outdated")


@pytest.fixture
def editor(client):
    account = builders.user(is_staff=True, is_superuser=True)
    client.force_login(account)
    return client


def posted_form(editor, row):
    """What a browser sends back when it saves the row's form untouched."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    form = editor.get(address).context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        names = [bound.html_name]
        if isinstance(value, list | tuple) and not hasattr(bound.field.widget, "widgets"):
            data[bound.html_name] = [getattr(item, "pk", item) for item in value]
            continue
        if hasattr(bound.field.widget, "widgets"):
            parts = bound.field.widget.decompress(value) if not isinstance(value, list) else value
            data |= {f"{names[0]}_{i}": part for i, part in enumerate(parts) if part is not None}
            continue
        data[names[0]] = value
    for inline in editor.get(address).context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {f"{management.prefix}-{name}": management[name].value() for name in management.fields}
    return address, data


def test_an_edit_in_the_admin_stands_when_its_file_changes_later(tree, editor):
    tree.load()
    address, form = posted_form(editor, GlossaryTerm.objects.get())
    response = editor.post(address, form | {"term_en": "tier, says the editor"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    tree.change(TERMS, 'term.en = "tier"', 'term.en = "tier, says the file"')

    said = tree.load()

    assert GlossaryTerm.objects.get().term_en == "tier, says the editor"
    assert "left as it is: term tier: edited since it was loaded" in said
    assert "1 left to their editors" in said


def test_a_link_that_an_editor_added_stands_too(tree):
    tree.load()
    GlossaryTerm.objects.get().sources.add(builders.source(key="another"))
    tree.change(TERMS, 'term.en = "tier"', 'term.en = "rank"')

    said = tree.load()

    assert GlossaryTerm.objects.get().term_en == "tier"
    assert "left as it is: term tier" in said


def test_what_an_editor_deleted_does_not_come_back(tree):
    tree.load()
    GlossaryTerm.objects.all().delete()
    tree.change(PAGES + "/en.md", "See [tiers](term:tier).", "Words.")
    tree.change(PAGES + "/fr.md", "Voir [catégorie](term:tier).", "Des mots.")

    said = tree.load()

    assert GlossaryTerm.objects.count() == 0
    assert "term tier: deleted by an editor" in said


def test_what_leaves_the_files_leaves_the_site_but_not_the_database(tree):
    tree.load()
    (tree.root / FIGURES).unlink()

    said = tree.load()

    assert Figure.objects.get().status == "draft"
    assert "figure members" in said


def test_what_an_editor_made_is_never_touched(tree):
    own = builders.term(key="own")
    tree.load()
    tree.load()

    own.refresh_from_db()

    assert own.status == "published"


def test_the_language_of_the_terminal_does_not_matter(tree, language):
    tree.load()

    assert (GlossaryTerm.objects.get().term_en, GlossaryTerm.objects.get().term_fr) == ("tier", "catégorie")


def test_what_an_editor_changed_is_exported_and_loads_again(tree, tmp_path):
    tree.load()
    term = GlossaryTerm.objects.get()
    term.definition_fr = (
        '<h2>Titre</h2><p>Un <strong>rang</strong> : <a href="source:fact-sheet">ici</a>.</p><ul><li>deux</li></ul>'
    )
    term.save()
    builders.term(key="made-by-staff")

    call_command("export_content", tree.root, verbosity=0)
    LoadedRecord.objects.all().delete()
    tree.load()

    text = (tree.root / TERMS).read_text()
    assert "made-by-staff" in text
    assert "Un **rang**\u00a0: [ici](source:fact-sheet)." in text
    term.refresh_from_db()
    assert "<li>deux</li>" in term.definition_fr
