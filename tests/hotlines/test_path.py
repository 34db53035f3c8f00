"""The path of questions leads every reader to a line; staff cannot save one that does not."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from hotlines import path
from hotlines.models import Step, StepChoice
from publishing import versions
from tests import builders
from tests.publishing.admin_forms import submit


def question(*leads_to):
    return path.Node(leads_to, is_end=False)


END = path.Node((), is_end=True)


def test_path_that_leads_to_ends_is_right():
    right = {"start": question("a", "b"), "a": question("b", "c"), "b": END, "c": END}

    assert path.faults(right) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, ["The path has no step with the key “start”: that is where it starts."]),
        (
            {"start": question("a", "b"), "a": END, "b": question()},
            ["“b” is a dead end: give it answers, or the lines it gives and what to do next in both languages."],
        ),
        (
            {"start": question("a", "gone"), "a": END},
            ["“gone” is a dead end: give it answers, or the lines it gives and what to do next in both languages."],
        ),
        (
            {"start": question("a", "b"), "a": question("b", "start"), "b": END},
            ["The path goes round in a loop (start → a → start): lead one of these answers elsewhere."],
        ),
        (
            {"start": question("start", "b"), "b": END},
            ["The path goes round in a loop (start → start): lead one of these answers elsewhere."],
        ),
        ({"start": question("a"), "a": END}, ["“start” has a single answer: a question needs two or more."]),
    ],
)
def test_path_that_leads_nowhere_is_told_with_its_place(wrong, said):
    assert path.faults(wrong) == said


def test_fifth_question_is_one_too_many():
    long = {name: question(after, "z") for name, after in zip(["start", *"abc"], "abcd", strict=True)} | {"z": END}

    assert path.faults(long | {"d": END}) == []
    assert path.faults(long | {"d": question("y", "z"), "y": END}) == [
        "“d” would be question 5 of a reader (start → a → b → c → d): four is the most. Shorten this branch."
    ]


def test_step_that_no_answer_leads_to_may_wait_unfinished():
    assert path.faults({"start": question("a", "b"), "a": END, "b": END, "draft": question()}) == []


@pytest.fixture
def right_path(db):
    """Two questions, of which one leads to emergency numbers."""
    start, saw = builders.step("start"), builders.step("saw")
    danger, talk = builders.end("danger", emergency=True), builders.end("talk")
    for source, target in [(start, danger), (start, saw), (saw, talk), (saw, danger)]:
        builders.choice(source, target)
    return {"start": start, "saw": saw, "danger": danger, "talk": talk}


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_end_is_reached_by_links_alone(client, right_path, language):
    line = builders.channel(service=builders.service(for_help=True)).service

    page = opened(client, reverse("hotlines:path"))
    page = opened(client, page.select(".choices__link")[1]["href"])
    page = opened(client, page.select(".choices__link")[0]["href"])

    assert page.h1.text == {"en": "Question talk", "fr": "La question talk"}[language]
    assert page.select_one(".service-card__name a")["href"] == line.get_absolute_url()
    assert page.select_one(".finder input[name=need]")["value"] == "help"


def test_end_in_an_emergency_shows_its_numbers_before_the_lines(client, right_path, language):
    builders.emergency_number()

    page = opened(client, right_path["danger"].get_absolute_url())

    assert page.select_one("main a[href='tel:114']").find_next("h2").text in {"Lines for this", "Les lignes pour cela"}


def test_nothing_that_history_keeps_says_what_was_answered(client, right_path, language):
    titles = {opened(client, step.get_absolute_url()).title.text for step in right_path.values()}
    page = client.get(right_path["danger"].get_absolute_url())

    assert len(titles) == 1
    assert "danger" not in right_path["danger"].get_absolute_url()
    assert page["X-Robots-Tag"] == "noindex"
    assert page.cookies == {}


def test_lines_of_the_reader_s_strip_come_before_any_other(client, right_path, language):
    other = builders.channel(service=builders.service(priority=1)).service
    near = builders.channel(service=builders.service(priority=200)).service
    builders.strip_entry(service=near, language=language)

    page = opened(client, right_path["talk"].get_absolute_url())

    assert [link["href"] for link in page.select(".service-card__name a")] == [near.get_absolute_url()]
    assert other.get_absolute_url() not in str(page.main)


def test_step_that_does_not_exist_is_not_found(client, right_path, language):
    assert client.get(reverse("hotlines:step", args=["zz"])).status_code == 404


def test_start_has_one_address(client, right_path, language):
    response = client.get(reverse("hotlines:step", args=[right_path["start"].code]))

    assert (response.status_code, response["Location"]) == (301, reverse("hotlines:path"))


def test_page_of_a_broken_path_still_leads_to_the_lines(client, right_path, language):
    StepChoice.objects.filter(step__key="start").delete()

    page = opened(client, reverse("hotlines:path"))

    assert page.select_one(f"main a[href='{reverse('hotlines:directory')}']")
    assert page.select_one(".finder")


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_end_asks_the_database_as_often_for_four_lines_as_for_one(client, right_path):
    builders.channel(service=builders.service())
    for_one = queries_of(client, right_path["talk"].get_absolute_url())

    for _ in range(3):
        builders.channel(service=builders.service())

    assert queries_of(client, right_path["talk"].get_absolute_url()) == for_one


def form_of(step, language="en"):
    return f"/{language}/admin/hotlines/step/{step.pk}/change/"


@pytest.fixture
def publisher(client, right_path):
    client.force_login(builders.staff("publisher"))
    return client


def test_answer_that_leads_round_is_refused_with_the_way_to_mend_it(publisher, right_path):
    response = submit(publisher, form_of(right_path["saw"]), **{"choices-0-leads_to": right_path["start"].pk})

    said = BeautifulSoup(response.content, "html.parser").select_one(".errorlist.nonform").text
    assert said == "The path goes round in a loop (start → saw → start): lead one of these answers elsewhere."
    assert StepChoice.objects.filter(leads_to__key="start").count() == 0


def test_end_whose_lines_are_taken_away_is_refused(publisher, right_path, language):
    response = submit(publisher, form_of(right_path["talk"], language), purpose="")

    said = BeautifulSoup(response.content, "html.parser").select_one(".errorlist.nonform").text
    assert {"en": "“talk” is a dead end", "fr": "« talk » est une impasse"}[language] in said.replace("\u00a0", " ")
    assert Step.objects.get(key="talk").purpose == "help"


def test_answer_edited_in_one_language_leaves_the_other_behind(publisher, right_path):
    with translation.override("en"):
        submit(publisher, form_of(right_path["saw"]), **{"choices-0-words_en": "Something else altogether"})

    answer = StepChoice.objects.get(words_en="Something else altogether")
    assert answer.translation_state("fr") == "outdated"


def test_loop_in_the_content_files_is_named_and_nothing_is_loaded(db, tmp_path):
    folder = tmp_path / "hotlines" / "content"
    folder.mkdir(parents=True)
    (folder / "step.toml").write_text('[[step]]\nkey = "start"\ncode = "k1"\ntitle.en = "What?"\ntitle.fr = "Quoi ?"\n')
    (folder / "choice.toml").write_text(
        "".join(
            f'[[choice]]\nkey = "start/{n}"\nstep = "start"\nwords.en = "A"\nwords.fr = "A"\nleads_to = "start"\n'
            for n in (1, 2)
        )
    )

    with pytest.raises(CommandError, match=r"choice: The path goes round in a loop \(start → start\)"):
        call_command("load_content", root=tmp_path)

    assert Step.objects.count() == 0


def test_in_an_emergency_the_country_is_asked_before_the_numbers_of_all(client, right_path, language):
    builders.emergency_number()

    page = opened(client, right_path["danger"].get_absolute_url())

    assert page.select_one("main .finder").find_next("table") is not None
    assert page.select_one(".finder input[name=need]")["value"] == "danger"
    assert len(page.select("main .finder")) == 1


def test_an_end_for_which_no_line_is_published_says_so(client, right_path, language):
    page = opened(client, right_path["talk"].get_absolute_url())

    expected = {"en": "No published line answers this at present", "fr": "Aucune ligne publiée n’y répond à présent"}
    assert expected[language] in page.main.text.replace("\u00a0", " ")


def test_a_country_without_a_line_is_offered_for_its_emergency_number(client, right_path, language):
    number = builders.emergency_number()

    page = opened(client, right_path["talk"].get_absolute_url())

    offered = [option["value"] for option in page.select(".finder option")]
    assert offered == ["", number.country.iso2.lower()]


def warned(client, language):
    page = opened(client, f"/{language}/admin/hotlines/step/")
    return [message.text.strip().replace("\u00a0", " ") for message in page.select(".messagelist .warning")]


def test_staff_are_warned_of_an_end_that_gives_no_line(enter, right_path, language):
    builders.end("draft")
    line = builders.channel(service=builders.service(for_help=True), hours="always")
    client = enter("writer")

    right = warned(client, language)
    line.hours = "unknown"
    line.save()
    versions.move()
    without_danger = warned(client, language)
    line.service.status = "draft"
    line.service.save()
    versions.move()
    without_any = warned(client, language)

    words = {
        "en": "“{}” gives no line now: publish one for it, or lead the answers elsewhere.",
        "fr": "« {} » ne donne aucune ligne en ce moment : publiez-en une, ou menez les réponses ailleurs.",
    }[language]
    assert right == []
    assert without_danger == [words.format("danger")]
    assert without_any == [words.format("danger"), words.format("talk")]
    assert f"/{language}/admin/hotlines/step/" in str(opened(client, f"/{language}/admin/").select_one("#content-main"))


def test_list_of_steps_opens_without_a_path(enter, language):
    assert warned(enter("writer"), language) == []


def test_ends_are_found_once_whatever_the_shape():
    looped = {"start": question("a", "end"), "a": question("start", "end", "gone"), "end": END, "far": END}

    assert path.ends(looped) == ["end"]
