"""The style page: every component, every state, both schemes. Never served to the public."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from publishing.stylebook import files, tokens
from publishing.stylebook.showing import Showing


def show(request):
    """Show the tokens, the drawings, and every component as its own file describes it."""
    if not settings.STYLE_PAGE:
        raise Http404
    colors = tokens.colors()
    response = render(
        request,
        "publishing/style.html",
        {
            "title": _("Style page"),
            "colors": [(color, tokens.contrasts(color, colors)) for color in colors],
            "grounds": [name for name in tokens.GROUNDS if name in {color.name for color in colors}],
            "sizes": tokens.named("--size-"),
            "spaces": tokens.named("--space-"),
            "images": files.images(),
            "schemes": ["light", "dark"],
            "entries": Showing(request).entries(),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
