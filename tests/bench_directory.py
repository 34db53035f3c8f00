"""What the directory costs among 50, 500 and 5,000 services: python -m tests.bench_directory (make bench-directory).

Times are of the processor, in a database made for it; the ratio is to the whole list among the fewest services of the
same run, so that two machines can be compared. A page shows 50 lines at most, whatever there is.
"""

import os
import sys
import tempfile
import time

SIZES = (50, 500, 5000)
COUNTRIES = 200
ROUNDS = 15
FILTERS = {
    "the whole list": "",
    "its last page": "?page={last}",
    "in danger now": "?need=danger",
    "open now": "?open=now",
    "one country": "?country=aa",
    "a language": "?language=fr",
    "all at once": "?need=help&language=fr&channel=call&abroad=yes&open=now",
    "a filter that is none": "?country=nowhere",
}


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["VAR_DIR"] = folder = tempfile.mkdtemp(prefix="reperes-bench-")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    baseline = None
    print(f"{'':<24}{'services':>9}{'lines':>7}{'queries':>9}{'ms':>8}{'ratio':>8}")
    for size in SIZES:
        call_command("make_services", services=size, countries=COUNTRIES, seed=1, verbosity=0)
        built = _index_time()
        for name, query in FILTERS.items():
            lines, queries, spent = _asked("/en/get-help/" + query.format(last=-(-size // 50)))
            baseline = baseline or spent
            print(f"{name:<24}{size:>9,}{lines:>7,}{queries:>9}{spent * 1000:>8.1f}{spent / baseline:>8.2f}")
        print(f"{'making the index':<24}{size:>9,}{'':>16}{built * 1000:>8.1f}{built / baseline:>8.2f}")
    return 0


def _index_time():
    from django.utils import translation

    from hotlines import index

    with translation.override("en"):
        started = time.process_time()
        index.current()
        return time.process_time() - started


def _asked(address):
    """Return how many lines an address finds, with how many queries, and the least time of its page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
        queries = len(found)
    spent = []
    for _round in range(ROUNDS):
        started = time.process_time()
        response = client.get(address)
        spent.append(time.process_time() - started)
    lines = int(response.content.decode().split('<h2 id="lines">')[1].split()[0])
    return lines, queries, min(spent)


if __name__ == "__main__":
    sys.exit(main())
