"""The public pages of this app."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.models import Country
from publishing.publicpages import PublicKind, latest, register, register_view
from reports.models import Edition, Example, GlobalFigure

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
        rows=lambda: Country.objects.filter(placements__isnull=False).distinct(),
        address=lambda country: reverse("reports:country", args=[country.slug]),
        title=lambda country: country.name,
        text=lambda country: "",
        changed=lambda country: country.updated_at,
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
_editions = latest(Edition)
for view in ("reports:tiers", "reports:countries"):
    register_view(view, _editions)
register_view("reports:figures", latest(Edition, GlobalFigure))
register_view("reports:examples", latest(Example))
