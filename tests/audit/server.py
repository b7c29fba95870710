"""A plain web server on loopback that gives a built site as its hosts do: with the headers that `_headers` asks for, and gzip.

Not the preview's, which adds a script to each page and forbids to keep anything.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import MimeTypes
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

_TYPES = MimeTypes()
for _type, _suffix in (
    ("text/javascript", ".js"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("application/atom+xml", ".atom"),
    ("text/calendar", ".ics"),
    ("application/wasm", ".wasm"),
):
    _TYPES.add_type(_type, _suffix)
_TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/atom+xml")


class Host(ThreadingHTTPServer):
    """Gives the site in a folder. Files are looked up by name, so that nothing else can be asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.files = {f"/{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*") if file.is_file()}
        self.rules = list(_rules((folder / "_headers").read_text("utf-8")))

    @property
    def base(self) -> str:
        """Its address, with a trailing slash."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may go away before it has read all."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _rules(text: str) -> Iterator[tuple[str, str, str]]:
    """Pattern of addresses, name and value of each header in `_headers`."""
    pattern = ""
    for line in text.splitlines():
        if line[:1].isspace():
            name, _, value = line.strip().partition(":")
            yield pattern, name, value.strip()
        else:
            pattern = line


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """A server that answers from threads of its own until the block ends."""
    with Host(folder) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Host

    def do_GET(self) -> None:
        """A file, the page of a folder, the way to it, or the page that says that there is none."""
        path = unquote(urlsplit(self.path).path)
        files = self.server.files
        if file := files.get(path + "index.html" if path.endswith("/") else path):
            self._give(200, file, path)
        elif f"{path}/index.html" in files:
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._give(404, files["/404.html"], path)

    def _give(self, status: int, file: Path, path: str) -> None:
        kind = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
        packed = kind.startswith(_TEXTS) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _body(file, packed)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        for pattern, name, value in self.server.rules:
            if fnmatchcase(path, pattern):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nobody reads it."""


@cache
def _body(file: Path, packed: bool) -> bytes:
    data = file.read_bytes()
    return gzip.compress(data, mtime=0) if packed else data
