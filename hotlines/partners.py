"""Pages for those who take the directory elsewhere: what its files hold, and HTML to copy into another site."""

import datetime
import re
from typing import Any

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hotlines import hsds_fields, index, strip
from hotlines.downloads import CONTACTS
from hotlines.index import EVERYWHERE, Index
from hotlines.models import Service
from publishing import foreign
from publishing.models import Country

# After as many days a copy says of itself that it is old.
COPY_DAYS = 30
_GOES_ON = re.compile(r"\n(?!<)")


def data(request):
    """What the files of the directory hold: the columns of the table, the parts of HSDS, our own fields."""
    return render(
        request,
        "hotlines/data.html",
        {
            "title": _("The data of the directory"),
            "trail": [(_("Get help"), reverse("hotlines:directory"))],
            "columns": CONTACTS.columns,
            "table_description": CONTACTS.description,
            "parts": hsds_fields.PARTS,
            "own_fields": hsds_fields.all_own_fields(CONTACTS.columns),
            "version": hsds_fields.VERSION,
            "specification": hsds_fields.SPECIFICATION,
        },
    )


class CopyForm(forms.Form):
    """Whose lines to copy, by address (GET)."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such choice: pick one from the list.")},
    )

    def __init__(self, data: Any, known: Index):
        super().__init__(data)
        field: Any = self.fields["country"]
        field.choices = [
            ("", _("Lines for any country, and those at the top of our pages")),
            *((country.iso2.lower(), country.name) for country in known.countries),
        ]

    @property
    def is_narrowed(self) -> bool:
        """Whether a country is chosen."""
        return bool(self.cleaned_data.get("country"))


def share(request):
    """HTML to copy, with the lines of one country or those of any; a country that is none gets a clear message."""
    known = index.current()
    form = CopyForm(request.GET, known)
    snippet = None
    if form.is_valid():
        code = form.cleaned_data["country"]
        snippet = _snippet(known, next((c for c in known.countries if c.iso2.lower() == code), None))
    return render(
        request,
        "hotlines/share.html",
        {
            "title": _("For your own site"),
            "trail": [(_("Get help"), reverse("hotlines:directory"))],
            "filters": form,
            "snippet": snippet,
            "code": foreign.marked(snippet, get_language() or "") if snippet else "",
            "days": COPY_DAYS,
            "json": settings.SITE_URL + reverse("hotlines:directory-json"),
            "keeps_query": form.is_valid() and set(request.GET) <= set(form.fields),
        },
        status=200 if form.is_valid() else 400,
    )


def _snippet(known: Index, country: Country | None) -> SafeString:
    """Return HTML that stands by itself: no style, script, image or request, and no id that another page could have."""
    choice = country.iso2.lower() if country else EVERYWHERE
    first = [] if country else strip.places(get_language())
    ids = [*first, *(pk for pk in known.ids_of(known.among({"country": choice})) if pk not in first)]
    found = Service.objects.listed().with_channels().in_bulk(ids)
    today = timezone.now().date()
    page = reverse("hotlines:country", args=[country.slug]) if country else reverse("hotlines:directory")
    text = render_to_string(
        "hotlines/snippet.html",
        {
            "country": country,
            "emergency": known.emergency_numbers.get(country.iso2.lower()) if country else None,
            "services": [found[pk] for pk in ids if pk in found],
            "page": settings.SITE_URL + page,
            "name": settings.SITE_NAME,
            "today": today,
            "until": today + datetime.timedelta(days=COPY_DAYS),
        },
    )
    lines = (line.strip() for line in text.replace(' class="outbound__host"', "").splitlines())
    # A line for each element that begins one.
    tidy = _GOES_ON.sub(" ", "\n".join(line for line in lines if line)).replace("\n</li>", "</li>")
    # The template escapes what it is given.
    return mark_safe(tidy)  # noqa: S308
