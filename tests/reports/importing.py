"""Files of placements for tests, and the countries and editions that they speak of."""

from tests import builders

HEADER = "year,country,tier,sources"
_GRAMMAR = {
    "CUB": ("CU", "Cuba", "Cuba"),
    "PHL": ("PH", "Philippines", "Philippines"),
    "ANT": ("AN", "Netherlands Antilles", "Antilles néerlandaises"),
}


def country(key, **said):
    """Haiti, Cuba, the Philippines or the Netherlands Antilles, with enough grammar to be saved."""
    if key == "HTI":
        return builders.country(**said)
    iso2, english, french = _GRAMMAR[key]
    names = {
        f"{name}_{code}": text
        for name in ("name", "name_in", "name_of")
        for code, text in (("en", english), ("fr", french))
    }
    return builders.country(key=key, iso2=iso2, **(names | said))


def csv_of(*rows, header=HEADER):
    """Return the bytes of a file."""
    return "\n".join((header, *rows, "")).encode()
