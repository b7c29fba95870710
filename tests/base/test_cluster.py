"""Work shared by an executor: a cluster's, or any other."""

from __future__ import annotations

import json
import math
import os
import platform
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from sitegen.base import cluster, processes
from sitegen.base.cluster import ClusterError, executor_of
from sitegen.base.processes import in_order
from sitegen.base.worker import WorkerLost


def test_the_libraries_whose_versions_must_agree_are_installed_with_the_program() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    installed = {re.split("[<>=; ]", requirement)[0] for requirement in project["dependencies"]}
    assert set(cluster._MAKERS) <= installed | {"sitegen"}


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


begun: list[int] = []


def begin() -> None:
    begun.append(threading.get_ident())


def test_the_beginning_is_called_once_for_all_threads_of_a_process() -> None:
    with ThreadPoolExecutor(4) as executor:
        list(in_order(range(300), math.sqrt, jobs=4, name=named, begin=begin, executor=executor))
    assert len(begun) == 1


# --- a cluster: in a program of its own, for it leaves threads behind

SCRIPT = """
import json, math, os, socket
import dask
from distributed import LocalCluster
from sitegen.base import cluster
from sitegen.base.processes import in_order

def told(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def results(executor, tasks, work):
    return list(in_order(tasks, work, jobs=executor.jobs, name=str, executor=executor))

def shared(scheduler):
    with cluster.executor_of("dask:" + scheduler) as executor:
        yield executor.jobs
        yield results(executor, range(200), math.factorial) == [math.factorial(task) for task in range(200)]
        yield told(results, executor, [3, -1], math.factorial)
        yield told(results, executor, [7], os._exit)
        yield results(executor, [3, 1], math.factorial)

def refused(*schedulers):
    cluster._SECONDS = 0.5
    for scheduler in schedulers:
        yield told(cluster.executor_of, "dask:" + scheduler)

if __name__ == "__main__":
    dask.config.set({"distributed.scheduler.allowed-failures": 0, "logging": {"distributed": "critical"}})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two:
        said = [*shared(two.scheduler_address)]
    silent = socket.create_server(("127.0.0.1", 0))
    with LocalCluster(n_workers=0, dashboard_address=None) as none:
        said += refused(none.scheduler_address, "tcp://127.0.0.1:%d" % silent.getsockname()[1], "tcp://127.0.0.1:1")
    print(json.dumps(said))
"""


def test_a_cluster_of_processes_gives_the_same_results_and_names_the_task_at_which_one_ends() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, timeout=100)
    jobs, same, error, ended, after, *refused = json.loads(done.stdout)
    assert jobs == 2
    assert same
    assert error == "ValueError: factorial() not defined for negative values"
    assert ended == "WorkerLost: a process of the cluster ended while rendering 7 (KilledWorker)"
    assert after == [6, 1]
    for found, words in zip(refused, ("has no processes", "it is silent", "no scheduler answers"), strict=True):
        assert found.startswith("ClusterError: ")
        assert words in found


@pytest.mark.parametrize("address", ["tcp://host:8786", "dask:", "dask:host:8786", "ray:tcp://host:1"])
def test_an_address_tells_what_it_should_be(address: str) -> None:
    with pytest.raises(ClusterError, match=r"like dask:tcp://host:8786"):
        executor_of(address)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'sitegen\[cluster\]'"):
        executor_of("dask:tcp://127.0.0.1:8786")


class Workers:
    """A client whose cluster has processes with these versions."""

    def __init__(self, found: dict[str, dict[str, str]] | BaseException) -> None:
        self.found = found

    def wait_for_workers(self, number: int, timeout: float) -> None:
        pass

    def run(self, function: object) -> dict[str, dict[str, str]]:
        if isinstance(self.found, BaseException):
            raise self.found
        return self.found


def test_processes_with_other_versions_are_refused() -> None:
    ours = cluster.versions()
    assert ours["Python"] == platform.python_version()
    cluster._check(Workers({"tcp://a:1": ours}), "tcp://s:1")
    with pytest.raises(ClusterError, match=r"tcp://b:2 has markdown 3\.4, this program 3\."):
        cluster._check(Workers({"tcp://a:1": ours, "tcp://b:2": ours | {"markdown": "3.4"}}), "tcp://s:1")


def test_processes_without_the_program_are_refused() -> None:
    missing = ModuleNotFoundError("No module named 'sitegen'", name="sitegen")
    with pytest.raises(ClusterError, match="tcp://s:1 lack sitegen"):
        cluster._check(Workers(missing), "tcp://s:1")
