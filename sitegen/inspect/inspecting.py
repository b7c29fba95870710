"""The inspection: every file of an output folder, in order, and what in the sources caused what is wrong there.

It asks what readers, their programs and search engines would meet, not what the program meant to write: pages are parsed as browsers parse
them. Nothing is written.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from sitegen.base.problems import Place, Problem, problem
from sitegen.inspect.among import among
from sitegen.inspect.calendars import calendars
from sitegen.inspect.causes import Causes
from sitegen.inspect.feeds import feeds
from sitegen.inspect.hosting import hosting
from sitegen.inspect.machines import assets, open_data, robots, sitemaps
from sitegen.inspect.ours import behind, ours
from sitegen.inspect.output import Finding, Output, finding
from sitegen.inspect.pages import Seen, read_pages
from sitegen.plan.planning import Plan
from sitegen.publish.manifest import MARKER, Entry, is_marked
from sitegen.publish.manifest import read as read_list


class Inspection(Struct, frozen=True):
    """What was found in an output folder."""

    problems: list[Problem]
    outside: Mapping[str, list[Place]]
    """Address on another host → the places that lead there, if that was asked for."""


def inspect(
    root: Path, out: Path, plan: Plan, made: Mapping[str, Entry], *, jobs: int, outside: bool = False
) -> Inspection:
    """What is wrong with the files in `out`; with `outside`, where its pages lead to on other hosts, too. `plan` and `made` are the pages
    that the sources in `root` make now: what is wrong with the output is told where it was caused."""
    shown = _shown(root, out)
    if not is_marked(out):
        return Inspection([problem(Place(shown), _absent(out))], {})
    listed, _ = read_list(out / MARKER)  # what is wrong with the list, every build tells
    planned = {page.file: page for page in plan.atlas.pages.values()}
    config = plan.atlas.config
    base = _published_for(out, config.languages) or config.base_url
    output = Output(out, base, listed, planned, config.languages, config.x_default or "en")
    pages = {page.file: page for page in read_pages(output, jobs)}
    found = [*_general(output, config.base_url, made), *_all(output, pages)]
    causes = Causes(root, shown, plan.atlas, plan.media.sources)
    return Inspection(list(causes.problems(found)), causes.places_of_links(pages) if outside else {})


def _all(output: Output, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    for page in pages.values():
        yield from page.findings
    yield from among(output, pages)
    yield from feeds(output)
    yield from calendars(output)
    yield from sitemaps(output, pages)
    yield from robots(output)
    yield from hosting(output)
    yield from open_data(output)
    yield from assets(output, pages.values())


def _general(output: Output, base_url: str, made: Mapping[str, Entry]) -> Iterator[Finding]:
    """Of the folder as a whole: whether it is complete, and of these sources and this address."""
    yield from ours(output)
    if output.base_url != base_url:
        yield finding("index.html", "output-address", found=output.base_url, expected=base_url)
    elif other := behind(output.ours, made):
        yield finding(MARKER, "output-behind", count=len(other), found=other[0])


def _published_for(out: Path, languages: tuple[str, ...]) -> str | None:
    """The address that the entrances say they are at: a build may have been given another one than `site.yaml` has."""
    said: Counter[str] = Counter()
    for folder in ("", *(f"{lang.lower()}/" for lang in languages)):
        file = out / folder / "index.html"
        link = LexborHTMLParser(file.read_bytes()).css_first("link[rel=canonical]") if file.is_file() else None
        address = (link.attributes.get("href") or "") if link else ""
        if "//" in address and address.endswith(f"/{folder}"):
            said[address[: len(address) - len(folder)]] += 1
    return said.most_common(1)[0][0] if said else None


def _shown(root: Path, out: Path) -> str:
    """How problems name the output folder: relative to the site's folder if it lies in it."""
    real, site = os.path.realpath(out), os.path.realpath(root)
    return os.path.relpath(real, site).replace(os.sep, "/") if real.startswith(site + os.sep) else Path(real).as_posix()


def _absent(out: Path) -> str:
    if not out.is_dir():
        return "output-absent"
    return "output-absent.foreign" if any(out.iterdir()) else "output-absent.empty"
