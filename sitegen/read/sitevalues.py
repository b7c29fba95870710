"""What one node of `site.yaml` means where only that file has such a field. Each function gives the value or raises `Misread`."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sitegen.base.datetext import Misread
from sitegen.base.words import near
from sitegen.read import nodes, targets, values
from sitegen.read.vocabulary import INDONESIAN_ZONES


def theme_words(node: nodes.Node) -> object:
    """A text, or its plural forms."""
    if isinstance(node, nodes.Mapping):
        return {key.text: values.line(value) for key, value in node.entries}
    return values.line(node)


def language(node: nodes.Node) -> str:
    """A language tag, which names folders and files and so must be spelled as usual."""
    text = values.line(node)
    tag = values.language(node)
    if tag != text:
        raise Misread("language.tag", found=text, write=tag)
    return tag


def one_of(languages: tuple[str, ...]) -> values.Read[str]:
    """One of the site's languages."""

    def read(node: nodes.Node) -> str:
        tag = language(node)
        if tag not in languages:
            raise Misread("site-file.language", found=tag, languages=languages)
        return tag

    return read


_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_URL_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")


def base_url(node: nodes.Node) -> str:
    """The address of a site's first page, with a trailing slash: `https://host/` or `https://host/path/`."""
    return base_url_of(values.line(node))


def base_url_of(text: str) -> str:
    """As `base_url`, of a text from elsewhere."""
    try:
        parts = urlsplit(text)
        netloc, port = parts.netloc.lower(), parts.port
    except ValueError:
        raise Misread("site-file.base-url", found=text) from None
    host = netloc.removesuffix(f":{port}")
    if parts.scheme not in {"https", "http"} or not _HOST.fullmatch(host) or "?" in text or "#" in text:
        raise Misread("site-file.base-url", found=text)
    if not _URL_PATH.fullmatch(parts.path):
        raise Misread("site-file.base-url", found=text)
    return f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}/"


_ZONE = re.compile(r"(?!posix/|right/)[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|UTC")


def timezone(node: nodes.Node) -> str:
    """An IANA time zone."""
    text = values.line(node)
    if _ZONE.fullmatch(text) and _exists(text):
        return text
    zones = sorted(zone for zone in available_timezones() if _ZONE.fullmatch(zone))
    named = {zone.rpartition("/")[2]: zone for zone in zones} | {zone: zone for zone in zones}
    named |= {word: zone for zone, word in reversed(INDONESIAN_ZONES.items())}
    if meant := near(text, named):
        raise Misread("site-file.zone-near", found=text, write=named[meant])
    raise Misread("site-file.zone", found=text)


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return False
    return True


def theme(node: nodes.Node) -> str:
    """The name of a folder in `themes/`, never a path: a site's file decides nothing outside."""
    text = values.line(node)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", text):
        raise Misread("site-file.theme", found=text)
    return text


def between(least: int, most: int) -> values.Read[int]:
    """A whole number within two bounds."""

    def read(node: nodes.Node) -> int:
        number = values.number(node)
        if not least <= number <= most:
            raise Misread("site-file.between", found=number, least=least, most=most)
        return number

    return read


def file_in(root: Path) -> values.Read[str]:
    """A file below the site's folder that is there."""

    def read(node: nodes.Node) -> str:
        path = targets.file(node)
        if not (root / path).is_file():
            raise Misread("site-file.no-picture", found=path)
        return path

    return read
