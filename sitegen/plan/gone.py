"""Addresses that will be gone: a record that was published under another address, which nothing leads on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from posixpath import dirname

from sitegen.base.problems import Problem, problem
from sitegen.plan.atlas import Atlas


def gone(atlas: Atlas, published: Collection[str]) -> Iterator[Problem]:
    """A note for each record whose page moved, given the files of the output folder as it lies.

    A page has moved where its folder lost exactly one page and got exactly this one: what was deleted or is new for good is no move."""
    now = {page.file for page in atlas.pages.values()}
    lost: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(set(published) - now):
        if file.endswith("/index.html"):
            lost[dirname(dirname(file))].append("/" + file.removesuffix("index.html"))
    came: defaultdict[str, list[str]] = defaultdict(list)
    for path, page in atlas.pages.items():
        if page.title and page.file not in published:
            came[dirname(dirname(page.file))].append(path)
    for folder, paths in came.items():
        if len(paths) == len(lost[folder]) == 1:
            yield problem(atlas.pages[paths[0]].source, "url-gone", old=lost[folder][0], new=paths[0])
