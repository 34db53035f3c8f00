"""Hours and public holidays in content files: what is written, what is refused, what comes back."""

import pytest
from django.core.management import CommandError, call_command

from hotlines.models import Channel, PublicHoliday

pytestmark = pytest.mark.django_db

COUNTRY = """
[[country]]
key = "HTI"
iso2 = "HT"
name.en = "Haiti"
name.fr = "Haïti"
name_in.en = "in Haiti"
name_in.fr = "en Haïti"
name_of.en = "of Haiti"
name_of.fr = "d’Haïti"
name_the.en = "Haiti"
name_the.fr = "Haïti"
region = "WHA"
"""
SERVICE = """
[[service]]
key = "a-line"
name.en = "A line"
name.fr = "Une ligne"
slug.en = "a-line"
slug.fr = "une-ligne"
country = "HTI"
for_help = true
summary.en = "It listens."
summary.fr = "Elle écoute."
confidence = "high"
"""
CHANNEL = """[[channel]]
key = "a-line/call"
service = "a-line"
kind = "call"
number = "188"
short_code_country = "HTI"
hours = "periods"
time_zone = "America/Port-au-Prince"
periods = ["mon-thu 22:00-24:00", "tue-fri 00:00-06:00", "sat-sun 00:00-24:00"]
on_public_holidays = "closed"
cost = "free"
cost_from_mobile = "free"
confidence = "high"
"""
HOLIDAY = """[[holiday]]
key = "hti/2028-02-29"
country = "HTI"
date = 2028-02-29
name.en = "Leap day"
name.fr = "jour intercalaire"
"""


@pytest.fixture
def load(tmp_path):
    def load(channel=CHANNEL, holiday=HOLIDAY):
        files = {
            "publishing/content/country.toml": COUNTRY,
            "hotlines/content/service.toml": SERVICE,
            "hotlines/content/channel.toml": channel,
            "hotlines/content/holiday.toml": holiday,
        }
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        call_command("load_content", root=tmp_path, verbosity=0)

    return load


def test_hours_and_holidays_load_and_export_as_they_were(load, tmp_path):
    load()
    written = tmp_path / "written"

    call_command("export_content", written, verbosity=0)

    assert [str(period) for period in Channel.objects.get().periods.all()] == [
        "Monday 22:00-24:00",
        "Tuesday 00:00-06:00",
        "Tuesday 22:00-24:00",
        "Wednesday 00:00-06:00",
        "Wednesday 22:00-24:00",
        "Thursday 00:00-06:00",
        "Thursday 22:00-24:00",
        "Friday 00:00-06:00",
        "Saturday 00:00-24:00",
        "Sunday 00:00-24:00",
    ]
    assert PublicHoliday.objects.get().name_fr == "jour intercalaire"
    assert (written / "hotlines/content/channel.toml").read_text() == CHANNEL
    assert (written / "hotlines/content/holiday.toml").read_text() == HOLIDAY


PERIODS = 'periods = ["mon-thu 22:00-24:00", "tue-fri 00:00-06:00", "sat-sun 00:00-24:00"]'


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("22:00-24:00", "22:00-06:00", ["22:00-06:00", "ends before it begins", "midnight"]),
        ("22:00-24:00", "22:00-22:00", ["ends before it begins"]),
        ("22:00-24:00", "22:00-25:00", ["25:00 is not a time of day"]),
        ("22:00-24:00", "24:00-24:00", ["ends before it begins"]),
        ("22:00-24:00", "22:00-24:01", ["24:01 is not a time of day"]),
        ("mon-thu", "thu-mon", ["ends before it begins"]),
        ("mon-thu", "noday", ["is not a period"]),
        (
            PERIODS,
            'periods = ["mon-fri 09:00-17:00", "wed 16:30-18:00"]',
            ["overlap on wed: 09:00-17:00 and 16:30-18:00"],
        ),
        (PERIODS, 'periods = ["mon 09:00-17:00", "mon 09:00-17:00"]', ["overlap on mon"]),
        (PERIODS, 'periods = ["mon 00:00-24:00", "mon 09:00-17:00"]', ["overlap on mon: 00:00-24:00 and 09:00-17:00"]),
        (PERIODS, "periods = []", ['hours = "periods" needs periods']),
        (PERIODS, "", ['hours = "periods" needs periods']),
        ("America/Port-au-Prince", "America/Atlantis", ["time_zone", "does not exist"]),
        ('time_zone = "America/Port-au-Prince"\n', "", ["time_zone", "need the time zone"]),
        ('"closed"', '"maybe"', ["on_public_holidays", "maybe"]),
        ('hours = "periods"', 'hours = "always"', ["on_public_holidays", "not open every day"]),
    ],
)
def test_hours_that_cannot_be_are_refused_with_their_file_and_key(load, old, new, named):
    assert old in CHANNEL

    with pytest.raises(CommandError) as refused:
        load(channel=CHANNEL.replace(old, new))

    for words in ["channel.toml", "a-line/call", *named]:
        assert words in str(refused.value)
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("2028-02-29\nname", "2027-02-29\nname", ["holiday.toml"]),
        ('name.fr = "jour intercalaire"\n', "", ["hti/2028-02-29", "name.fr"]),
        ('country = "HTI"', 'country = "ATL"', ["hti/2028-02-29", "country", "ATL"]),
        (HOLIDAY, HOLIDAY + HOLIDAY.replace("hti/2028", "hti/again/2028"), ["hti/again/2028-02-29"]),
    ],
)
def test_holidays_that_cannot_be_are_refused_with_their_file(load, old, new, named):
    assert old in HOLIDAY

    with pytest.raises(CommandError) as refused:
        load(holiday=HOLIDAY.replace(old, new))

    for words in named:
        assert words in str(refused.value)
    assert not PublicHoliday.objects.exists()
