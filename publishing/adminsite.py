"""The admin site, by its name in both languages."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Site(AdminSite):
    """The admin of the whole site; its language is the one of its address."""

    site_header = _("Repères: editing")
    site_title = _("Repères: editing")
    index_title = _("What would you like to edit?")
