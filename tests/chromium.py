"""The Chromium of the tests: Debian's, quiet and without a sandbox (containers have none to give)."""

import shutil

# The headless shell first: it draws no window that nobody looks at, and the tests take half of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


def path():
    """Return where it is on this machine; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
