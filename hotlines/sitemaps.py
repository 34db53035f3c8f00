"""The public pages of this app."""

from hotlines.models import Channel, Service, Step
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
register_view("hotlines:directory", latest(Service, Channel))
register_view("hotlines:path", latest(Step))
register_view("hotlines:print", latest(Channel))
