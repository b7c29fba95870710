"""The server at a real socket: what it sends, to whom, what it says when it cannot start, and how it ends."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from unittest.mock import patch

import pytest

from sitegen.base.messages import LANGUAGES, line, wording
from sitegen.base.problems import Problem, SitegenError
from sitegen.preview.connection import Limits
from sitegen.preview.listening import AddressError, listen, name_of
from sitegen.preview.server import MOST_CONNECTIONS, Server
from tests.preview.hostile import SERVED
from tests.preview.raw import FILES, PATIENCE, TOKEN, Client, FakeDesk, FakeSite, client, events, serving

HEADS = (b"", b"G", b"GET /id/ HT", b"GET /id/ HTTP/1.1\r\n", b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
"""Beginnings of a request."""


class WaitingSite(FakeSite):
    """A site that takes as long for a page as the test likes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.may_answer = threading.Event()

    def data(self, file: str) -> bytes | None:
        if file == "id/index.html":
            self.asked.set()
            assert self.may_answer.wait(PATIENCE)
        return super().data(file)


class BrokenSite(FakeSite):
    """A site with a mistake of ours in one page."""

    def data(self, file: str) -> bytes | None:
        if file == "id/index.html":
            raise KeyError("/home/editor/secret")
        return super().data(file)


# Files


@pytest.mark.parametrize(
    "fields",
    [
        (),
        (("Range", "bytes=0-3"),),
        (("If-None-Match", "*"), ("If-Modified-Since", "Tue, 24 Nov 2099 00:00:00 GMT")),
    ],
)
def test_every_way_to_ask_for_a_file_gives_all_of_it(fields: tuple[tuple[str, str], ...]) -> None:
    with serving() as server, client(server) as browser:
        for target in SERVED:
            full = browser.get(target, *fields)
            assert full.status == 200
            assert full.fields["content-length"] == str(len(full.body))
            head = browser.get(target, *fields, method="HEAD")
            assert (head.status, head.body) == (200, b"")
            assert head.fields | {"date": ""} == full.fields | {"date": ""}


def test_the_bytes_are_those_of_the_site() -> None:
    with serving() as server, client(server) as browser:
        assert browser.get("/static/style.css").body == FILES["static/style.css"]
        before, _, after = browser.get("/id/").body.partition(b"<script")
        assert before + after.partition(b"</script>")[2] == FILES["id/index.html"]


def test_a_redirect_and_a_wrong_method_say_what_would_be_right() -> None:
    with serving() as server, client(server) as browser:
        redirect = browser.get("/id")
        assert (redirect.status, redirect.fields["location"]) == (301, "/id/")
        wrong = browser.get("/id/", method="DELETE")
        assert (wrong.status, wrong.fields["allow"]) == (405, "GET, HEAD")


def test_requests_that_come_at_once_are_answered_in_their_order() -> None:
    with serving() as server, client(server) as browser:
        browser.send(b"".join(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for target in SERVED))
        types = [browser.reply().fields["content-type"] for _ in SERVED]
        assert types == [browser.get(target).fields["content-type"] for target in SERVED]


def test_many_browsers_are_served_at_once() -> None:
    with serving() as server, ExitStack() as stack:
        browsers = [stack.enter_context(client(server)) for _ in range(100)]
        for browser in browsers:
            browser.send(b"GET /id/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert {browser.reply().status for browser in browsers} == {200}


# Events


def test_all_pages_hear_an_event_and_those_that_come_later_the_last_word_on_each_subject() -> None:
    with serving() as server, ExitStack() as stack:
        pages = [stack.enter_context(closing(events(server))) for _ in range(8)]
        for event in ({"problems": 2}, {"gen": 7}, {"problems": 0}):
            server.tell(event)
        for page in pages:
            assert [page.event() for _ in range(3)] == [{"problems": 2}, {"gen": 7}, {"problems": 0}]
        late = stack.enter_context(closing(events(server)))
        assert [late.event(), late.event()] == [{"problems": 0}, {"gen": 7}]
        server.tell({"gen": 8})
        assert late.event() == pages[0].event() == {"gen": 8}


def test_events_told_from_many_threads_all_arrive() -> None:
    with serving() as server, closing(events(server)) as page:
        threads = [threading.Thread(target=server.tell, args=({"gen": number},)) for number in range(50)]
        for thread in threads:
            thread.start()
        assert sorted(page.event()["gen"] for _ in threads) == list(range(50))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?token=",
        "?token=wrong",
        "?token=righ",
        "?token=rightt",
        "?Token=right",
        "?token=RIGHT",
        "?token=%ff",
        "?token=right&token=",
    ],
)
def test_events_are_for_pages_of_this_run(query: str) -> None:
    with serving() as server, client(server) as browser:
        assert browser.get(f"/.sitegen/events{query}").status == 403


