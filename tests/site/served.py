"""The site as a real gunicorn serves it, the way make run does."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

# Not from the settings: the audit asks for no Django.
ROOT = Path(__file__).parents[2]


def run(*arguments, environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@contextlib.contextmanager
def serve(var, content=None):
    """Serve the site with a database of its own, kept in the folder var; give the port.

    content: a SQLite file that holds the whole content already, to copy instead of loading it.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(var),
        "VAR_DIR": str(var),
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
    }
    if content is not None:
        shutil.copy(content, var / "site.sqlite3")
    else:
        run("migrate", "-v0", environment=environment)
        run("load_content", "-v0", environment=environment)
    run("compile_catalogue", "-v0", environment=environment)
    run("collectstatic", "--no-input", "-v0", environment=environment)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [str(gunicorn), "--config", "config/gunicorn.conf.py", "config.wsgi"]
    with (var / "gunicorn.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            for _attempt in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)
    shutil.rmtree(var, ignore_errors=True)


def ask(port, path, method="GET", headers=None):
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    talk.request(method, path, headers=headers or {})
    answer = talk.getresponse()
    body = answer.read()
    talk.close()
    return answer, body
