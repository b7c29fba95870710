"""What a browser sees of a page, so that a tab knows whether its page changed; and the script that makes the tab ask.

A page is told apart by the addresses of its style sheets, and by a digest of all the rest. Where only the former differ, the tab takes the
new style sheets without loading the page again. A theme's folder is named after all its files, so that another style changes the address of
every picture and script in it: what is in the folder of a style sheet is told apart by its bytes instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple, TypeAlias

_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_REL = re.compile(rb"""\srel\s*=\s*(?:"[^"]*?\bstylesheet\b|'[^']*?\bstylesheet\b|stylesheet\b)""", re.IGNORECASE)
_HREF = re.compile(rb"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REFRESH = re.compile(rb"""<meta\b[^>]*\shttp-equiv\s*=\s*["']?refresh\b""", re.IGNORECASE)
_END = re.compile(rb"</body\s*>", re.IGNORECASE)

File: TypeAlias = Callable[[str], bytes | None]
"""Address of a file of the site → its bytes; None where there is none."""


class Seen(NamedTuple):
    """One state of a page."""

    version: str
    """A digest of the page's bytes without the addresses of its style sheets, and of the bytes of what lies beside these."""
    styles: tuple[str, ...]
    """These addresses, in the page's order."""


def seen(data: bytes, file: File) -> Seen:
    """What is seen of an HTML page, or of any other file. `file` gives the bytes at an address of the site."""
    styles: list[str] = []
    rest = _LINK.sub(lambda link: _without_style(link[0], styles), data)
    for folder in sorted({style.rpartition("/")[0] for style in styles} - {""}):
        beside = re.compile(re.escape(folder).encode() + rb"(/[\w./-]+)")
        rest = beside.sub(lambda address: _by_bytes(address, file), rest)
    return Seen(_digest(rest), tuple(styles))


def _by_bytes(address: re.Match[bytes], file: File) -> bytes:
    """An address by its name in its folder, and what lies there; as it is where nothing does."""
    data = file(address[0].decode())
    return address[0] if data is None else address[1] + _digest(data).encode()


def _without_style(link: bytes, styles: list[str]) -> bytes:
    """A `<link>` without its address where that is a style sheet's; the address is added to `styles`."""
    href = _HREF.search(link)
    if href is None or not _REL.search(link):
        return link
    styles.append(unescape(next(value for value in href.groups() if value is not None).decode(errors="replace")))
    return link[: href.start()] + link[href.end() :]


def with_script(data: bytes, page: str, token: str, marks: Iterable[str], file: File) -> bytes:
    """An HTML page with the script of the preview before its last `</body>`, and every other byte as it was.

    `page` is the path that the browser asked for. A page that leads elsewhere at once (`<meta http-equiv="refresh">`) gets no script: its
    tab would hold a stream that nobody sees; nor does a file without a `</body>`, such as a proof of ownership.
    """
    *_, end = None, *_END.finditer(data)
    if end is None or _REFRESH.search(data):
        return data
    facts = {
        "token": token,
        "page": page,
        "version": seen(data, file).version,
        "marks": " ".join(marks),
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    script = f'<script src="/.sitegen/client.js"{attributes}></script>'
    return data[: end.start()] + script.encode() + data[end.start() :]


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
