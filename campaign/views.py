"""The pages of prose, the signs by setting, and the glossary."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.downloads import GLOSSARY
from campaign.models import GlossaryTerm, Indicator, Page, Setting
from publishing import opendata
from publishing.citations import Cited
from publishing.history import find_by_slug
from publishing.preview import public
from publishing.slugs import slug_of


def landing(request, section):
    """The first page of a section, with the pages below it."""
    page = public(request, Page.objects).landing(section).prefetch_related("sources").first()
    if page is None:
        raise Http404
    return render(
        request,
        "campaign/landing.html",
        {
            "page": page,
            "children": Page.objects.published().in_section(section),
            "settings": Setting.objects.published() if section == Page.Section.RECOGNIZE else (),
            "address": page.get_absolute_url,
        },
    )


def page(request, section, slug):
    """One page of prose."""
    found, current = find_by_slug(public(request, Page.objects).in_section(section).prefetch_related("sources"), slug)
    if found is None:
        raise Http404
    if not current:
        return redirect(found, permanent=True)
    parent = Page.objects.published().landing(section).first()
    return render(
        request,
        "campaign/page.html",
        {
            "page": found,
            "trail": [(parent.short_title, parent.get_absolute_url())] if parent else [],
            "cited": Cited(found.title, found.updated_at) if section == Page.Section.REPORTS else None,
            "siblings": Page.objects.published().in_section(section).exclude(pk=found.pk),
            "address": found.get_absolute_url,
        },
    )


def setting(request, slug):
    """The signs that can be seen in one setting."""
    found, current = find_by_slug(public(request, Setting.objects).prefetch_related("sources"), slug)
    if found is None:
        return page(request, Page.Section.RECOGNIZE, slug)
    if not current:
        return redirect(found, permanent=True)
    parent = Page.objects.published().landing(Page.Section.RECOGNIZE).first()
    signs = found.indicators.published().prefetch_related("sources")
    return render(
        request,
        "campaign/setting.html",
        {
            "setting": found,
            "strong": [sign for sign in signs if sign.strength == Indicator.Strength.STRONG],
            "context": [sign for sign in signs if sign.strength == Indicator.Strength.CONTEXT],
            "settings": Setting.objects.published().exclude(pk=found.pk),
            "trail": [(parent.short_title, parent.get_absolute_url())] if parent else [],
            "address": found.get_absolute_url,
        },
    )


def _terms():
    """Return the public terms, in the order of the reader's language."""
    return sorted(
        GlossaryTerm.objects.published().prefetch_related("sources"),
        key=lambda term: slug_of(getattr(term, f"term_{get_language()}")),
    )


def glossary(request):
    """Every term with its word in the other language; sources are one link away: a bad line cannot carry both."""
    letters = [(letter, list(terms)) for letter, terms in groupby(_terms(), key=lambda term: slug_of(term.term)[:1])]
    data = {"@context": "https://schema.org", **opendata.dataset(GLOSSARY)}
    return render(
        request,
        "campaign/glossary.html",
        {"letters": letters, "data": data, "title": _("Glossary")},
    )


def glossary_sources(request):
    """Where the definition of each term comes from."""
    context = {
        "terms": _terms(),
        "title": _("Glossary: where the definitions come from"),
        "trail": [(_("Glossary"), reverse("campaign:glossary"))],
    }
    return render(request, "campaign/glossary_sources.html", context)
