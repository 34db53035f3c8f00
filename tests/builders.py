"""Rows for tests: each builder names both languages out loud; anything can be said otherwise by keyword."""

import datetime
import itertools
import string

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from campaign.models import Figure, GlossaryTerm, Indicator, Page, Setting
from hotlines.models import (
    Channel,
    EmergencyNumber,
    HelpStripEntry,
    Language,
    OrderRule,
    PublicHoliday,
    Service,
    Step,
    StepChoice,
)
from publishing.models import Country, Source
from reports.models import Edition, Example, GlobalFigure, Placement, Program, Tier

_numbers = itertools.count(1)


def _unique(word):
    return f"{word}-{next(_numbers)}"


def _save(model, defaults, said):
    return model.objects.create(**(defaults | said))


def user(**said):
    """An account without rights, until a test gives it some."""
    return get_user_model().objects.create_user(
        **({"username": _unique("user"), "password": "a long enough one"} | said)
    )


def source(**said):
    """A document that statements rest on."""
    defaults = {
        "key": _unique("document"),
        "title_en": "A document",
        "title_fr": "Un document",
        "publisher_en": "A department",
        "publisher_fr": "Un ministère",
        "language": "en",
        "date": "2018-06",
        "grade": "A",
    }
    return _save(Source, defaults, said)


def country(**said):
    """Haiti, unless said otherwise."""
    defaults = {
        "key": "HTI",
        "iso2": "HT",
        "name_en": "Haiti",
        "name_fr": "Haïti",
        "name_in_en": "in Haiti",
        "name_in_fr": "en Haïti",
        "name_of_en": "of Haiti",
        "name_of_fr": "d’Haïti",
        "name_the_en": "Haiti",
        "name_the_fr": "Haïti",
        "region": "WHA",
    }
    return _save(Country, defaults, said)


def united_states(**said):
    """The United States, whose numbers are in the plan of +1."""
    defaults = {
        "key": "USA",
        "iso2": "US",
        "name_en": "United States",
        "name_fr": "États-Unis",
        "name_in_en": "in the United States",
        "name_in_fr": "aux États-Unis",
        "name_of_en": "of the United States",
        "name_of_fr": "des États-Unis",
        "name_the_en": "the United States",
        "name_the_fr": "les États-Unis",
        "region": "WHA",
    }
    return _save(Country, defaults, said)


def page(**said):
    """A published page of the section that explains trafficking."""
    slug = _unique("page")
    defaults = {
        "key": f"understand/{slug}",
        "section": "understand",
        "title_en": "A page",
        "title_fr": "Une page",
        "slug_en": slug,
        "slug_fr": f"{slug}-fr",
        "summary_en": "What this page says, in one sentence.",
        "summary_fr": "Ce que dit cette page, en une phrase.",
        "body_en": "<p>Some text.</p>",
        "body_fr": "<p>Du texte.</p>",
        "status": "published",
    }
    return _save(Page, defaults, said)


def setting(**said):
    """A published setting."""
    slug = _unique("setting")
    defaults = {
        "key": slug,
        "title_en": "On a farm",
        "title_fr": "Dans une ferme",
        "slug_en": slug,
        "slug_fr": f"{slug}-fr",
        "summary_en": "Signs that may be seen on a farm.",
        "summary_fr": "Les signes que l’on peut voir dans une ferme.",
        "body_en": "<p>Fields.</p>",
        "body_fr": "<p>Des champs.</p>",
        "status": "published",
    }
    return _save(Setting, defaults, said)


def indicator(**said):
    """A published sign; its setting is made unless it is given."""
    defaults = {
        "key": _unique("sign"),
        "setting": said.get("setting") or setting(),
        "strength": "strong",
        "text_en": "Someone else keeps the passport",
        "text_fr": "Une autre personne garde le passeport",
        "status": "published",
    }
    return _save(Indicator, defaults, said)


def figure(**said):
    """A published figure."""
    defaults = {
        "key": _unique("figure"),
        "topic": "scale",
        "value": 42,
        "unit_en": "members",
        "unit_fr": "membres",
        "label_en": "The task force has 42 members.",
        "label_fr": "L’équipe spéciale compte 42 membres.",
        "status": "published",
    }
    return _save(Figure, defaults, said)


