"""The directory, one page per country and per service, and the questions that lead to a line."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotlines import index, strip, structured
from hotlines.forms import DirectoryFilter
from hotlines.hours_in_words import Moment, keep_until, utc
from hotlines.index import DANGER
from hotlines.models import Service, Step
from hotlines.models.step import START
from hotlines.paper import dialed
from publishing.countries import find_by_slug as find_country
from publishing.history import find_by_slug
from publishing.models import Country
from publishing.preview import public

LINES_ON_A_PAGE = 50


def directory(request):
    """The lines, narrowed by what the reader chose, a page at a time; a filter that is none gets a clear message."""
    now = timezone.now()
    known = index.current().at(now)
    filters = DirectoryFilter(request.GET, known, now)
    valid = filters.is_valid()
    country = next((c for c in known.countries if c.iso2.lower() == filters.wishes.get("country")), None)
    try:
        page = Paginator(known.ids_of(known.among(filters.wishes)), LINES_ON_A_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    has_table = country is None and page.number == 1
    response = render(
        request,
        "hotlines/directory.html",
        {
            "filters": filters,
            "now": utc(now) if filters.wishes.get("open") else "",
            "page": page,
            "services": Service.objects.in_this_order(page.object_list),
            "count": page.paginator.count,
            "query": urlencode(filters.wishes) + "&" if filters.wishes else "",
            "order": known.order,
            "country": country,
            "emergency": known.emergency_numbers.get(country.iso2.lower()) if country else None,
            "emergency_first": filters.wishes.get("need") == DANGER,
            "emergency_numbers": known.emergency_numbers.values() if has_table else [],
            "without_number": [c for c in known.countries if c.iso2.lower() not in known.emergency_numbers],
            "title": _("Get help: the lines"),
            "data": structured.directory(),
            # What is not a filter is not handed on to the other language.
            "keeps_query": valid and set(request.GET) <= {*filters.fields, "page"},
            "help_page": reverse("hotlines:directory"),
        },
        status=200 if valid else 400,
    )
    keep_until(response, now, known.open_lines.at(now).until)
    return response


def country(request, slug):
    """One country: the number of the police, its lines, those of no one country, and what is not known."""
    known = index.current()
    found, is_current = find_country(Country.objects.filter(pk__in=[row.pk for row in known.countries]), slug)
    if found is None:
        raise Http404
    if not is_current:
        return redirect("hotlines:country", found.slug, permanent=True)
    services = known.serving(found)
    return render(
        request,
        "hotlines/country.html",
        {
            "country": found,
            "emergency": known.emergency_numbers.get(found.iso2.lower()),
            "services": services,
            "everywhere": known.serving(None),
            "has_numbers": bool(known.among({"country": found.iso2.lower()}) & dialed(known)),
            "order": known.order,
            "data": structured.lines(services),
            "title": _("Lines %(in_country)s") % {"in_country": found.name_in},
            "trail": [(_("Get help"), reverse("hotlines:directory"))],
            "address": lambda: reverse("hotlines:country", args=[found.slug]),
        },
    )


def service(request, slug):
    """One service: what each of its channels offers, who is told, what happens, and when it was checked."""
    found, current = find_by_slug(public(request, Service.objects).with_channels().prefetch_related("sources"), slug)
    if found is None:
        raise Http404
    if not current:
        return redirect(found, permanent=True)
    moment = Moment()
    response = render(
        request,
        "hotlines/service.html",
        {
            "service": found,
            "moment": moment,
            "data": structured.contact_points(found, settings.SITE_URL + found.get_absolute_url()),
            "trail": [(_("Get help"), reverse("hotlines:directory"))],
            "address": found.get_absolute_url,
        },
    )
    moment.limit(response)
    return response


def step(request, code=""):
    """One question of the path to a line, or its end. Each answer is an address; none is kept."""
    steps = Step.objects.with_choices()
    found = steps.filter(code=code).first() if code else steps.filter(key=START).first()
    if found is None:
        raise Http404
    if code and found.key == START:
        return redirect(found, permanent=True)
    choices = found.choices.all()
    need = DANGER if found.emergency else found.purpose
    known = index.current()
    response = render(
        request,
        "hotlines/step.html",
        {
            "step": found,
            "choices": choices,
            "need": need,
            "services": () if choices else known.suggested(need, strip.places(get_language())),
            "emergency_numbers": known.emergency_numbers.values() if found.emergency else (),
            "title": _("Find a line"),
            "is_start": found.key == START,
            "trail": [(_("Get help"), reverse("hotlines:directory"))],
            "address": found.get_absolute_url,
        },
    )
    if code:
        # A step found by a search engine would say in one address what the reader answered.
        response["X-Robots-Tag"] = "noindex"
    return response
