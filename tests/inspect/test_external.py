"""Links to other sites, asked of a server of our own, which plays every host: programs reach it as their proxy."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sitegen.base.problems import Place, Severity
from sitegen.checking import try_links
from sitegen.inspect import external
from sitegen.inspect.external import Reply, ask, kept, problems

NOW = 1_800_000_000.0
DAY = 86_400.0


class World(ThreadingHTTPServer):
    """The other sites: what they were asked, and how many connections each host had at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Site)
        self.asked: list[tuple[str, str]] = []
        self.busy: Counter[str] = Counter()
        self.busiest: Counter[str] = Counter()
        self.lock = threading.Lock()


class _Site(BaseHTTPRequestHandler):
    server: World

    def _reply(self) -> None:
        world, host, path = self.server, urlsplit(self.path).netloc, urlsplit(self.path).path
        with world.lock:
            world.asked.append((self.command, self.path))
            world.busy[host] += 1
            world.busiest[host] = max(world.busiest[host], world.busy[host])
        status = {"/gone": 404, "/never": 410, "/moved": 301, "/away": 302, "/closed": 403, "/sick": 500}.get(path, 200)
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        with world.lock:
            world.busy[host] -= 1  # before the reply, after which the next request may come at once
        if path == "/silent":
            self.close_connection = True
        else:
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", f"http://{host}/here")
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_GET = do_HEAD = _reply  # noqa: N815 — names that the library looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's name
        """Says nothing."""


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    server = World()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(external, "PAUSE", 0.0)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def asked_of(world: World, *urls: str, known: dict[str, Reply] | None = None, now: float = NOW) -> dict[str, Reply]:
    return ask(urls, known or {}, now, pause=0.0)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("gone", "outside-link.gone"),
        ("never", "outside-link.gone"),
        ("moved", "outside-link.moved"),
        ("closed", "outside-link.refused"),
        ("sick", "outside-link.refused"),
        ("silent", "outside-link.failed"),
        ("away", None),
        ("no-head", None),
        ("here", None),
    ],
)
def test_what_another_site_replies_is_a_note(path: str, expected: str | None, world: World) -> None:
    url, place = f"http://one.test/{path}", Place("content/news/a.id.md", 5, 7)
    found = list(problems({url: [place]}, asked_of(world, url)))
    assert [(each.id, each.place) for each in found] == ([(expected, place)] if expected else [])
    assert all(each.severity is Severity.NOTE for each in found)


def test_a_site_that_does_not_answer_to_head_is_asked_with_get(world: World) -> None:
    asked_of(world, "http://one.test/no-head", "http://two.test/here")
    assert sorted(world.asked) == [
        ("GET", "http://one.test/no-head"),
        ("HEAD", "http://one.test/no-head"),
        ("HEAD", "http://two.test/here"),
    ]


def test_a_host_has_one_connection_at_a_time(world: World) -> None:
    urls = [f"http://{host}.test/{number}" for host in ("one", "two") for number in range(20)]
    assert len(asked_of(world, *urls)) == 40
    assert world.busiest == {"one.test": 1, "two.test": 1}


class Waits(threading.Event):
    """Notes how long it was waited for, and does not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        return False


def test_a_pause_is_made_after_each_request(world: World) -> None:
    stop = Waits()
    external._ask_all(["http://one.test/1", "http://one.test/no-head"], NOW, 1.5, stop)
    assert stop.seconds == [1.5, 1.5, 1.5]


def test_a_reply_holds_for_a_week_and_a_failure_for_a_day(world: World) -> None:
    known = {"http://one.test/a": Reply(NOW, 200), "http://one.test/gone": Reply(NOW, 404)}
    asked_of(world, *known, known=known, now=NOW + DAY / 2)
    assert world.asked == []
    asked_of(world, *known, known=known, now=NOW + 2 * DAY)
    assert {path for _, path in world.asked} == {"http://one.test/gone"}
    asked_of(world, *known, known=known, now=NOW + 8 * DAY)
    assert {path for _, path in world.asked} == set(known)


def test_nobody_is_asked_too_much_in_one_run(world: World) -> None:
    replies = asked_of(world, *(f"http://one.test/{number}" for number in range(100)))
    assert len(replies) == len(world.asked) == 60


def test_those_that_had_to_wait_come_first_next_time(world: World) -> None:
    urls = [f"http://one.test/{number}" for number in range(100)]
    first = asked_of(world, *urls)
    second = asked_of(world, *urls, known=first, now=NOW + 8 * DAY)
    assert second.keys() == set(urls)
    assert {url for url in urls if url not in first} <= {url for _, url in world.asked[60:]}


def test_the_own_network_is_not_asked(world: World) -> None:
    assert asked_of(world, "http://localhost/x", "http://192.168.1.1/") == {}
    assert world.asked == []


def test_replies_are_kept_beside_the_site_and_damage_is_forgotten(world: World, tmp_path: Path) -> None:
    places = {"http://one.test/gone": [Place("content/news/a.id.md", 5, 7)]}
    first = try_links(tmp_path, places, time.time())
    again = try_links(tmp_path, places, time.time())
    assert [each.id for each in first] == [each.id for each in again] == ["outside-link.gone"]
    assert len(world.asked) == 2  # HEAD and GET, once
    file = tmp_path / ".sitegen" / external.NAME
    file.write_bytes(file.read_bytes()[:-3])
    assert kept(tmp_path / ".sitegen") == {}
