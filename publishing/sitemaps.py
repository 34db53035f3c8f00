"""The public pages of this app: home, sources, what changed. The search has no place in a sitemap."""

from publishing.models import Source
from publishing.publicpages import latest, register_view

_sources = latest(Source)
for view in ("home", "publishing:sources", "publishing:changes"):
    register_view(view, _sources)
