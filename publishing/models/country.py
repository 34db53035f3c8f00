"""Countries and territories, with the grammar each language needs to speak of them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.publishable import Bilingual, BilingualQuerySet, always_translated
from publishing.slugs import slug_of


class CountryQuerySet(BilingualQuerySet):
    """Queries on countries."""

    def in_order_of_name(self, language: str) -> list["Country"]:
        """Return the countries sorted as a reader of this language expects (É with E).

        Sorted here and not by the database: SQLite and PostgreSQL put É after Z.
        """
        countries: Any = self.all()
        return sorted(countries, key=lambda country: slug_of(getattr(country, f"name_{language}")))


class Country(Bilingual):
    """A country or territory; its key is the ISO 3166-1 alpha-3 code (XKX for Kosovo, user-assigned)."""

    class Region(models.TextChoices):
        AFRICA = "AF", _("Africa")
        EAST_ASIA_PACIFIC = "EAP", _("East Asia and the Pacific")
        EUROPE = "EUR", _("Europe")
        NEAR_EAST = "NEA", _("Near East")
        SOUTH_CENTRAL_ASIA = "SCA", _("South and Central Asia")
        WESTERN_HEMISPHERE = "WHA", _("Western Hemisphere")

    iso2 = models.CharField(_("ISO alpha-2 code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_in = models.CharField(_("“in …”"), max_length=110, help_text=_("in Haiti, in the Philippines"))
    name_of = models.CharField(_("“of …”"), max_length=110, help_text=_("of Haiti, of the Philippines"))
    name_the = models.CharField(
        _("name in a sentence"),
        max_length=110,
        help_text=_("Haiti, the Philippines: with its article, if it takes one"),
    )
    region = models.CharField(
        _("region"), max_length=3, choices=Region, help_text=_("as the TIP Report groups countries")
    )
    withdrawn = models.BooleanField(_("code no longer in use"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[Any] = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["key"]
        constraints = [
            always_translated("name", "name_in", "name_of", "name_the"),
            models.CheckConstraint(
                name="publishing_country_key_is_alpha_3", condition=models.Q(key__regex=r"^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="publishing_country_iso2_is_two_capitals", condition=models.Q(iso2__regex=r"^[A-Z]{2}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def slug(self) -> str:
        """The country's name as a part of an address, in the active language."""
        return slug_of(self.name)
