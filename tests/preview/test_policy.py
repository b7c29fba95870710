"""Which requests may be answered: every list of `hostile` against the rules, without a socket."""

from __future__ import annotations

import pytest

from sitegen.preview.policy import Asked, Refusal, judge, name_in, read_target
from tests.preview.hostile import ODD_NAMES, OTHER_HOSTS, OUR_HOSTS, OWN_HOST, TARGETS, Ask, asks, meaning

OWN = ((b"host", OWN_HOST.encode()),)


def status(method: str, target: str, fields: list[tuple[str, str]]) -> int:
    """The status of a refusal, or 200."""
    encoded = tuple((name.encode(), value.encode()) for name, value in fields)
    verdict = judge(method.encode(), target.encode(), encoded)
    return verdict.status if isinstance(verdict, Refusal) else 200


@pytest.mark.parametrize("host", OUR_HOSTS)
def test_names_of_this_computer_are_answered(host: str) -> None:
    assert status("GET", "/id/", [("host", host)]) == 200


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_other_names_are_not(host: str) -> None:
    assert status("GET", "/id/", [("host", host)]) == 403


@pytest.mark.parametrize("hosts", [[], [("host", "localhost"), ("host", "localhost")]])
def test_a_request_without_one_host_is_malformed(hosts: list[tuple[str, str]]) -> None:
    assert status("GET", "/id/", hosts) == 400


def test_a_name_that_was_allowed_is_answered() -> None:
    hosts = {"kui.local"}
    fields = ((b"host", b"KUI.local:8000"),)
    assert isinstance(judge(b"GET", b"/", fields, hosts), Asked)
    assert judge(b"GET", b"/", ((b"host", b"localhost"),), hosts) == judge(b"GET", b"/", ((b"host", b"evil"),))


@pytest.mark.parametrize("authority", OTHER_HOSTS)
def test_a_name_has_neither_port_nor_anything_that_could_be_another(authority: str) -> None:
    name = name_in(authority)
    assert name is None or not set(name.strip("[]")) & set("/\\?#@[] ")
    assert name is None or name.startswith("[") or ":" not in name


def test_whoever_comes_by_a_wrong_name_is_told_how_to_allow_it() -> None:
    verdict = judge(b"GET", b"/", ((b"host", b"laptop.local"),))
    assert isinstance(verdict, Refusal)
    assert "--allow-host" in verdict.words
    assert "laptop" not in verdict.words


def test_other_origins_get_nothing_but_a_visit() -> None:
    """The whole matrix of origin, `Sec-Fetch-*`, method and address."""
    cells = list(asks())
    assert len(cells) > 112_000
    wrong = [ask for ask in cells if status(ask.method, ask.endpoint, ask.fields()) != ask.verdict()]
    assert wrong == []


@pytest.mark.parametrize(
    "fields",
    [
        [("origin", "http://127.0.0.1:8000"), ("origin", "http://evil.example")],
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        [("upgrade", "websocket"), ("connection", "upgrade")],
        [("upgrade", "h2c, WebSocket"), ("origin", "http://127.0.0.1:8000")],
    ],
)
def test_what_is_foreign_by_half_is_foreign(fields: list[tuple[str, str]]) -> None:
    assert status("GET", "/id/", [("host", OWN_HOST), *fields]) == 403


def test_the_default_port_is_the_same_origin() -> None:
    for host in ("localhost", "localhost:80"):
        assert status("GET", "/id/", [("host", host), ("origin", "http://localhost")]) == 200


@pytest.mark.parametrize(
    ("fields", "method", "target", "expected"),
    [
        ([("host", "evil.example"), ("origin", "null")], "POST", "//", 403),
        ([("host", OWN_HOST), ("origin", "null")], "POST", "//", 403),
        ([("host", OWN_HOST)], "POST", "//", 405),
        ([("host", OWN_HOST)], "GET", "//", 400),
    ],
)
def test_the_questions_are_asked_in_their_order(
    fields: list[tuple[str, str]], method: str, target: str, expected: int
) -> None:
    assert status(method, target, fields) == expected


def test_a_target_that_is_answered_means_what_the_standard_says_and_hides_nothing() -> None:
    assert len(TARGETS) > 42_000
    taken = 0
    for target in TARGETS:
        asked = read_target(target, OWN_HOST)
        if isinstance(asked, Refusal):
            assert asked.status == 400
            continue
        taken += 1
        assert asked.path == meaning(target)
        assert asked.path.startswith("/")
        assert not asked.encoded.startswith("//")
        assert not set(asked.path) & {*map(chr, range(32)), *map(chr, range(127, 160)), "\\"}
    assert taken > 1000


@pytest.mark.parametrize(
    "part", ["\\", "%5c", "%5C", "%2f", "%2F", "%00", "%0a", "%1f", "%7f", "%c2%80", "#", "%", "%4", "%zz", "%ff", "%c0%ae", "%ed%a0%80"]
)  # fmt: skip
def test_a_path_that_could_be_read_in_two_ways_is_malformed(part: str) -> None:
    for path in (f"/{part}", f"/id/{part}/a", f"/id/a{part}"):
        assert read_target(path, OWN_HOST) == Refusal(400)


def test_a_path_is_decoded_once() -> None:
    asked = read_target("/a%252e%20b?c%20d", OWN_HOST)
    assert asked == Asked("/a%2e b", "/a%252e%20b", "c%20d")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_was_encoded_comes_back(name: str) -> None:
    encoded = "".join(f"%{byte:02x}" for byte in name.replace("/", "x").encode())
    asked = read_target(f"/{encoded}", OWN_HOST)
    assert isinstance(asked, Asked)
    assert asked.path == f"/{name.replace('/', 'x')}"


def test_a_whole_address_of_the_asked_host_is_its_path() -> None:
    assert read_target("HTTP://127.0.0.1:8000/id/?a", OWN_HOST) == Asked("/id/", "/id/", "a")
    assert read_target("http://127.0.0.1:8000", OWN_HOST) == Asked("/", "/", "")
    assert read_target("http://127.0.0.1:8000?a", OWN_HOST) == Asked("/", "/", "a")
    for other in (
        "http://127.0.0.1:80001/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8000.evil/",
        "http://127.0.0.1:8000//evil",
    ):
        assert read_target(other, OWN_HOST) == Refusal(400)


def test_the_oracle_knows_both_verdicts() -> None:
    """An oracle that always said the same would prove nothing."""
    assert {ask.verdict() for ask in (Ask(None, None, None, None, "GET", "/id/"), *list(asks())[::997])} == {
        200,
        400,
        403,
        405,
    }
