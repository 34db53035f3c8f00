"""A few countries side by side: which ones the address names, and their timelines."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.models import Country
from reports.models import Edition, Placement
from reports.picture import Picture, pictures_of
from reports.sentences import where_it_stands
from reports.timeline import Year, timeline

MOST = 4


@dataclass(frozen=True)
class Slot:
    """One of the lists to choose a country from: the key of what is chosen in it, or why what was asked is not."""

    number: int
    key: str = ""
    error: str = ""


class Choice:
    """The countries that an address names, at most four: "?country=hti&country=dom"; blanks are no choice."""

    def __init__(self, asked: list[str], offered: list[Country]) -> None:
        self.offered = offered
        self.countries: list[Country] = []
        by_key = {country.key.lower(): country for country in offered}
        named = [value.lower() for value in asked if value]
        self.slots = [self._slot(number, value, by_key) for number, value in enumerate(named[:MOST], start=1)]
        self.slots += [Slot(number) for number in range(len(self.slots) + 1, MOST + 1)]
        self.left_out = len(named[MOST:])

    def _slot(self, number: int, value: str, by_key: dict[str, Country]) -> Slot:
        country = by_key.get(value)
        if country is None:
            return Slot(number, error=_("There is no such choice: pick one from the list."))
        if country in self.countries:
            return Slot(
                number, error=_("The same country twice: %(country)s. Pick another one.") % {"country": country.name}
            )
        self.countries.append(country)
        return Slot(number, key=country.key)

    @property
    def too_many(self) -> str:
        """What is said of more countries than can be compared; nothing otherwise."""
        if not self.left_out:
            return ""
        return ngettext(
            "Four countries at most: the address names %(number)d more, which is left out.",
            "Four countries at most: the address names %(number)d more, which are left out.",
            self.left_out,
        ) % {"number": self.left_out}

    @property
    def is_valid(self) -> bool:
        """Whether all that was asked is shown."""
        return not self.left_out and not any(slot.error for slot in self.slots)

    @property
    def query(self) -> str:
        """The choice as the end of an address."""
        query = urlencode([("country", country.key.lower()) for country in self.countries])
        return f"?{query}" if query else ""


@dataclass(frozen=True)
class Compared:
    """One of the countries: its timeline, what a sentence says of it, and its picture, on the scale of all of them."""

    country: Country
    years: list[Year]
    sentence: str
    picture: Picture | None


@dataclass(frozen=True)
class Comparison:
    """Countries side by side."""

    countries: list[Compared]

    @property
    def title(self) -> str:
        """What the page is called: by the names of the countries, once there are some."""
        names = ", ".join(compared.country.name for compared in self.countries)
        return _("Tiers compared: %(countries)s") % {"countries": names} if names else _("Compare countries")

    @property
    def rows(self) -> list[tuple[Year, ...]]:
        """One report per row, latest first: the place of each country in it."""
        return list(zip(*(compared.years for compared in self.countries), strict=True))


def comparison_of(countries: list[Country]) -> Comparison:
    """Return these countries side by side, in this order, over all public editions."""
    if not countries:
        return Comparison([])
    editions = list(Edition.objects.published().without_texts())
    placed = Placement.objects.public().filter(country__in=countries)
    timelines = [timeline(editions, [p for p in placed if p.country_id == country.pk]) for country in countries]
    pictures = pictures_of(timelines)
    return Comparison(
        [
            Compared(country, years, where_it_stands(country, years), picture)
            for country, years, picture in zip(countries, timelines, pictures, strict=True)
        ]
    )
