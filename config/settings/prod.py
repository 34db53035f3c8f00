"""Production. Fails closed: a missing or weak variable stops the process and is named."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import *

SECRET_KEY = env.secret_key("DJANGO_SECRET_KEY")
SITE_URL = env.origin("SITE_URL")
ALLOWED_HOSTS = env.words("DJANGO_ALLOWED_HOSTS") or [SITE_URL.split("://")[1].split(":")[0]]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("DJANGO_ALLOWED_HOSTS must not be '*': name the hosts of the site.")
SITE_CONTACT_EMAIL = env.email("SITE_CONTACT_EMAIL")
env.required("DATABASE_URL")
env.required("CACHE_URL")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")

SECURE_SSL_REDIRECT = env.flag("DJANGO_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if env.flag("DJANGO_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
