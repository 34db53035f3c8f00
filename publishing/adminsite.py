"""The admin site, by its name in both languages."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _


class Site(AdminSite):
    """The admin of the whole site; its language is the one of its address."""

    site_header = _("Repères: editing")
    site_title = _("Repères: editing")
    index_title = _("What would you like to edit?")

    def each_context(self, request):
        """Return what every page of the admin knows, with the same page in the other languages."""
        return super().each_context(request) | {"other_languages": other_languages(request)}


def other_languages(request) -> list[dict[str, str]]:
    """Return the code, the name and the address of this page in each other language: only the first part differs."""
    _nothing, _language, rest = request.get_full_path().split("/", 2)
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "address": f"/{code}/{rest}"}
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
