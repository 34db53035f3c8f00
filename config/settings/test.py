"""Tests: strict where production is forgiving."""

import os
import re
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="reperes-test-"))

from config import env
from config.settings.base import *

SECRET_KEY = "tests only: never used to sign anything that leaves this process"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
STYLE_PAGE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://tests")}
# Each worker has a Redis database of its own: clearing it must not empty another's.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw14").removeprefix("gw")
if CACHES["default"]["LOCATION"].startswith("redis"):
    CACHES["default"]["LOCATION"] = re.sub(r"/\d*$", "", CACHES["default"]["LOCATION"]) + f"/{int(_worker) + 1}"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file and not memory: the threads of a live server open connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
