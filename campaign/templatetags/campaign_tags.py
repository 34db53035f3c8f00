"""What other templates may show of this app: pages by key, and the lists that stand under a page's text."""

from typing import Any

from django import template

from campaign.models import Action, Agency, Figure, Form, Myth, Page, Resource
from publishing import references

register = template.Library()


@register.simple_tag
def site_pages():
    """Return the pages about the site: about, privacy, accessibility, browse safely."""
    return Page.objects.published().in_section(Page.Section.SITE)


@register.simple_tag
def page_link(key: str) -> str:
    """Return the address of a page by its key, or nothing while it is not public."""
    return references.addresses().get("page", {}).get(key, "")


@register.simple_tag
def page_by_key(key: str) -> Page | None:
    """Return a public page by its key, or None."""
    return Page.objects.published().filter(key=key).prefetch_related("sources").first()


@register.simple_tag
def pages_in(section: str):
    """Return the pages of a section below its landing page."""
    return Page.objects.published().in_section(section)


@register.inclusion_tag("campaign/landing_text.html", takes_context=True)
def landing_text(context, section: str):
    """Show the title and text of a section's landing page, above a list that another app makes."""
    page = Page.objects.published().landing(section).prefetch_related("sources").first()
    return {"page": page, "request": context.get("request"), "site": context.get("site")}


@register.inclusion_tag("campaign/forms.html")
def forms():
    """Show the forms of trafficking in full."""
    return {"forms": Form.objects.published().prefetch_related("sources")}


@register.inclusion_tag("campaign/myths.html")
def myths():
    """Show what is believed and what is true."""
    return {"myths": Myth.objects.published().prefetch_related("sources")}


@register.inclusion_tag("campaign/figures.html")
def figures():
    """Show the figures by topic, each with its year and source."""
    rows: Any = Figure.objects.published().prefetch_related("sources")
    topics = [(label, [row for row in rows if row.topic == topic]) for topic, label in Figure.Topic.choices]
    return {"topics": [(label, found) for label, found in topics if found]}


@register.inclusion_tag("campaign/agencies.html")
def agencies():
    """Show the agencies and their part."""
    return {"agencies": Agency.objects.published().prefetch_related("sources")}


@register.inclusion_tag("campaign/actions.html")
def actions():
    """Show what anyone can do."""
    return {"actions": Action.objects.published().prefetch_related("sources")}


@register.inclusion_tag("campaign/resources.html")
def resources():
    """Show the links that the documents give."""
    return {"resources": Resource.objects.published().prefetch_related("sources")}
