"""What happens around every request: its language, and the headers that protect the reader."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_from_path

from publishing import guard, permissions
from publishing.views import errors

# Never documents: a stylesheet or a picture uses no power of the browser, and the list would outweigh it.
_NO_DOCUMENTS = ("text/css", "text/javascript", "image/", "font/")


class SecurityHeaders:
    """Adds the headers that are the same on every answer, static files included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request, headers added."""
        response = self.get_response(request)
        if not response.get("Content-Type", "").startswith(_NO_DOCUMENTS):
            closed = permissions.CLOSED_FOR_ADMIN if is_admin(request) else permissions.CLOSED
            response.setdefault("Permissions-Policy", closed)
        # Static files are answered above the public pages' policy; opened alone, they load nothing. The headers of a
        # 304 take the place of those kept with the page: this policy would stop its guard, its script and its style.
        if response.status_code != 304:
            response.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class LanguageFromAddress:
    """The first part of the address says the language, and nothing else does: no cookie, no header, no Vary."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request in the language of its address."""
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Content-Language", language)
        return response


class Refused:
    """Answers what the server refused before the site saw it with the page of an error; no client can ask for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        status = request.META.get("site.refused")
        return errors.refused(request, status) if status else self.get_response(request)


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy of the public pages; the admin's adds what its editor needs. Both let the guard run."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self._guard = guard.csp_source()

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        """Return the policy of this answer."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and is_admin(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        if not report_only:
            # Errors under the admin's addresses are pages of the site, with the guard.
            parts.update = (parts.update or {}) | {"script-src": [self._guard]}
        return parts

    def process_response(self, request, response):
        """Add the policy; let the admin's pages name themselves to the admin."""
        response = super().process_response(request, response)
        if is_admin(request):
            # Under "no-referrer" browsers send "Origin: null", which Django's CSRF check refuses: nobody could log in.
            response.setdefault("Referrer-Policy", "same-origin")
        return response


def is_admin(request) -> bool:
    """Whether the request is for the admin, in either language."""
    return request.path_info.split("/")[2:3] == ["admin"]
