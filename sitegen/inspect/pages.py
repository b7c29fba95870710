"""One page after another: what is wrong with each by itself, and what of it the others must fit. Pages are read in several processes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from gzip import compress

from msgspec import Struct

from sitegen.base.processes import in_order
from sitegen.inspect import head, jsonld, links, structure, versions
from sitegen.inspect.document import Document
from sitegen.inspect.ours import PAGE, is_changed
from sitegen.inspect.output import ITSELF, Finding, Output

ARTICLE_BUDGET, PAGE_BUDGET = 30_000, 100_000
"""Bytes of HTML, CSS and script that a reader loads for an article, and for any page, compressed by gzip."""

_LEVEL = 6
"""Of gzip, as servers use it."""
_ASSET = re.compile(r"\.(css|m?js)\Z")

_OF_ANY_PAGE: tuple[Callable[[Document], Iterable[Finding]], ...] = (links.links, links.loaded)
_OF_PAGES_THAT_STAY: tuple[Callable[[Document], Iterable[Finding]], ...] = (
    *(head.head, head.address, versions.versions),
    *(structure.headings, structure.ids, structure.parts, structure.pictures),
    jsonld.json_ld,
)
"""Of those that do not lead on to another address by themselves."""


class Seen(Struct, frozen=True, array_like=True):
    """A page that was read."""

    file: str
    lang: str
    title: str
    indexed: bool
    """Whether search engines may list it."""
    leads_on: bool
    """Whether it only leads on to another address."""
    ids: frozenset[str]
    versions: tuple[tuple[str, str, str], ...]
    """Language, file and address of each version that it names and that is there."""
    links: frozenset[str]
    """The files that a reader can go to from here."""
    places: tuple[tuple[str, str, str], ...]
    """Of each link to a place on a page: the file, the id, and the address as it is written."""
    outside: frozenset[str]
    """The addresses on other hosts that a reader can go to."""
    loads: frozenset[str]
    """The files that a browser loads with it, pictures, too."""
    findings: tuple[Finding, ...]


def read_pages(output: Output, jobs: int) -> Iterator[Seen]:
    """All HTML files of ours, in the order of their names."""
    weights: dict[str, int] = {}
    return in_order(
        output.ours_that_end(PAGE), lambda file: _read(file, output, weights), jobs=jobs, name=str, doing="reading"
    )


def _read(file: str, output: Output, weights: dict[str, int]) -> Seen:
    page = Document(file, output.read(file), output)
    hrefs = [link.get("href") for link in page.of("a", "area") if link.get("href").strip()]
    targets = [(href, output.follow(href, file)) for href in [*hrefs, *filter(None, [page.refresh])]]
    loads = frozenset(_there(page, (address for _, address in links.loads(page))))
    return Seen(
        file=file,
        lang=page.lang,
        title=page.title,
        indexed=page.indexed,
        leads_on=page.refresh is not None,
        ids=frozenset(each.get("id") for each in page.marked if each.get("id")),
        versions=tuple(
            (lang, there, href) for lang, href in versions.named_versions(page) for there in _there(page, [href])
        ),
        links=frozenset(target.file for _, target in targets if target.file),
        places=tuple(
            {(target.file, target.fragment, href): 0 for href, target in targets if target.file and target.fragment}
        ),
        outside=frozenset(target.url for _, target in targets if target.scheme in ("http", "https") and not target.own),
        loads=loads,
        findings=tuple(dict.fromkeys(_findings(page, loads, weights))),
    )


def _there(page: Document, addresses: Iterable[str]) -> Iterator[str]:
    """The files to which addresses lead, of those that are there."""
    for address in addresses:
        file = page.output.follow(address, page.file).file
        if file and file in page.output.files:
            yield file


def _findings(page: Document, loads: Iterable[str], weights: dict[str, int]) -> Iterator[Finding]:
    if is_changed(page.output, page.file, page.data):
        yield page.finding("output-changed")
    yield from head.whole(page)
    if not page.data.strip():
        return
    for rule in _OF_ANY_PAGE if page.refresh is not None else _OF_ANY_PAGE + _OF_PAGES_THAT_STAY:
        yield from rule(page)
    yield from _weight(page, loads, weights)


def _weight(page: Document, loads: Iterable[str], weights: dict[str, int]) -> Iterator[Finding]:
    """Whether what a browser loads to show the words is light enough for a slow telephone."""
    budget = ARTICLE_BUDGET if page.is_article else PAGE_BUDGET
    others = sum(_compressed(page.output, file, weights) for file in loads if _ASSET.search(file))
    # Compressing takes longer than all else that is done here: most pages are light as they are.
    if len(page.data) + others <= budget:
        return
    weight = others + len(compress(page.data, _LEVEL))
    if weight > budget:
        kind = "weight.article" if page.is_article else "weight"
        yield page.finding(kind, ITSELF, size=round(weight / 1000), most=budget // 1000)


def _compressed(output: Output, file: str, weights: dict[str, int]) -> int:
    weight = weights.get(file)
    if weight is None:
        weight = weights[file] = len(compress(output.read(file), _LEVEL))
    return weight
