"""The admin app, with the site of publishing.adminsite."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin with our own site."""

    default = False
    default_site = "publishing.adminsite.Site"
