"""What templates may show of the directory: the help strip, the lines of one country, hours in words."""

from django import template

from hotlines import hours_in_words, index, strip

register = template.Library()
register.filter("week", hours_in_words.week)
register.filter("clock_of", hours_in_words.place)


@register.filter
def said_at(channel, moment):
    """Return whether a line is open at the moment when the page is made (hours_in_words.Moment), or "not known"."""
    return moment.say(channel)


@register.filter
def sentence_at(channel, moment):
    """Return the same as a sentence that stands alone; nothing when it is not known or never changes."""
    return moment.sentence(channel)


@register.inclusion_tag("hotlines/help_strip.html")
def help_strip():
    """Show the numbers that every page shows first."""
    return {"lines": strip.lines()}


@register.inclusion_tag("hotlines/lines_of.html")
def lines_of(country_key: str):
    """Show the lines and the emergency number of one country (ISO alpha-3)."""
    known = index.current()
    country = known.country(country_key)
    return {
        "country": country,
        "services": known.serving(country) if country else [],
        "emergency": known.emergency_numbers.get(country.iso2.lower()) if country else None,
    }


@register.inclusion_tag("hotlines/country_finder.html")
def country_finder(need: str = ""):
    """Show the shortest way to a line: the country the reader is in, and a button; need narrows the answer."""
    return {"countries": index.current().countries, "need": need}
