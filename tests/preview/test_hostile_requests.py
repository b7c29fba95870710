"""Hostile requests through a socket, to a site that believes everything: no secret leaves it, and nothing ends the server.

The rules themselves are tested without a socket (`test_policy`), on the whole lists.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.preview.server import Server
from tests.preview.hostile import (
    FIXED_TARGETS,
    GENERATED_TARGETS,
    GOOD,
    MALFORMED,
    OTHER_HOSTS,
    OUR_HOSTS,
    UNUSUAL,
    asks,
    meaning,
    mutated,
)
from tests.preview.raw import FILES, TOKEN, Asker, FolderSite, Reply, client, serving

LONG = bool(os.environ.get("SITEGEN_LONG"))
SEED = 20261124
CANARY = b"canary-4711"
SECRETS = (
    *("secret.txt", ".env", ".git/config", "site.yaml", "content/draf.md", "output-leak/secret.txt"),
    *(f"output/{name}" for name in ("_headers", "_redirects", ".env", ".git/config", ".sitegen/state", "id/.env")),
    "output/.well-known/secret.txt",
)
"""Files that are not for readers."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published site in it, and secrets in it and around it."""
    root = tmp_path_factory.mktemp("site")
    files = {f"output/{name}": data for name, data in FILES.items()} | dict.fromkeys(SECRETS, CANARY)
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(FolderSite(folder / "output")) as running:
        yield running


@pytest.fixture(autouse=True)
def quiet(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that is asked makes the terminal say anything."""
    yield
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def check(reply: Reply, folder: Path) -> None:
    """What holds for every reply, whatever was asked."""
    text = repr((reply.fields, reply.body))
    for secret in (CANARY.decode(), str(folder), str(Path.home()), "Traceback", "Python", "h11", ".py"):
        assert secret not in text
    assert reply.fields["cache-control"] == "no-store"
    assert reply.fields["cross-origin-resource-policy"] == "same-origin"
    assert reply.fields["x-content-type-options"] == "nosniff"
    assert not [
        name for name in reply.fields if name.startswith("access-control") or name in ("server", "set-cookie", "x")
    ]
    if reply.fields["content-type"].startswith("text/html"):
        assert reply.fields["content-security-policy"] == "frame-ancestors 'self'"
    location = reply.fields.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("before", ["", "http://127.0.0.1"])
def test_no_target_leads_out_of_the_site(before: str, folder: Path, server: Server) -> None:
    sample = random.Random(SEED).sample(GENERATED_TARGETS, 42_000 if LONG else 1000)
    asker = Asker(server)
    for target in (*FIXED_TARGETS, *sample):
        reply = asker.get(f"{before}{target}")
        check(reply, folder)
        if reply.status in {200, 301}:
            path = meaning(target if target.startswith("/") else "/")
            assert path is not None
            assert path.removesuffix("/") in {"", "/index.html", "/id", "/id/berita", "/.sitegen"}, target
        else:
            assert reply.status in {400, 404}, target


@pytest.mark.parametrize(
    "target", ["/id/", "/static/style.css", "/tiada/", "/id", "/.sitegen/", f"/.sitegen/events?token={TOKEN}", "/%zz"]
)
def test_every_address_looks_at_the_host_first(target: str, folder: Path, server: Server) -> None:
    asker = Asker(server)
    for host in OTHER_HOSTS:
        if host.isascii():
            reply = asker.get(target, host=host, method="POST" if host == "evil.example" else "GET")
            check(reply, folder)
            assert reply.status == 403, host
    for host in OUR_HOSTS:
        assert asker.get(target, host=host, method="HEAD").status in {200, 301, 400, 404}


def test_other_origins_are_refused_at_every_address(folder: Path, server: Server) -> None:
    cells = list(asks())
    asker = Asker(server)
    for ask in random.Random(SEED).sample(cells, 110_000 if LONG else 5000):
        if "events" in ask.endpoint and ask.verdict() == 200:
            continue  # a stream has no end: see `test_server`
        fields = ask.fields()
        reply = asker.get(ask.endpoint, *fields[1:], method=ask.method, host=fields[0][1])
        check(reply, folder)
        assert reply.status == ask.verdict() or (ask.verdict() == 200 and reply.status == 404), ask


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_request_is_answered_by_a_refusal_or_the_end_of_the_connection(
    name: str, folder: Path, server: Server
) -> None:
    with client(server) as rude:
        rude.send(MALFORMED[name])
        reply = rude.reply()
        check(reply, folder)
        assert 400 <= reply.status < 600
        assert reply.fields["connection"] == "close"
        assert rude.until_closed() == 0


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_odd_request_is_answered(name: str, folder: Path, server: Server) -> None:
    with client(server) as odd:
        odd.send(UNUSUAL[name])
        reply = odd.reply()
        check(reply, folder)
        assert (reply.status, reply.fields["content-length"]) == (200, str(len(reply.body)))
        assert b"beranda" in reply.body


def test_no_slip_in_a_request_ends_the_server_or_waits_for_its_time(folder: Path, server: Server) -> None:
    generator = random.Random(SEED)
    for number in range(100_000 if LONG else 2000):
        data = mutated(generator)
        with client(server) as rude:
            rude.send(data)
            try:
                rude.socket.shutdown(1)  # no more will come, so nothing is waited for
                answered = rude.file.read()
            except OSError:
                continue  # it closed first
            assert CANARY not in answered, (number, data)
            assert answered == b"" or answered.startswith(b"HTTP/1.1 "), (number, data)
    with client(server) as browser:
        browser.send(GOOD)
        assert browser.reply().status == 200