def term(**said):
    """A published term of the glossary."""
    defaults = {
        "key": _unique("term"),
        "term_en": "tier",
        "term_fr": "catégorie",
        "definition_en": "<p>A rank.</p>",
        "definition_fr": "<p>Un rang.</p>",
        "status": "published",
    }
    return _save(GlossaryTerm, defaults, said)


def language_spoken(**said):
    """A language that lines answer in: French, unless said otherwise."""
    return _save(Language, {"key": "fr", "name_en": "French", "name_fr": "français"}, said)


def service(**said):
    """A published service without a country."""
    slug = _unique("line")
    defaults = {
        "key": slug,
        "name_en": "A line",
        "name_fr": "Une ligne",
        "slug_en": slug,
        "slug_fr": f"{slug}-fr",
        "summary_en": "It listens.",
        "summary_fr": "Elle écoute.",
        "for_help": True,
        "confidence": "high",
        "status": "published",
    }
    return _save(Service, defaults, said)


def channel(**said):
    """A published number to call; its service is made unless it is given."""
    defaults = {
        "key": _unique("channel"),
        "service": said.get("service") or service(),
        "kind": "call",
        "number": "+18883737888",
        "display": "1-888-373-7888",
        "confidence": "high",
        "status": "published",
    }
    return _save(Channel, defaults, said)


def open_channel(*periods, **said):
    """A channel that answers at these hours ("0 09:00-17:00" is Monday), in Paris unless said otherwise."""
    made = channel(**({"hours": "periods", "time_zone": "Europe/Paris"} | said))
    for period in periods:
        day, hours = period.split()
        opens, closes = (datetime.time.fromisoformat(time) for time in hours.split("-"))
        made.periods.create(weekday=int(day), opens=opens, closes=closes)
    return made


def public_holiday(**said):
    """New Year’s Day of 2026 in a country, which is made unless it is given."""
    defaults = {
        "key": _unique("holiday"),
        "country": said.get("country") or country(),
        "date": datetime.date(2026, 1, 1),
        "name_en": "New Year’s Day",
        "name_fr": "jour de l’An",
    }
    return _save(PublicHoliday, defaults, said)


def strip_entry(**said):
    """A line of the English help strip; its service is made unless it is given."""
    defaults = {"key": _unique("en/"), "language": "en", "order": 1, "service": said.get("service") or service()}
    return _save(HelpStripEntry, defaults, said)


def emergency_number(**said):
    """A published number of the police of a country, which is made unless it is given."""
    defaults = {
        "key": _unique("emergency"),
        "country": said.get("country") or country(),
        "numbers": ["114"],
        "source": said.get("source") or source(),
        "status": "published",
    }
    return _save(EmergencyNumber, defaults, said)


def order_rule(**said):
    """The rule that puts lines in alphabetical order, unless another is said."""
    rule = said.get("rule", "name")
    defaults = {"key": rule, "rule": rule, "words_en": "the name", "words_fr": "le nom", "status": "published"}
    return _save(OrderRule, defaults, said)


def edition(**said):
    """The published edition of 2018, unless said otherwise."""
    year = said.get("year", 2018)
    defaults = {
        "key": str(year),
        "year": year,
        "summary_en": "<p>The report of the year.</p>",
        "summary_fr": "<p>Le rapport de l’année.</p>",
        "missing_en": "<p>Nothing.</p>",
        "missing_fr": "<p>Rien.</p>",
        "status": "published",
    }
    return _save(Edition, defaults, said)


def placement(**said):
    """A country on the Watch List in an edition, both made unless they are given."""
    defaults = {
        "country": said.get("country") or country(),
        "edition": said.get("edition") or edition(),
        "tier": "2W",
        "sources_agreeing": 2,
    }
    return _save(Placement, defaults, said)


