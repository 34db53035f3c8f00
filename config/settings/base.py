"""What is true in every setting: production, this machine, tests."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = False

INSTALLED_APPS = [
    "modeltranslation",
    "publishing.adminconfig.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_prose_editor",
    "simple_history",
    "publishing",
    "campaign",
    "hotlines",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "publishing.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "publishing.middleware.LanguageFromAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "publishing.middleware.ContentSecurityPolicy",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "publishing.foreign.ForeignRuns",
    "publishing.middleware.Refused",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publishing.context_processors.site",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'site.sqlite3'}")}
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "fr")
MODELTRANSLATION_ENABLE_FALLBACKS = False
# Lazy: the library's own labels ("title [fr]") stay in the language that was active when the process started.
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = lambda name, code: format_lazy("{} ({})", name, dict(LANGUAGES)[code])  # noqa: E731
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "publishing.staticfiles.OneStylesheetStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
SILENCED_SYSTEM_CHECKS: list[str] = []

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "publishing.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The only files that anyone gives the site are lists of placements, of some 20 KB.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["publishing.uploads.OnlySmallFiles"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        # No script of ours connects to anything; Lighthouse reads robots.txt through the page that it judges.
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The editor (ProseMirror) injects one <style>; its hash is verified by a test against the installed release.
ADMIN_EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF, ADMIN_EDITOR_STYLE_HASH],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "script-src": [SELF, NONCE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# The site itself: its operator changes these, in both languages.
SITE_URL = "http://127.0.0.1:8000"
SITE_NAME = env.text("SITE_NAME", "Repères")
SITE_OPERATOR = {
    "en": env.text("SITE_OPERATOR_EN", "the Repères team"),
    "fr": env.text("SITE_OPERATOR_FR", "l’équipe de Repères"),
}
SITE_CONTACT_EMAIL = env.text("SITE_CONTACT_EMAIL", "corrections@reperes.example")
# Where the quick exit leads: harmless, the same publisher in both languages.
SITE_EXIT_URL = {
    "en": env.text("SITE_EXIT_URL_EN", "https://weather.gc.ca/"),
    "fr": env.text("SITE_EXIT_URL_FR", "https://meteo.gc.ca/"),
}
# French typography before ; ! ? : "france" puts a narrow no-break space, "canada" none.
FRENCH_TYPOGRAPHY = env.one_of("FRENCH_TYPOGRAPHY", "france", "canada")

# Days after its last check when a contact is due for the next one (readers are told), and when it is hidden from them.
HOTLINE_CHECK_DUE_DAYS = env.whole_number("HOTLINE_CHECK_DUE_DAYS", default=365)
HOTLINE_HIDE_DAYS = env.whole_number("HOTLINE_HIDE_DAYS", default=5475, above=HOTLINE_CHECK_DUE_DAYS)

# With a key, `manage.py hotlines_indexnow` tells search engines of contacts that changed; without, nothing is sent.
INDEXNOW_KEY = env.public_key("INDEXNOW_KEY")
INDEXNOW_ENDPOINT = "https://api.indexnow.org/indexnow"

# Whether /en/style/ shows every component in every state: for those who write the site, never in production.
STYLE_PAGE = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "publishing.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
