"""What the reports cost with 25 and with 60 editions: python -m tests.bench_reports (make bench-reports).

Of each page and file: how many queries, the least time of the processor, the ratio of that time to that of the page of
an edition among 25, the bytes before and after compression as the server does it, and the most memory that making it
takes. In a database made for it, with 200 and with 250 countries.
"""

import os
import sys
import tempfile
import time
import tracemalloc

SIZES = ((25, 200), (60, 250))
ROUNDS = 5
ADDRESSES = {
    "an edition": "/en/reports/{last}/",
    "a country": "/en/reports/countries/land-qaa/",
    "the explorer": "/en/reports/tiers/",
    "one region of it": "/en/reports/tiers/?region=WHA",
    "ten years of it": "/en/reports/tiers/?from={tenth}&to={last}",
    "four countries": "/en/reports/compare/?country=qaa&country=qab&country=qac&country=qad",
    "the countries": "/en/reports/countries/",
    "the figures": "/en/reports/figures/",
    "the editions": "/en/reports/",
    "tiers.csv": "/en/reports/tiers.csv",
    "tiers.json": "/en/reports/tiers.json",
    "tiers.zip": "/en/reports/tiers.zip",
    "an edition.csv": "/en/reports/{last}.csv",
    "a country.csv": "/en/reports/countries/land-qaa.csv",
}


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["VAR_DIR"] = folder = tempfile.mkdtemp(prefix="reperes-bench-")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    import django

    django.setup()
    from django.core.management import call_command

    from tests.builders import placements_of

    call_command("migrate", verbosity=0)
    baseline = None
    print(f"{'':<18}{'editions':>9}{'queries':>9}{'ms':>9}{'ratio':>8}{'bytes':>11}{'brotli':>9}{'peak KB':>9}")
    for editions, countries in SIZES:
        placements_of(editions, countries)
        last = 2000 + editions
        for name, address in ADDRESSES.items():
            queries, spent, size, sent, peak = _asked(address.format(last=last, tenth=last - 9))
            baseline = baseline or spent
            print(
                f"{name:<18}{editions:>9}{queries:>9}{spent * 1000:>9.1f}{spent / baseline:>8.2f}"
                f"{size:>11,}{sent:>9,}{peak / 1024:>9,.0f}"
            )
    return 0


def _asked(address):
    """Return queries, least time, bytes, bytes sent and most memory of an address."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as found:
        size = sum(map(len, _body(client.get(address))))
        queries = len(found)
    spent = []
    for _round in range(ROUNDS):
        started = time.process_time()
        for _part in _body(client.get(address)):
            pass
        spent.append(time.process_time() - started)
    sent = sum(map(len, _body(client.get(address, headers={"Accept-Encoding": "br"}))))
    tracemalloc.start()
    for _part in _body(client.get(address)):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return queries, min(spent), size, sent, peak


def _body(response):
    return response.streaming_content if response.streaming else [response.content]


if __name__ == "__main__":
    sys.exit(main())
