import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
    "SITE_URL": "https://www.example.org",
    "SITE_CONTACT_EMAIL": "corrections@example.org",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "CACHE_URL": "locmemcache://settings",
}


def manage(*arguments, **environment):
    """Run manage.py as production would, with this environment and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_starts_with_a_good_environment_and_the_deployment_check_is_clean(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "INFO", **GOOD, VAR_DIR=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "SITE_URL", "SITE_CONTACT_EMAIL", "DATABASE_URL", "CACHE_URL"])
@pytest.mark.parametrize("value", [None, "", "   "], ids=["missing", "empty", "blank"])
def test_production_stops_without_a_variable_and_names_it(name, value, tmp_path):
    done = manage("check", **(GOOD | {name: value, "VAR_DIR": str(tmp_path)}))

    assert done.returncode != 0
    assert name in done.stderr
    assert "ImproperlyConfigured" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "short"),
        ("DJANGO_SECRET_KEY", "a" * 60),
        ("DJANGO_SECRET_KEY", "django-insecure-b0dgDsc6oVN5XfTWcYzFUT9jXH8cAqKpLm2Zr4QwEy7Bn1Va3"),
        ("DJANGO_SECRET_KEY", "changeme" * 10),
        ("SITE_URL", "http://www.example.org"),
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://www.example.org/path"),
        ("SITE_URL", "https://www.example.org?a=b"),
        ("DJANGO_ALLOWED_HOSTS", "*"),
        ("DJANGO_ALLOWED_HOSTS", "www.example.org,*"),
        ("DJANGO_SSL_REDIRECT", "maybe"),
        ("DJANGO_BEHIND_PROXY", "2"),
        ("DATABASE_URL", "mysql://localhost/site"),
        ("DATABASE_URL", "nonsense"),
        ("CACHE_URL", "memcached://localhost"),
        ("CACHE_URL", "valkey://localhost"),
        ("CACHE_URL", "nonsense"),
        ("FRENCH_TYPOGRAPHY", "belgium"),
        ("SITE_CONTACT_EMAIL", "not an address"),
        ("INDEXNOW_KEY", "1234567"),
        ("INDEXNOW_KEY", "a" * 129),
        ("INDEXNOW_KEY", "with a space or an é"),
        ("INDEXNOW_KEY", "../../etc/passwd"),
        ("HOTLINE_CHECK_DUE_DAYS", "0"),
        ("HOTLINE_CHECK_DUE_DAYS", "a year"),
        ("HOTLINE_CHECK_DUE_DAYS", "-365"),
        ("HOTLINE_CHECK_DUE_DAYS", "6000"),
        ("HOTLINE_HIDE_DAYS", "365"),
        ("HOTLINE_HIDE_DAYS", "1e4"),
        ("HOTLINE_HIDE_DAYS", "9999999999"),
    ],
)
def test_production_stops_on_a_weak_variable_and_names_it(name, value, tmp_path):
    done = manage("check", **(GOOD | {name: value, "VAR_DIR": str(tmp_path)}))

    assert done.returncode != 0
    assert name in done.stderr
    assert value not in done.stderr or name != "DJANGO_SECRET_KEY"


def test_this_machine_needs_no_variable_and_keeps_its_key(tmp_path):
    kept = []
    for _time in range(2):
        done = manage("check", DJANGO_SETTINGS_MODULE="config.settings.local", VAR_DIR=str(tmp_path))
        assert done.returncode == 0, done.stderr
        kept.append((tmp_path / "secret-key").read_text())

    assert kept[0] == kept[1]
    assert len(kept[0]) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_server_is_in_production_unless_told_otherwise(tmp_path):
    code = "import config.wsgi"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "DJANGO_SECRET_KEY is not set" in done.stderr
