"""How long an editor waits for the preview: from its start until it serves, and from a save until the new page has come to the browser.

python -m tests.bench.preview --articles 5000            # writes the corpus of ../shared/bench; --hugo: Hugo's server beside it
python -m tests.bench.preview --site FOLDER              # a site of your own; it is copied

A save is a whole rewrite of a file in place. A page "came" when the answer to the request that its tab makes after the event holds the new
words: what a browser then takes to draw it is not ours. Times are of the wall, so the machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

REFERENCE = Path(__file__).parents[3] / "shared/bench"
PAUSE = 0.6
"""Seconds between two saves: nobody types faster, and a burst of saves is over by then."""
PATIENCE = 30.0


class Save(NamedTuple):
    """One kind of save: which files, what becomes of their text, and on which page it shows."""

    name: str
    files: str
    """A glob in the site's folder."""
    change: Callable[[str, str], str]
    """Text and marker → new text."""
    page: Callable[[Path, str], str]
    """Site and file → the address of a page that shows it."""


def words(text: str, marker: str) -> str:
    return f"{text.rstrip()}\n\n{marker}\n"


def title(text: str, marker: str) -> str:
    return re.sub(
        r'^(title|name): (?:\{"(id|official)": )?"', lambda found: f"{found[0]}{marker} ", text, count=1, flags=re.M
    )


def article(root: Path, file: str) -> str:
    return _dated("/id/berita", Path(file).read_text(), "date", file)


def event(root: Path, file: str) -> str:
    facts = (root / f"content/events/{_key(file)}.yaml").read_text()
    return _dated("/id/agenda", facts, "start", file)


def _key(file: str) -> str:
    return Path(file).name.split(".")[0]


def _dated(index: str, facts: str, field: str, file: str) -> str:
    found = re.search(rf'^{field}: "?(\d{{4}})', facts, re.M)
    assert found, f"{file} has no {field}"
    return f"{index}/{found[1]}/{re.sub('^[0-9]{4}-[0-9]{2}-[0-9]{2}-', '', _key(file))}/"


def partner(root: Path, file: str) -> str:
    return f"/id/mitra/{Path(file).stem}/"


def partner_fact(text: str, marker: str) -> str:
    return re.sub(r'^city: "', f'city: "{marker} ', text, count=1, flags=re.M)


SAVES = (
    Save("article, words", "content/news/*.id.md", words, article),
    Save("article, title", "content/news/*.id.md", title, article),
    Save("event, words", "content/events/*.id.md", words, event),
    Save("event, title", "content/events/*.yaml", title, event),
    Save("partner, city", "content/partners/*.yaml", partner_fact, partner),
)


