import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from tests.site.served import ROOT

JAR = Path(ROOT, "tests/nu-checker/node_modules/vnu-jar/build/dist/vnu.jar")


def gone(execute, sql, params, many, context):
    raise DatabaseError("the database is gone")


@pytest.fixture(scope="session")
def checker():
    java = shutil.which("java")
    if java is None or not JAR.exists():
        message = "No Nu HTML checker: make tools (it needs java and npm)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)

    def check(folder):
        options = ["--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)]
        command = [java, "-Xss4m", "-jar", str(JAR), *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
        return json.loads(done.stderr)["messages"]

    return check


def written(folder, pages):
    """Write pages for the checker, and return the name that it will call each one by."""
    names = {}
    for number, (address, html) in enumerate(pages):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        names[f"{number}.html"] = address
    return names


def complaints(checker, folder, names):
    found = {}
    for message in checker(folder):
        said = f"{message.get('subType') or message['type']}: {message['message']}"
        found.setdefault(said, []).append(names[message["url"].rsplit("/", 1)[1]])
    return {said: (len(addresses), addresses[0]) for said, addresses in found.items()}


def test_the_nu_checker_finds_nothing_on_any_page(site, checker, tmp_path):
    names = written(tmp_path, [(page.address, page.html) for page in site.pages.values()])

    assert complaints(checker, tmp_path, names) == {}


def test_the_nu_checker_finds_nothing_on_the_pages_that_no_link_leads_to(site_content, checker, tmp_path):
    client = Client(raise_request_exception=False)
    addresses = [
        "/",
        "/en/nothing-here/",
        "/fr/rien/",
        "/en/search/?q=trafficking",
        "/fr/recherche/?q=traite",
        "/en/search/?q=zzzz",
        "/en/get-help/?country=zz",
        "/fr/obtenir-de-l-aide/?need=zz",
        "/en/print/?country=zz",
        "/fr/imprimer/cartes/?country=fr&languages=fr&paper=letter",
        "/en/print/poster/?country=us&need=report",
        "/en/get-help/?country=us&need=help",
        "/en/reports/tiers/?tier=9",
        "/fr/rapports/exemples/?pillar=9",
        "/en/get-help/share/?country=us",
        "/fr/obtenir-de-l-aide/partager/?country=zz",
    ]
    pages = [(address, client.get(address).content.decode()) for address in addresses]
    with connection.execute_wrapper(gone):
        cache.clear()
        pages.append(("500", client.get("/en/understand/").content.decode()))
    names = written(tmp_path, pages)

    assert complaints(checker, tmp_path, names) == {}


def test_the_nu_checker_finds_nothing_in_the_html_that_others_copy(site_content, checker, tmp_path):
    client, pages = Client(), []
    for address in ("/en/get-help/share/", "/fr/obtenir-de-l-aide/partager/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        for choice in page.select("select[name=country] option"):
            query = f"{address}?country={choice['value']}"
            code = BeautifulSoup(client.get(query).content, "html.parser").textarea.string
            start = f'<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>{query}</title></head><body>'
            pages.append((query, f"{start}<h1>Another site</h1>{code}</body></html>"))
    names = written(tmp_path, pages)

    assert len(pages) > 100
    assert complaints(checker, tmp_path, names) == {}
