"""The three engines, each started as a person's browser: a window, a profile of its own, the back/forward cache on.

A driver is asked only before an exit (where is this link?) or after the trial (what was kept?); everything a person
does is done by the pointer and the keyboard.
"""

import abc
import base64
import contextlib
import json
import os
import shutil
import socket
import struct
import subprocess
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from tests.exit.servers import free_port


class Browser(abc.ABC):
    """A window of one browser. memory: the back/forward cache; scripts, storage: allowed or not."""

    command: tuple[str, ...] = ()
    start_page = "about:blank"
    # What this browser can be told to refuse, or to do without.
    may_refuse: tuple[str, ...] = ("memory", "scripts", "storage")

    def __init__(self, screen, folder, *, memory=True, scripts=True, storage=True):
        self.screen, self.folder = screen, Path(folder)
        self.memory, self.scripts, self.storage = memory, scripts, storage
        self.port = free_port()
        self.environment = {
            **screen.environment,
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "LC_ALL": "C.UTF-8",
        }
        before = set(screen.windows())
        self.process = self.start()
        self.window = self._new_window(before)

    @abc.abstractmethod
    def start(self):
        """Start the browser; return its process."""

    @abc.abstractmethod
    def ask(self, script):
        """Return what a JavaScript expression says in the page."""

    @classmethod
    def version(cls):
        """Return the name and version, as the system says them."""
        said = subprocess.run(cls.command, capture_output=True, text=True, check=False)
        return next((line for line in said.stdout.splitlines() if line.strip()), cls.command[0])

    def run(self, *words):
        """Start a program in the browser's own environment; what it prints is kept beside its profile."""
        with (self.folder / "browser.log").open("ab") as log:
            return subprocess.Popen(words, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def close(self):
        """End the browser and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 15)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait(self, script, seconds=60):
        """Wait until the page says yes; return what it said."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, LookupError, ValueError):
                if found := self.ask(script):
                    return found
            time.sleep(0.1)
        raise TimeoutError(f"{type(self).__name__}: the page never said yes to {script}")

    def _new_window(self, before):
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            new = [window for window in self.screen.windows() if window not in before]
            if new:
                self.screen.hand("windowactivate", "--sync", str(int(new[-1], 16)))
                number = str(int(new[-1], 16))
                self.screen.hand("windowsize", number, "100%", "100%", "windowmove", number, "0", "0")
                return new[-1]
            time.sleep(0.2)
        raise TimeoutError(f"{type(self).__name__} opened no window: see {self.folder / 'browser.log'}")


class Chromium(Browser):
    """Chromium; asked over its DevTools protocol, by a connection that is closed after each question."""

    command = ("chromium", "--version")

    def start(self):
        """Start Chromium."""
        return self.run(
            "chromium", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-sync", "--password-store=basic", "--lang=en",
            f"--user-data-dir={self._profile()}", f"--remote-debugging-port={self.port}", "--remote-allow-origins=*",
            *([] if self.memory else ["--disable-features=BackForwardCache"]),
            *([] if self.scripts else ["--blink-settings=scriptEnabled=false"]),
            self.start_page,
        )  # fmt: skip

    def _profile(self):
        profile = self.folder / "profile"
        (profile / "Default").mkdir(parents=True)
        refused = {"profile": {"default_content_setting_values": {"cookies": 2}}}
        (profile / "Default/Preferences").write_text(json.dumps({} if self.storage else refused))
        return profile

    def tabs(self):
        """Return what the browser says of its tabs."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list", timeout=5) as answer:
            return [tab for tab in json.load(answer) if tab["type"] == "page"]

    def ask(self, script):
        """Return what a JavaScript expression says in the page."""
        for tab in self.tabs():
            with Socket(tab["webSocketDebuggerUrl"]) as line:
                front = line.ask("Runtime.evaluate", expression="document.visibilityState")["result"]["result"]
                if front.get("value") == "visible":
                    said = line.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"]
                    break
        else:
            raise LookupError("No tab is in front.")
        if "exceptionDetails" in said:
            raise LookupError(said["exceptionDetails"]["text"])
        return said["result"].get("value")


class Firefox(Browser):
    """Firefox; asked over WebDriver BiDi, by a session that is ended after each question."""

    command = ("firefox-esr", "--version")

    def start(self):
        """Start Firefox."""
        profile = self.folder / "profile"
        profile.mkdir(parents=True)
        settings = {
            "browser.aboutConfig.showWarning": False,
            "browser.shell.checkDefaultBrowser": False,
            "browser.startup.homepage_override.mstone": "ignore",
            "browser.startup.page": 0,
            "browser.tabs.firefox-view": False,
            "browser.translations.enable": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "app.normandy.enabled": False,
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
            "termsofuse.bypassNotification": True,
            # The driver's own choices switch things off that people have on.
            "remote.prefs.recommended": False,
            "javascript.enabled": self.scripts,
        }
        if not self.memory:
            settings["browser.sessionhistory.max_total_viewers"] = 0
        if not self.storage:
            settings["network.cookie.cookieBehavior"] = 2
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
        (profile / "user.js").write_text("\n".join(lines))
        return self.run(
            "firefox-esr", "--no-remote", "--profile", str(profile),
            "--remote-debugging-port", str(self.port), self.start_page,
        )  # fmt: skip

    def ask(self, script):
        """Return what a JavaScript expression says in the page in front."""
        with Socket(f"ws://127.0.0.1:{self.port}/session") as line:
            line.ask("session.new", capabilities={})
            try:
                tab = self._front(line)
                said = line.ask(
                    "script.evaluate",
                    expression=f"JSON.stringify({script})",
                    target={"context": tab},
                    awaitPromise=False,
                )["result"]
            finally:
                line.ask("session.end")
        if said["type"] != "success":
            raise LookupError(said["exceptionDetails"]["text"])
        return json.loads(said["result"].get("value", "null"))

    def tabs(self):
        """Return what the browser says of its tabs."""
        with Socket(f"ws://127.0.0.1:{self.port}/session") as line:
            line.ask("session.new", capabilities={})
            try:
                return line.ask("browsingContext.getTree")["result"]["contexts"]
            finally:
                line.ask("session.end")

    def _front(self, line):
        tabs = line.ask("browsingContext.getTree")["result"]["contexts"]
        for tab in tabs:
            said = line.ask(
                "script.evaluate",
                expression="document.visibilityState",
                target={"context": tab["context"]},
                awaitPromise=False,
            )
            if said["result"]["result"].get("value") == "visible":
                return tab["context"]
        return tabs[0]["context"]


class WebKit(Browser):
    """WebKitGTK in a plain window of ours (webkit_window.py says why not in its own browser)."""

    may_refuse = ("memory", "scripts")
    command = ("dpkg-query", "--showformat=WebKitGTK ${Version}\n", "--show", "libwebkit2gtk-4.1-0")

    def start(self):
        """Start the window."""
        self.folder.mkdir(parents=True, exist_ok=True)
        allowed = [name for name in self.may_refuse if getattr(self, name)]
        window = str(Path(__file__).with_name("webkit_window.py"))
        return self.run("/usr/bin/python3", window, str(self.port), self.start_page, *allowed)

    def ask(self, script):
        """Return what a JavaScript expression says in the page in front."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(f"{script}\n".encode())
            return json.loads(line.makefile().readline() or "null")


ENGINES = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}


