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
from hotlines.models import EmergencyNumber, Service
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
