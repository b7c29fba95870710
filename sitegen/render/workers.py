"""Rendering in several processes. What crosses to them is plain data: pages and places there, bytes and problems back.

The parent makes the views, in small bundles, so that it never holds more of them than the workers can take; results come back in the
order of the pages, whoever was first.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple

from sitegen.base.problems import Place, Problem, SitegenError
from sitegen.plan.page import Page
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme

WORTH_IT = 400
"""Pages from which more than one process pays: a worker needs about a quarter of a second to start and to compile the templates."""

_BUNDLE = 40
_BUNDLES_AHEAD = 3
"""For each worker: enough that none waits for the parent."""


class Work(NamedTuple):
    """A page to render, and where the words begin that it shows as its body."""

    page: Page
    prose: Place | None


class Made(NamedTuple):
    """A page as it will be published."""

    file: str
    data: bytes
    problems: list[Problem]


def processors() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def render_all(work: Iterable[Work], number: int, theme: Theme, jobs: int) -> Iterator[Made]:
    """Every page of `work`, in its order, by at most `jobs` processes; `number` is how many there are.

    Raises SitegenError when a worker is killed from outside, for lack of memory, say."""
    if jobs < 2 or number < WORTH_IT:
        yield from _render(Renderer(theme), work)
        return
    # Forked workers share what is loaded already; the pool starts all of them before it starts a thread of its own (CPython gh-90622).
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    executor = ProcessPoolExecutor(jobs, context, _begin, (theme,))
    try:
        yield from _in_bundles(work, executor, jobs)
    except BrokenProcessPool as error:
        raise SitegenError("a process that rendered pages was ended from outside") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _in_bundles(work: Iterable[Work], executor: Executor, jobs: int) -> Iterator[Made]:
    pages = iter(work)
    waiting: deque[Future[list[Made]]] = deque()
    while bundle := list(islice(pages, _BUNDLE)):
        waiting.append(executor.submit(_render_bundle, bundle))
        if len(waiting) > jobs * _BUNDLES_AHEAD:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


_renderer: Renderer | None = None
"""A worker's own, made once: the one thing at module level that is not constant, because a pool hands its workers nothing else."""


def _begin(theme: Theme) -> None:
    global _renderer
    _renderer = Renderer(theme)


def _render_bundle(bundle: Sequence[Work]) -> list[Made]:
    assert _renderer is not None
    return list(_render(_renderer, bundle))


def _render(renderer: Renderer, work: Iterable[Work]) -> Iterator[Made]:
    for page, prose in work:
        yield Made(page.file, *renderer.try_to_render(page, prose))
