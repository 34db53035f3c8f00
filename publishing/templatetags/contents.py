"""Long texts with a list of what they hold; icons by key."""

from django import template
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe

from publishing.contents import Text, with_anchors
from publishing.templatetags.site import richtext

register = template.Library()


@register.simple_tag
def text_with_contents(html: str | None) -> Text:
    """Return rich text with an id on each heading, and its headings: {% text_with_contents page.body as text %}."""
    text = with_anchors(richtext(html))
    return Text(mark_safe(text.html), text.headings)  # noqa: S308


@register.simple_tag
def icon(key: str) -> SafeString:
    """Return the icon that fits a key best ("factory-salon" falls back to "factory"), or the general one."""
    words = key.rpartition("/")[2].split("-")
    names = [f"components/icons/{'-'.join(words[:count])}.html" for count in range(len(words), 0, -1)]
    return select_template([*names, "components/icons/general.html"]).render()