@pytest.mark.parametrize(
    "fields",
    [
        (("Origin", "http://evil.example"),),
        (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")),
        (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")),
        (("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")),
    ],
)
def test_a_right_token_is_no_use_to_other_origins_and_to_web_sockets(fields: tuple[tuple[str, str], ...]) -> None:
    with serving() as server, client(server) as browser:
        assert browser.get(f"/.sitegen/events?token={TOKEN}", *fields).status == 403


def test_a_page_that_comes_back_hears_the_same_whatever_it_says_it_heard_last() -> None:
    with serving() as server, client(server) as browser:
        server.tell({"gen": 3})
        browser.send(
            f"GET /.sitegen/events?token={TOKEN} HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: <script>\r\n\r\n".encode()
        )
        assert browser.head()[0] == 200
        assert browser.event() == {"gen": 3}


def test_a_stream_that_has_nothing_to_tell_gives_signs_of_life() -> None:
    with serving(limits=Limits(silence=0.01)) as server, closing(events(server)) as page:
        assert [page.file.readline().strip() for _ in range(2)] == [b"3", b":"]  # a chunk of three bytes


def test_asking_for_the_head_of_the_events_begins_no_stream() -> None:
    with serving() as server, client(server) as browser:
        browser.send(f"HEAD /.sitegen/events?token={TOKEN} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        status, fields = browser.head()
        assert (status, fields["content-type"]) == (200, "text/event-stream")
        assert browser.get("/id/").status == 200


def test_neither_events_nor_refusals_wait_for_a_page() -> None:
    site = WaitingSite()
    with serving(site) as server, client(server) as slow, client(server) as stranger, closing(events(server)) as page:
        slow.send(b"GET /id/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert site.asked.wait(PATIENCE)
        server.tell({"gen": 1})
        assert page.event() == {"gen": 1}
        assert stranger.get("/id/", host="evil.example").status == 403
        site.may_answer.set()
        assert slow.reply().status == 200


# Slow and silent clients


def test_whoever_holds_connections_open_locks_nobody_out() -> None:
    with serving() as server, ExitStack() as stack:
        pages = [stack.enter_context(closing(events(server))) for _ in range(8)]
        silent = [stack.enter_context(client(server)) for _ in range(200)]
        for number, each in enumerate(silent):
            try:
                each.send(HEADS[number % len(HEADS)])
            except ConnectionError:
                assert number < 200 - MOST_CONNECTIONS // 2
        browser = stack.enter_context(client(server))
        assert browser.get("/id/").status == 200
        server.tell({"gen": 1})
        assert [page.event() for page in pages] == [{"gen": 1}] * 8
        assert {each.until_closed() for each in silent[: 200 - MOST_CONNECTIONS]} == {0}


@pytest.mark.parametrize(
    ("head", "limits"), [*((head, Limits(head=0.01)) for head in HEADS[1:]), (b"", Limits(idle=0.01))]
)
def test_a_client_that_does_not_go_on_is_let_go(head: bytes, limits: Limits) -> None:
    with serving(limits=limits) as server, client(server) as silent:
        silent.send(head)
        assert silent.until_closed() == 0


def test_a_client_that_has_asked_may_ask_again_later() -> None:
    with serving(limits=Limits(head=0.01)) as server, client(server) as browser, client(server) as silent:
        assert browser.get("/id/").status == 200
        silent.send(b"G")
        assert silent.until_closed() == 0  # so the time for a head is over
        assert browser.get("/id/").status == 200


def test_a_client_that_does_not_read_holds_nobody_up_and_is_dropped() -> None:
    site = FakeSite(FILES | {"besar.bin": bytes(20_000_000)})
    with (
        serving(site, limits=Limits(writing=2)) as server,
        closing(Client(server, 4096)) as slow,
        client(server) as other,
    ):
        slow.send(b"GET /besar.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert slow.socket.recv(1) == b"H"
        assert other.get("/id/").status == 200
        assert len(other.get("/besar.bin").body) == 20_000_000
        slow.until_dropped()


def test_a_stream_that_is_not_read_is_dropped_and_the_others_go_on() -> None:
    with serving() as server, closing(events(server)) as page, closing(Client(server, 4096)) as deaf:
        deaf.send(f"GET /.sitegen/events?token={TOKEN} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert deaf.socket.recv(1) == b"H"
        told = 0
        long = "x" * 4000  # sooner more than what the system keeps for a client
        for number in range(1500):
            server.tell({long: number})
            assert page.event() == {long: number}
            told += len(long)
        assert deaf.until_closed() < told


def test_a_client_that_resets_its_connection_harms_nobody() -> None:
    with serving() as server:
        for head in (*HEADS, b"GET /id/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20):
            rude = Client(server)
            rude.send(head)
            rude.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            rude.close()
        with client(server) as browser:
            assert browser.get("/id/").status == 200


# Mistakes of ours


def test_a_mistake_of_ours_in_a_page_is_said_and_the_others_are_served() -> None:
    said: list[Problem] = []
    with serving(BrokenSite(), say=said.append) as server, client(server) as browser:
        reply = browser.get("/id/")
        assert (reply.status, reply.body) == (500, b"500 Internal Server Error\n")
        assert browser.get("/static/style.css").status == 200
    assert [line(problem, "en") for problem in said] == [
        ".:1:1: error: /id/ could not be answered: KeyError('/home/editor/secret'). [preview-failed]\n"
        "    This is a mistake of sitegen, not yours. The other pages are still served."
    ]


# Start


def words(start: Callable[[], object]) -> dict[str, str]:
    """What is said, in each language, where the server cannot start."""
    with pytest.raises(AddressError) as raised:
        start()
    assert isinstance(raised.value, SitegenError)
    assert raised.value.exit_code == 3
    assert str(raised.value).startswith(wording(raised.value.problem, "en").message)
    return {lang: line(raised.value.problem, lang) for lang in LANGUAGES}


def test_a_port_that_is_taken_is_said_with_another_one() -> None:
    with serving() as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        told = words(lambda: Server(FakeSite(), FakeDesk(), port=port, token="", say=print).__enter__())
        assert told["en"] == (
            f"--port:1:1: error: Port {port} is in use by another program, perhaps by another preview. [preview-address]\n"
            f"    Stop that program, or choose another port: --port {port + 1}."
        )
        assert f"--port {port + 1}" in told["id"]


@pytest.mark.parametrize("host", ["192.0.2.1", "tiada.invalid", "a..b", "x" * 70, "127.0.0.1:80", "a b"])
def test_a_host_that_is_not_ours_is_said(host: str) -> None:
    told = words(lambda: listen(host, 0))
    assert f'"{host}" is no address of this computer.' in told["en"]
    assert f'"{host}" bukan alamat komputer ini.' in told["id"]


def test_a_port_for_administrators_is_said() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied")
    with patch("socket.create_server", side_effect=refused):
        told = words(lambda: listen("127.0.0.1", 80))
    assert "Port 80 is reserved" in told["en"]
    assert "Port 80 hanya untuk" in told["id"]


def test_a_host_with_two_addresses_has_one_port_and_the_one_that_this_machine_lacks_is_left_out() -> None:
    found = [(socket.AF_INET, 0, 0, "", (address, 0)) for address in ("192.0.2.1", "127.0.0.1", "127.0.0.2")]
    with patch("socket.getaddrinfo", return_value=found), ExitStack() as stack:
        sockets = [stack.enter_context(each) for each in listen("localhost", 0)]
        addresses, ports = zip(*(each.getsockname() for each in sockets), strict=True)
        assert addresses == ("127.0.0.1", "127.0.0.2")
        assert len(set(ports)) == 1


def test_the_address_of_the_next_generation_is_served_where_the_machine_has_it() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        words(lambda: listen("::1", 0))
    else:
        for host in ("::1", "[::1]"):
            with serving(host=host) as server, client(server) as browser:
                assert server.url.startswith("http://[::1]:")
                assert browser.get("/id/", host=server.url[7:-1]).status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_a_server_that_others_can_reach_says_so_and_still_looks_at_the_host(host: str) -> None:
    said: list[Problem] = []
    with serving(host=host, say=said.append) as server, client(server) as browser:
        assert server.url.startswith("http://127.0.0.1:")
        assert browser.get("/id/", host="0.0.0.0").status == 403
        assert browser.get("/id/", host="192.168.1.7").status == 403
        assert browser.get("/id/").status == 200
    assert [problem.code for problem in said] == (["preview-open"] if host == "0.0.0.0" else [])


def test_other_names_are_answered_where_they_are_allowed() -> None:
    with serving(allow_hosts=["Laptop.local:8000", "", "http://a/"]) as server, client(server) as browser:
        assert browser.get("/id/", host="laptop.local:8000").status == 200
        assert browser.get("/id/", host="laptop.local.evil.example").status == 403


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("laptop", "laptop"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("fd00::1", "[fd00::1]"),
    ],
)
def test_a_host_has_the_name_that_a_browser_can_ask_for(host: str, name: str) -> None:
    assert name_of(host) == name


# End


def test_the_end_comes_at_once_whatever_is_open_and_frees_the_port() -> None:
    site = WaitingSite()
    said: list[Problem] = []
    server = Server(site, FakeDesk(), port=0, token=TOKEN, say=said.append)
    with ExitStack() as stack:
        server.__enter__()
        port = int(server.url.rstrip("/").rpartition(":")[2])
        page = stack.enter_context(closing(events(server)))
        clients = [stack.enter_context(client(server)) for _ in HEADS]
        for each, head in zip(clients, HEADS, strict=True):
            each.send(head)
        rendering = stack.enter_context(client(server))
        rendering.send(b"GET /id/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert site.asked.wait(PATIENCE)
        server.close()
        assert {each.until_closed() for each in (page, rendering, *clients)} == {0}
        socket.create_server(("127.0.0.1", port)).close()
        server.close()
        server.tell({"gen": 1})
        site.may_answer.set()
    assert said == []
    assert "preview" not in [thread.name for thread in threading.enumerate()]
