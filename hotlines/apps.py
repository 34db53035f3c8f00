from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlinesConfig(AppConfig):
    """The hotlines app; importing its content_kinds registers its content files and references."""

    name = "hotlines"
    verbose_name = _("Hotline directory")

    def ready(self):
        """Register what this app adds to the shared machinery."""
        from hotlines import content_kinds, downloads, sitemaps  # noqa: F401
        from hotlines.prose import numbers_in
        from publishing import prose

        prose.register(numbers_in)
