import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.template import Context, Template

from publishing.models import Bilingual, Publishable
from publishing.publicpages import models_with_pages

OURS = {"publishing", "campaign", "hotlines", "reports", "config"}


def python_files():
    return [
        path for app in OURS for path in (Path(settings.BASE_DIR) / app).rglob("*.py") if "migrations" not in path.parts
    ]


def test_a_template_variable_that_does_not_exist_is_a_fault():
    with pytest.raises(pytest.fail.Exception, match="nowhere"):
        Template("{{ nowhere }}").render(Context())


def test_the_system_checks_find_nothing():
    # pytest-django puts an object of its own there, so that a missing variable fails.
    found = [fault for fault in checks.run_checks(include_deployment_checks=False) if fault.id != "templates.E002"]

    assert found == []


@pytest.mark.django_db
def test_the_models_have_no_change_that_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_text_of_the_content_exists_in_both_languages():
    bilingual = [model for model in apps.get_models() if issubclass(model, Bilingual)]
    without_texts = {"Channel", "EmergencyNumber", "GlobalFigure"}

    assert bilingual
    assert [m.__name__ for m in bilingual if not m.required_texts() and m.__name__ not in without_texts] == []


def test_every_model_with_a_page_is_in_the_sitemap():
    with_pages = {m for m in apps.get_models() if issubclass(m, Publishable) and "get_absolute_url" in vars(m)}

    assert with_pages <= models_with_pages()


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_no_file_outgrows_its_room(path):
    assert len(path.read_text().splitlines()) <= 400


def test_no_bulk_write_goes_around_the_sanitizer():
    bulk = re.compile(r"\.bulk_update\(|\.objects\.update\(|\.update\(\w+_(?:en|fr)=")
    places = [
        f"{path.relative_to(settings.BASE_DIR)}: {line.strip()}"
        for path in python_files()
        for line in path.read_text().splitlines()
        if bulk.search(line) and "LoadedRecord" not in line
    ]

    assert places == []


TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_a_template_has_neither_inline_script_nor_style_nor_another_host(path):
    text = path.read_text()

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", text)


STYLES = sorted(Path(settings.BASE_DIR, "static/css").rglob("*.css"))


def test_the_style_sheets_follow_the_house():
    sheets = {path: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in STYLES}

    assert sheets
    assert [path.name for path, text in sheets.items() if "!important" in text or "//" in text] == []
