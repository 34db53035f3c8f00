"""What every template knows of the site."""

from django.conf import settings
from django.utils.translation import get_language


def site(request):
    """Return the site's name, operator, addresses, in the language of the page."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site": {
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
            "operator": settings.SITE_OPERATOR[language],
            "email": settings.SITE_CONTACT_EMAIL,
            "exit_url": settings.SITE_EXIT_URL[language],
        }
    }