class Socket:
    """A WebSocket that asks one question at a time (RFC 6455, texts only)."""

    def __init__(self, address):
        parts = urlsplit(address)
        self._line = socket.create_connection((parts.hostname, parts.port), timeout=20)
        self._read = self._line.makefile("rb")
        self._number = 0
        key = base64.b64encode(os.urandom(16)).decode()
        self._line.sendall(
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        if b"101" not in self._read.readline():
            raise ConnectionError(f"{address} speaks no WebSocket")
        while self._read.readline().strip():
            pass

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self._read.close()
        self._line.close()

    def ask(self, method, **parameters):
        """Send a command; return its answer, a dictionary with "result"; raises LookupError when it is refused."""
        self._number += 1
        self._send(json.dumps({"id": self._number, "method": method, "params": parameters}).encode())
        while True:
            said = json.loads(self._receive())
            if said.get("id") == self._number:
                if "result" not in said:
                    raise LookupError(f"{method}: {said.get('message') or said.get('error')}")
                return said

    def _send(self, data):
        mask = os.urandom(4)
        size = len(data)
        head = bytes([0x81, 0x80 | size]) if size < 126 else struct.pack(">BBH", 0x81, 0x80 | 126, size)
        self._line.sendall(head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data)))

    def _receive(self):
        text = b""
        while True:
            first, second = self._read.read(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", self._read.read(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._read.read(8))[0]
            data = self._read.read(size)
            if first & 0xF in {0, 1}:
                text += data
                if first & 0x80:
                    return text
