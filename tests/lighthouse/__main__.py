"""Have Lighthouse judge one page of each kind, in both languages: python -m tests.lighthouse [KIND …]."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MARKS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
# Lighthouse judges no page that answers with an error.
LEFT_OUT = {"not found", "directory with a wrong filter"}


def main(wanted):
    """Serve the site on a port of its own, and return 0 when every page has its marks."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.local"}
        import django

        django.setup()
        from tests.browser.conftest import KINDS
        from tests.site.served import ask, serve

        if unknown := sorted(wanted - KINDS.keys()):
            sys.exit(f"No such kind of page: {', '.join(unknown)}. There are: {', '.join(KINDS)}.")
        chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
        if chrome is None or not (HERE / "node_modules").exists():
            sys.exit("Lighthouse needs Chromium and its package: npm --prefix tests/lighthouse ci --ignore-scripts")
        kinds = [kind for kind in KINDS if kind not in LEFT_OUT and (not wanted or kind in wanted)]
        with serve(Path(folder)) as port:
            pages = [page_of(kind, language, port, ask) for kind in kinds for language in ("en", "fr")]
            asked = {"origin": f"http://127.0.0.1:{port}", "chrome": chrome, "marks": MARKS, "pages": pages}
            return subprocess.run(["node", str(HERE / "marks.js")], input=json.dumps(asked), text=True).returncode


def page_of(kind, language, port, ask):
    """Return what Lighthouse is told of one page."""
    from django.utils import translation

    from tests.browser.conftest import address_of

    with translation.override(language):
        address = address_of(kind)
    answer, _body = ask(port, address)
    indexed = "noindex" not in (answer.getheader("X-Robots-Tag") or "")
    return {"kind": kind, "language": language, "address": address, "indexed": indexed}


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
