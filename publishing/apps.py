from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """What the three apps share."""

    name = "publishing"
    verbose_name = _("Sources and countries")

    def ready(self):
        """Register content files, references, house rules, and the watch on what is published."""
        from publishing import checks, content_kinds, search, sitemaps, versions  # noqa: F401

        versions.watch()
        search.watch()
