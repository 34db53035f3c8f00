"""What a telephone saves of a line, read back by the rules of RFC 6350."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import builders
from tests.hotlines.reading import spaces

pytestmark = pytest.mark.django_db


def address(service):
    return reverse("hotlines:service-vcard", args=[service.slug])


def unfolded(data):
    """Return the lines of a card (3.2)."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def properties(data):
    """Return name, parameters and value of each property (3.3)."""
    found = []
    for line in unfolded(data):
        name, parameters, value = re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=[A-Za-z0-9,-]+)*):(.*)", line).groups()
        found.append((name, parameters.lstrip(";"), value))
    return found


def unescaped(value):
    """Return a text as it was before it was written as a value (3.4)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def values(client, service, wanted):
    response = client.get(address(service))
    assert response.status_code == 200
    return [(parameters, value) for name, parameters, value in properties(response.getvalue()) if name == wanted]


def test_card_holds_each_published_contact_by_its_kind(client, language):
    usa = builders.united_states()
    service = builders.service(url="https://example.org/line", operator_en="An office", operator_fr="Un bureau")
    builders.channel(service=service, order=1)
    builders.channel(service=service, order=2, kind="text", number="233733", display="", short_code_country=usa)
    builders.channel(service=service, order=3, kind="relay", number="+18002255324", display="")
    builders.channel(service=service, order=4, kind="whatsapp")
    builders.channel(service=service, order=5, kind="chat", number="", display="", url="https://example.org/a,b;c")
    builders.channel(service=service, order=6, kind="email", number="", display="", email="help@example.org")

    found = properties(client.get(address(service)).getvalue())

    assert [line for line in found if line[0] in {"TEL", "IMPP", "URL", "EMAIL"}] == [
        ("TEL", "VALUE=uri;TYPE=voice", "tel:+18883737888"),
        ("TEL", "TYPE=text", "233733"),
        ("TEL", "VALUE=uri;TYPE=textphone", "tel:+18002255324"),
        ("IMPP", "", "https://wa.me/18883737888"),
        ("URL", "", "https://example.org/a,b;c"),
        ("EMAIL", "", "help@example.org"),
        ("URL", "", "https://example.org/line"),
    ]
    assert ("FN", f"LANGUAGE={language}", {"en": "A line", "fr": "Une ligne"}[language]) in found
    assert ("ORG", f"LANGUAGE={language}", {"en": "An office", "fr": "Un bureau"}[language]) in found


def test_card_begins_and_ends_as_one_card_and_says_where_it_comes_from(client, language):
    with_time = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
    service = builders.channel().service
    type(service).objects.filter(pk=service.pk).update(updated_at=with_time)
    service.channels.update(updated_at=with_time + datetime.timedelta(hours=1))

    found = properties(client.get(address(service)).getvalue())

    assert found[:3] == [("BEGIN", "", "VCARD"), ("VERSION", "", "4.0"), ("KIND", "", "org")]
    assert found[-3:] == [
        ("SOURCE", "", f"http://testserver{service.get_absolute_url()}"),
        ("REV", "", "20260301T103000Z"),
        ("END", "", "VCARD"),
    ]


def test_a_line_is_the_same_contact_in_both_languages_and_after_a_change(client):
    service = builders.service(key="us-line", slug_en="line", slug_fr="ligne")
    builders.channel(service=service)
    english = client.get("/en/get-help/line.vcf").getvalue()
    service.name_fr = "Un autre nom"
    service.save()

    french = client.get("/fr/obtenir-de-l-aide/ligne.vcf").getvalue()

    (uid,) = [value for name, _parameters, value in properties(english) if name == "UID"]
    assert uid == "urn:uuid:c3b62296-55cb-5e2d-bc07-6b05e196e278"
    assert ("UID", "", uid) in properties(french)


def test_languages_spoken_are_preferred_to_those_by_interpreter(client):
    channel = builders.channel()
    french = builders.language_spoken()
    channel.languages.add(french, builders.language_spoken(key="es", name_en="Spanish", name_fr="espagnol"))
    channel.interpreter_languages.add(french, builders.language_spoken(key="ht", name_en="Haitian", name_fr="créole"))

    assert values(client, channel.service, "LANG") == [("PREF=1", "es"), ("PREF=1", "fr"), ("PREF=2", "ht")]


def test_note_says_when_each_contact_was_checked_and_what_is_not_known(client, language, clock):
    service = builders.service(anonymous="yes", tells_police="no")
    builders.channel(service=service, order=1, checked_on="2020-01", cost="free", cost_from_mobile="free")
    builders.channel(
        service=service,
        order=2,
        kind="text",
        number="233733",
        display="",
        short_code_country=builders.united_states(),
        keyword="HELP",
        checked_on="2026-11-01",
        hours="always",
        reachable_from_abroad="no",
        cost="normal",
        cost_from_mobile="normal",
        on_bill="yes",
    )

    ((parameters, value),) = values(client, service, "NOTE")

    assert parameters == f"LANGUAGE={language}"
    assert (
        spaces(unescaped(value)).split("\n")
        == {
            "en": [
                "Text 233733 (last checked: Nov. 1, 2026).",
                "Write the word HELP.",
                "This number works only in the United States.",
                "Not known: languages spoken.",
                "Call 1-888-373-7888 (last checked: January 2020).",
                "A new check is due: it may have changed.",
                "Not known: languages spoken, hours, reachable from abroad, shows on the bill.",
                "Not known of this line: tells immigration authorities.",
            ],
            "fr": [
                "SMS 233733 (dernière vérification : 1er novembre 2026).",
                "Écrivez le mot HELP.",
                "Ce numéro fonctionne seulement aux États-Unis.",
                "Non connu : langues parlées.",
                "Téléphone 1-888-373-7888 (dernière vérification : janvier 2020).",
                "Une nouvelle vérification est à faire : cela a pu changer.",
                "Non connu : langues parlées, horaires, joignable de l’étranger, apparaît sur la facture.",
                "Non connu pour cette ligne : prévient les services d’immigration.",
            ],
        }[language]
    )


def test_a_check_without_a_day_is_not_known(client):
    service = builders.channel().service

    ((_parameters, value),) = values(client, service, "NOTE")

    assert "(day of the last check: not known)" in unescaped(value)


def test_text_is_escaped_and_long_lines_are_folded_between_characters(client):
    name = "Ligne « Été ; l’aide, \\ ici »\nà toute heure " + "é" * 90 + "😀" * 30
    service = builders.service(name_en=name)
    builders.channel(service=service)

    ((_parameters, value),) = values(client, service, "FN")

    assert unescaped(value) == type(service).objects.get(pk=service.pk).name_en
    assert re.search(r"(?<!\\)(?:\\\\)*[,;\n]", value) is None


def test_no_text_can_write_a_property_of_its_own(client):
    service = builders.service(name_en="A line\r\nTEL:+18005550100\rTEL:\x07+18005550100")
    builders.channel(service=service)

    assert len(values(client, service, "TEL")) == 1


def test_what_is_not_public_is_never_in_a_card(client):
    service = builders.service(staff_note="ask Zelda")
    builders.channel(service=service, staff_note="ask Yorick", checked_by="Xenia", confidence="medium")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    builders.channel(service=service, status="draft", number="+18002255324", display="")
    builders.channel(service=service, publish_at=tomorrow, number="+18002255324", display="")
    builders.channel(service=service, number="+18002255324", display="", checked_on="1990")

    text = client.get(address(service)).getvalue().decode()

    assert text.count("TEL;") == 1
    assert re.search("Zelda|Yorick|Xenia|800.?225.?5324", text) is None


@pytest.mark.parametrize("said", [{"status": "draft"}, {"publish_at": timezone.now() + datetime.timedelta(days=1)}])
def test_there_is_no_card_of_what_is_not_public(client, said, language):
    hidden = builders.channel(service=builders.service(**said)).service
    empty = builders.channel(**said).service

    assert [client.get(address(service)).status_code for service in (hidden, empty)] == [404, 404]


def test_card_is_saved_and_never_shown_in_the_tab(client, language):
    service = builders.channel().service

    response = client.get(address(service))

    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{service.slug}.vcf"'
    assert not response.cookies
    assert client.get(address(service), headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(address(service)).status_code == 405


def test_an_old_address_leads_to_the_card(client):
    service = builders.service(slug_en="old", slug_fr="vieux")
    builders.channel(service=service)
    service.slug_en = "new"
    service.save()

    response = client.get("/en/get-help/old.vcf")

    assert (response.status_code, response["Location"]) == (301, "/en/get-help/new.vcf")


def test_page_of_a_line_offers_its_card_and_says_what_stays_in_the_phone(client, language):
    service = builders.channel().service

    html = client.get(service.get_absolute_url()).content.decode()

    assert f'href="{address(service)}"' in html
    assert {
        "en": "A saved contact leaves the name of this line in the phone; you can change the name there.",
        "fr": "Un contact enregistré laisse le nom de cette ligne dans le téléphone ; vous pouvez y changer ce nom.",
    }[language] in spaces(html)


def test_a_line_without_a_public_contact_offers_no_card(client, language):
    service = builders.service()

    assert ".vcf" not in client.get(service.get_absolute_url()).content.decode()


def test_card_of_ten_contacts_takes_as_many_queries_as_of_one(client, django_assert_num_queries):
    service = builders.channel().service
    with django_assert_num_queries(5):
        client.get(address(service)).getvalue()
    for _ in range(9):
        builders.channel(service=service).languages.add(*service.channels.first().languages.all())

    with django_assert_num_queries(5):
        client.get(address(service)).getvalue()
