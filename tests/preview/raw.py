"""A client that sends bytes as they are (ordinary clients tidy them up first), and a site and a desk for the server to serve."""

from __future__ import annotations

import json
import select
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.base.problems import Problem
from sitegen.preview.answers import Answer
from sitegen.preview.connection import Limits
from sitegen.preview.server import Server

TOKEN = "right"
PATIENCE = 60
"""Seconds until a test that waits in vain fails."""

PAGE = '<!DOCTYPE html><html><head><link rel="stylesheet" href="/static/style.css"></head><body>{}</body></html>'
FILES = {
    "index.html": PAGE.format("choice").encode(),
    "404.html": PAGE.format("nothing").encode(),
    "id/index.html": PAGE.format("beranda").encode(),
    "id/berita/index.html": PAGE.format("berita").encode(),
    "id/feed.atom": b"<feed/>",
    "static/style.css": b"body{}",
}


class FakeSite:
    """A site that believes the server: it gives whatever file is asked for, from a dict."""

    def __init__(self, files: Mapping[str, bytes] = FILES, prefix: str = "/") -> None:
        self.files = dict(files)
        self.prefix = prefix

    def data(self, file: str) -> bytes | None:
        return self.files.get(file)

    def marks(self, file: str) -> tuple[str, ...]:
        return ("draft",) if "draf" in file else ()


class FolderSite(FakeSite):
    """A site that is as careless as can be: it opens whatever is asked for, below a folder that has secrets in it and around it."""

    def __init__(self, folder: Path) -> None:
        super().__init__({})
        self.folder = folder

    def data(self, file: str) -> bytes | None:
        try:
            return (self.folder / file).read_bytes()
        except (OSError, ValueError):
            return None


class FakeDesk:
    """A desk with one file, that tells what it was asked."""

    def answer(self, path: str, query: Mapping[str, str]) -> Answer | None:
        if path == "/.sitegen/client.js":
            return Answer(200, b"// script", "text/javascript; charset=utf-8")
        if path == "/.sitegen/":
            return Answer(200, json.dumps(dict(query)).encode(), "text/html; charset=utf-8")
        return None


class Reply(NamedTuple):
    """What a server sent back."""

    status: int
    fields: dict[str, str]
    """Names in lower case. A name that comes twice is a failure of the test."""
    body: bytes


class Client:
    """A connection."""

    def __init__(self, server: Server, receive_buffer: int = 0) -> None:
        host, _, port = server.url.removeprefix("http://").rstrip("/").rpartition(":")
        self.socket = socket.socket(socket.AF_INET6 if "[" in host else socket.AF_INET)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(PATIENCE)
        self.socket.connect((host.strip("[]"), int(port)))
        self.file = self.socket.makefile("rb")

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def get(self, target: str, *fields: tuple[str, str], method: str = "GET", host: str = "127.0.0.1") -> Reply:
        """The reply to a request."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in fields)]
        self.send("\r\n".join([*lines, "", ""]).encode())
        return self.reply(method == "HEAD")

    def reply(self, head: bool = False) -> Reply:
        """The next reply."""
        status, fields = self.head()
        return Reply(status, fields, b"" if head else self.file.read(int(fields["content-length"])))

    def head(self) -> tuple[int, dict[str, str]]:
        """Status and fields of the next reply."""
        line = self.file.readline()
        if not line:
            raise ConnectionResetError("closed without a reply")
        version, status, _ = line.decode("ascii").split(" ", 2)
        assert version == "HTTP/1.1"
        fields: dict[str, str] = {}
        while (line := self.file.readline()) != b"\r\n":
            name, _, value = line.decode("ascii").rstrip("\r\n").partition(": ")
            assert name.lower() not in fields
            fields[name.lower()] = value
        return int(status), fields

    def event(self) -> Any:
        """The next event of a stream."""
        while not (line := self.file.readline()).startswith(b"data: "):
            assert line, "the stream has ended"
        return json.loads(line.removeprefix(b"data: "))

    def until_closed(self) -> int:
        """Waits until the server closes the connection. Returns the number of bytes that came before."""
        count = 0
        with suppress(ConnectionError):
            while data := self.socket.recv(1 << 16):
                count += len(data)
        return count

    def until_dropped(self) -> None:
        """Waits, without reading, until the server has broken the connection off: then whatever is sent there comes back as an error."""
        broken = select.poll()
        broken.register(self.socket, 0)
        for _ in range(PATIENCE * 100):
            if broken.poll(10):
                return
            self.send(b"\r\n")
        raise TimeoutError("the server still waits for this client")


class Asker:
    """Asks one thing after the other, and connects anew where the server closed the connection."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client = Client(server)

    def get(self, target: str, *fields: tuple[str, str], method: str = "GET", host: str = "127.0.0.1") -> Reply:
        reply = self.client.get(target, *fields, method=method, host=host)
        if reply.fields.get("connection") == "close":
            self.client.close()
            self.client = Client(self.server)
        return reply


@contextmanager
def client(server: Server) -> Iterator[Client]:
    """A connection that is closed at the end."""
    opened = Client(server)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def serving(
    site: FakeSite | None = None, *, host: str = "127.0.0.1", limits: Limits | None = None, **more: Any
) -> Iterator[Server]:
    """A server at a free port. What it says at the terminal fails the test at its end, unless the test takes it (`say`)."""
    said: list[Problem] = []
    more = {"say": said.append, "token": TOKEN, "port": 0, "limits": limits or Limits(silence=1000), **more}
    with Server(site or FakeSite(), FakeDesk(), host=host, **more) as server:
        yield server
    assert said == []


def events(server: Server) -> Client:
    """A stream that has begun."""
    opened = Client(server)
    opened.send(f"GET /.sitegen/events?token={TOKEN} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    status, fields = opened.head()
    assert (status, fields["content-type"]) == (200, "text/event-stream")
    return opened
