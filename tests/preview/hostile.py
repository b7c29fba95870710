"""What a hostile page or program may ask of the preview: targets, hosts, origins, and requests that are no requests.

Each list has an oracle, written from the rules and not from the program. The lists are long and the tests take samples of those that go through
a socket; `make test-long` takes all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

# fmt: off

# Targets --------------------------------------------------------------------------------------------------------------------------

_DOTS = (
    "..", "%2e%2e", ".%2e", "%2E.", "%252e%252e", "%25252e%25252e", "..;", "..%00", "..%20", "...", "....",
    "..%5c..", "%c0%ae%c0%ae",
    "%e0%80%ae%e0%80%ae", "%uff0e%uff0e", "%ef%bc%8e%ef%bc%8e", "..%0d%0a", ".%00.", "..%09", "~", "",
)
_SLASHES = (
    "/", "//", "/./", "%2f", "%2F", "%252f", "\\", "%5c", "%255c", "%c0%af", "%e0%80%af", "%ef%bc%8f", ";/", "/;/",
    "/%2e/",
)
_ENTRIES = ("", "/id", "/static/", "/.sitegen")
_SECRETS = (
    "secret.txt", ".env", ".git/config", "site.yaml", "content/draf.md", "output-leak/secret.txt",
    "etc/passwd", "_headers",
    ".sitegen/state", "secret.txt%00.html", "SECRET~1.TXT", "secret.txt::$DATA", "link/secret.txt",
)
_ENDS = ("", "?raw??", "#", "%00")
_DEPTHS = (1, 3)

GENERATED_TARGETS = tuple(
    f"{entry}{slash}{(dots + slash) * depth}{secret}{end}"
    for entry, dots, slash, depth, secret, end in product(_ENTRIES, _DOTS, _SLASHES, _DEPTHS, _SECRETS, _ENDS)
)
"""Every known way to write ".." and a slash, in each place, to each secret."""

FIXED_TARGETS = (
    "/..", "/../", "/.", "/./", "/%2e%2e/", "/id/..", "/id/%2e%2e/", "/id/../index.html", "/..secret",
    "/.../secret.txt",
    "//", "//evil.example", "///evil.example/%2e%2e", "/\\evil.example", "/%5cevil.example",
    "/%2f%2fevil.example", "/%09/evil.example",
    "/id%0d%0aSet-Cookie:%20a=1", "/id%0aX:1", "/id?%0d%0aX:1", "/%0d%0aLocation:%20//evil.example",
    "/id%E5%98%8A%E5%98%8DX:1",
    "/.env", "/.env/.", "/.env%20", "/.env.", "/.env/", "/.ENV", "/id/.env", "/%2eenv", "/.git/HEAD",
    "/.htaccess", "/.well-known/",
    "/_headers", "/_redirects", "/_headers/", "/%5Fheaders", "/_headers?x", "/_headers%20", "/./_headers",
    "/@fs/etc/passwd", "/@fs/etc/passwd?raw??", "/@fs/x/x/x/vite/?import&raw", "/@id/x",
    "/__open-in-editor?file=/etc/passwd",
    "/etc/passwd.svg?.svg", "/etc/passwd?.svg?.wasm?init", "/C:/Windows/win.ini", "/C:%5CWindows%5Cwin.ini",
    "/c|/windows/win.ini",
    "/con", "/NUL", "/aux.txt", "/COM1", "/index.html::$DATA", "/index.html:stream", "/INDEX~1.HTM",
    "/index.html%20", "/index.html.",
    "/index.html/", "/index.html/.", "/index.html%00", "/index.html%00.txt", "/index.html\\",
    "/id/index.html/../../secret.txt",
    "/%", "/%1", "/%zz", "/%u002e", "/id%", "/%ff", "/%c3", "/%ed%a0%80", "/%f5%80%80%80", "/%80", "/%c1%bf",
    "/id#frag", "/#", "#",
    "/a b", "/a\tb", "/id\x7f", "/id%7f", "/id%c2%80", "/id%c2%9f", "/id%1f", "/id%1b%5b31m", "/{{7*7}}",
    "/${7*7}", "/<script>",
    "*", "id/", "../secret.txt", "..", "?", "?a", "index.html", "http:", "http:/id/", "http:///id/", "http://",
    "https://127.0.0.1/id/",
    "http://evil.example/id/", "http://127.0.0.1@evil.example/", "http://evil.example@127.0.0.1/id/",
    "ftp://127.0.0.1/id/",
    "http://localhost.evil.example/", "http://127.0.0.1.evil.example/id/", "file:///etc/passwd",
    "javascript:alert(1)", "127.0.0.1:80",
    f"/{'a' * 5000}", f"/id/?{'a' * 5000}", "/" + "../" * 1200 + "secret.txt", "/" + "%2e" * 1300,
    "/id" + "/" * 300,
    "/" + "a/" * 500,
)
"""What was found in other servers (CVE-2021-40978, CVE-2025-30208, -31125, -31486, -32395, -46565, CVE-2021-28861, CVE-2026-53571, …)."""

TARGETS = (*FIXED_TARGETS, *GENERATED_TARGETS)

SERVED = {
    "/": "index.html",
    "/index.html": "index.html",
    "/?": "index.html",
    "/?q=../../secret.txt": "index.html",
    "/?%ff%00": "index.html",
    "/id/": "id/index.html",
    "/id/?raw??": "id/index.html",
    "/%69d/": "id/index.html",
    "/id/index.html": "id/index.html",
    "/id/berita/": "id/berita/index.html",
    "/id/feed.atom": "id/feed.atom",
    "/static/style.css?v=1": "static/style.css",
}
"""Targets that lead to a file, however odd they look."""

_ODD_STEMS = (
    "a b", "a%20b", "100%25", "a+b", "a&b", "a=b", "a#b", "a?b", "a'b", "a;b", "a:b", "a,b", "a@b", "a!b", "a$b",
    "(a)", "[a]", "{a}", "a|b", "a^b", "a`b", "a~b", "a..b", "a...", "a.", "%", "%2e%2e", "a<b>", "é", "日本語",
    "بحث", "a\u0301", "🎉", "_headers", "-", "con", "CON", "index", "a" * 180, "ﬁ",
)
ODD_NAMES = tuple(f"berkas/{stem}{end}" for stem in _ODD_STEMS for end in (".pdf", ".html", ".webp", ".txt", ""))
"""Names that a file may have on some system."""


def meaning(target: str) -> str | None:
    """The path that a target certainly means, by RFC 3986 alone, whether or not it may be asked; None where it means none."""
    path = target.partition("#")[0].partition("?")[0]
    out = bytearray()
    position = 0
    while position < len(path):
        if path[position] == "%":
            try:
                out.append(int(path[position + 1 : position + 3], 16))
            except ValueError:
                return None
            position += 3
        else:
            out += path[position].encode()
            position += 1
    try:
        return out.decode()
    except UnicodeDecodeError:
        return None


# Hosts ----------------------------------------------------------------------------------------------------------------------------

OUR_HOSTS = (
    "127.0.0.1", "localhost", "[::1]", "LOCALHOST", "Localhost:80", "127.0.0.1:1", "127.0.0.1:65535", "[::1]:8000",
    "localhost:8000",
)
OTHER_HOSTS = (
    "", ":", ":8000", "localhost:", "localhost:x", "localhost:8000:1", "localhost:123456", "localhost:-1",
    "localhost.", "evil.example", "localhost.evil.example", "evil-localhost", "xlocalhost", "localhostx",
    "127.0.0.1.evil.example", "127.0.0.1.nip.io", "evil.example:8000", "localhost@evil.example",
    "evil.example@localhost", "a:b@localhost", "127.0.0.2", "127.1", "127.0.1", "0.0.0.0", "0", "2130706433",
    "0x7f000001", "0177.0.0.1", "0x7f.1", "127.000.000.001", "::1", "[::]", "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:0:0:1]", "[::1", "::1]", "[[::1]]", "[::1]x", "[::1%25lo]", "[]", "192.168.1.1", "10.0.0.1",
    "169.254.169.254", "localhost, evil.example", "localhost evil", "localhost/evil", "localhost\\evil",
    "localhost?x", "localhost#x", "http://localhost", "ⓛocalhost", "localhost\u200b", "loc%61lhost", "*",
)
"""What `Host` may say of a computer that is this one, and of one that is not, or not surely."""

# Origins --------------------------------------------------------------------------------------------------------------------------

OWN_HOST = "127.0.0.1:8000"
OWN_ORIGINS = ("http://127.0.0.1:8000", "HTTP://127.0.0.1:8000")
FOREIGN_ORIGINS = (
    "null", "", "*", "http://evil.example", "https://evil.example:8000", "http://localhost:8000",
    "http://[::1]:8000", "http://127.0.0.1",
    "http://127.0.0.1:8001", "https://127.0.0.1:8000", "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000/", "file://",
    "http://evil.example@127.0.0.1:8000", "http://192.168.1.1:8000", "chrome-extension://abc",
    "127.0.0.1:8000", "http://127.0.0.1:80000",
)
SITES = (None, "same-origin", "none", "same-site", "cross-site", "junk")
MODES = (None, "navigate", "cors", "no-cors", "same-origin", "websocket")
DESTINATIONS = (None, "document", "iframe", "script", "image", "empty")
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "get")
ENDPOINTS = (
    "/id/", "/static/style.css", "/tiada/", "/.sitegen/", "/.sitegen/version?page=/id/",
    "/.sitegen/events?token=right", "/%zz",
)


class Ask(NamedTuple):
    """A request of a browser, as far as its origin is concerned."""

    origin: str | None
    site: str | None
    mode: str | None
    destination: str | None
    method: str
    endpoint: str

    def fields(self) -> list[tuple[str, str]]:
        named = (
            ("host", OWN_HOST),
            ("origin", self.origin),
            ("sec-fetch-site", self.site),
            ("sec-fetch-mode", self.mode),
            ("sec-fetch-dest", self.destination),
        )
        return [(name, value) for name, value in named if value is not None]

    def verdict(self) -> int:
        """The status that it deserves: 200 stands for any answer."""
        if self.origin in FOREIGN_ORIGINS:
            return 403
        if self.site in ("same-site", "cross-site", "junk"):
            in_a_window = self.mode == "navigate" and self.destination == "document" and self.origin is None
            if not in_a_window or self.endpoint.startswith("/.sitegen/"):
                return 403
        if self.method not in {"GET", "HEAD"}:
            return 405
        return 400 if self.endpoint == "/%zz" else 200


def asks() -> Iterator[Ask]:
    """All of them."""
    origins = (None, *OWN_ORIGINS, *FOREIGN_ORIGINS)
    return (Ask(*cell) for cell in product(origins, SITES, MODES, DESTINATIONS, METHODS, ENDPOINTS))


# fmt: on

# What is no request ---------------------------------------------------------------------------------------------------------------

GOOD = b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

MALFORMED = {
    "random bytes": random.Random(1).randbytes(300),
    "nothing but zeros": bytes(100),
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/2.0": b"GET / HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n",
    "HTTP/1.2": b"GET / HTTP/1.2\r\nHost: 127.0.0.1\r\n\r\n",
    "lower case": b"GET / http/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "TLS hello": bytes.fromhex("16030100f1010000ed0303") + random.Random(2).randbytes(200),
    "SSH": b"SSH-2.0-OpenSSH_9.6\r\n",
    "SOCKS": b"\x05\x01\x00",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no host, 1.0": b"GET / HTTP/1.0\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n",
    "two spaces": b"GET  / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "no target": b"GET HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "tab in the line": b"GET\t/\tHTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "bare CR": b"GET / HTTP/1.1\rHost: 127.0.0.1\r\r",
    "bare CR in a field": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\rX: 1\r\n\r\n",
    "bytes in the target": b"GET /\xc3\xa9 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "NUL in the target": b"GET /\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "NUL in a field": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n",
    "space before the colon": b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
    "field without a colon": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX\r\n\r\n",
    "fold at the start": b"GET / HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length below zero": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "length beyond reason": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + b"9" * 30 + b"\r\n\r\n",
    "unknown coding": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "long line": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "many fields": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Padding: 1234\r\n" * 10_000 + b"\r\n",
}
"""What must be answered with a status from 400 on, or by closing, as soon as it has come."""

UNUSUAL = {
    "bare LF": b"GET /id/ HTTP/1.1\nHost: 127.0.0.1\n\n",
    "fold": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b\r\n\r\n",
    "body": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nabcde",
    "body that does not come": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\nab",
    "junk for a chunk": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "negative range": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=-1\r\n\r\n",
    "many ranges": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=" + b"0-1," * 1000 + b"5-\r\n\r\n",
    "condition": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: *\r\nIf-Modified-Since: Tue, 24 Nov 2099 00:00:00 GMT\r\n\r\n",
    "upgrade": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: upgrade, http2-settings\r\nHTTP2-Settings: a\r\n\r\n",
    "expectation": b"GET /id/ HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n\r\n",
    "HTTP/1.0": b"GET /id/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n",
}
"""Odd, and yet a request for /id/."""


def mutated(generator: random.Random) -> bytes:
    """A good request with one to four slips in it."""
    data = bytearray(
        generator.choice([GOOD, *UNUSUAL.values(), MALFORMED["two hosts"]]) * generator.choice([1, 1, 1, 2])
    )
    for _ in range(generator.randint(1, 4)):
        at = generator.randrange(len(data) + 1)
        match generator.randrange(6):
            case 0:
                data[at:at] = generator.randbytes(generator.randint(1, 4))
            case 1:
                del data[at : at + generator.randint(1, 10)]
            case 2:
                data[at:at] = generator.choice(
                    [b"\r", b"\n", b"\r\n", b"\0", b" ", b":", b"%00", b"//", b"\\", b"\x80", b"\r\n\r\n"]
                )
            case 3:
                data[at:] = data[at:] * 2
            case 4:
                data[at:at] = generator.choice(
                    [b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Host: evil.example\r\n"]
                )
            case _:
                del data[at:]
    return bytes(data)
