"""Environment variables, read strictly: a bad value stops the process and names the variable."""

import os
import re
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
# A hundred years, in days: further back there is no date to count from.
_MOST = 36525
_WEAK_KEYS = ("insecure", "changeme", "change-me", "secret", "password")


def required(name: str) -> str:
    """Return the variable's value; raise ImproperlyConfigured when it is missing or blank."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production does not start without it: see docs/operators.md.")
    return value


def text(name: str, default: str) -> str:
    """Return the variable's value, or the default when it is missing or blank."""
    return os.environ.get(name, "").strip() or default


def one_of(name: str, *choices: str) -> str:
    """Return a variable that is one of the choices, the first by default; raise ImproperlyConfigured otherwise."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is none of: {', '.join(choices)}.")
    return value


def email(name: str) -> str:
    """Return an e-mail address; raise ImproperlyConfigured when it is missing or is none."""
    value = required(name)
    try:
        validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name}={value!r} is not an e-mail address.") from error
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name, str(default)).strip().casefold()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is not a yes/no value: write 1 or 0.")


def whole_number(name: str, *, default: int, above: int = 0) -> int:
    """Return a variable that is a whole number above another; raise ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal() and above < int(value) <= _MOST):
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number above {above}, {_MOST} at most.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key(name: str) -> str:
    """Return a signing key of at least 50 varied characters; raise ImproperlyConfigured for a weak one."""
    key = required(name)
    if len(key) < 50 or len(set(key)) < 10 or any(word in key.casefold() for word in _WEAK_KEYS):
        raise ImproperlyConfigured(
            f"{name} is too weak: use at least 50 random characters "
            '(python -c "import secrets; print(secrets.token_urlsafe(50))").'
        )
    return key


def public_key(name: str) -> str:
    """Return a key as IndexNow wants it, or nothing; raise ImproperlyConfigured for one that it would refuse."""
    key = text(name, "")
    if key and not re.fullmatch("[a-zA-Z0-9-]{8,128}", key):
        raise ImproperlyConfigured(f"{name}={key!r} is not 8 to 128 letters, digits and dashes.")
    return key


def origin(name: str, *, default: str | None = None) -> str:
    """Return a site address (scheme and host, no path); raise ImproperlyConfigured otherwise."""
    value = (required(name) if default is None else text(name, default)).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name}={value!r} is not an address such as https://www.example.org.")
    return value


def database(name: str, *, default: str) -> dict:
    """Return Django's description of a database address (postgres:// or sqlite:///)."""
    value = text(name, default)
    description = dict(environ.Env.db_url_config(value))
    engine = description.get("ENGINE", "")
    if not engine.endswith(("postgresql", "sqlite3")):
        raise ImproperlyConfigured(f"{name} is not a postgres:// or sqlite:/// address.")
    if engine.endswith("sqlite3"):
        description["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;",
        }
    else:
        description |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        description.setdefault("OPTIONS", {})["connect_timeout"] = 3
    return description


def cache(name: str, *, default: str) -> dict:
    """Return Django's description of a cache address (redis://, filecache:// or locmemcache://)."""
    value = text(name, default)
    if value.split("://")[0] not in {"redis", "rediss", "filecache", "locmemcache"}:
        raise ImproperlyConfigured(f"{name} is not a redis:// or filecache:// address (write redis:// for Valkey too).")
    description = dict(environ.Env.cache_url_config(value))
    if value.startswith("redis"):
        description["BACKEND"] = "django.core.cache.backends.redis.RedisCache"
    return description
