"""The JSON of the directory made of the whole content."""

from hotlines.downloads import CONTACTS
from tests.hotlines import hsds_reading as hsds
from tests.hotlines.hsds_reading import WAYS


def test_whole_content_is_valid_hsds_in_each_language(site_content, client, language):
    page = hsds.read(client)

    assert page["total_items"] == page["size"] == len(page["contents"]) > 40
    assert hsds.complaints(page) == []


def test_no_two_objects_have_one_identifier_unless_they_are_one(site_content, client, language):
    seen = {}
    for name, found in hsds.objects(hsds.read(client)):
        if "id" in found:
            seen.setdefault(found["id"], set()).add(name)

    assert [names for names in seen.values() if len(names) > 1] == []
    ways = [w["id"] for s in hsds.read(client)["contents"] for kind in WAYS for w in s.get(kind, [])]
    assert len(ways) == len(set(ways))


def test_every_contact_of_the_table_is_in_the_file_with_the_same_facts(site_content, client, language):
    ways = {w["x_channel"]: w for s in hsds.read(client)["contents"] for kind in WAYS for w in s.get(kind, [])}

    rows = CONTACTS.rows()
    assert {row["channel"] for row in rows} == set(ways)
    for row in rows:
        way = ways[row["channel"]]
        for name in ("kind", "contact", "hours", "cost", "cost_from_mobile", "on_bill", "checked_how"):
            assert way[f"x_{name}"] == row[name]
        for name in ("keyword", "short_code_country", "checked_on", "source_url", "evidence_url"):
            assert way.get(f"x_{name}", "") == row[name]
