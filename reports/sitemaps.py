"""The public pages of this app."""

import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

from publishing import opendata
from publishing.models import Country
from publishing.opendata.changes import last_of
from publishing.publicpages import PublicKind, latest, register, register_view
from reports import countries
from reports.models import Edition, Example, GlobalFigure, Placement

register(
    PublicKind(
        name="edition",
        model=Edition,
        rows=lambda: Edition.objects.published(),
        address=lambda edition: edition.get_absolute_url(),
        title=lambda edition: _("TIP Report of %(year)s") % {"year": edition.year},
        text=lambda edition: f"{edition.theme or ''} {edition.summary}",
        changed=lambda edition: edition.updated_at,
    )
)
register(
    PublicKind(
        name="country",
        model=Country,
        rows=countries.with_a_page,
        address=lambda country: reverse("reports:country", args=[country.slug]),
        title=lambda country: country.name,
        text=lambda country: "",
        changed=lambda country: country.updated_at,
        decided_by=frozenset({Edition, Placement}),
    )
)
register(
    PublicKind(
        name="example",
        model=Example,
        rows=lambda: Example.objects.published(),
        address=lambda example: example.get_absolute_url(),
        title=lambda example: example.title,
        text=lambda example: f"{example.summary} {example.body or ''}",
        changed=lambda example: example.updated_at,
    )
)


def _placements_changed() -> datetime.datetime | None:
    """Return when an edition or a placement last changed; a placement keeps no time but in its history."""
    placed = get_history_manager_for_model(Placement).aggregate(latest=Max("history_date"))["latest"]
    return max((time for time in (latest(Edition)(), placed) if time), default=None)


for view in ("reports:tiers", "reports:compare", "reports:countries"):
    register_view(view, _placements_changed)
register_view("reports:data", lambda: last_of(opendata.tables()))
register_view("reports:figures", latest(Edition, GlobalFigure))
register_view("reports:examples", latest(Example))
