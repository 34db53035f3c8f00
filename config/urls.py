"""Addresses: one tree per language; apps are named by dotted path only."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy
from django.views.i18n import JavaScriptCatalog

from publishing.opendata import serving as opendata
from publishing.views import errors, machines, site

urlpatterns = [
    path("", site.choose_language, name="root"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("data.json", opendata.whole_catalogue, name="data-catalogue"),
    path("datapackage.json", opendata.whole_package, name="data-package"),
    path("data.zip", opendata.whole_zip, name="data-zip"),
    path("<slug:key>.txt", machines.indexnow_key, name="indexnow-key"),
    path("healthz", machines.health, name="health"),
    *i18n_patterns(
        path("", site.home, name="home"),
        path("admin/jsi18n/", JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])),
        path("admin/", admin.site.urls),
        path("", include("publishing.urls")),
        path("", include("hotlines.urls")),
        path(pgettext_lazy("address", "reports/"), include("reports.urls")),
        path("", include("campaign.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
