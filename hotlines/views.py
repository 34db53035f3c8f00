"""The directory, one page per service, and what to print."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotlines import structured
from hotlines.forms import DirectoryFilter
from hotlines.hours_in_words import Moment
from hotlines.models import EmergencyNumber, Service, Step
from hotlines.models.step import START
from publishing.history import find_by_slug
from publishing.preview import public
from publishing.slugs import slug_of


def directory(request):
    """Every line, filtered by country, need, language and channel; a filter that is none gets a clear message."""
    filters = DirectoryFilter(request.GET)
    valid = filters.is_valid()
    services = filters.apply(Service.objects.for_directory())
    return render(
        request,
        "hotlines/directory.html",
        {
            "filters": filters,
            "services": services,
            "emergency_numbers": _by_name(EmergencyNumber.objects.published()),
            "title": _("Get help: the lines"),
            "data": structured.directory(),
            "keeps_query": valid,
            "help_page": reverse("hotlines:directory"),
        },
        status=200 if valid else 400,
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
    """One question of the path to a line, or its end. Answers are addresses: nothing is sent, and nothing is kept."""
    steps = Step.objects.with_choices()
    found = steps.filter(code=code).first() if code else steps.filter(key=START).first()
    if found is None:
        raise Http404
    if code and found.key == START:
        return redirect(found, permanent=True)
    choices = found.choices.all()
    response = render(
        request,
        "hotlines/step.html",
        {
            "step": found,
            "choices": choices,
            "services": () if choices else Service.objects.suggested(found.purpose, get_language()),
            "emergency_numbers": _by_name(EmergencyNumber.objects.published()) if found.emergency else (),
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


def to_print(request):
    """The lines of every country on one sheet, from live data, with the day each was checked."""
    services = Service.objects.for_directory()
    return render(
        request,
        "hotlines/print.html",
        {
            "services": services,
            "title": _("Materials to print"),
            "emergency_numbers": _by_name(EmergencyNumber.objects.published()),
        },
    )


def _by_name(emergency_numbers):
    language = get_language()
    return sorted(emergency_numbers, key=lambda number: slug_of(getattr(number.country, f"name_{language}")))
