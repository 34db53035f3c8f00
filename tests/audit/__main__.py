"""Serve the site, look at every page of its sitemap, print what is wrong and nothing else; 1 when anything is.

python -m tests.audit [--at http://127.0.0.1:8000] [--only /en/reports/] [--processes 2]
"""

import argparse
import contextlib
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

from tqdm import tqdm

from tests.audit.browsing import TABS, browse
from tests.site.served import serve
from tests.site.test_html import JAR, complaints, written

_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def main():
    """Return how the program ends: 0 when nothing was found."""
    asked = _arguments()
    with contextlib.ExitStack() as stack:
        if asked.at is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="audit-")))
            print("Preparing the site …", file=sys.stderr)
            asked.at = f"http://127.0.0.1:{stack.enter_context(serve(folder / 'site'))}"
        paths = [path for path in _paths(asked.at) if asked.only in path]
        pages = _seen(asked.at, paths, asked.processes)
    findings = defaultdict(list)
    for page in pages:
        for where, fault in page.findings:
            findings[fault].append(f"{page.address} ({where})" if where else page.address)
    for fault, places in sorted(findings.items(), key=lambda found: -len(found[1])):
        print(f"{len(places)} × {fault}\n    {'  '.join(places[:3])}")
    markup = _markup([(page.address, page.html) for page in pages])
    for fault, (times, first) in sorted(markup.items()):
        print(f"{times} × {fault}\n    {first}")
    found = len(findings) + len(markup)
    print(f"{len(pages)} pages, {found} findings.", file=sys.stderr)
    return 1 if found or not pages else 0


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__.splitlines()[0])
    parser.add_argument("--at", help="a site that is served already, instead of one of its own")
    parser.add_argument("--only", default="", help="only the pages whose address holds these characters")
    parser.add_argument("--processes", type=int, default=2, help="browsers at work at the same time")
    return parser.parse_args()


def _paths(origin):
    """Return the path of every page of the sitemap, and the door before them."""
    with urlopen(f"{origin}/sitemap.xml") as answer:
        root = ElementTree.parse(answer).getroot()
    return list(dict.fromkeys(["/", *(urlsplit(entry.text).path for entry in root.iter(_LOCATION))]))


def _seen(origin, paths, processes):
    """Return what was seen of each page, in the order of the paths."""
    context = multiprocessing.get_context("spawn")
    waiting, seen = context.Queue(), context.Queue()
    for path in [*paths, *[None] * processes * TABS]:
        waiting.put(path)
    browsers = [context.Process(target=browse, args=(origin, waiting, seen), daemon=True) for _ in range(processes)]
    for browser in browsers:
        browser.start()
    pages = {}
    for _path in tqdm(paths, desc="axe", unit="page", mininterval=0.5 if sys.stderr.isatty() else 15):
        page = seen.get(timeout=300)
        pages[page.address] = page
    for browser in browsers:
        browser.join(timeout=30)
    return [pages[path] for path in paths]


def _markup(pages):
    """Return what the Nu checker finds on the pages: message -> (how many times, the first address)."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        return {"No Nu HTML checker: make tools (it needs java and npm)": (1, str(JAR))}

    def check(folder):
        options = ["--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)]
        command = [java, "-Xss4m", "-jar", str(JAR), *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=True)
        return json.loads(done.stderr)["messages"]

    with tempfile.TemporaryDirectory(prefix="markup-") as folder:
        return complaints(check, Path(folder), written(Path(folder), pages))


if __name__ == "__main__":
    sys.exit(main())
