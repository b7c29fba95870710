"""What in the sources caused a defect of the output: the link in a text, the line of a field; else the file of the output itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.base.problems import Place, Problem, problem
from sitegen.inspect.output import ITSELF, Finding, finding
from sitegen.inspect.pages import Seen
from sitegen.plan.atlas import Atlas
from sitegen.plan.page import Planned
from sitegen.read.record import Prose

_SITE_FILE = "site.yaml"
_OFTEN = 3
"""Pages on which the same defect is told one by one: on more, it comes from what stands on all of them."""


class Causes:
    """Finds the causes of what was found in one output folder."""

    def __init__(self, root: Path, shown: str, atlas: Atlas, media: Mapping[str, str]):
        self._shown = shown
        """The output folder as problems name it."""
        self._atlas = atlas
        self._planned = {page.file: page for page in atlas.pages.values()}
        self._media = media
        """Path in the output folder → file of `content/`."""
        self._text = cache(lambda path: _text(root / path))

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """The problem of each finding. What is alike on many pages, and has no cause of its own there, is told once."""
        alike: defaultdict[Any, list[Problem]] = defaultdict(list)
        for each in findings:
            place = self._place(each)
            told = Problem(place or self._in_output(each.file), each.id, each.facts)
            if place:
                yield told
            else:
                alike[each.id, each.facts].append(told)
        for same in alike.values():
            yield from same if len(same) <= _OFTEN else _once(same)

    def places_of_links(self, pages: Mapping[str, Seen]) -> Mapping[str, list[Place]]:
        """Address on another host → the places of the links that lead there."""
        places: defaultdict[str, dict[Place, None]] = defaultdict(dict)
        for page in pages.values():
            for url in page.outside:
                places[url][self._place(finding(page.file, "", url)) or self._in_output(page.file)] = None
        return {url: sorted(found) for url, found in sorted(places.items())}

    def _in_output(self, file: str) -> Place:
        return Place(f"{self._shown}/{file}")

    def _place(self, found: Finding) -> Place | None:
        """The place in a source; None where the output itself is to blame."""
        if found.file in self._media:
            return Place(self._media[found.file])
        page = self._planned.get(found.file)
        for about in found.about:
            if about and (place := self._of(about, page)):
                return place
        return None

    def _of(self, about: str, page: Planned | None) -> Place | None:
        if about == ITSELF:
            return page.source if page and page.source.path != _SITE_FILE else None
        if page and page.prose and (place := self._in_words(about, page, page.prose)):
            return place
        paths = dict.fromkeys([page.source.path, *([page.prose.place.path] if page.prose else [])]) if page else {}
        return next(filter(None, (_found(about, self._text(path), path) for path in [*paths, _SITE_FILE])), None)

    def _in_words(self, about: str, page: Planned, prose: Prose) -> Place | None:
        """In the words of a page: as the author wrote it, which for a link may be the name of a file."""
        body = getattr(self._atlas.page(page.path).view, "body", None)
        written = {about} | {target for target, href in (body.links if body else ()) if href == about}
        written |= {target for target, graphic in (body.pictures if body else ()) if about in graphic.hrefs}
        for link in prose.links:
            if link.target in written:
                return link.place
        place = _found(about, prose.text, prose.place.path)
        return Place(place.path, place.line + prose.place.line - 1, place.column) if place else None


def _once(alike: Sequence[Problem]) -> Iterator[Problem]:
    first = min(alike, key=lambda each: each.place)
    yield first
    yield problem(first.place, "found-often", code=first.code, count=len(alike) - 1)


def _found(about: str, text: str, path: str) -> Place | None:
    """Where something stands in a text, not as a part of a longer word or address."""
    match = re.search(rf"(?<![\w./-]){re.escape(about)}(?![\w/-])", text)
    if not match:
        return None
    start = match.start()
    return Place(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
