"""What leaving needs in every page: the guard, where the exit leads, and the bland title of discreet reading."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from publishing import guard as script

register = template.Library()


@register.simple_tag
def guard() -> SafeString:
    """Return the guard, inline: it stands in the head, after the character set and before the title."""
    return mark_safe(f"<script>{script.script()}</script>")  # noqa: S308


@register.simple_tag
def exit_attributes() -> SafeString:
    """Return what the guard reads on <html>: where the exit leads, and the title of discreet reading."""
    title = pgettext("bland title of a tab", "Information")
    return format_html('data-exit="{}" data-title="{}"', exit_address(), title)


@register.simple_tag
def exit_address() -> str:
    """Return where the exit leads in the active language (for templates that have no `site`)."""
    return settings.SITE_EXIT_URL[get_language() or settings.LANGUAGE_CODE]