class Preview:
    """A running `sitegen serve`, asked as a browser asks."""

    def __init__(self, root: Path):
        began = time.perf_counter()
        command = [sys.executable, "-m", "sitegen", "serve", "-C", str(root), "--port", "0", "--lang", "en"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        self.ready = time.perf_counter() - began
        found = re.search(r"http://([\d.]+):(\d+)/", line)
        assert found, line
        self.host, self.port = found[1], int(found[2])
        self._asking = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        token = re.search(rb'data-token="([^"]+)"', self.get("/id/"))
        assert token
        self._listening = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        self._listening.request("GET", f"/.sitegen/events?token={token[1].decode()}")
        self._events: HTTPResponse = self._listening.getresponse()

    def get(self, path: str) -> bytes:
        self._asking.request("GET", path)
        answer = self._asking.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return data

    def next_generation(self) -> None:
        """Wait for the event that pages may be others."""
        while True:
            line = self._events.readline()
            if line.startswith(b"data:") and "gen" in json.loads(line[5:]):
                return

    def memory(self) -> float:
        """The most memory that the process had, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1000

    def stop(self) -> float:
        """Ctrl-C; seconds until it has ended."""
        began = time.perf_counter()
        self.process.send_signal(2)
        self.process.wait(PATIENCE)
        return time.perf_counter() - began


def save(file: Path, text: str) -> float:
    """Rewrite a file; the time when it is done."""
    file.write_text(text)
    return time.perf_counter()


def measure(preview: Preview, root: Path, what: Save, times: int, rng: random.Random) -> list[float]:
    """Seconds from each save until its page came."""
    waits = []
    files = sorted(root.glob(what.files))
    for number in range(times):
        file = rng.choice(files)
        path, marker = what.page(root, str(file)), f"Penanda{number:04}"
        preview.get(path)
        time.sleep(PAUSE)
        old = file.read_text()
        waits.append(came(preview, path, marker, save(file, what.change(old, marker))))
        time.sleep(PAUSE)
        back = save(file, old)
        came(preview, path, marker, back, gone=True)
    return waits


def came(preview: Preview, path: str, marker: str, since: float, *, gone: bool = False) -> float:
    """Seconds until the page at `path` shows the marker, or does not any more."""
    while time.perf_counter() < since + PATIENCE:
        preview.next_generation()
        preview.get(f"/.sitegen/version?page={path}")  # what a tab asks first
        if (marker.encode() in preview.get(path)) is not gone:
            return time.perf_counter() - since
    raise SystemExit(f"{path} never showed {marker}")


def templates(preview: Preview, root: Path, times: int) -> list[float]:
    """Seconds from the save of a template until a page that it makes came."""
    source = Path(__file__).parents[2] / "themes/default/templates/article.html"
    own = root / "themes/default/templates/article.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    path = article(root, str(next(iter(sorted(root.glob("content/news/*.id.md"))))))
    text, waits = source.read_text(), []
    own.write_text(text)
    time.sleep(2 * PAUSE)
    for number in range(times):
        marker = f"Penanda{number:04}"
        changed = text.replace("<h1", f"<p>{marker}</p><h1", 1)
        assert changed != text
        waits.append(came(preview, path, marker, save(own, changed)))
        time.sleep(PAUSE)
    own.unlink()
    return waits


@contextmanager
def hugo(root: Path) -> Iterator[tuple[float, int, int]]:
    """Hugo's server on its own corpus: seconds until it serves, its port, its process."""
    home = Path(os.environ.get("BENCH_HOME", Path.home() / ".cache/sitegen-bench"))
    binary = next(home.glob("venv/lib/python3*/site-packages/hugo/binaries/hugo"))
    port, began = 13131, time.perf_counter()
    command = [str(binary), "server", "--port", str(port), "--disableBrowserError"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    for line in process.stdout:
        if "Web Server is available" in line:
            break
    try:
        yield time.perf_counter() - began, port, process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def measure_hugo(root: Path, keys: list[str], times: int) -> tuple[float, list[float], float]:
    """Seconds until it serves, seconds from each save until its page came, MB."""
    waits = []
    with hugo(root) as (ready, port, pid):
        for number in range(times):
            key, marker = keys[(number * 37 + 11) % len(keys)], f"Penanda{number:04}"
            file, path = root / f"content/news/{key}.id.md", f"/id/news/{key[:4]}/{key}/"
            since = save(file, words(file.read_text(), marker))
            while marker.encode() not in _fetch(port, path):
                time.sleep(0.005)
                if time.perf_counter() > since + PATIENCE:
                    raise SystemExit(f"Hugo never showed {marker} at {path}")
            waits.append(time.perf_counter() - since)
            time.sleep(PAUSE)
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return ready, waits, int(found[1]) / 1000 if found else 0.0


def _fetch(port: int, path: str) -> bytes:
    with suppress(OSError):
        asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        asking.request("GET", path)
        return asking.getresponse().read()
    return b""


def row(name: str, waits: list[float]) -> str:
    """A row of the table, in milliseconds."""
    ordered = sorted(waits)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95)]
    return f"  {name:<22} {at[0] * 1000:7.0f} {at[1] * 1000:7.0f} {ordered[-1] * 1000:7.0f}   {len(ordered)}"


def run(root: Path, times: int) -> None:
    """Measure our preview of a site, and print its table."""
    shutil.rmtree(root / ".sitegen", ignore_errors=True)
    first = Preview(root)
    print(f"  ready without state  {first.ready:5.2f} s   ended in {first.stop():.2f} s")
    preview = Preview(root)
    print(f"  ready with state     {preview.ready:5.2f} s")
    print("  saved → came, ms        median    95 %     max   saves")
    rng = random.Random(1)
    everything: list[float] = []
    for what in SAVES:
        waits = measure(preview, root, what, times, rng)
        everything += waits
        print(row(what.name, waits), flush=True)
    print(row("all of these", everything))
    print(row("template", templates(preview, root, times)))
    print(f"  memory {preview.memory():.0f} MB, ended in {preview.stop():.2f} s")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--reference", type=Path, default=REFERENCE, help="folder of the corpus")
    parser.add_argument("--site", type=Path, help="a site instead of the corpus")
    parser.add_argument("--times", type=int, default=40, help="saves of each kind")
    parser.add_argument(
        "--hugo", action="store_true", help="Hugo's server beside it (the reference's setup.sh installs it)"
    )
    args = parser.parse_args()
    ram = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="sitegen-preview-", dir=ram) as folder:
        root = Path(folder) / "site"
        if args.site:
            shutil.copytree(args.site, root, ignore=shutil.ignore_patterns("output", ".sitegen", ".git", ".venv"))
        else:
            sys.path[:0] = [str(args.reference), str(args.reference / "peers")]
            corpus: Any = importlib.import_module("corpus").make(args.articles, 1)
            importlib.import_module("sitegen_").write(corpus, root)
        print(f"sitegen serve, {len(list(root.glob('content/news/*.id.md')))} articles")
        run(root, args.times)
        if args.hugo and not args.site:
            importlib.import_module("hugo").write(corpus, Path(folder) / "hugo")
            ready, waits, memory = measure_hugo(
                Path(folder) / "hugo", [each["key"] for each in corpus["articles"]], min(args.times, 10)
            )
            print(
                f"hugo server\n  ready                {ready:5.2f} s\n{row('article, words', waits)}\n  memory {memory:.0f} MB"
            )


if __name__ == "__main__":
    main()
