import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from publishing.stylebook import files, registry, tokens
from publishing.stylebook.markup import cut_out, fit
from tests.site.test_settings import GOOD, manage

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
SHEETS = sorted(Path(settings.BASE_DIR, "static/css").rglob("*.css"))
# Classes that no style is tied to: scripts, tests and readers' own styles hold on to them.
PLAIN_HOOKS = {
    "changes",
    "countries",
    "countries__order",
    "country__latest",
    "edition__tier",
    "myth__fact",
    "source-refs__label",
    "sources__list",
    "timeline",
}


def names(paths):
    return [path.relative_to(settings.BASE_DIR).as_posix() for path in paths]


def without_tags(text):
    """Return markup with template tags taken out and each variable turned into an asterisk."""
    return re.sub(r"{{.*?}}", "*", re.sub(r"{%.*?%}|{#.*?#}", " ", text))


def classes_used():
    """Return where each class is used; one that ends in an asterisk stands for all that begin like it."""
    used = {}
    python = [path for app in settings.INSTALLED_APPS for path in Path(settings.BASE_DIR).glob(f"{app}/**/*.py")]
    for path in [*TEMPLATES, *python]:
        text = path.read_text(encoding="utf-8")
        attributes = re.findall(r'class="([\w\s{}*-]*)"', without_tags(text) if path.suffix == ".html" else text)
        attributes += re.findall(r'"class": "([^"]*)"', text)
        for name in " ".join(attributes).replace("{}", "*").split():
            used.setdefault(name, path.relative_to(settings.BASE_DIR).as_posix())
    return used


def stands_for(pattern, name):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), name) is not None


def of_the_admin(path):
    return "admin" in path


_pages = {}


@pytest.fixture
def style_page(site_content, language):
    """The style page in a language; made once in each process, as it is long to make and nothing is changed by it."""
    if language not in _pages:
        _pages[language] = Client().get(reverse("publishing:style"))
    return _pages[language]


def test_the_style_page_has_an_address_in_each_language():
    addresses = {}
    for language in ("en", "fr"):
        with translation.override(language):
            addresses[language] = reverse("publishing:style")

    assert addresses == {"en": "/en/style/", "fr": "/fr/charte/"}


def test_the_public_does_not_find_the_style_page(settings, client, db, language):
    settings.STYLE_PAGE = False

    response = client.get(reverse("publishing:style"))

    assert response.status_code == 404


def test_production_has_no_style_page(tmp_path):
    said = "from django.conf import settings; print('style page:', settings.STYLE_PAGE)"

    done = manage("shell", "--no-imports", "-c", said, **GOOD, VAR_DIR=str(tmp_path))

    assert "style page: False" in done.stdout, done.stderr


def test_nothing_leads_to_the_style_page(site):
    linking = [page.address for page in site.pages.values() if {"/en/style/", "/fr/charte/"} & set(page.links)]

    assert linking == []


def test_search_engines_are_told_to_leave_the_style_page(style_page, client):
    assert style_page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in style_page.content.decode()
    assert reverse("publishing:style") not in client.get("/sitemap.xml").content.decode()


def test_the_style_page_shows_every_component_and_what_its_file_says(style_page):
    html = style_page.content.decode()
    shown = {entry.name: entry for entry in style_page.context["entries"]}

    missing = [file.name for file in [*files.templates(), *files.stylesheets()] if file.name not in shown]

    assert missing == []
    assert all(entry.anchor in html for entry in shown.values())


def test_every_component_has_a_sample():
    samples = registry.samples()

    lacking = [file.name for file in files.templates() if file.name not in samples and not file.needs_nothing]

    assert lacking == []


def test_every_sample_is_of_a_component_that_exists():
    known = {file.name for file in files.templates()}
    sheets = {file.name for file in files.stylesheets()}

    assert [name for name in registry.samples() if name not in known] == []
    assert [entry.stylesheet for entry in registry.excerpts() if f"css/{entry.stylesheet}" not in sheets] == []


def test_every_sample_finds_what_it_shows_in_the_content(style_page):
    entries = style_page.context["entries"]

    empty = [f"{entry.name}: {state.name}" for entry in entries for state in entry.states if not state.frames]

    assert empty == []


