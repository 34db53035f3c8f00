"""The public pages of this app."""

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from hotlines.index import with_a_page
from hotlines.models import Channel, EmergencyNumber, Service, Step
from publishing.models import Country
from publishing.publicpages import PublicKind, latest, register, register_view

register(
    PublicKind(
        name="service",
        model=Service,
        rows=lambda: Service.objects.listed(),
        address=lambda service: service.get_absolute_url(),
        title=lambda service: service.name,
        text=lambda service: " ".join(
            filter(
                None, [service.summary, service.operator, service.audience, service.what_happens, service.who_is_told]
            )
        ),
        changed=lambda service: service.updated_at,
        # Without a public channel a service is not listed.
        parts={Channel: "service_id"},
    )
)
_PARTS = ("services__updated_at", "services__channels__updated_at", "emergency_number__updated_at")


def _latest_of_its_parts(country):
    times = [country.updated_at, *(getattr(country, f"latest_{number}") for number in range(len(_PARTS)))]
    return max(time for time in times if time)


register(
    PublicKind(
        name="lines-of-country",
        model=Country,
        rows=lambda: with_a_page().annotate(**{f"latest_{n}": Max(part) for n, part in enumerate(_PARTS)}),
        address=lambda country: reverse("hotlines:country", args=[country.slug]),
        title=lambda country: _("Lines %(in_country)s") % {"in_country": country.name_in},
        text=lambda country: _("Lines to call, text or write to, and the number of the police."),
        changed=_latest_of_its_parts,
        parts={Service: "country_id", EmergencyNumber: "country_id"},
    )
)
register_view("hotlines:directory", latest(Service, Channel))
register_view("hotlines:path", latest(Step))
register_view("hotlines:print", latest(Channel))
register_view("hotlines:data", latest(Service, Channel))
register_view("hotlines:share", latest(Channel))
register_view("hotlines:print-directory", latest(Channel))
