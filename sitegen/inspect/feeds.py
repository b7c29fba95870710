"""Feeds as their readers' programs take them: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.inspect.output import Finding, Output, finding
from sitegen.inspect.xmltext import parsed, said

_ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
"""RFC 3339, which both formats ask for."""
_VERSION = "https://jsonfeed.org/version/1"


def feeds(output: Output) -> Iterator[Finding]:
    """What is wrong with the feeds, and whether both forms of one feed have the same entries."""
    ids: dict[str, frozenset[str]] = {}
    for file in output.ours_that_end(".atom"):
        yield from _atom(output, file, ids)
    for file in output.ours_that_end("/feed.json"):
        yield from _json(output, file, ids)
        twin = file.removesuffix(".json") + ".atom"
        if file in ids and twin in ids and ids[file] != ids[twin]:
            yield finding(file, "feed-file.differs", other=twin)


def _atom(output: Output, file: str, ids: dict[str, frozenset[str]]) -> Iterator[Finding]:
    root = parsed(output.read(file))
    if isinstance(root, str) or root.tag != f"{_ATOM}feed":
        yield finding(file, "feed-file.xml", cause=root if isinstance(root, str) else root.tag)
        return
    yield from (finding(file, "feed-file.required", name=name) for name in _missing(root, "id", "title", "updated"))
    if not _has_date(said(root, f"{_ATOM}updated")):
        yield finding(file, "feed-file.date", found=said(root, f"{_ATOM}updated"))
    own = [each.get("href", "") for each in root.findall(f"{_ATOM}link") if each.get("rel") == "self"]
    yield from _self(output, file, own[0] if own else "")
    entries = root.findall(f"{_ATOM}entry")
    if root.find(f"{_ATOM}author") is None and any(each.find(f"{_ATOM}author") is None for each in entries):
        yield finding(file, "feed-file.author")
    for entry in entries:
        name = said(entry, f"{_ATOM}title") or said(entry, f"{_ATOM}id")
        for missing in _missing(entry, "id", "title", "updated"):
            yield finding(file, "feed-file.entry", name, entry=name, name=missing)
        for moment in ("published", "updated"):
            if not _has_date(said(entry, f"{_ATOM}{moment}")):
                yield finding(file, "feed-file.date", found=said(entry, f"{_ATOM}{moment}"))
        for link in entry.findall(f"{_ATOM}link"):
            yield from _link(output, file, link.get("href", ""))
    own_ids = [said(entry, f"{_ATOM}id") for entry in entries]
    ids[file] = frozenset(own_ids)
    yield from _repeated(file, own_ids)


def _missing(element: Any, *names: str) -> Iterator[str]:
    return (name for name in names if not said(element, f"{_ATOM}{name}"))


def _json(output: Output, file: str, ids: dict[str, frozenset[str]]) -> Iterator[Finding]:
    try:
        feed = json.loads(output.read(file))
    except (ValueError, RecursionError) as error:
        yield finding(file, "feed-file.json", cause=str(error))
        return
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(_VERSION):
        yield finding(file, "feed-file.version")
        return
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield finding(file, "feed-file.required", name="items")
        return
    if not feed.get("title"):
        yield finding(file, "feed-file.required", name="title")
    yield from _self(output, file, str(feed.get("feed_url", "")))
    for item in items:
        name = str(item.get("title") or item.get("id") or "")
        if not item.get("id"):
            yield finding(file, "feed-file.entry", name, entry=name, name="id")
        if not item.get("content_html") and not item.get("content_text"):
            yield finding(file, "feed-file.entry", name, entry=name, name="content_html")
        for moment in ("date_published", "date_modified"):
            if not _has_date(str(item.get(moment) or "")):
                yield finding(file, "feed-file.date", found=str(item.get(moment)))
        for address in ("url", "image"):
            yield from _link(output, file, str(item.get(address) or ""))
    own_ids = [str(item.get("id")) for item in items]
    ids[file] = frozenset(own_ids)
    yield from _repeated(file, own_ids)


def _has_date(text: str) -> bool:
    """Whether it is a moment, or absent: what must be there is asked for elsewhere."""
    return not text or _DATE.fullmatch(text) is not None


def _self(output: Output, file: str, found: str) -> Iterator[Finding]:
    if found != output.url(file):
        yield finding(file, "feed-file.self", found=found, expected=output.url(file))


def _link(output: Output, file: str, address: str) -> Iterator[Finding]:
    target = output.follow(address, file) if address else None
    if target and "//" not in address:
        yield finding(file, "feed-file.relative", address, target=address)
    elif target and target.file and target.file not in output.files:
        yield finding(file, "feed-file.address", address, target=address)


def _repeated(file: str, ids: Iterable[str]) -> Iterator[Finding]:
    yield from (finding(file, "feed-file.twice", id=name) for name, count in Counter(ids).items() if name and count > 1)