def test_every_block_of_the_stylesheets_is_shown(style_page):
    html = style_page.content.decode()
    shown = {files.block_of(name) for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}

    hidden = {sheet.name: sorted(sheet.blocks - shown) for sheet in files.stylesheets() if sheet.blocks - shown}

    assert hidden == {}


def test_every_component_says_what_it_is_where_it_is_defined():
    silent = [file.name for file in [*files.templates(), *files.stylesheets()] if len(file.documentation) < 20]

    assert silent == []


def test_the_style_page_stands_without_any_content(client, db, language):
    response = client.get(reverse("publishing:style"))

    assert response.status_code == 200
    assert any(not state.frames for entry in response.context["entries"] for state in entry.states)


def test_no_id_is_on_the_style_page_twice(style_page):
    ids = re.findall(r'\sid="([^"]+)"', style_page.content.decode())

    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_every_class_of_the_stylesheets_is_used():
    used = classes_used()
    dead = [
        f"{path}: .{name}"
        for path, sheet in zip(names(SHEETS), SHEETS, strict=True)
        if not of_the_admin(path)
        for name in sorted(files.classes_in(sheet.read_text(encoding="utf-8")))
        if not any(stands_for(pattern, name) for pattern in used)
    ]

    assert dead == []


def test_every_class_of_the_templates_is_defined():
    defined = {name for sheet in SHEETS for name in files.classes_in(sheet.read_text(encoding="utf-8"))} | PLAIN_HOOKS
    unknown = [
        f"{path}: {pattern}"
        for pattern, path in classes_used().items()
        if not of_the_admin(path) and not any(stands_for(pattern, name) for name in defined)
    ]

    assert unknown == []


@pytest.mark.parametrize("ground", ["--color-page", "--color-surface", "--color-tint"])
@pytest.mark.parametrize("color", ["--color-text", "--color-muted", "--color-link"])
def test_text_stands_out_from_every_ground(color, ground):
    by_name = {found.name: found for found in tokens.colors()}

    light = tokens.contrast(by_name[color].light, by_name[ground].light)
    dark = tokens.contrast(by_name[color].dark, by_name[ground].dark)

    assert min(light, dark) >= 7


@pytest.mark.parametrize("ground", ["--color-page", "--color-surface", "--color-tint"])
@pytest.mark.parametrize("color", ["--color-control", "--color-focus"])
def test_edges_stand_out_from_every_ground(color, ground):
    by_name = {found.name: found for found in tokens.colors()}

    light = tokens.contrast(by_name[color].light, by_name[ground].light)
    dark = tokens.contrast(by_name[color].dark, by_name[ground].dark)

    assert min(light, dark) >= 3


def test_contrast_is_the_one_of_the_standard():
    assert tokens.contrast("#fff", "#000000") == pytest.approx(21)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert tokens.contrast("rgb(255 255 255 / 30%)", "#000") is None


def test_a_block_is_cut_out_of_its_page_whole():
    html = '<p>é\n</p>\r\n<ul class="a b"><li><ul><li>x</li></ul></li></ul><ul class="b">y</ul>'

    assert cut_out(html, "b") == '<ul class="a b"><li><ul><li>x</li></ul></li></ul>'
    assert cut_out(html, "c") == ""


def test_markup_is_made_fit_to_stand_twice():
    html = '<nav aria-label="Way"><a href="#x" id="x">x</a></nav><section aria-labelledby="x"></section><a href="/x">'

    assert str(fit(html, 7, "frame-7")) == (
        '<nav aria-label="Way (7)"><a href="#x-7" id="x-7">x</a></nav>'
        '<section aria-labelledby="x-7 frame-7"></section><a href="/x">'
    )


def test_a_drawing_that_stands_twice_keeps_its_own_patterns():
    drawing = '<pattern id="dots"></pattern><rect fill="url(#dots)"/><rect fill="url(#elsewhere)"/>'

    assert str(fit(drawing, 7, "frame-7")) == (
        '<pattern id="dots-7"></pattern><rect fill="url(#dots-7)"/><rect fill="url(#elsewhere)"/>'
    )
