"""This machine: production's behavior over plain HTTP, with a key generated once and kept out of git."""

import secrets

from config import env
from config.settings.base import *


def _key_kept_in(path):
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = _key_kept_in(VAR_DIR / "secret-key")
SITE_URL = env.origin("SITE_URL", default=f"http://127.0.0.1:{env.text('PORT', '8000')}")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.words("DJANGO_ALLOWED_HOSTS")]
STYLE_PAGE = True
