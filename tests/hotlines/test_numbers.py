import pytest
from django.core.exceptions import ValidationError

from hotlines import numbers
from hotlines.models import Channel, Service
from publishing.models import Country


@pytest.mark.parametrize(
    ("number", "country", "vanity"),
    [
        ("+18883737888", "", ""),
        ("233733", "US", "BEFREE"),
        ("+18774474847", "", "4-HSI-TIP"),
        ("+18774474847", "", "4HSITIP"),
        ("+18008435678", "", "THE-LOST"),
        ("119", "FR", ""),
        ("3919", "FR", ""),
        ("114", "FR", ""),
        ("116006", "FR", ""),
        ("17", "FR", ""),
        ("112", "BE", ""),
        ("911", "US", ""),
        ("+33140214747", "", ""),
        ("+3228440000", "", ""),
        ("+41227359911", "", ""),
        ("+35249971234", "", ""),
    ],
)
def test_a_number_that_can_be_dialed_is_accepted(number, country, vanity):
    numbers.check_number(number, country=country, vanity=vanity)


@pytest.mark.parametrize(
    ("number", "country", "vanity", "why"),
    [
        ("2333733", "US", "BEFREE", "2333733"),
        ("233733", "US", "BEFREEE", "BEFREEE dial 2337333"),
        ("233733", "US", "BEFORE", "BEFORE dial 233673"),
        ("233733", "", "BEFREE", "needs its country"),
        ("+18883737889", "", "BEFREE", "BEFREE dial 233733"),
        ("+188837378", "", "", "does not exist"),
        ("+1888373788888", "", "", "does not exist"),
        ("+1 888 373 7888", "", "", "without spaces"),
        ("+1-888-373-7888", "", "", "without spaces"),
        ("+999123456789", "", "", "not a telephone number|does not exist"),
        ("1-888-373-7888", "US", "", "not a short code"),
        ("1234567", "US", "", "not a short code"),
        ("1", "US", "", "not a short code"),
        ("BEFREE", "US", "", "not a short code"),
        ("+", "", "", "not a telephone number"),
        ("٢٣٣٧٣٣", "US", "BEFREE", "dial 233733"),
        ("233733", "US", "---", "dial"),
    ],
)
def test_a_number_that_is_wrong_is_refused_with_the_reason(number, country, vanity, why):
    with pytest.raises(ValidationError, match=why):
        numbers.check_number(number, country=country, vanity=vanity)


LETTERS = {
    "BEFREE": "233733",
    "befree": "233733",
    "THE-LOST": "8435678",
    "4-HSI-TIP": "4474847",
    "PQRSWXYZ": "77779999",
}


@pytest.mark.parametrize(("letters", "digits"), LETTERS.items())
def test_letters_dial_the_digits_of_their_keys(letters, digits):
    assert numbers.digits_of(letters) == digits


def clean(number, country, **said):
    place = Country(key=country[0], iso2=country[1])
    Channel(kind="call", number=number, service=Service(pk=1, country=place), **said).clean()


USA, CANADA, FRANCE, BELGIUM, REUNION, UNITED_KINGDOM = (
    ("USA", "US"), ("CAN", "CA"), ("FRA", "FR"), ("BEL", "BE"), ("REU", "RE"), ("GBR", "GB"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+18883737888", USA),
        ("+18339001010", CANADA),
        ("+18773737888", ("PRI", "PR")),
        ("+33140214747", FRANCE),
        ("+262262202020", REUNION),
        ("+448000121700", UNITED_KINGDOM),
        ("+3228440000", BELGIUM),
    ],
)
def test_a_number_of_the_services_country_or_its_territories_is_accepted(number, country):
    clean(number, country)


@pytest.mark.parametrize(
    ("number", "country"), [("+33140214747", USA), ("+18883737888", FRANCE), ("+3228440000", FRANCE)]
)
def test_a_number_of_another_country_is_refused_with_the_reason(number, country):
    with pytest.raises(ValidationError, match=r"is a number of .., but the service is in"):
        clean(number, country)


def test_opening_hours_need_a_time_zone_that_exists():
    with pytest.raises(ValidationError, match="need the time zone"):
        clean("+18883737888", USA, hours="periods")
    with pytest.raises(ValidationError, match="does not exist"):
        clean("+18883737888", USA, hours="periods", time_zone="Mars/Olympus")


@pytest.mark.parametrize(
    ("said", "href", "read"),
    [
        ({"kind": "call", "number": "+18883737888", "display": "1-888-373-7888"}, "tel:+18883737888", "1-888-373-7888"),
        ({"kind": "text", "number": "233733"}, "sms:233733", "233733"),
        ({"kind": "call", "number": "119"}, "tel:119", "119"),
        ({"kind": "whatsapp", "number": "+33612345678"}, "https://wa.me/33612345678", "+33 6 12 34 56 78"),
        ({"kind": "email", "email": "a@example.org"}, "mailto:a@example.org", "a@example.org"),
        ({"kind": "chat", "url": "https://example.org/chat"}, "https://example.org/chat", "https://example.org/chat"),
    ],
)
def test_a_channel_can_be_reached_in_one_touch(said, href, read):
    channel = Channel(**said)

    assert (channel.href, channel.contact) == (href, read)


@pytest.mark.django_db
def test_the_sentence_that_refuses_a_number_is_in_the_language_of_the_reader(language):
    with pytest.raises(ValidationError) as refused:
        numbers.check_number("233733", country="US", vanity="BEFORE")

    assert {"en": "One of the two is wrong", "fr": "L’un des deux est faux"}[language] in refused.value.messages[
        0
    ].replace("'", "’")


def test_the_text_number_of_the_site_is_the_one_its_letters_spell(site_content):
    channel = Channel.objects.published().get(vanity="BEFREE")

    assert channel.number == numbers.digits_of("BEFREE") == "233733"
    assert not Channel.objects.filter(number__contains="2333733").exists()
