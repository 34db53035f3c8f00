import io
import re

from django.core.management import call_command

from hotlines.models import Channel
from publishing.models import Country
from reports.models import Placement
from tests.publishing.snapshots import content_files, content_rows


def test_the_whole_content_loaded_twice_changes_no_row(site_content):
    before = content_rows()
    said = io.StringIO()

    call_command("load_content", stdout=said)

    assert content_rows() == before
    assert "0 created, 0 updated" in said.getvalue()


def test_the_files_of_the_repository_come_back_byte_for_byte(site_content, tmp_path, settings):
    call_command("export_content", tmp_path, verbosity=0)

    written, kept = content_files(tmp_path), content_files(settings.BASE_DIR)

    assert sorted(written) == sorted(kept)
    assert [path for path in kept if written[path] != kept[path]] == []


def test_numbers_of_the_files_are_published_only_when_trusted(site_content):
    untrusted = Channel.objects.published().exclude(confidence__in=["high", "medium"])

    assert not untrusted.exists()
    assert Channel.objects.filter(status="draft").exists()


def test_countries_of_the_files_have_their_grammar_in_both_languages(site_content):
    haiti = Country.objects.get(key="HTI")

    assert (haiti.name_in_en, haiti.name_in_fr, haiti.name_of_fr) == ("in Haiti", "en Haïti", "d’Haïti")


def test_official_texts_are_on_the_hosts_of_the_state_department(site_content):
    addresses = Placement.objects.exclude(narrative_url="").values_list("edition__year", "narrative_url")

    assert len(addresses) == 35
    for year, address in addresses:
        assert re.fullmatch(
            rf"https://(?:www|2021-2025)\.state\.gov/reports/{year}-trafficking-in-persons-report/[a-z-]+/", address
        )
