"""Prove that leaving works, in real windows: python -m tests.exit (make prove-exit); --help says more."""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from types import SimpleNamespace

from tests.exit.browsers import ENGINES
from tests.exit.screen import Screen
from tests.exit.servers import OUTSIDE_COLOR, TARGET_COLOR, Flat, Way, exit_of, serve_site, stop
from tests.exit.trials import TRIALS, Found, Trial

NEEDED = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
}


def main():
    """Run the trials; say what each showed; exit with 1 when one failed (or, without the guard, when none did)."""
    wanted = _arguments()
    missing = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if not list(Path("/usr/lib").glob("*/girepository-1.0/WebKit2-4.1.typelib")):
        missing += ["python3-gi", "gir1.2-webkit2-4.1"]
    if missing:
        sys.exit(f"Missing: apt-get install {' '.join(missing)}")
    folder = Path(tempfile.mkdtemp(prefix="prove-exit-"))
    site, port = None, wanted.site
    if port:
        host, its_port = exit_of(port)
        target = Flat(host, "target", TARGET_COLOR, its_port)
    else:
        target = Flat("127.0.0.3", "target", TARGET_COLOR)
        site, port = serve_site(folder, target.url + "/")
    places = SimpleNamespace(
        outside=Flat("127.0.0.2", "outside", OUTSIDE_COLOR), target=target, way=Way("127.0.0.1", port)
    )
    places.way.guarded = not wanted.without_guard
    results = {}
    try:
        for engine in wanted.engine:
            print(f"\n{engine}: {ENGINES[engine].version()}", flush=True)
            for name in wanted.trial:
                if not set(TRIALS[name][1]) <= set(ENGINES[engine].may_refuse):
                    print(f"  not run  {name}: this engine has no such setting")
                    continue
                found = results[engine, name] = _run(engine, name, places, folder, wanted.pictures)
                _say(name, found)
    finally:
        if site:
            stop(site)
        shutil.rmtree(folder, ignore_errors=True)
    _sum_up(results)
    held = [found.holds for found in results.values()]
    if wanted.without_guard:
        verdict = "SOME TRIALS HOLD: they prove nothing." if any(held) else "every trial fails, as it must."
        print(f"\nWithout the guard: {verdict}")
        sys.exit(any(held))
    sys.exit(not all(held))


def _arguments():
    reader = argparse.ArgumentParser(prog="python -m tests.exit", description=__doc__)
    reader.add_argument("--engine", nargs="+", choices=ENGINES, default=list(ENGINES))
    reader.add_argument("--trial", nargs="+", choices=TRIALS, default=list(TRIALS))
    reader.add_argument("--site", type=int, metavar="PORT", help="a site that runs already, its exit leading to 127.…")
    reader.add_argument("--without-guard", action="store_true", help="take the guard out of every page: all must fail")
    reader.add_argument("--pictures", type=Path, default=Path("var/prove-exit"), help="where frames that fail are kept")
    return reader.parse_args()


def _run(engine, name, places, folder, pictures):
    trial, wishes = TRIALS[name]
    work = Path(tempfile.mkdtemp(dir=folder))
    screen = Screen(work)
    browser = journey = None
    places.way.kept = name != "never kept"
    places.target.requests.clear()
    try:
        browser = ENGINES[engine](screen, work / "browser", **wishes)
        journey = Trial(browser, places, pictures / engine / name.replace(" ", "-"))
        trial(journey)
        return journey.found
    except (OSError, LookupError, TimeoutError, subprocess.CalledProcessError) as error:
        found = journey.found if journey else Found()
        found.facts["the trial ran to its end"] = False
        found.measured["stopped by"] = f"{error} ({traceback.extract_tb(error.__traceback__)[-1].name})"
        screen.snapshot(pictures / engine / f"{name.replace(' ', '-')}-stopped.png")
        return found
    finally:
        if browser:
            browser.close()
        screen.close()


def _say(name, found):
    print(f"  {'holds' if found.holds else 'FAILS'}  {name}", flush=True)
    for fact, holds in found.facts.items():
        if not holds:
            print(f"         not so: {fact}")
    for what, value in found.measured.items():
        print(f"         {what}: {value}", flush=True)


def _sum_up(results):
    print()
    for engine in dict.fromkeys(engine for engine, _name in results):
        measured = [found.measured for (which, _name), found in results.items() if which == engine]
        times = [value for facts in measured for what, value in facts.items() if what.endswith("click to blank, ms")]
        frames = [value for facts in measured for what, value in facts.items() if what.endswith("frames looked at")]
        if times:
            print(
                f"{engine}: {len(times)} exits, {sum(frames)} frames looked at; "
                f"click to blank {statistics.median(times):.0f} ms (median), {max(times)} ms (worst)"
            )


if __name__ == "__main__":
    main()
