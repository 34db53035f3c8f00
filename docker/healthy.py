"""Exits with 0 when the site in this container answers that it is well."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

# The site answers to its own name only.
host = urlsplit(os.environ["SITE_URL"]).netloc
port = os.environ.get("BIND", ":8000").rsplit(":", 1)[1]
request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        print(answer.read().decode())
except OSError as error:
    sys.exit(f"not well: {error}")
