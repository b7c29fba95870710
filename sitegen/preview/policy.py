"""May this be asked? What of a request decides that: the method, the target and a few header fields. Knows no files and no sockets.

A server on the loopback address is not safe by that. Any page in the editor's browser may ask it (other origins: `Origin`,
`Sec-Fetch-Site`), and a stranger's domain may point to 127.0.0.1 and so become the same origin (DNS rebinding: `Host`). So every request
is judged, for every address and before anything is looked up, in this order: host, origin, method, target.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

DESK = "/.sitegen"
"""What lies beside the site and is for the preview's own pages."""

LOOPBACK_HOSTS = frozenset(["127.0.0.1", "localhost", "[::1]"])

LONGEST_TARGET = 4096
"""Characters. The longest path that a build makes is a quarter of that, and a search leaves the rest to its words."""

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/?#@\[\]\\]+)(?::[0-9]{1,5})?")
_MALFORMED = re.compile(r"[^!-~]|\\|%(?![0-9A-Fa-f]{2})|%(?:2f|5c)", re.IGNORECASE)
"""In a path that is still encoded: what HTTP does not allow there, and slashes that are hidden from whoever splits the path."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")

_HOST_WORDS = (
    "Pratinjau ini hanya menjawab untuk localhost. Untuk nama lain: sitegen serve --allow-host NAMA\n"
    "This preview answers to localhost only. For another name: sitegen serve --allow-host NAME\n"
)


class Asked(NamedTuple):
    """A request that may be answered."""

    path: str
    """Decoded, once. Starts with exactly one slash."""
    encoded: str
    """The path as it was asked."""
    query: str
    """Still encoded, without the question mark."""


class Refusal(NamedTuple):
    """A request that is not answered, with the status that says why."""

    status: int
    words: str = ""
    """What the person at the browser can do."""


Fields = Collection[tuple[bytes, bytes]]
"""Header fields: names in lower case, and values without the space around them."""


def judge(method: bytes, target: bytes, fields: Fields, hosts: Collection[str] = LOOPBACK_HOSTS) -> Asked | Refusal:
    """What is asked, or why it is refused. `hosts` are the names that this server goes by, in lower case and without a port."""
    named = _values(fields, b"host")
    if len(named) != 1:
        return Refusal(400)
    if name_in(named[0]) not in hosts:
        return Refusal(403, _HOST_WORDS)
    host = named[0].lower()
    asked = read_target(target.decode("latin-1"), host)
    if _is_foreign(fields, host) and not _is_visit(fields, asked):
        return Refusal(403)
    if method not in (b"GET", b"HEAD"):
        return Refusal(405)
    return asked


def name_in(authority: str) -> str | None:
    """The name in "Laptop.local:8000", in lower case; None where there is none. Any port will do: another one may be forwarded to ours."""
    parts = _AUTHORITY.fullmatch(authority.lower())
    return parts and parts[1]


def _values(fields: Fields, name: bytes) -> list[str]:
    return [value.decode("latin-1") for found, value in fields if found == name]


def _is_foreign(fields: Fields, host: str) -> bool:
    """Whether a page of another origin asks. Programs that are no browsers, and browsers of long ago, send neither field."""
    own = f"http://{host.removesuffix(':80')}"
    if any(origin.lower() != own for origin in _values(fields, b"origin")):
        return True
    if any("websocket" in upgrade.lower() for upgrade in _values(fields, b"upgrade")):
        return True  # nothing here is a web socket, and no rule of browsers keeps other origins from opening one
    return any(site not in ("same-origin", "none") for site in _values(fields, b"sec-fetch-site"))


def _is_visit(fields: Fields, asked: Asked | Refusal) -> bool:
    """Whether somebody followed a link of another site to a page of ours, in a window of its own. That site sees nothing of the page."""
    if isinstance(asked, Asked) and asked.path.startswith(DESK):
        return False
    return (
        not _values(fields, b"origin")
        and not _values(fields, b"upgrade")
        and _values(fields, b"sec-fetch-mode") == ["navigate"]
        and _values(fields, b"sec-fetch-dest") == ["document"]
    )


def read_target(target: str, host: str) -> Asked | Refusal:
    """What a request target names; a refusal (400) where it could be read in two ways, or as another path by somebody else.

    The target is a path, or a whole address on `host` (RFC 9112, 3.2). It is decoded once; dots in it need no rule, because nobody opens
    a file by this path.
    """
    if len(target) > LONGEST_TARGET or "#" in target:
        return Refusal(400)
    whole = f"http://{host}"
    if target[: len(whole)].lower() == whole:
        target = target[len(whole) :]
        if target[:1] in ("", "?"):
            target = f"/{target}"
    encoded, _, query = target.partition("?")
    return read_path(encoded, query)


def read_path(encoded: str, query: str = "") -> Asked | Refusal:
    """The same of a path that stands alone."""
    if not encoded.startswith("/") or encoded.startswith("//") or _MALFORMED.search(encoded):
        return Refusal(400)
    try:
        path = unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return Refusal(400)
    return Refusal(400) if _CONTROL.search(path) else Asked(path, encoded, query)
