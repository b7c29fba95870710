"""The command `serve` as an editor uses it: one process, asked over HTTP, while files change beside it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import check
from sitegen.report import Options
from tests.build_site import TODAY

ROOT = Path(__file__).parents[2]
SCRIPT = re.compile(rb'<script src="/\.sitegen/client\.js"[^>]*></script>')
PATIENCE = 30.0
ARTICLE = "content/news/2022-11-21-pelatihan-kui"


class Served:
    """A running preview."""

    def __init__(self, root: Path, *options: str):
        command = [sys.executable, "-m", "sitegen", "serve", "-C", str(root), "--port", "0", *options]
        if "--at" not in options:
            command += ["--at", TODAY.isoformat()]
        self.root = root
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ENVIRONMENT)
        assert self.process.stdout
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = ""
        found = re.search(r"Serving http://([^/]+):(\d+)/", self.wait_for("Serving http.*/\n"))
        assert found
        self.host, self.port = found[1], int(found[2])

    def wait_for(self, words: str) -> str:
        """What the terminal says, as soon as there is something in it (a regular expression)."""
        assert self.process.stdout
        until = time.monotonic() + PATIENCE
        while not re.search(words, self.said):
            ready, _, _ = select.select([self.process.stdout], [], [], until - time.monotonic())
            data = self.process.stdout.read() if ready else None
            assert data, f"{words!r} was never said, but: {self.said}"
            self.said += data.decode()
        return self.said

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Status and bytes."""
        with closing(HTTPConnection(self.host, self.port, timeout=PATIENCE)) as asking:
            asking.request("GET", path, headers=headers)
            answer = asking.getresponse()
            return answer.status, answer.read()

    @contextmanager
    def events(self) -> Iterator[Callable[[str], int]]:
        """The stream of events: waits for the next one about a subject, and gives its number."""
        token = re.search(rb'data-token="([^"]+)"', self.get("/id/")[1])
        assert token
        with closing(HTTPConnection(self.host, self.port, timeout=PATIENCE)) as listening:
            listening.request("GET", f"/.sitegen/events?token={token[1].decode()}")
            stream: HTTPResponse = listening.getresponse()
            assert stream.status == 200

            def next_of(subject: str) -> int:
                while True:
                    line = stream.readline()
                    assert line, "the stream ended"
                    event: dict[str, Any] = json.loads(line[5:]) if line.startswith(b"data:") else {}
                    if subject in event:
                        return int(event[subject])

            assert next_of("problems") >= 0  # the last word, told to each that comes
            yield next_of

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": "en_GB.UTF-8"}


def copy(folder: Path) -> Path:
    """The demonstration site, to be worked on."""
    root = folder / "site"
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "site.yaml", root)
    return root


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(copy(tmp_path))
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_every_file_of_a_build_is_served_with_the_same_bytes_but_for_one_script(served: Served) -> None:
    options = Options(today=lambda zone: TODAY, drafts=True, future=True)
    _, files = check(served.root, served.root / "output", options)
    scripts = 0
    for file, data in files.items():
        if file.startswith(("_", ".", "pagefind/")):
            continue
        status, answer = served.get("/" + file.removesuffix("index.html"))
        assert status == 200, file
        assert SCRIPT.sub(b"", answer) == data, file
        scripts += answer != data
    assert scripts > len(files) / 3
    assert not (served.root / "output").exists()
    assert served.stop() == 130


def test_a_save_is_told_and_shown_in_both_languages(served: Served) -> None:
    pages = [served.get(f"/{at}/2022/pelatihan-kui/")[1] for at in ("id/berita", "en/news")]
    with served.events() as next_of:
        edit(served.root / f"{ARTICLE}.yaml", "Amanda Tyara", "Amanda T.")
        assert next_of("gen") == 1
    assert [served.get(f"/{at}/2022/pelatihan-kui/")[1] for at in ("id/berita", "en/news")] != pages


def test_a_mistake_is_told_with_its_line_and_the_last_good_page_stays_until_it_is_mended(served: Served) -> None:
    file = served.root / f"{ARTICLE}.id.md"
    good, page = file.read_text(), served.get("/id/berita/2022/pelatihan-kui/")[1]
    with served.events() as next_of:
        file.write_text(good.replace("title:", "titel: x\ntitle:").replace("---\n", "---\ndate: kapan\n", 1))
        assert next_of("problems") > 0
        assert SCRIPT.sub(b"", served.get("/id/berita/2022/pelatihan-kui/")[1]) == SCRIPT.sub(b"", page)
        served.wait_for(rf"{ARTICLE}\.id\.md:2:\d+: error: ")
        told = json.loads(served.get("/.sitegen/problems")[1])
        assert {(each["path"], each["line"]) for each in told["problems"]} >= {(f"{ARTICLE}.id.md", 2)}
        file.write_text(good)
        assert next_of("problems") == 0
    served.wait_for("No mistake is left")


def test_a_new_article_comes_and_goes_with_its_file(served: Served) -> None:
    file = served.root / "content/news/2026-01-02-baru.id.md"
    with served.events() as next_of:
        file.write_text("---\ntitle: Baru\ndraft: true\n---\n\nIsi.\n")
        next_of("gen")
        status, page = served.get("/id/berita/2026/baru/")
        assert status == 200
        assert b'data-marks="draft"' in page
        file.unlink()
        next_of("gen")
    assert served.get("/id/berita/2026/baru/")[0] == 404


def test_the_site_of_another_day_is_shown(tmp_path: Path) -> None:
    running = Served(copy(tmp_path), "--at", "2031-01-31", "--lang", "id")
    assert b"31 Januari 2031" in running.get("/.sitegen/")[1]
    assert running.stop() == 130


def test_ctrl_c_ends_it_with_open_streams_and_frees_the_port(served: Served) -> None:
    with served.events():
        began = time.monotonic()
        assert served.stop() == 130
        assert time.monotonic() - began < 2  # a promise to the editor, five times what it takes
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind((served.host, served.port))
    assert "Traceback" not in served.said


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["-C", "nowhere"], 2, "site.yaml:1:1: error: "),
        (["--host", "no.such.host.invalid"], 3, "--host:1:1: error: "),
        (["--allow-host", "http://laptop.local/"], 2, "'http://laptop.local/' is not a name like laptop.local"),
        (["--at", "besok"], 2, "'besok' is not a date like 2027-01-31"),
        (["--editor", "javascript:alert(1)"], 2, "--editor"),
    ],
)
def test_what_cannot_be_served_is_said(tmp_path: Path, options: list[str], code: int, said: str) -> None:
    command = [sys.executable, "-m", "sitegen", "serve", "--port", "0", *options]
    root = copy(tmp_path)
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, env=ENVIRONMENT, timeout=PATIENCE)
    assert (ended.returncode, said in ended.stderr) == (code, True), ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_said(served: Served) -> None:
    command = [sys.executable, "-m", "sitegen", "serve", "-C", str(served.root), "--port", str(served.port)]
    ended = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=PATIENCE)
    assert ended.returncode == 3
    assert f"--port:1:1: error: Port {served.port} is in use" in ended.stderr
