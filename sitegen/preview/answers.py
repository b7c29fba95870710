"""What the preview answers, and the two who know the answers: the site in memory and the desk. Nothing here knows of the network."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple, Protocol


class Answer(NamedTuple):
    """A reply before it is put into HTTP."""

    status: int
    data: bytes
    type: str
    """As in `Content-Type`."""
    location: str | None = None
    """Where a redirect leads: a path on this host."""


class Site(Protocol):
    """The files of a site as a build would leave them in its output folder. May be asked from any thread."""

    @property
    def prefix(self) -> str:
        """The path of `base_url`, below which the site lies: "/", or "/kui/"."""

    def data(self, file: str) -> bytes | None:
        """The bytes of a file ("id/berita/index.html", "id/feed.atom"); None where there is no such file. May render the page first."""

    def marks(self, file: str) -> tuple[str, ...]:
        """What the page of that file is: "draft", "future"."""


class Desk(Protocol):
    """What lies beside the site below `/.sitegen/`: the editor's scripts and pages. May be asked from any thread."""

    def answer(self, path: str, query: Mapping[str, str]) -> Answer | None:
        """The answer to a path ("/.sitegen/client.js", decoded); None where there is nothing."""


def plain(status: int, words: str = "") -> Answer:
    """An answer that says its status, and perhaps what to do, as plain text. Never what was asked: that is a stranger's text."""
    text = f"{status} {HTTPStatus(status).phrase}\n{words}"
    return Answer(status, text.encode(), "text/plain; charset=utf-8")


def headers(answer: Answer) -> list[tuple[str, str]]:
    """The header fields of a reply, all but those of the connection. Nobody keeps a reply or embeds it in a page of another origin."""
    fields = [
        ("Content-Type", answer.type),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    kind = answer.type.partition(";")[0]
    if kind == "text/html":
        fields.append(("Content-Security-Policy", "frame-ancestors 'self'"))
    elif kind.endswith("xml"):  # a picture in SVG, opened by itself, would run the scripts in it
        fields.append(("Content-Security-Policy", "script-src 'none'"))
    if answer.location is not None:
        fields.append(("Location", answer.location))
    if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        fields.append(("Allow", "GET, HEAD"))
    return fields
