"""Every model is there, in both languages, with nothing from another host."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from publishing.roles import APPS
from tests import builders

MADE_BY_PROGRAMS = {"Check", "ContactChange", "LoadedRecord", "PlacementImport", "SearchDocument", "SearchWord"}
PART_OF_ANOTHER = {"OpeningPeriod", "StepChoice"}


def content_models():
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical") and model.__name__ not in MADE_BY_PROGRAMS | PART_OF_ANOTHER
    ]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def publisher(db, client):
    client.force_login(builders.staff("publisher"))
    return client


def test_every_model_of_the_content_can_be_edited():
    missing = [model.__name__ for model in content_models() if not admin.site.is_registered(model)]

    assert missing == []


@pytest.mark.parametrize("model", content_models(), ids=lambda model: model.__name__)
def test_list_and_empty_form_open(publisher, language, model):
    for page in ("changelist", "add"):
        response = publisher.get(address(model, page))

        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    "build",
    [
        builders.source,
        builders.country,
        builders.page,
        builders.setting,
        builders.indicator,
        builders.figure,
        builders.term,
        builders.language_spoken,
        builders.service,
        builders.channel,
        builders.strip_entry,
        builders.order_rule,
        builders.edition,
        builders.placement,
        builders.example,
    ],
)
def test_form_and_history_of_a_row_open_without_another_host(publisher, language, build):
    row = build()

    for page in ("change", "history"):
        response = publisher.get(address(type(row), page, row.pk))

        html = response.content.decode()
        assert response.status_code == 200
        assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//[^"]*"', html) == []


def test_each_text_of_a_row_has_its_languages_on_one_line(publisher):
    page = builders.page()

    html = publisher.get(address(type(page), "change", page.pk)).content.decode()

    for name in ("title", "nav_title", "slug", "summary", "body"):
        assert f'class="form-row field-{name}_en field-{name}_fr"' in html
    assert re.search(r'<textarea[^>]+name="body_fr"[^>]+lang="fr"', html)
    assert re.search(r'<input[^>]+name="title_en"[^>]+lang="en"', html)


def test_header_links_to_the_same_page_in_the_other_language(publisher):
    with translation.override("fr"):
        path = address(builders.page().__class__, "changelist") + "?publication=draft&q=%C3%AAtre"

    html = publisher.get(path).content.decode()

    assert (
        '<a class="admin-language" href="/en/admin/campaign/page/?publication=draft&amp;q=%C3%AAtre" lang="en"' in html
    )


def test_what_the_loader_remembers_can_be_read_and_not_changed(publisher):
    loaded = apps.get_model("publishing", "LoadedRecord").objects.create(
        kind="page", key="act", path="campaign/content/page/act/page.toml", position=0, digest="0" * 64
    )

    assert publisher.get(address(type(loaded), "changelist")).status_code == 200
    assert publisher.get(address(type(loaded), "add")).status_code == 403
    assert publisher.post(address(type(loaded), "change", loaded.pk), {"key": "other"}).status_code == 403
    assert publisher.post(address(type(loaded), "delete", loaded.pk), {"post": "yes"}).status_code == 403


def test_first_page_says_what_waits_for_somebody(publisher):
    page = builders.page()
    page.revision_en = 2
    page.save()

    html = publisher.get("/en/admin/").content.decode()

    assert '<a href="/en/admin/campaign/page/?translation=outdated-fr">French: outdated</a>' in html
