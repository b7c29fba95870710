"""Pages among each other: whether places, versions, titles and ways fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sitegen.inspect.output import ITSELF, Finding, Output, finding
from sitegen.inspect.pages import Seen
from sitegen.inspect.versions import DEFAULT


def among(output: Output, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """What is wrong between the pages of a site, by their files."""
    for page in pages.values():
        yield from _places(page, pages)
        yield from _detours(output, page, pages)
        yield from _versions(output, page, pages)
    yield from _titles(output, pages)
    yield from _orphans(output, pages)
    yield from _names(output)


def _places(page: Seen, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """Browsers know `top` without an id (HTML Standard, 7.4.6.4)."""
    for file, name, href in page.places:
        there = pages.get(file)
        if there and name not in there.ids and name.lower() != "top" and not name.startswith(":~:"):
            kind = "page-link.here" if file == page.file else "page-link.fragment"
            yield finding(page.file, kind, href, target=href, id=name)


def _detours(output: Output, page: Seen, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    for file in sorted(page.links):
        there = pages.get(file)
        if there and there.leads_on:
            meant = min(there.links, default=file)
            kind = "detour.chain" if page.leads_on else "detour.redirect"
            yield finding(page.file, kind, output.path(file), target=output.path(file), meant=output.path(meant))


def _versions(output: Output, page: Seen, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """Search engines believe in a version only if it names the page in turn, by the language that the page gives itself."""
    own = {lang for lang, file, _ in page.versions if file == page.file}
    own = own - {DEFAULT} or own
    for lang, file, href in page.versions:
        there = pages.get(file)
        if there is None or file == page.file or lang == DEFAULT:
            continue
        if there.lang and there.lang != lang:
            yield finding(page.file, "page-versions.language", href, lang=lang, target=href, found=there.lang)
        if not any(back == page.file and (name in own or not own) for name, back, _ in there.versions):
            yield finding(page.file, "page-versions.one-way", href, lang=lang, target=href, page=output.path(page.file))


def _titles(output: Output, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """A title is what a search engine, a bookmark and a tab show of a page."""
    by_title: defaultdict[str, list[Seen]] = defaultdict(list)
    for page in pages.values():
        if page.indexed and page.title:
            by_title[page.title].append(page)
    for title, alike in by_title.items():
        first, *others = sorted(alike, key=lambda page: (_own_title(output, page) != "", page.file))
        for other in others:
            about = _own_title(output, other)
            yield finding(other.file, "same-title", about, title=title, other=output.path(first.file))


def _own_title(output: Output, page: Seen) -> str:
    """The title that an author gave to a page; empty where the theme did."""
    planned = output.planned.get(page.file)
    return planned.title if planned else ""


def _orphans(output: Output, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    """Pages that no reader comes to who begins at an entrance and follows links: the site map is for those who got lost."""
    entrances = {f"{folder}index.html" for folder in ("", *(f"{lang.lower()}/" for lang in output.languages))}
    reached, ahead = set(entrances), list(entrances)
    while ahead:
        page = pages.get(ahead.pop())
        if page and not _lists_everything(output, page):
            new = page.links - reached
            reached |= new
            ahead += new
    for page in pages.values():
        if page.indexed and page.file not in reached and page.file != "404.html":
            yield finding(page.file, "orphan-page", ITSELF, path=output.path(page.file))


def _lists_everything(output: Output, page: Seen) -> bool:
    planned = output.planned.get(page.file)
    return planned is not None and planned.template == "site-map.html"


def _names(output: Output) -> Iterator[Finding]:
    """Windows and macOS keep only one of two files whose names differ in upper and lower case alone."""
    for file in sorted(output.files):
        same = output.in_other_letters(file)
        if same and same != file:
            yield finding(file, "file-twins", other=same)
