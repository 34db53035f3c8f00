from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """The reports app; importing its content_kinds registers its content files and references."""

    name = "reports"
    verbose_name = _("TIP reports")

    def ready(self):
        """Register what this app adds to the shared machinery."""
        from reports import content_kinds, sitemaps, tables  # noqa: F401
