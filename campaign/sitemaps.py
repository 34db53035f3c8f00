"""The public pages of this app."""

from typing import Any

from campaign.models import GlossaryTerm, Indicator, Page, Setting
from publishing.publicpages import PublicKind, latest, register, register_view


def _settings() -> Any:
    settings: Any = Setting.objects.published()
    return settings.prefetch_related("indicators")


register(
    PublicKind(
        name="page",
        model=Page,
        rows=lambda: Page.objects.published(),
        address=lambda page: page.get_absolute_url(),
        title=lambda page: page.title,
        text=lambda page: f"{page.summary} {page.body}",
        changed=lambda page: page.updated_at,
    )
)
register(
    PublicKind(
        name="setting",
        model=Setting,
        rows=_settings,
        address=lambda setting: setting.get_absolute_url(),
        title=lambda setting: setting.title,
        text=lambda setting: " ".join(
            [setting.summary, setting.body, *(sign.text or "" for sign in setting.indicators.all() if sign.is_public)]
        ),
        changed=lambda setting: setting.updated_at,
        parts={Indicator: "setting_id"},
    )
)
for view in ("campaign:glossary", "campaign:glossary-sources"):
    register_view(view, latest(GlossaryTerm))
