"""Makes services by the thousand, for tests and benchmarks only: no line of them exists."""

import datetime
import itertools
import random
import string
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hotlines.models import PURPOSES, Channel, EmergencyNumber, Language, OpeningPeriod, Service
from publishing import versions
from publishing.models import LANGUAGES, Country, Source

_MADE = "made-"
_LANGUAGES = ("en", "fr", "es", "ar", "zh", "ht", "pt", "ru", "vi", "tl")
_ZONES = ("Europe/Paris", "America/New_York", "Asia/Manila", "Africa/Dakar", "America/Port-au-Prince")
_KINDS = ("call", "text", "chat", "form", "email")
_OPENS = (datetime.time(8), datetime.time(9), datetime.time(10, 30))
_CLOSES = (datetime.time(12, 30), datetime.time(17), datetime.time(20))
_BATCH = 500


class Command(BaseCommand):
    help = (
        "Fill an empty database with invented services, for tests and benchmarks only. "
        "Refuses a database that holds a published service of any other origin."
    )

    def add_arguments(self, parser):
        parser.add_argument("--services", type=int, default=5000)
        parser.add_argument("--countries", type=int, default=200)
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same services")

    def handle(self, *args, services, countries, seed, verbosity, **options):
        if services < 1 or not 1 <= countries <= 676:
            raise CommandError("Ask for one service or more, in 1 to 676 countries.")
        if Service.objects.filter(status="published").exclude(key__startswith=_MADE).exists():
            raise CommandError("This database holds published services. Run it on one that was made for it.")
        with transaction.atomic():
            _Maker(random.Random(seed), services, countries).run()  # noqa: S311
        versions.move()
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{services} services in {countries} countries."))


class _Maker:
    def __init__(self, chance: random.Random, services: int, countries: int):
        self.chance = chance
        self.service_count = services
        self.country_count = countries

    def run(self) -> None:
        Service.objects.filter(key__startswith=_MADE).delete()
        countries = self._countries()
        services = self._services(countries)
        channels = self._channels(services)
        self._languages(channels)
        self._periods(channels)
        self._emergency_numbers(countries)

    def _countries(self) -> list[Country]:
        found = list(Country.objects.order_by("key")[: self.country_count])
        keys, codes = set(), set()
        for key, code in Country.objects.values_list("key", "iso2"):
            keys.add(key)
            codes.add(code)
        free = (
            pair
            for pair in ("".join(letters) for letters in itertools.product(string.ascii_uppercase, repeat=2))
            if pair not in codes and f"{pair}Z" not in keys
        )
        made = []
        for number in range(len(found), self.country_count):
            pair = next(free)
            names = {"en": f"Country {number}", "fr": f"Pays {number}"}
            texts = {f"name_{language}": names[language] for language in LANGUAGES}
            texts |= {"name_in_en": f"in Country {number}", "name_in_fr": f"au Pays {number}"}
            texts |= {"name_of_en": f"of Country {number}", "name_of_fr": f"du Pays {number}"}
            texts |= {"name_the_en": f"Country {number}", "name_the_fr": f"le Pays {number}"}
            made.append(Country(key=f"{pair}Z", iso2=pair, region="EUR", **texts))
        return found + Country.objects.bulk_create(made, batch_size=_BATCH)

    def _services(self, countries: list[Country]) -> list[Service]:
        rows = []
        for number in range(self.service_count):
            # Each country has one before any has two; one in fifty is for any country.
            country = None if number % 50 == 49 else countries[number % len(countries)]
            purposes = self.chance.sample(PURPOSES, self.chance.randint(1, 3))
            rows.append(
                Service(
                    key=f"{_MADE}{number}",
                    name_en=f"Line {number}",
                    name_fr=f"Ligne {number}",
                    slug_en=f"{_MADE}line-{number}",
                    slug_fr=f"{_MADE}ligne-{number}",
                    summary_en="An invented line, to measure the directory.",
                    summary_fr="Une ligne inventée, pour mesurer le répertoire.",
                    country=country,
                    priority=self.chance.randint(1, 100),
                    confidence="high",
                    status="published",
                    **{f"for_{purpose}": purpose in purposes for purpose in PURPOSES},
                )
            )
        return Service.objects.bulk_create(rows, batch_size=_BATCH)

    def _channels(self, services: list[Service]) -> list[Channel]:
        rows = []
        for service in services:
            for order, kind in enumerate(self.chance.sample(_KINDS, self.chance.randint(1, 3))):
                key = f"{service.key}/{kind}"
                address = {"form": "url", "chat": "url", "email": "email"}.get(kind, "number")
                contact = {
                    "number": f"+1888{self.chance.randint(2_000_000, 9_999_999)}",
                    "url": f"https://example.org/{service.key}",
                    "email": f"{service.key}@example.org",
                }[address]
                rows.append(
                    Channel(
                        key=key,
                        service=service,
                        order=order,
                        kind=kind,
                        hours=self.chance.choice(Channel.Hours.values),
                        time_zone=self.chance.choice(_ZONES),
                        reachable_from_abroad=self.chance.choice(["unknown", "yes", "no"]),
                        cost=self.chance.choice(Channel.Cost.values),
                        checked_on=self.chance.choice(["", "2019-05", "2026-10-01"]),
                        confidence="high",
                        status="published",
                        **{address: contact},
                    )
                )
        return Channel.objects.bulk_create(rows, batch_size=_BATCH)

    def _languages(self, channels: list[Channel]) -> None:
        for key in _LANGUAGES:
            Language.objects.get_or_create(key=key, defaults={"name_en": f"Language {key}", "name_fr": f"Langue {key}"})
        known = list(Language.objects.filter(key__in=_LANGUAGES).order_by("key"))
        links: list[tuple[Any, int]] = [(Channel.languages.through, 3), (Channel.interpreter_languages.through, 5)]
        for link, most in links:
            pairs = [
                link(channel=channel, language=language)
                for channel in channels
                for language in self.chance.sample(known, self.chance.randint(0, most))
            ]
            link.objects.bulk_create(pairs, batch_size=_BATCH)

    def _periods(self, channels: list[Channel]) -> None:
        rows = []
        for channel in channels:
            if channel.hours == Channel.Hours.PERIODS:
                opens, closes = self.chance.choice(_OPENS), self.chance.choice(_CLOSES)
                rows += [
                    OpeningPeriod(channel=channel, weekday=day, opens=opens, closes=closes)
                    for day in range(self.chance.choice([5, 6, 7]))
                ]
        OpeningPeriod.objects.bulk_create(rows, batch_size=_BATCH)

    def _emergency_numbers(self, countries: list[Country]) -> None:
        source, _created = Source.objects.get_or_create(
            key=f"{_MADE}source",
            defaults={
                "title_en": "An invented source",
                "title_fr": "Une source inventée",
                "publisher_en": "Nobody",
                "publisher_fr": "Personne",
                "language": "en",
                "grade": "A",
            },
        )
        have = set(EmergencyNumber.objects.values_list("country", flat=True))
        EmergencyNumber.objects.bulk_create(
            EmergencyNumber(
                key=country.key.lower(),
                country=country,
                numbers=["112"],
                source=source,
                checked_on="2026",
                status="published",
            )
            for country in countries[::3]
            if country.pk not in have
        )