def placements_of(editions, countries):
    """See that this many editions (from 2001 on) place this many countries; what a smaller call made stays.

    A country changes its tier every few reports; one placement in six is missing, one in five rests on one source.
    """
    letters = string.ascii_uppercase
    taken = set(Country.objects.values_list("iso2", flat=True))
    keys = ["Q" + first + second for first in letters for second in letters]
    spare = (pair for pair in ("".join(two) for two in itertools.product(letters[::-1], repeat=2)) if pair not in taken)
    there = set(Country.objects.values_list("key", flat=True))
    regions = Country.Region.values
    Country.objects.bulk_create(
        Country(
            key=key,
            iso2=next(spare),
            name_en=f"Land {key}",
            name_fr=f"Pays {key}",
            name_in_en=f"in Land {key}",
            name_in_fr=f"au Pays {key}",
            name_of_en=f"of Land {key}",
            name_of_fr=f"du Pays {key}",
            name_the_en=f"Land {key}",
            name_the_fr=f"le Pays {key}",
            region=regions[number % len(regions)],
        )
        for number, key in enumerate(keys[:countries])
        if key not in there
    )
    years = range(2001, 2001 + editions)
    for year in sorted({*years} - {*Edition.objects.values_list("year", flat=True)}):
        edition(year=year)
    places = Country.objects.filter(key__in=keys[:countries]).order_by("key")
    Placement.objects.bulk_create(
        (
            Placement(
                country=place,
                edition=made,
                tier=Tier.values[(number + made.year // 4) % len(Tier.values)],
                sources_agreeing=1 if (number + made.year) % 5 == 0 else 2,
            )
            for made in Edition.objects.filter(year__in=years)
            for number, place in enumerate(places)
            if (number * 7 + made.year) % 6
        ),
        ignore_conflicts=True,
    )
    return list(places)


def example(**said):
    """A published example."""
    slug = _unique("example")
    defaults = {
        "key": slug,
        "title_en": "A task force",
        "title_fr": "Une équipe spéciale",
        "slug_en": slug,
        "slug_fr": f"{slug}-fr",
        "summary_en": "Who met, and what came of it.",
        "summary_fr": "Qui s’est réuni, et ce qui en est sorti.",
        "body_en": "<p>They met.</p>",
        "body_fr": "<p>Ils se sont réunis.</p>",
        "actor": "country",
        "pillar": "partnership",
        "kind": "task-force",
        "status": "published",
    }
    return _save(Example, defaults, said)


def staff(role, **said):
    """An account that may enter the admin, in the group of a role."""
    account = user(is_staff=True, **said)
    account.groups.add(Group.objects.get(name=role))
    return account


def global_figure(**said):
    """A published worldwide total of an edition, which is made unless it is given."""
    defaults = {
        "key": _unique("figure"),
        "edition": said.get("edition") or edition(),
        "measure": "convictions",
        "calendar_year": 2017,
        "value": 7045,
        "note_en": "From a later report.",
        "note_fr": "D’après un rapport plus récent.",
        "status": "published",
    }
    return _save(GlobalFigure, defaults, said)


def program(**said):
    """A published kind of program."""
    slug = _unique("program")
    defaults = {
        "key": slug,
        "title_en": "Training",
        "title_fr": "Formation",
        "slug_en": slug,
        "slug_fr": f"{slug}-fr",
        "body_en": "<p>People are trained.</p>",
        "body_fr": "<p>Des personnes sont formées.</p>",
        "status": "published",
    }
    return _save(Program, defaults, said)


def step(key, **said):
    """A step of the path to a line: a question until it is given lines and a text."""
    defaults = {"key": key, "code": _unique("k"), "title_en": f"Question {key}", "title_fr": f"La question {key}"}
    return _save(Step, defaults, said)


def end(key, **said):
    """A step that ends the path, with the lines that give help."""
    defaults = {"purpose": "help", "body_en": "<p>You can talk.</p>", "body_fr": "<p>Vous pouvez parler.</p>"}
    return step(key, **(defaults | said))


def choice(source, target, **said):
    """An answer to the question of one step, which leads to another."""
    defaults = {
        "key": _unique(f"{source.key}/answer"),
        "step": source,
        "leads_to": target,
        "words_en": f"To {target.key}",
        "words_fr": f"Vers {target.key}",
    }
    return _save(StepChoice, defaults, said)
