"""What search engines and other programs read: sitemap, robots.txt, open data, and the files that pages load."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from xml.etree import ElementTree

from sitegen.inspect.links import style_sheet
from sitegen.inspect.output import Finding, Output, finding
from sitegen.inspect.pages import Seen
from sitegen.inspect.structure import shown_file
from sitegen.inspect.xmltext import parsed, said

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?")
_MOST = 50_000
"""Addresses in one sitemap (sitemaps.org)."""


def sitemaps(output: Output, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """Whether the sitemap names every page that search engines may list, and nothing else."""
    listed: list[str] = []
    found = [file for file in output.ours_that_end(".xml") if file.startswith("sitemap")]
    for file in found:
        root = parsed(output.read(file))
        if isinstance(root, str):
            yield finding(file, "sitemap-file.xml", cause=root)
            return
        entries = root.findall(f"{_SITEMAP}url")
        if len(entries) > _MOST:
            yield finding(file, "sitemap-file.long", most=_MOST, count=len(entries))
        for part in root.findall(f"{_SITEMAP}sitemap"):
            yield from _address(output, file, said(part, f"{_SITEMAP}loc"))
        for entry in entries:
            listed.append(said(entry, f"{_SITEMAP}loc"))
            yield from _entry(output, file, entry, pages)
    if found:
        yield from _complete(output, found[0], listed, pages)


def _entry(output: Output, file: str, entry: ElementTree.Element, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    address = said(entry, f"{_SITEMAP}loc")
    yield from _address(output, file, address)
    modified = said(entry, f"{_SITEMAP}lastmod")
    if modified and not _DATE.fullmatch(modified):
        yield finding(file, "sitemap-file.date", found=modified, target=address)
    page = pages.get(output.follow(address, file).file or "")
    if page is None:
        return
    if not page.indexed:
        yield finding(file, "sitemap-file.hidden", target=address)
    links = entry.findall(f"{_XHTML}link")
    named = {(link.get("hreflang", ""), output.follow(link.get("href", ""), file).file) for link in links}
    if links and named != {(lang, there) for lang, there, _ in page.versions}:
        yield finding(file, "sitemap-file.versions", target=address)


def _address(output: Output, file: str, address: str) -> Iterator[Finding]:
    target = output.follow(address, file)
    if not address.startswith(output.base_url):
        yield finding(file, "sitemap-file.elsewhere", target=address)
    elif target.file not in output.files:
        yield finding(file, "sitemap-file.address", target=address)


def _complete(output: Output, file: str, listed: Iterable[str], pages: Mapping[str, Seen]) -> Iterator[Finding]:
    counts = Counter(listed)
    yield from (finding(file, "sitemap-file.twice", target=each) for each, count in counts.items() if count > 1)
    there = {output.follow(address, file).file for address in counts}
    for page in pages.values():
        if page.indexed and page.file not in there and page.file != "404.html":
            yield finding(page.file, "sitemap-file.unlisted", path=output.path(page.file))


def robots(output: Output) -> Iterator[Finding]:
    """Whether search engines find the sitemap and may read the site. Only at the top of a host is there a robots.txt (RFC 9309, 2.3)."""
    file = "robots.txt"
    if file not in output.files:
        return
    fields = [
        (name.strip().lower(), value.strip())
        for name, colon, value in (line.partition("#")[0].partition(":") for line in _lines(output, file))
        if colon
    ]
    for name, value in fields:
        if name == "sitemap":
            target = output.follow(value, file)
            if "//" not in value or not target.own or target.file not in output.files:
                yield finding(file, "robots-file.sitemap", target=value)
        elif (name, value) == ("disallow", "/"):
            yield finding(file, "robots-file.closed")
    if not any(name == "sitemap" for name, _ in fields):
        yield finding(file, "robots-file")


def _lines(output: Output, file: str) -> list[str]:
    return output.read(file).decode("utf-8", "replace").splitlines()


def open_data(output: Output) -> Iterator[Finding]:
    """Whether the data that others work with can be read."""
    for file in output.ours_that_end(".json"):
        if not file.endswith("/feed.json"):
            try:
                json.loads(output.read(file))
            except (ValueError, RecursionError) as error:
                yield finding(file, "open-data", cause=str(error))
    for file in output.ours_that_end(".csv"):
        rows = list(csv.reader(StringIO(output.read(file).decode("utf-8", "replace"), newline="")))
        for number, row in enumerate(rows, 1):
            if len(row) != len(rows[0]):
                yield finding(file, "open-data.row", number=number, count=len(row), expected=len(rows[0]))


def assets(output: Output, pages: Iterable[Seen]) -> Iterator[Finding]:
    """What is wrong with the style sheets, pictures and fonts that pages load."""
    for file in output.ours_that_end(".css"):
        yield from style_sheet(output, file)
    for file in sorted({each for page in pages for each in page.loads}):
        if variant := shown_file(output.read(file), file):
            yield finding(file, f"asset-bytes.{variant}")
