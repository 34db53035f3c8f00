"""Addresses of the pages of prose: a landing page and its pages for each section."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from campaign import views
from campaign.downloads import GLOSSARY
from campaign.models import Page
from publishing.opendata import file_paths, serve

app_name = "campaign"

_SECTIONS = {
    Page.Section.UNDERSTAND: pgettext_lazy("address", "understand/"),
    Page.Section.RECOGNIZE: pgettext_lazy("address", "recognize/"),
    Page.Section.MY_SITUATION: pgettext_lazy("address", "my-situation/"),
    Page.Section.ACT: pgettext_lazy("address", "act/"),
    Page.Section.RESPONSE: pgettext_lazy("address", "response/"),
}


def _section(section: str):
    pages = [path("", views.landing, {"section": section}, name=section)]
    if section == Page.Section.RECOGNIZE:
        pages.append(path("<slug:slug>/", views.setting, name="setting"))
    pages.append(path("<slug:slug>/", views.page, {"section": section}, name=f"{section}-page"))
    return include(pages)


urlpatterns = [
    path(pgettext_lazy("address", "glossary/"), views.glossary, name="glossary"),
    *file_paths(pgettext_lazy("address", "glossary/"), "glossary", serve(GLOSSARY)),
    path(pgettext_lazy("address", "glossary/sources/"), views.glossary_sources, name="glossary-sources"),
    *(path(address, _section(section)) for section, address in _SECTIONS.items()),
    path(
        pgettext_lazy("address", "get-help/guide/<slug:slug>/"),
        views.page,
        {"section": Page.Section.HELP},
        name="help-page",
    ),
    path(
        pgettext_lazy("address", "reports/<slug:slug>/"),
        views.page,
        {"section": Page.Section.REPORTS},
        name="reports-page",
    ),
    path("<slug:slug>/", views.page, {"section": Page.Section.SITE}, name="site-page"),
]
