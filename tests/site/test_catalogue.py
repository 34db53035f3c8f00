import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

FRENCH = Path(settings.BASE_DIR, "locale/fr/LC_MESSAGES/django.po")
PARTS = ("config", "publishing", "campaign", "hotlines", "reports", "templates", "static", "locale", "manage.py")


def names_in(text):
    return sorted(re.findall(r"%\(\w+\)s|%%|%[sd]|\{\w*\}|<[^>]+>", text))


@pytest.fixture(scope="session")
def catalogue():
    return [entry for entry in polib.pofile(str(FRENCH)) if not entry.obsolete]


def test_every_message_has_its_french(catalogue):
    assert catalogue
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


def test_the_french_names_the_same_things(catalogue):
    different = []
    for entry in catalogue:
        said = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        wanted = {tuple(names_in(entry.msgid)), tuple(names_in(entry.msgid_plural or entry.msgid))}
        different += [entry.msgid for text in said if tuple(names_in(text)) not in wanted]

    assert different == []


def test_addresses_are_lower_case_ascii_in_both_languages(catalogue):
    addresses = [entry for entry in catalogue if entry.msgctxt == "address"]

    assert len(addresses) > 15
    wrong = [e.msgid for e in addresses for text in (e.msgid, e.msgstr) if not re.fullmatch(r"[a-z0-9<>:/._-]+", text)]
    assert wrong == []


def test_the_catalogue_holds_every_message_of_the_code(catalogue, tmp_path):
    if shutil.which("xgettext") is None:
        message = "No xgettext: apt-get install gettext"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    for part in PARTS:
        source = Path(settings.BASE_DIR, part)
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "content"))
        else:
            shutil.copy(source, tmp_path / part)

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--no-location", "--verbosity", "0"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.local"},
        check=True,
        capture_output=True,
    )

    extracted = polib.pofile(str(tmp_path / "locale/fr/LC_MESSAGES/django.po"))
    in_code = {(entry.msgctxt, entry.msgid) for entry in extracted if not entry.obsolete}
    in_file = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    assert in_code - in_file == set()
    assert in_file - in_code == set()


def test_a_message_without_french_stops_the_strict_compilation(tmp_path, settings):
    folder = tmp_path / "fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Hello"\nmsgstr ""\n')
    settings.LOCALE_PATHS = [tmp_path]

    with pytest.raises(CommandError, match="Hello"):
        call_command("compile_catalogue", strict=True)


def test_the_french_of_the_messages_is_set_right(catalogue):
    from publishing.typography import french_faults

    faults = {
        fault
        for entry in catalogue
        if entry.msgctxt != "address"
        for text in ([entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values())
        for fault in french_faults(re.sub(r"%\(\w+\)s", "x", text))
    }

    assert faults == set()
