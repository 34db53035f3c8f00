"""A number typed in prose is found, whoever types it; a link prints the live number instead."""

import pytest
from django.core.management import CommandError, call_command

from hotlines import prose
from hotlines.content_kinds import ChannelKind
from hotlines.models import Channel, EmergencyNumber, Service
from publishing import references, versions
from publishing.contentfiles.kinds import all_kinds
from publishing.models import Source
from tests import builders
from tests.publishing.admin_forms import errors_at, submit

pytestmark = pytest.mark.django_db
BODY = Service._meta.get_field("what_happens")


@pytest.fixture
def line():
    usa = builders.united_states()
    service = builders.service(country=usa)
    builders.channel(key="us/text", service=service, kind="text", number="233733", short_code_country=usa)
    return builders.channel(key="us/call", service=service, number="+18883737888", display="1-888-373-7888")


@pytest.mark.parametrize(
    ("typed", "found", "key"),
    [
        ("Call 1-888-373-7888 now", "1-888-373-7888", "us/call"),
        ("Call +1 888 373 7888 now", "+1 888 373 7888", "us/call"),
        ("Call (888) 373-7888 now", "888) 373-7888", "us/call"),
        ("Text <strong>233733</strong>", "233733", "us/text"),
        ("Appelez le 888\u00a0373\u202f7888", "888\u00a0373\u202f7888", "us/call"),
    ],
)
def test_number_of_the_directory_is_found_however_it_is_written(line, typed, found, key):
    said = list(prose.numbers_in(BODY, typed))

    assert len(said) == 1
    assert said[0].startswith(f"“{found}” is a number of the directory: write a link to number:{key} instead")


@pytest.mark.parametrize("typed", ["Call +33 1 44 52 77 77", "Call 202-501-4444", "Call (202) 501 4444"])
def test_number_that_the_directory_lacks_is_found_too(line, typed):
    assert len(list(prose.numbers_in(BODY, typed))) == 1


@pytest.fixture
def short_codes(line):
    france = builders.country(key="FRA", iso2="FR")
    service = builders.service(country=france)
    builders.emergency_number(country=france, numbers=["17", "112"])
    for code in ("119", "3919"):
        builders.channel(key=f"fr/{code}", service=service, number=code, display="", short_code_country=france)
    Channel.objects.filter(key="us/text").update(vanity="BEFREE")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Appelez le 119.", ["fr/119"]),
        ("Le 3919 écoute les femmes", ["fr/3919"]),
        ("composez gratuitement le numéro 39\u00a019 (jour et nuit)", ["fr/3919"]),
        ("Téléphonez au 119 ou au <strong>3919</strong>\u00a0!", ["fr/119", "fr/3919"]),
        ("par SMS au 119", ["fr/119"]),
        ("Call 119, or dial 3919.", ["fr/119", "fr/3919"]),
        ("Call the toll-free number 119 now", ["fr/119"]),
        ("Text BEFREE", ["us/text"]),
        ("call 1-888-3737-BEFREE", ["us/text"]),
        ("In danger, call 112", ["to:help"]),
        ("En danger, appelez le 112 ou le 119", ["to:help", "fr/119"]),
    ],
)
def test_short_number_of_the_directory_is_found_after_a_word_that_says_to_dial(short_codes, typed, found):
    said = list(prose.numbers_in(BODY, typed))

    assert [("to:help" if "to:help" in text else text.split("number:")[1].split()[0]) for text in said] == found


@pytest.mark.parametrize(
    "typed",
    [
        "112 people, 119 in 2018",
        "article 119 of the code, section 3919",
        "the text of 3919",
        "le 17 juin, au 119e rang",
        "plus de 119 personnes",
        "Appelez le 112 000",
        "appelle ces 119 règles",
        "call 119.5 or 119% of it",
        "Some sources print BEFREE as the word",
        "called Before, then befree",
        "call 555",
    ],
)
def test_number_that_nobody_is_told_to_dial_may_stand(short_codes, typed):
    assert list(prose.numbers_in(BODY, typed)) == []


def test_short_number_of_two_lines_names_both(short_codes):
    usa = Channel.objects.get(key="us/call").service
    builders.channel(key="us/119", service=usa, number="119", display="", short_code_country=usa.country)

    said = list(prose.numbers_in(BODY, "Call 119"))

    assert "number:fr/119, number:us/119" in said[0]


