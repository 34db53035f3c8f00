"""The JSON of the directory in the shape of HSDS 3.1 (decision 0018)."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from hotlines import hsds_fields, vcard
from hotlines.downloads import CONTACTS
from publishing import versions
from tests import builders
from tests.hotlines import hsds_reading as hsds
from tests.hotlines.hsds_reading import WAYS
from tests.hotlines.reading import spaces

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_case(clock):
    """A service with a contact of each kind and all that can be known, and one of which nothing is known."""
    usa = builders.united_states()
    service = builders.service(
        key="us-line",
        name_en="American line",
        name_fr="Ligne américaine",
        operator_en="An office",
        operator_fr="Un bureau",
        country=usa,
        region_served_en="All states",
        region_served_fr="Tous les États",
        for_report=True,
        audience_en="Everybody",
        audience_fr="Tout le monde",
        tells_police="with-consent",
        tells_immigration="no",
        who_is_told_en="<p>Nobody &amp; never.</p>",
        who_is_told_fr="<p>Personne &amp; jamais.</p>",
        what_happens_en="<p>Somebody listens.</p>",
        what_happens_fr="<p>Quelqu’un écoute.</p>",
        anonymous="yes",
        url="https://example.org/line",
    )
    text = builders.channel(
        key="us-line/text",
        service=service,
        order=1,
        kind="text",
        number="233733",
        short_code_country=usa,
        display="233733",
        vanity="BEFREE",
        keyword="HELP",
        interpreter_count=200,
        hours="periods",
        time_zone="America/New_York",
        on_public_holidays="closed",
        hours_note_en="Not in August.",
        hours_note_fr="Pas en août.",
        note_en="INFO works too.",
        note_fr="INFO convient aussi.",
        reachable_from_abroad="no",
        cost="normal",
        cost_from_mobile="free",
        on_bill="yes",
        source=builders.source(title_en="A strategy", title_fr="Une stratégie", url="https://example.org/strategy"),
        evidence_url="https://example.org/seen",
        checked_on="2026-10-02",
        checked_how="document",
    )
    french = builders.language_spoken()
    text.languages.add(french, builders.language_spoken(key="es", name_en="Spanish", name_fr="espagnol"))
    text.interpreter_languages.add(french)
    for day, opens, closes in [
        (0, "09:00", "17:30"),
        (1, "09:00", "17:30"),
        (4, "20:00", "00:00"),
        (5, "00:00", "06:00"),
    ]:
        times = {"opens": datetime.time.fromisoformat(opens), "closes": datetime.time.fromisoformat(closes)}
        text.periods.create(weekday=day, **times)
    builders.channel(key="us-line/call", service=service, order=2, hours="always", checked_on="2026-11-02")
    builders.channel(key="us-line/relay", service=service, order=3, kind="relay", checked_on="2026-11-02")
    builders.channel(
        key="us-line/chat", service=service, order=4, kind="chat", number="", display="", url="https://example.org/chat",
        hours="note", hours_note_en="In the evening.", hours_note_fr="Le soir.", checked_on="2026-11-02",
    )  # fmt: skip
    builders.channel(key="us-line/whatsapp", service=service, order=5, kind="whatsapp", checked_on="2026-11-02")
    mail = builders.channel(
        key="us-line/mail", service=service, order=6, kind="email", number="", display="", email="a@example.org",
        checked_on="2026-11-02",
    )  # fmt: skip
    mail.languages.add(french)
    builders.channel(key="bare/call", service=builders.service(key="bare"), number="+18002255324", display="")
    return service


def test_every_case_is_valid_hsds(client, every_case, language):
    assert hsds.complaints(hsds.read(client)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["contents", 0, "phones", 0, "id"], "1"),
        (["contents", 0, "status"], "open"),
        (["contents", 0, "organization", "name"], None),
        (["contents", 0, "url"], "example.org"),
        (["contents", 0, "schedules", 0, "freq"], "DAILY"),
        (["contents", 0, "attributes", 0, "taxonomy_term", "taxonomy_detail", "id"], "needs"),
        (["empty"], "no"),
    ],
)
def test_the_schemas_see_what_is_wrong(client, every_case, path, value):
    page = hsds.read(client)
    place = page
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert len(hsds.complaints(page)) == 1


def test_a_directory_without_lines_is_a_valid_empty_page(client, language):
    page = hsds.read(client)

    assert hsds.complaints(page) == []
    assert (page["empty"], page["total_items"], page["contents"]) == (True, 0, [])


def test_each_way_to_reach_a_line_is_the_object_that_hsds_has_for_it(client, every_case):
    with translation.override("en"):
        service = hsds.services(client)["us-line"]

    phones, contacts, urls = ([(way["x_kind"], way["x_channel"]) for way in service[kind]] for kind in WAYS)
    assert phones == [("text", "us-line/text"), ("call", "us-line/call"), ("relay", "us-line/relay")]
    assert contacts == [("email", "us-line/mail")]
    assert urls == [("chat", "us-line/chat"), ("whatsapp", "us-line/whatsapp")]
    assert [phone["type"] for phone in service["phones"]] == ["text", "voice", "textphone"]
    assert [phone["number"] for phone in service["phones"]] == ["233733", "+18883737888", "+18883737888"]
    assert [(url["label"], url["url"]) for url in service["additional_urls"]] == [
        ("Chat", "https://example.org/chat"),
        ("WhatsApp", "https://wa.me/18883737888"),
    ]
    assert (service["email"], service["contacts"][0]["email"]) == ("a@example.org", "a@example.org")


def test_a_number_says_in_words_what_must_be_known_before_it_is_used(client, every_case, language):
    text = hsds.services(client)["us-line"]["phones"][0]

    assert (
        spaces(text["description"]).split("\n")
        == {
            "en": [
                "Text 233733 (last checked: Oct. 2, 2026).",
                "Write the word HELP.",
                "This number works only in the United States.",
                "INFO works too.",
            ],
            "fr": [
                "SMS 233733 (dernière vérification : 2 octobre 2026).",
                "Écrivez le mot HELP.",
                "Ce numéro fonctionne seulement aux États-Unis.",
                "INFO convient aussi.",
            ],
        }[language]
    )
    assert (text["x_keyword"], text["x_short_code_country"], text["x_vanity"]) == ("HELP", "USA", "BEFREE")


def test_opening_hours_are_rules_with_the_offset_of_today_and_its_last_day(client, every_case):
    with translation.override("en"):
        schedules = hsds.services(client)["us-line"]["schedules"]

    told = [s for s in schedules if s["x_channel"] == "us-line/text"]
    assert [(s["byday"], s["opens_at"], s["closes_at"]) for s in told] == [
        ("SA", "00:00-05:00", "06:00-05:00"),
        ("MO,TU", "09:00-05:00", "17:30-05:00"),
        ("FR", "20:00-05:00", "23:59-05:00"),
    ]
    for schedule in told:
        assert schedule["freq"] == "WEEKLY"
        assert (schedule["valid_from"], schedule["valid_to"]) == ("2026-11-01", "2027-03-13")
        assert schedule["x_time_zone"] == "America/New_York"
        assert schedule["notes"] == "On public holidays: closed\nNot in August."


@pytest.mark.parametrize(
    ("now", "zone", "opens", "since", "until"),
    [
        ("2027-03-14T16:00:00Z", "America/New_York", "09:00-04:00", "2027-03-14", "2027-11-06"),
        ("2027-03-13T16:00:00Z", "America/New_York", "09:00-05:00", "2026-11-01", "2027-03-13"),
        ("2026-11-23T13:05:00Z", "Asia/Kathmandu", "09:00+05:45", None, None),
        ("2026-11-23T13:05:00Z", "UTC", "09:00+00:00", None, None),
    ],
)
def test_the_offset_moves_with_the_clocks_of_the_line(client, clock, now, zone, opens, since, until):
    clock.move_to(now)
    builders.open_channel("0 09:00-17:00", time_zone=zone, service=builders.service(key="line"))

    with translation.override("en"):
        (schedule,) = hsds.services(client)["line"]["schedules"]

    assert (schedule["opens_at"], schedule.get("valid_from"), schedule.get("valid_to")) == (opens, since, until)


def test_a_line_that_never_closes_and_one_whose_hours_are_a_note(client, every_case, language):
    schedules = {s["x_channel"]: s for s in hsds.services(client)["us-line"]["schedules"]}

    always, note = schedules["us-line/call"], schedules["us-line/chat"]
    assert (always["byday"], always["opens_at"], always["closes_at"]) == ("MO,TU,WE,TH,FR,SA,SU", "00:00Z", "23:59Z")
    assert "valid_to" not in always
    assert note["notes"] == {"en": "In the evening.", "fr": "Le soir."}[language]
    assert "opens_at" not in note
    assert "us-line/mail" not in schedules


def test_what_is_not_known_is_said_or_left_out_and_never_a_no(client, every_case, language):
    bare = hsds.services(client)["bare"]
    (phone,) = bare["phones"]

    for name in ("tells_police", "tells_immigration", "anonymous"):
        assert bare[f"x_{name}"] == "unknown"
    for name in ("hours", "on_public_holidays", "reachable_from_abroad", "cost", "cost_from_mobile", "on_bill"):
        assert phone[f"x_{name}"] == "unknown"
    assert phone["x_checked_how"] == "unknown"
    absent = {"organization", "organization_id", "schedules", "languages", "service_areas", "cost_options"}
    assert not absent & set(bare)
    assert not {"assured_date", "interpretation_services", "email", "url"} & set(bare)
    assert not {"languages", "x_checked_on", "x_source_url", "x_interpreter_languages"} & set(phone)


def test_no_value_in_the_file_is_empty(client, every_case, language):
    page = hsds.read(client)

    empty = [
        (name, key)
        for name, found in hsds.objects(page)
        for key, value in found.items()
        if value in ("", [], {}) or value is None
    ]
    assert empty == []


def test_the_day_a_service_was_assured_is_that_of_its_oldest_check_and_only_when_each_is_known(client, every_case):
    with translation.override("en"):
        before = hsds.services(client)["us-line"]["assured_date"]
        every_case.channels.filter(kind="call").update(checked_on="2026-11")
        partial = hsds.services(client)["us-line"]

    assert before == "2026-10-02"
    assert "assured_date" not in partial
    assert partial["phones"][1]["x_checked_on"] == "2026-11"


def test_costs_that_are_known_are_options_and_only_a_free_one_has_an_amount(client, every_case, language):
    options = hsds.services(client)["us-line"]["cost_options"]

    assert [(o["option"], o.get("amount"), o["amount_description"]) for o in options] == {
        "en": [
            ("Text 233733", None, "price of an ordinary call"),
            ("Text 233733, from a mobile phone", 0, "free"),
        ],
        "fr": [
            ("SMS 233733", None, "prix d’un appel ordinaire"),
            ("SMS 233733, depuis un téléphone portable", 0, "gratuit"),
        ],
    }[language]


def test_texts_are_in_one_language_and_the_name_in_both(client, every_case):
    said = {}
    for code in ("en", "fr"):
        with translation.override(code):
            assert hsds.read(client)["x_text_language"] == code
            said[code] = hsds.services(client)["us-line"]

    english, french = said["en"], said["fr"]
    assert (english["name"], english["alternate_name"]) == ("American line", "Ligne américaine")
    assert (french["name"], french["alternate_name"]) == ("Ligne américaine", "American line")
    assert [s["organization"]["name"] for s in (english, french)] == ["An office", "Un bureau"]
    assert [s["x_who_is_told"] for s in (english, french)] == ["Nobody & never.", "Personne & jamais."]
    assert [s["service_areas"][0]["name"] for s in (english, french)] == ["United States", "États-Unis"]
    assert [s["phones"][0]["x_source_title"] for s in (english, french)] == ["A strategy", "Une stratégie"]
    assert [spaces(s["interpretation_services"]) for s in (english, french)] == [
        "By interpreter: 200 languages or more. By interpreter: French.",
        "Par interprète : 200 langues ou plus. Par interprète : français.",
    ]


def test_identifiers_are_the_same_in_both_languages_and_those_of_a_service_its_card_has_too(client, every_case):
    found = {}
    for code in ("en", "fr"):
        with translation.override(code):
            found[code] = [o["id"] for _name, o in hsds.objects(hsds.read(client)) if "id" in o]
            ids = {key: service["id"] for key, service in hsds.services(client).items()}

    assert found["en"] == found["fr"]
    assert ids["us-line"] == "c3b62296-55cb-5e2d-bc07-6b05e196e278" == str(vcard.identity("us-line"))


def test_every_field_is_one_of_hsds_or_documented_and_no_other_is_promised(client, every_case, language):
    parts = {part.key: part for part in hsds_fields.PARTS}
    told = {key: set() for key in parts}
    for name, found in hsds.objects(hsds.read(client)):
        told[name] |= set(found)

    for key, part in parts.items():
        # What is said of a way to reach a line is the same for all of them: one of each kind tells it all here.
        promised = {f"x_{name}" for name in part.own}
        own = {field for way in WAYS for field in told[way]} & promised if key in WAYS else told[key] - set(part.fields)
        assert told[key] <= {*part.fields, *promised}, key
        assert (set(part.fields) - told[key], promised - own) == (set(), set()), key


def test_no_field_of_our_own_hides_one_of_hsds(every_case):
    for part in hsds_fields.PARTS:
        schema = {"taxonomy_detail": "taxonomy", "additional_urls": "url", "attributes": "attribute"}.get(
            part.key, part.key.removesuffix("s")
        )
        known = set(hsds.SCHEMAS[f"{schema}.json"]["properties"])
        assert set(part.fields) <= known
        assert not {f"x_{name}" for name in part.own} & known


def test_metadata_explain_each_part_and_each_field_of_our_own_in_both_languages(client):
    about = json.loads(client.get("/en/get-help.metadata.json").getvalue())

    file = about["schema:distribution"]
    assert file["schema:contentUrl"] == "http://testserver/en/get-help.json"
    assert file["dc:conformsTo"] == "Open Referral HSDS 3.1 (https://docs.openreferral.org/)"
    names = [variable["schema:name"] for variable in file["schema:variableMeasured"]]
    assert names == [
        name
        for part in hsds_fields.PARTS
        for name in [
            part.key,
            *(f"{part.key}.{field.name}" for field in hsds_fields.own_fields(part, CONTACTS.columns)),
        ]
    ]
    for variable in file["schema:variableMeasured"]:
        english, french = variable["schema:description"]
        assert (english["@language"], french["@language"]) == ("en", "fr")
        assert english["@value"] != french["@value"]


def test_a_page_says_what_the_files_hold(client, language):
    html = client.get(reverse("hotlines:data")).content.decode()
    directory = client.get(reverse("hotlines:directory")).content.decode()

    for part in hsds_fields.PARTS:
        assert f"<code>{part.key}</code>" in html
    for field in hsds_fields.all_own_fields(CONTACTS.columns):
        assert f"<code>{field.name}</code>" in html
    for column in CONTACTS.columns:
        assert f"<code>{column.name}</code>" in html
    assert f'href="{reverse("hotlines:data")}"' in directory


def test_what_is_not_public_is_never_in_the_file(client, language):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    builders.channel(status="draft")
    builders.channel(publish_at=tomorrow)
    builders.channel(service=builders.service(status="draft"))
    builders.channel(service=builders.service(publish_at=tomorrow))
    shown = builders.channel(staff_note="ask Yorick", checked_by="Xenia", confidence="medium").service
    builders.channel(service=shown, status="draft", number="+18002255324", display="")
    builders.channel(service=shown, number="+18002255324", display="", checked_on="1990")

    page = hsds.read(client)

    assert [service["x_service"] for service in page["contents"]] == [shown.key]
    text = json.dumps(page, ensure_ascii=False)
    assert not [word for word in ("Yorick", "Xenia", "confidence", "medium", "2255324", "draft") if word in text]


def test_file_of_ten_services_takes_as_many_queries_as_of_one(client, every_case, django_assert_num_queries):
    with translation.override("en"), django_assert_num_queries(5):
        hsds.read(client)
    for _ in range(9):
        channel = builders.open_channel("0 09:00-17:00", source=builders.source())
        channel.languages.add(*every_case.channels.first().languages.all())

    with translation.override("en"), django_assert_num_queries(5):
        hsds.read(client)


def test_the_answer_is_the_same_until_something_changes(client, every_case, language):
    path = reverse("hotlines:directory-json")
    first = client.get(path)
    etag = first.headers["ETag"]

    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    channel = every_case.channels.get(kind="text")
    channel.keyword = "INFO"
    channel.save()
    versions.move()
    assert client.get(path).headers["ETag"] != etag


def test_the_file_is_made_once_until_the_content_has_another_version(client, every_case, django_assert_num_queries):
    first = client.get("/en/get-help.json").getvalue()

    with django_assert_num_queries(0):
        again = client.get("/en/get-help.json").getvalue()

    assert first == again
    assert client.get("/fr/obtenir-de-l-aide.json").getvalue() != first


def test_what_goes_by_its_date_goes_from_a_kept_file_within_a_minute(client, clock):
    builders.channel(expire_at=timezone.now() + datetime.timedelta(seconds=90))
    before = json.loads(client.get("/en/get-help.json").getvalue())
    clock.shift(150)

    after = json.loads(client.get("/en/get-help.json").getvalue())

    assert (before["total_items"], after["total_items"]) == (1, 0)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../etc/passwd"])
def test_hours_without_a_time_zone_that_exists_are_said_in_words_and_not_as_those_of_utc(client, zone, caplog):
    builders.open_channel("0 09:00-17:00", time_zone=zone, service=builders.service(key="line"))

    with translation.override("en"):
        (schedule,) = hsds.services(client)["line"]["schedules"]

    assert schedule["description"] == "Monday, 9:00–17:00"
    assert not {"opens_at", "closes_at", "freq", "byday"} & set(schedule)
