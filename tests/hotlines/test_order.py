"""The order of the directory: rules that staff set, and never chance."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from hotlines import index
from hotlines.models import Service
from tests import builders
from tests.publishing.admin_forms import submit

pytestmark = pytest.mark.django_db


def line(name, channel=None, **said):
    service = builders.service(key=name, name_en=name, name_fr=name, **said)
    return builders.channel(service=service, **(channel or {})).service


def shown():
    return [Service.objects.get(pk=pk).key for pk in index.current().ids]


def rules(*names):
    for place, rule in enumerate(names):
        builders.order_rule(rule=rule, place=place)


def test_a_line_checked_lately_comes_before_one_whose_check_is_overdue_or_unknown(language):
    rules("checked")
    line("a-unknown", {"checked_on": ""})
    line("b-old", {"checked_on": "2019"})
    line("c-new", {"checked_on": datetime.date.today().isoformat()})

    assert shown() == ["c-new", "a-unknown", "b-old"]


def test_a_line_that_answers_in_the_language_of_the_page_comes_first(language):
    rules("language")
    line("a-neither")
    codes = {"en": "English", "fr": "French"}
    for code, name in codes.items():
        spoken = builders.language_spoken(key=code, name_en=name, name_fr=name)
        line(f"c-{code}").channels.get().languages.add(spoken)
        line(f"b-{code}").channels.get().interpreter_languages.add(spoken)

    assert shown()[:2] == [f"c-{language}", f"b-{language}"]
    assert shown()[2] == "a-neither"


def test_a_line_that_answers_around_the_clock_comes_first():
    rules("always")
    line("a-unknown")
    line("b-form", {"kind": "form", "number": "", "url": "https://example.org/", "hours": "always"})
    line("c-call", {"hours": "always"})

    assert shown() == ["c-call", "a-unknown", "b-form"]


def test_a_line_that_is_free_to_call_comes_first():
    rules("free")
    line("a-unknown")
    line("b-free", {"cost": "free"})

    assert shown() == ["b-free", "a-unknown"]


def test_lines_come_by_the_place_that_staff_gave():
    rules("priority")
    line("a-second", priority=2)
    line("b-first", priority=1)

    assert shown() == ["b-first", "a-second"]


def test_names_come_in_the_order_of_each_language(language):
    rules("name")
    builders.channel(service=builders.service(key="a", name_en="Apple", name_fr="Pomme"))
    builders.channel(service=builders.service(key="b", name_en="Pear", name_fr="Écureuil"))

    assert shown() == {"en": ["a", "b"], "fr": ["b", "a"]}[language]


def test_the_first_rule_decides_and_the_next_tells_apart_what_it_leaves_level():
    rules("priority", "name")
    line("a", priority=2)
    line("z", priority=1)
    line("y", priority=1)

    assert shown() == ["y", "z", "a"]


def test_without_a_rule_the_key_decides_and_never_chance():
    for name in ("c", "a", "b"):
        line(name)

    assert shown() == ["a", "b", "c"]


def test_a_rule_that_is_a_draft_decides_nothing():
    builders.order_rule(rule="priority", status="draft")
    line("a", priority=2)
    line("b", priority=1)

    assert shown() == ["a", "b"]


def test_the_page_says_in_one_sentence_by_what_it_is_ordered(client, language):
    builders.order_rule(rule="checked", place=1, words_en="a recent check", words_fr="une vérification récente")
    builders.order_rule(rule="name", place=2)
    builders.order_rule(rule="free", status="draft", words_en="a free call", words_fr="un appel gratuit")
    line("a")

    response = client.get(reverse("hotlines:directory"))

    said = {
        "en": "What decides the order of the list, one after the other: a recent check, the name.",
        "fr": "Ce qui décide de l’ordre de la liste, un critère après l’autre\u00a0: une vérification récente, le nom.",
    }
    assertContains(response, said[language])


def test_without_a_rule_the_page_says_nothing_of_its_order(client):
    line("a")

    assertNotContains(client.get("/en/get-help/"), "What decides the order")


def test_the_same_rule_cannot_be_there_twice():
    rules("name")

    with pytest.raises(IntegrityError):
        builders.order_rule(rule="name", key="again")


def test_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(IntegrityError):
        builders.order_rule(rule="chance")


def test_a_writer_does_not_change_an_order_that_is_public(client):
    client.force_login(builders.staff("writer"))
    rule = builders.order_rule(place=3)

    submit(client, reverse("admin:hotlines_orderrule_change", args=[rule.pk]), place="1", status="draft")

    rule.refresh_from_db()
    assert (rule.place, rule.status) == (3, "published")


def test_a_publisher_changes_the_order(client):
    client.force_login(builders.staff("publisher"))
    rule = builders.order_rule(place=3)

    submit(client, reverse("admin:hotlines_orderrule_change", args=[rule.pk]), place="1", status="draft")

    rule.refresh_from_db()
    assert (rule.place, rule.status) == (1, "draft")