def test_note_on_an_emergency_number_may_give_others_beside_it(short_codes):
    note = EmergencyNumber._meta.get_field("note")

    assert list(prose.numbers_in(note, "Le 112 répond aussi, appelez le 119.")) == []


@pytest.mark.parametrize(
    "typed",
    [
        "in 2018, 2019 and 2020",
        "from 2024-06-24 to 2025",
        "22 U.S.C. 7102, sections 1589–1594",
        "49 600 000 people",
        "$35 million, 1,483,920 cases",
        "call 112 or 911",
        '<a href="https://example.org/18883737888">their page</a>',
        "articles 225-4-1 and 225-14-2",
    ],
)
def test_what_is_no_number_to_call_may_stand(line, typed):
    assert list(prose.numbers_in(BODY, typed)) == []


def test_notes_on_sources_may_quote_the_numbers_that_documents_print(line):
    assert list(prose.numbers_in(Source._meta.get_field("note"), "It prints 2333733, and 1-888-373-7888.")) == []


def test_link_to_a_number_prints_the_number_as_it_is(line, language):
    text = '<p>Call <a href="number:us/call">the line</a>.</p>'
    before = references.resolve(text)

    Channel.objects.filter(key="us/call").update(number="+18884074747", display="1-888-407-4747")
    versions.move()

    assert before == '<p>Call <a href="tel:+18883737888">1-888-373-7888</a>.</p>'
    assert references.resolve(text) == '<p>Call <a href="tel:+18884074747">1-888-407-4747</a>.</p>'


def test_link_to_a_number_that_is_not_public_leaves_the_words(line):
    Channel.objects.filter(key="us/call").update(status="draft")

    assert references.resolve('<p><a href="number:us/call">the line</a></p>') == "<p>the line</p>"


def test_number_typed_in_a_text_is_refused_next_to_it(client, line):
    client.force_login(builders.staff("writer"))
    page = builders.page()

    response = submit(client, f"/fr/admin/campaign/page/{page.pk}/change/", body_fr="<p>Appelez le 1-888-373-7888.</p>")

    page.refresh_from_db()
    said = errors_at(response, "body_fr")
    assert "number:us/call" in said[0]
    assert said[0].startswith("«\u00a01-888-373-7888\u00a0» est un numéro du répertoire")
    assert page.body_fr == "<p>Du texte.</p>"


def test_number_typed_in_a_content_file_is_named_and_nothing_is_loaded(tmp_path):
    folder = tmp_path / "publishing" / "content"
    folder.mkdir(parents=True)
    names = "\n".join(
        f'{name}.{code} = "x"' for name in ("name", "name_in", "name_of", "name_the") for code in ("en", "fr")
    )
    (folder / "country.toml").write_text(
        f'[[country]]\nkey = "HTI"\niso2 = "HT"\n{names}\nregion = "WHA"\n'
        'note.en = "Call +509 28 11 11 11."\nnote.fr = "Rien."\n'
    )

    with pytest.raises(CommandError, match=r"country HTI: “\+509 28 11 11 11” is a telephone number"):
        call_command("load_content", root=tmp_path)


def test_number_that_two_services_give_is_refused_with_the_other(client, line):
    client.force_login(builders.staff("publisher"))
    other = builders.channel(service=builders.service(country=line.service.country), number="+18884074747")

    response = submit(
        client, f"/en/admin/hotlines/channel/{other.pk}/change/", number="+18883737888", reason="A new number."
    )

    assert errors_at(response, "number") == [
        "+18883737888 stands in the directory already, as us/call: one is wrong, or both are one line."
    ]


def test_number_that_two_services_give_is_told_of_the_files(line):
    twin = builders.channel(key="zz/call", service=builders.service(country=line.service.country))
    kind = next(kind for kind in all_kinds() if isinstance(kind, ChannelKind))

    assert twin.number == line.number
    assert kind.faults() == [
        "channel us/call, zz/call: the same number +18883737888 in two services: one is wrong, or both are one line"
    ]


def test_number_after_a_year_is_found(line):
    said = list(prose.numbers_in(BODY, "Since 2018 233733 answers."))

    assert [text.split("”")[0] for text in said] == ["“233733"]
