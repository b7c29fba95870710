"""Where a field points: web addresses, mail addresses, files beside the source, former addresses of a page.

Each function reads one node and raises `Misread` where it is something else. Nothing is opened or fetched here.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from sitegen.base.datetext import Misread
from sitegen.read import nodes
from sitegen.read.names import name_mistake
from sitegen.read.values import line

_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
"""Labels as RFC 1123 section 2.1 has them, with the letters of internationalised names."""
_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9.-]+)")
_FORMER = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")

_LONGEST_ADDRESS = 500
"""Characters: far below what file systems take for a whole path."""


def url(node: nodes.Node) -> str:
    """An absolute address of the web, `https://…` or `http://…`."""
    text = line(node)
    if "@" in text and "/" not in text:
        raise Misread("address.mail", found=text)
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise Misread("address.scheme", found=text, write=f"https://{text.lstrip('/')}")
    if not _is_url(text):
        raise Misread("address", found=text)
    return text


def website(node: nodes.Node) -> str:
    """A site that the reader is sent to, only by `https://…`."""
    text = url(node)
    if not text.lower().startswith("https:"):
        raise Misread("address.https", found=text, write=f"https{text[4:]}")
    return text


def _is_url(text: str) -> bool:
    if _NOT_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return False
    # A user name in an address is how one site is made to look like another.
    return port_is_right and "@" not in parts.netloc and _HOST.fullmatch(parts.hostname or "") is not None


def email(node: nodes.Node) -> str:
    """A mail address as HTML's `<input type=email>` has it, at a host with a dot."""
    text = line(node)
    match = _MAIL.fullmatch(text.removeprefix("mailto:"))
    if not match or not _HOST.fullmatch(match[1]):
        raise Misread("address.email", found=text)
    return match[0]


def file(node: nodes.Node) -> str:
    """A file beside the source, as its path relative to the site's folder. `/…` begins in the site's folder."""
    text = line(node)
    parts = text.replace("\\", "/")
    if ":" in parts or parts.startswith("//"):
        raise Misread("address.file", found=text)
    base = "" if parts.startswith("/") else posixpath.dirname(node.place.path)
    path = posixpath.normpath(posixpath.join(base, parts.lstrip("/")))
    if path in {".", ".."} or path.startswith("../"):
        raise Misread("address.outside", found=text)
    return path


def url_or_file(node: nodes.Node) -> str:
    """A document: a whole address, or a file beside the source."""
    return url(node) if re.match(r"(?:[a-z]+:)?//|www\.", line(node), re.IGNORECASE) else file(node)


def former_address(node: nodes.Node) -> str:
    """An address that a page of this site once had, `/…/`."""
    text = line(node)
    if (
        text == "/"
        or not text.startswith("/")
        or not _FORMER.fullmatch(text)
        or "." in text.rstrip("/").rpartition("/")[2]
        or any(name_mistake(part) for part in text.strip("/").split("/"))
        or len(text) > _LONGEST_ADDRESS
    ):
        raise Misread("address.former", found=text)
    return text if text.endswith("/") else f"{text}/"


def former_address_or_name(node: nodes.Node) -> str:
    """A former address if it begins with `/`, else another name."""
    text = line(node)
    return former_address(node) if text.startswith("/") else text
