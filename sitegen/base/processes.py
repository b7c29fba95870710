"""Work shared among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(tasks: Iterable[T], work: Callable[[T], R], *, jobs: int, name: Callable[[T], str]) -> Iterator[R]:
    """`work(task)` of every task, in the order of the tasks."""
    return map(work, tasks)
