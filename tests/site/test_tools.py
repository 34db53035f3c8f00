import os
import subprocess
import sys

import pytest

from tests.site.served import ROOT


def started(*arguments):
    """Start a program of the tests as make does, without the settings that pytest has chosen."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("tool", ["tests.audit", "tests.exit"])
def test_tool_that_no_test_runs_whole_starts(tool):
    done = started(tool, "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert "usage:" in done.stdout


def test_lighthouse_refuses_a_kind_of_page_that_does_not_exist():
    done = started("tests.lighthouse", "home", "nonsense")

    assert done.returncode == 1
    assert done.stderr.startswith("No such kind of page: nonsense. There are: home, section,")
