"""A screen of our own (Xvfb), what is on it many times a second, the titles of windows, and a person's hands."""

import mmap
import os
import re
import struct
import subprocess
import threading
import time
import zlib
from pathlib import Path

WIDTH, HEIGHT = 1000, 760
# Browsers show the address of a link under the pointer, and what they wait for, at the foot of the page.
_FOOT = 40


class Screen:
    """An X server whose memory is a file that this process reads: looking costs the browser nothing."""

    def __init__(self, folder):
        folder = Path(folder)
        read, write = os.pipe()
        self._server = subprocess.Popen(
            [
                "Xvfb", "-displayfd", str(write), "-fbdir", folder,
                "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-nocursor",
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": self.display}
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        self._managed()
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self._memory[:100])
        self._line = header[12]
        self._start = header[0] + header[19] * 12
        self.box = (0, 0, WIDTH, HEIGHT)

    def close(self):
        """Stop the X server."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()

    def _managed(self, seconds=30):
        """Wait until windows are managed: one that opens earlier would never be found."""
        deadline = time.monotonic() + seconds
        while "window id" not in self._root("_NET_SUPPORTING_WM_CHECK"):
            if time.monotonic() > deadline:
                raise TimeoutError("openbox does not start")
            time.sleep(0.1)

    def _root(self, name):
        said = subprocess.run(
            ["xprop", "-root", name], env=self.environment, capture_output=True, text=True, check=False
        )
        return said.stdout

    def rows(self):
        """Return the pixels of the rows that hold the page."""
        _left, top, _right, bottom = self.box
        return self._memory[self._start + top * self._line : self._start + bottom * self._line]

    def colors_of(self, rows):
        """Return the colors of the page in these rows."""
        left, _top, right, _bottom = self.box
        found = set()
        for start in range(0, len(rows), self._line):
            found |= set(memoryview(rows)[start + left * 4 : start + right * 4].cast("I"))
        return {color & 0xFFFFFF for color in found}

    def colors(self):
        """Return the colors of the page now."""
        return self.colors_of(self.rows())

    def find_page(self, color):
        """Take as the page the rectangle that has this one color; return its left and top."""
        self.box = (0, 0, WIDTH, HEIGHT)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            rows = self.rows()
            wanted = struct.pack("<I", color)
            lines = [rows[start : start + self._line] for start in range(0, len(rows), self._line)]
            full = [number for number, line in enumerate(lines) if line.count(wanted[:3]) > WIDTH * 0.8]
            if len(full) > HEIGHT / 2:
                line = lines[full[len(full) // 2]]
                pixels = [pixel & 0xFFFFFF for pixel in memoryview(line).cast("I")]
                left, right = pixels.index(color), WIDTH - pixels[::-1].index(color)
                self.box = (left, full[0], right, full[-1] + 1 - _FOOT)
                return left, full[0]
            time.sleep(0.2)
        raise TimeoutError(f"The page of color #{color:06x} never showed.")

    def hand(self, *words):
        """Move the pointer, press keys (xdotool's words)."""
        subprocess.run(["xdotool", *words], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def windows(self):
        """Return the windows on the screen, as numbers."""
        return re.findall(r"0x[0-9a-f]+", self._root("_NET_CLIENT_LIST"))

    def snapshot(self, path):
        """Write the whole screen, bars and all, as a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture(self._memory[self._start : self._start + HEIGHT * self._line], path)

    def picture(self, rows, path):
        """Write rows of the screen as a PNG file."""
        lines = []
        for start in range(0, len(rows), self._line):
            line = rows[start : start + WIDTH * 4]
            rgb = bytearray(WIDTH * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
            lines.append(b"\0" + bytes(rgb))

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", WIDTH, len(lines), 8, 2, 0, 0, 0)
        data = zlib.compress(b"".join(lines))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


class Watch:
    """Everything that the page and the title bar show while it is open: with Watch(screen, window) as seen."""

    def __init__(self, screen, window):
        self.screen = screen
        self.frames = []
        self.pictures = {}
        self.titles = []
        self._done = threading.Event()
        self._spy = subprocess.Popen(
            ["xprop", "-spy", "-id", window, "_NET_WM_NAME"],
            env=screen.environment,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        self._threads = [threading.Thread(target=self._look), threading.Thread(target=self._listen)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *trouble):
        self._done.set()
        self._spy.terminate()
        self._spy.wait()
        for thread in self._threads:
            thread.join()

    def _look(self):
        while not self._done.is_set():
            now, rows = time.monotonic(), self.screen.rows()
            mark = hash(rows)
            if mark not in self.pictures:
                self.pictures[mark] = zlib.compress(rows, 1)
            self.frames.append((now, mark))
            time.sleep(max(0, 0.011 - (time.monotonic() - now)))

    def _listen(self):
        for line in self._spy.stdout:
            self.titles.append((time.monotonic(), line.partition(" = ")[2].strip().strip('"')))

    def colors(self):
        """Return the colors of each picture that was seen: {mark: colors}."""
        return {mark: self.screen.colors_of(zlib.decompress(picture)) for mark, picture in self.pictures.items()}
