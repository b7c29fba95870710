"""Links to other sites, tried politely: one connection to a host at a time, with a pause after each; HEAD first, GET where that is refused;
and not again for a week. Their sites are not ours, so what is found are notes.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
from msgspec import Struct

from sitegen.base.memory import read, seal, unseal
from sitegen.base.problems import Fact, Place, Problem, problem
from sitegen.inspect.links import is_local

NAME = "outside-links.json"
"""The file in `.sitegen/` with what other sites replied."""
VERSION = "1"

PAUSE = 1.0
"""Seconds between two requests to one host."""
_PATIENCE = 10.0
"""Seconds to wait for a reply."""
_HOSTS = 8
"""Hosts that are asked at once."""
_MOST = 60
"""Addresses of one host in one run, those first that were not asked for longest; the others are tried next time."""
_DAY = 86_400.0
_AGENT = "Mozilla/5.0 (compatible; sitegen link check)"
_GONE = (404, 410)
_FOR_GOOD = (301, 308)


class Reply(Struct, frozen=True, array_like=True):
    """What another site replied."""

    at: float
    """When it was asked, in seconds since 1970."""
    status: int = 0
    """Of HTTP; 0 where there was no reply."""
    moved: str = ""
    """The address to which it has moved for good."""
    cause: str = ""
    """Why there was no reply, in the words of the system."""

    def holds(self, now: float) -> bool:
        """Whether it need not be asked again yet."""
        days = 7 if 0 < self.status < 400 else 1
        return 0 <= now - self.at < days * _DAY


def kept(folder: Path) -> dict[str, Reply]:
    """Address → what was replied in earlier runs."""
    content = unseal(VERSION, read(folder / NAME) or b"")
    try:
        return msgspec.json.decode(content or b"{}", type=dict[str, Reply])
    except (msgspec.MsgspecError, UnicodeError):
        return {}


def to_keep(replies: Mapping[str, Reply]) -> bytes:
    """The bytes of the file with the replies."""
    return seal(VERSION, msgspec.json.encode(replies))


def ask(urls: Iterable[str], known: Mapping[str, Reply], now: float, pause: float | None = None) -> dict[str, Reply]:
    """Address → what its site replied, now or not long ago. Addresses of one host wait for each other, and for `pause` seconds [`PAUSE`]."""
    replies = {url: known[url] for url in urls if url in known}
    due = [url for url in urls if not is_local(url) and not (url in replies and replies[url].holds(now))]
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in sorted(due, key=lambda url: replies[url].at if url in replies else 0):
        by_host[urlsplit(url).netloc.lower()].append(url)
    stop = threading.Event()
    seconds = PAUSE if pause is None else pause
    with ThreadPoolExecutor(_HOSTS) as hosts:
        try:
            for asked in hosts.map(lambda urls: _ask_all(urls[:_MOST], now, seconds, stop), by_host.values()):
                replies |= asked
        finally:
            stop.set()  # whoever waits for this run to end waits for one reply at most
    return replies


def _ask_all(urls: Sequence[str], now: float, pause: float, stop: threading.Event) -> dict[str, Reply]:
    """The replies of one host, until `stop` is set."""
    replies: dict[str, Reply] = {}
    for url in urls:
        if stop.is_set():
            break
        reply = _request("HEAD", url, now)
        stop.wait(pause)
        if reply.status == 0 or reply.status >= 400:  # many servers have never heard of HEAD
            reply = _request("GET", url, now)
            stop.wait(pause)
        replies[url] = reply
    return replies


def problems(places: Mapping[str, Sequence[Place]], replies: Mapping[str, Reply]) -> Iterator[Problem]:
    """A note at each place that leads to an address which is not there, has moved, or could not be reached."""
    for url, reply in replies.items():
        facts: dict[str, Fact] = {"target": url}
        if reply.status == 0:
            name, facts["cause"] = "outside-link.failed", reply.cause
        elif reply.status in _GONE:
            name, facts["status"] = "outside-link.gone", reply.status
        elif reply.status >= 400:
            name, facts["status"] = "outside-link.refused", reply.status
        elif reply.moved:
            name, facts["meant"] = "outside-link.moved", reply.moved
        else:
            continue
        yield from (problem(place, name, **facts) for place in places.get(url, ()))


def _request(method: str, url: str, now: float) -> Reply:
    steps = _Steps()
    request = Request(url, method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"})  # noqa: S310 — only http and https come here
    try:
        with build_opener(steps).open(request, timeout=_PATIENCE) as response:
            moved = steps.moved_to(url, response.url)
            return Reply(now, response.status, moved)
    except HTTPError as error:
        error.close()
        return Reply(now, error.code)
    except URLError as error:
        return Reply(now, cause=str(getattr(error.reason, "strerror", None) or error.reason))
    except (OSError, HTTPException, ValueError) as error:
        return Reply(now, cause=str(error) or type(error).__name__)


class _Steps(HTTPRedirectHandler):
    """Follows redirects and remembers of which kind they were."""

    def __init__(self) -> None:
        self._codes: list[int] = []

    def redirect_request(
        self,
        req: Request,
        fp: object,
        code: int,
        msg: str,
        headers: object,
        newurl: str,
    ) -> Request | None:
        self._codes.append(code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]

    def moved_to(self, url: str, found: str) -> str:
        """The address at the end of redirects that are all for good; empty where it is the same, or not for good."""
        for_good = self._codes and all(code in _FOR_GOOD for code in self._codes)
        return found if for_good and found != urldefrag(url).url else ""
