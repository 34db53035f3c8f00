from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """The campaign app; importing its content_kinds registers its content files and references."""

    name = "campaign"
    verbose_name = _("Campaign")

    def ready(self):
        """Register what this app adds to the shared machinery."""
        from campaign import content_kinds, downloads, sitemaps  # noqa: F401
