"""The public pages of this app: home, sources, what changed. The search has no place in a sitemap."""

from publishing.models import Source
from publishing.models.source import LISTS
from publishing.publicpages import latest, register_view

_sources = latest(Source)
for view in ("home", *LISTS.values(), "publishing:changes"):
    register_view(view, _sources)
