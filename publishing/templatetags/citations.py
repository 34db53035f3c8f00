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
    """Show the reference of the page, whose view says what is `cited`, and that of the document behind it.

    The request keeps both, for the files of the same references (publishing/views/citations.py).
    """
    cited: Cited = context["cited"]
    site, language = context["site"], context["LANGUAGE_CODE"]
    address = this_page_in(context, language)
    page = Work(
        author=capfirst(site["operator"]),
        title=cited.title,
        date=timezone.localdate(cited.changed).isoformat() if cited.changed else "",
        url=settings.SITE_URL + address,
        language=language,
        site=site["name"],
    )
    works = [page, cited.behind] if cited.behind else [page]
    if request := context.get("request"):
        request.works = works
    path, mark, query = address.partition("?")
    return {"works": works, "file": path.removesuffix("/"), "query": mark + query}
