"""Work shared among processes: the same results, in the same order, from one process, from several, or from a cluster.

Several processes are forked (see `worker`), so the work may be anything: what it uses is inherited, and only tasks and results cross.
They cross in bundles, so that the crossing costs little, and bundles get smaller towards the end, so that all finish together.
"""

from __future__ import annotations

import os
import pickle
import select
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice, pairwise
from operator import length_hint
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sitegen.base.worker import (
    Bundle,
    Duty,
    Outcome,
    Worker,
    WorkerLost,
    attempt,
    pickled,
    signals_held,
    start,
    unpickled,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future  # loads much that only a build in a cluster needs

T = TypeVar("T")
R = TypeVar("R")

LIMIT = 8.0
"""Seconds that a task may compute, or rest, before it counts as hung."""

_MOST = 40
"""Tasks in a bundle at most."""
_UNCOUNTED = 16
"""Tasks in a bundle where nobody knows how many there are."""
_AHEAD = 4
"""Bundles for each worker that may be under way, or wait for an earlier one: what bounds the memory."""
_IN_HAND = 2
"""Bundles that a worker has at once: the next one lies ready when it has done the first."""


def processors() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nothing() -> None:
    """What a worker does before its first task, where nothing is to be done."""


def in_order(
    tasks: Iterable[T],
    work: Callable[[T], R],
    *,
    jobs: int,
    name: Callable[[T], str],
    doing: str = "rendering",
    begin: Callable[[], None] = nothing,
    limit: float = LIMIT,
    executor: Executor | None = None,
) -> Iterator[R]:
    """`work(task)` of every task, in the order of the tasks, whoever was first.

    `jobs` processes share the work; with fewer than two, where processes cannot be forked, and in a process with threads (a fork copies
    their locks and not them) it is done here. With an `executor` it is done there, by as many processes as its `jobs` says, if it says so,
    and everything is pickled.
    `begin` is called in each process before its first task. `doing` and `name` say in errors what was done: "rendering /en/".

    What `work` raises is raised here when its task's turn comes. `WorkerLost` is raised for a process that ends or hangs: for a task that
    computes for `limit` seconds or rests for as long; waiting for a processor does not count."""
    duty = Duty(work, begin, lambda task: f"{doing} {name(task)}", limit)
    if executor is not None:
        return _there(executor, tasks, duty, jobs)
    if _can_fork(jobs):
        return _shared([_bundles(tasks, jobs)], duty, jobs)
    return _here(tasks, duty)


def in_stretches(
    tasks: Sequence[T], work: Callable[[T], R], *, jobs: int, name: Callable[[T], str], limit: float = LIMIT
) -> Iterator[R]:
    """`work(task)` of every task, in no certain order: each process begins with a stretch of its own, so that what neighbours among the tasks
    have in common is made by one process alone. Who is done helps the others. In everything else it is like `in_order`."""
    duty = Duty(work, nothing, lambda task: f"rendering {name(task)}", limit)
    if not _can_fork(jobs):
        return _here(tasks, duty)
    starts = [len(tasks) * number // jobs for number in range(jobs + 1)]
    return _shared([_bundles(tasks[start:end], jobs, start) for start, end in pairwise(starts)], duty, jobs)


def _can_fork(jobs: int) -> bool:
    return jobs > 1 and hasattr(os, "fork") and threading.active_count() == 1


def _here(tasks: Iterable[T], duty: Duty[T, R]) -> Iterator[R]:
    duty.begin()
    for task in tasks:
        yield from _opened([task], attempt(duty.work, [task]), duty)


def _opened(tasks: Sequence[T], outcome: Outcome[R], duty: Duty[T, R]) -> Iterator[R]:
    """The results of some tasks, then what the next one raised."""
    yield from outcome.results
    if isinstance(outcome.error, MemoryError):
        raise WorkerLost(f"no memory is left while {duty.doing(tasks[len(outcome.results)])}") from outcome.error
    if outcome.error:
        raise outcome.error


def _bundles(tasks: Iterable[T], jobs: int, start: int = 0) -> Iterator[Bundle[T]]:
    """The tasks, whose numbers begin at `start`, in bundles, the last ones small."""
    known = length_hint(tasks)
    coming = iter(tasks)
    done = 0
    while bundle := list(islice(coming, _size(known - done, jobs) if known else _UNCOUNTED)):
        yield Bundle(start + done, bundle)
        done += len(bundle)


def _size(left: int, jobs: int) -> int:
    return max(1, min(_MOST, left // (jobs * _AHEAD)))


def _shared(stretches: Sequence[Iterator[Bundle[T]]], duty: Duty[T, R], jobs: int) -> Iterator[R]:
    workers: list[Worker[T, R]] = []
    try:
        with signals_held(), suppress(OSError):  # fewer do where the system allows no more processes
            while len(workers) < jobs:
                workers.append(start(duty, workers))
        if not workers:
            yield from _here((task for stretch in stretches for bundle in stretch for task in bundle.tasks), duty)
            return
        for bundle, outcome in _Sharing(stretches, workers, duty.limit).outcomes():
            yield from _opened(bundle.tasks, outcome, duty)
    finally:
        with signals_held():
            for worker in workers:
                worker.end()


class _Sharing(Generic[T, R]):
    """Bundles on their way among workers."""

    def __init__(self, stretches: Sequence[Iterator[Bundle[T]]], workers: Sequence[Worker[T, R]], limit: float) -> None:
        self._stretches = stretches
        self._workers = workers
        self._by_descriptor = {worker.channel.fileno(): worker for worker in workers}
        self._poll = select.poll()
        for descriptor in self._by_descriptor:
            self._poll.register(descriptor, select.POLLIN)
        self._given: deque[Bundle[T]] = deque()
        """What the workers were given and the caller has not got, in the order in which it was given."""
        self._done: dict[int, Outcome[R]] = {}
        """What came back before its turn, by the first number of its bundle."""
        self._interval = limit / 16
        self._looked = monotonic()

    def outcomes(self) -> Iterator[tuple[Bundle[T], Outcome[R]]]:
        """What came of each bundle, in the order in which they were given out."""
        self._give()
        while self._given:
            while self._given[0].first not in self._done:
                self._take()
                self._give()
            bundle = self._given.popleft()
            self._give()  # before the caller does something with this one
            yield bundle, self._done.pop(bundle.first)

    def _give(self) -> None:
        while len(self._given) < len(self._workers) * _AHEAD:
            number = min(range(len(self._workers)), key=lambda number: len(self._workers[number].bundles))
            worker = self._workers[number]
            if len(worker.bundles) == _IN_HAND or not (bundle := self._next(number)):
                return
            self._given.append(bundle)
            worker.give(bundle)

    def _next(self, number: int) -> Bundle[T] | None:
        """The next bundle for a worker: of its own stretch, else of one that has some left."""
        own = self._stretches[number % len(self._stretches)]
        return next(own, None) or next((bundle for stretch in self._stretches for bundle in stretch), None)

    def _take(self) -> None:
        """Waits until some worker has done something, or for a moment, and looks after all of them."""
        for descriptor, _ in self._poll.poll(self._interval * 1000):
            bundle, outcome = self._by_descriptor[descriptor].take()
            self._done[bundle.first] = outcome
        elapsed = monotonic() - self._looked
        if elapsed >= self._interval:
            self._looked += elapsed
            # A long time means that this process had to wait, too, or was stopped: it counts as a short one.
            for worker in self._workers:
                worker.look(min(elapsed, 2 * self._interval))


class Recipe(bytes):
    """The work, pickled: it goes along with every bundle, but an executor may send it once."""


def _there(executor: Executor, tasks: Iterable[T], duty: Duty[T, R], jobs: int) -> Iterator[R]:
    jobs = getattr(executor, "jobs", jobs)
    recipe = Recipe(pickle.dumps((duty.work, duty.begin)))
    waiting: deque[tuple[Bundle[T], Future[bytes]]] = deque()
    try:
        for bundle in _bundles(tasks, jobs):
            waiting.append((bundle, executor.submit(_remote, recipe, pickle.dumps(bundle.tasks))))
            if len(waiting) == jobs * _AHEAD:
                yield from _awaited(*waiting.popleft(), duty)
        while waiting:
            yield from _awaited(*waiting.popleft(), duty)
    finally:
        for _, future in waiting:
            future.cancel()


def _awaited(bundle: Bundle[T], future: Future[bytes], duty: Duty[T, R]) -> Iterator[R]:
    try:
        data = future.result(duty.limit * len(bundle.tasks))
    except Exception as error:  # not of the work, which comes back as an outcome
        how = "hung" if isinstance(error, TimeoutError) else "ended"
        doing = duty.doing(bundle.tasks[0])
        if len(bundle.tasks) > 1:
            doing += f", or a task after it up to {duty.doing(bundle.tasks[-1])}"
        raise WorkerLost(f"a process of the cluster {how} while {doing} ({type(error).__name__})") from error
    yield from _opened(bundle.tasks, unpickled(data), duty)


_unpacking = threading.Lock()


def _remote(recipe: bytes, tasks: bytes) -> bytes:
    """In a process of the cluster: a bundle's outcome."""
    with _unpacking:  # a cluster's process may have several threads
        ready = attempt(_unpacked, [recipe])
    return pickled(ready if ready.error else attempt(ready.results[0], unpickled(tasks)))


@lru_cache(maxsize=1)
def _unpacked(recipe: bytes) -> Callable[[Any], Any]:
    """The work of a recipe, begun: once for all bundles."""
    work, begin = unpickled(recipe)
    begin()
    return work  # type: ignore[no-any-return]
