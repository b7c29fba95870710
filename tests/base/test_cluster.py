"""Work shared by an executor: a cluster's, or any other."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from sitegen.base import processes
from sitegen.base.processes import in_order
from sitegen.base.worker import WorkerLost


def named(task: object) -> str:
    return f"page {task}"


@pytest.fixture(scope="module")
def spawned() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor


@pytest.mark.parametrize("kind", ["threads", "spawned"])
@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_an_executor_gives_the_same_results(kind: str, jobs: int, spawned: ProcessPoolExecutor) -> None:
    with ThreadPoolExecutor(3) as threads:
        executor = threads if kind == "threads" else spawned
        results = in_order(range(300), math.factorial, jobs=jobs, name=named, executor=executor)
        assert list(results) == [math.factorial(task) for task in range(300)]


def test_an_error_crosses_from_an_executor(spawned: ProcessPoolExecutor) -> None:
    results = in_order([4, 1, -1, 9], math.factorial, jobs=2, name=named, executor=spawned)
    assert [next(results), next(results)] == [24, 1]
    with pytest.raises(ValueError, match="not defined for negative"):
        next(results)


def test_a_process_of_an_executor_that_ends_is_named() -> None:
    with (
        ProcessPoolExecutor(2, get_context("spawn")) as executor,
        pytest.raises(WorkerLost, match="ended while rendering page 7 "),
    ):
        list(in_order([7], os._exit, jobs=2, name=named, executor=executor))


def test_a_task_of_an_executor_that_hangs_is_named() -> None:
    end: Any = threading.Event()
    with ThreadPoolExecutor(1) as executor, pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_remote", lambda recipe, tasks: end.wait())
        with pytest.raises(WorkerLost, match="hung while rendering page 7, or a task after it up to rendering page 8"):
            list(in_order([7, 8] * 40, str, jobs=2, name=named, executor=executor, limit=0.01))
        end.set()
