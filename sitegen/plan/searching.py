"""The search: its page in each language, and what it finds. The index is made of what was built (`publish/searching.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.base.extras import can_search
from sitegen.base.problems import Place, Problem, problem
from sitegen.plan import addresses
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head, View
from sitegen.read.config import Config


class SearchView(View, frozen=True, kw_only=True):
    """`search.html`."""

    program: str | None
    """Address of the script that searches the index; None where none can be made, without the extra `search`."""


FOLDER = "/pagefind/"
"""Where the index lies. Pagefind finds its other files beside its script."""

ENTRY = "pagefind-entry.json"
"""The file there that names the index of each language."""


def pages(edition: Edition) -> Iterator[Planned]:
    """`/id/cari/`; none unless `site.yaml` asks for the search."""
    if edition.config.search:
        path = addresses.index("search", edition.lang)
        yield edition.planned(path, "search.html", _view, cluster=("search",), section="search", listed=False)


def _view(edition: Edition, head: Head) -> SearchView:
    program = edition.base.href(f"{FOLDER}pagefind.js") if can_search() else None
    return SearchView(lang=edition.lang, frame=edition.frame, head=head, program=program)


def searched(config: Config, pages: Iterable[Planned]) -> Mapping[str, Sequence[Planned]]:
    """Language → the pages that the search finds in it: those of records. Lists only lead to these."""
    found: dict[str, list[Planned]] = {}
    if config.search and can_search():
        for page in pages:
            if page.lang and page.listed and page.title:
                found.setdefault(page.lang, []).append(page)
    return found


def notes(config: Config) -> Iterator[Problem]:
    """A note where the search was asked for and no index can be made."""
    if config.search and not can_search():
        yield problem(Place("site.yaml"), "search-plain")
