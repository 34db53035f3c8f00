"""How to cite the page that is shown."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst

from publishing.citations import Cited, Work
from publishing.templatetags.site import this_page_in

register = template.Library()


@register.inclusion_tag("components/cite.html", takes_context=True)
def how_to_cite(context: template.Context) -> dict[str, Any]:
    """Show the reference of the page, whose view says what is `cited`, and that of the document behind it."""
    cited: Cited = context["cited"]
    site, language = context["site"], context["LANGUAGE_CODE"]
    page = Work(
        author=capfirst(site["operator"]),
        title=cited.title,
        date=timezone.localdate(cited.changed).isoformat() if cited.changed else "",
        url=settings.SITE_URL + this_page_in(context, language),
        language=language,
        site=site["name"],
    )
    return {"page": page, "behind": cited.behind}
