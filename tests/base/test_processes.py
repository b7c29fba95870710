"""However many processes share the work, whatever becomes of them: the results in order, or one error that names the task."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from sitegen.base import processes
from sitegen.base.problems import SitegenError
from sitegen.base.processes import in_order, in_stretches, nothing
from sitegen.base.worker import Bundle, Duty, Patience, Worker, WorkerLost, signals_held, start

JOBS = (1, 2, 3, 8, 32)


def named(task: object) -> str:
    return f"page {task}"


def children() -> set[str]:
    """The processes that this one has started and not buried."""
    return {pid for thread in Path("/proc/self/task").iterdir() for pid in (thread / "children").read_text().split()}


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


class Pipe:
    """A way for processes to wait for each other."""

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()

    def push(self, data: bytes = b".") -> None:
        os.write(self.writer, data)

    def wait(self) -> bytes:
        return os.read(self.reader, 1)


# --- the results


@pytest.mark.parametrize("jobs", JOBS)
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    random = Random(jobs)
    tasks = [(number, random.choice((0, 0, 100, 10_000))) for number in range(700)]

    def work(task: tuple[int, int]) -> int:
        sum(range(task[1]))
        return task[0]

    for given in (tasks, iter(tasks)):
        assert list(in_order(given, work, jobs=jobs, name=named)) == list(range(700))


@pytest.mark.parametrize("jobs", JOBS)
def test_no_tasks_give_no_results(jobs: int) -> None:
    assert list(in_order([], str, jobs=jobs, name=named)) == []


def test_the_first_task_comes_first_even_when_it_ends_last() -> None:
    pipe = Pipe()

    def work(task: int) -> int:
        if task == 0:
            pipe.wait()
        if task == 5:
            pipe.push()
        return task

    assert list(in_order(range(8), work, jobs=2, name=named)) == list(range(8))


def test_work_is_shared_and_begun_once_in_each_process() -> None:
    begun, met = Pipe(), Pipe()

    def work(task: int) -> int:
        if task == 0:
            met.wait()  # so that no process can do all
        if task == 1:
            met.push()
        return os.getpid()

    def begin() -> None:
        begun.push(b"%d " % os.getpid())

    pids = set(in_order(range(8), work, jobs=2, name=named, begin=begin))
    assert len(pids) == 2
    assert os.getpid() not in pids
    assert sorted(os.read(begun.reader, 100).split()) == sorted(b"%d" % pid for pid in pids)


@pytest.mark.parametrize("jobs", JOBS)
def test_in_stretches_every_task_is_done_once(jobs: int) -> None:
    for number in (0, 1, 7, 700):
        assert sorted(in_stretches(range(number), int, jobs=jobs, name=named)) == list(range(number))


def test_each_process_begins_with_a_stretch_of_its_own() -> None:
    pipes = Pipe(), Pipe()

    def work(task: int) -> tuple[int, int]:
        first = task // 400
        if task % 400 == 0:  # so that both have begun before either goes on
            pipes[first].push()
            pipes[1 - first].wait()
        return task, os.getpid()

    done = dict(in_stretches(range(800), work, jobs=2, name=named))
    first, second = ({done[task] for task in range(start, start + 40)} for start in (0, 400))
    assert len(first) == len(second) == 1
    assert first != second


def test_who_is_done_helps_the_others() -> None:
    pipe = Pipe()

    def work(task: int) -> tuple[int, int]:
        if task == 0:
            pipe.wait()
        if task == 3:
            pipe.push()
        return task, os.getpid()

    done = dict(in_stretches(range(8), work, jobs=2, name=named))
    assert done[0] != done[3] == done[7]


def test_tasks_are_not_taken_far_ahead() -> None:
    pipe = Pipe()
    taken = 0

    def tasks() -> Iterable[int]:
        nonlocal taken
        while True:
            yield taken
            taken += 1

    window = 2 * processes._AHEAD * processes._UNCOUNTED

    def work(task: int) -> int:
        if task == 0:
            pipe.wait()
        if task == window - 1:
            pipe.push()
        return task

    results = in_order(tasks(), work, jobs=2, name=named)
    assert next(results) == 0
    assert taken <= window + processes._UNCOUNTED
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("number", "jobs"), [(1, 2), (7, 2), (400, 3), (10_000, 32)])
def test_bundles_hold_all_tasks_and_the_last_are_small(number: int, jobs: int) -> None:
    bundles = list(processes._bundles(range(number), jobs))
    assert [task for bundle in bundles for task in bundle.tasks] == list(range(number))
    assert [bundle.first for bundle in bundles] == [bundle.tasks[0] for bundle in bundles]
    assert len(bundles[-1].tasks) == 1


def test_one_job_starts_no_process() -> None:
    assert set(in_order(range(9), lambda task: os.getpid(), jobs=1, name=named)) == {os.getpid()}


def test_a_process_with_threads_is_not_forked() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert set(in_order(range(9), lambda task: os.getpid(), jobs=2, name=named)) == {os.getpid()}
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("allowed", [0, 1])
def test_fewer_processes_do_where_the_system_allows_no_more(allowed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    forks = iter([os.fork] * allowed)

    def fork() -> int:
        if (real := next(forks, None)) is None:
            raise BlockingIOError("Resource temporarily unavailable")
        return real()

    monkeypatch.setattr(os, "fork", fork)
    assert list(in_order(range(100), lambda task: -task, jobs=4, name=named)) == [-task for task in range(100)]


# --- errors of the work


class OddError(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("error", [ValueError("no"), SitegenError("disk"), SystemExit(5), KeyboardInterrupt()])
def test_what_the_work_raises_is_raised_when_its_turn_comes(jobs: int, error: BaseException) -> None:
    def work(task: int) -> int:
        if task >= 70:
            raise error
        return task

    results = in_order(range(200), work, jobs=jobs, name=named)
    assert [next(results) for _ in range(70)] == list(range(70))
    with pytest.raises(type(error)) as raised:
        next(results)
    assert raised.value.args == error.args


def test_the_first_error_in_the_order_of_tasks_is_raised() -> None:
    pipe = Pipe()

    def work(task: int) -> None:
        if task == 0:
            pipe.wait()
        if task == 3:
            pipe.push()
        if task in (0, 3):
            raise ValueError(task)

    with pytest.raises(ValueError) as raised:
        list(in_order(range(8), work, jobs=2, name=named))
    assert raised.value.args == (0,)


def test_an_error_tells_where_it_was_raised() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        list(in_order(range(9), lambda task: 1 // task, jobs=2, name=named))
    assert "test_processes.py" in raised.value.__notes__[0]


def test_an_error_that_cannot_cross_is_told_in_words() -> None:
    def work(task: int) -> None:
        raise OddError(1, 2)

    with pytest.raises(RuntimeError, match=r"OddError: 1 and 2"):
        list(in_order(range(9), work, jobs=2, name=named))


def test_a_result_that_cannot_cross_is_an_error() -> None:
    with pytest.raises(Exception, match="pickle"):
        list(in_order(range(9), lambda task: lambda: task, jobs=2, name=named))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_beginning_is_raised(jobs: int) -> None:
    def begin() -> None:
        raise SitegenError("no theme")

    with pytest.raises(SitegenError, match="no theme"):
        list(in_order(range(9), str, jobs=jobs, name=named, begin=begin))


def test_an_error_of_the_tasks_ends_the_workers() -> None:
    def tasks() -> Iterable[int]:
        yield from range(100)
        raise OSError("unreadable")

    with pytest.raises(OSError, match="unreadable"):
        list(in_order(tasks(), str, jobs=2, name=named))


# --- processes that end or hang


def segfault(task: int) -> None:
    faulthandler.disable()  # of pytest: it would tell
    ctypes.string_at(0)


def hung_in_python(task: int) -> None:
    while True:
        pass


def hung_in_a_library(task: int) -> None:
    """Keeps the interpreter's lock: no other thread of the process runs."""
    re.match("(a+)+$", "a" * 60 + "b")


def hung_for_nothing(task: int) -> None:
    Pipe().wait()


def hung_asking(task: int) -> None:
    """Does a little again and again, in vain."""
    while not threading.Event().wait(0.01):
        pass


def stopped(task: int) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


@pytest.mark.parametrize("jobs", [2, 8])
@pytest.mark.parametrize(
    ("what", "words"),
    [
        (lambda task: os.kill(os.getpid(), signal.SIGKILL), r"ended while rendering page 57 \(SIGKILL\)"),
        (lambda task: os._exit(7), r"ended while rendering page 57 \(exit code 7\)"),
        (segfault, r"ended while rendering page 57 \(SIGSEGV\)"),
        (hung_in_python, "hung while rendering page 57$"),
        (hung_in_a_library, "hung while rendering page 57$"),
        (hung_for_nothing, "hung while rendering page 57$"),
        (hung_asking, "hung while rendering page 57$"),
        (stopped, "hung while rendering page 57$"),
    ],
    ids=["killed", "exit", "segfault", "python", "library", "nothing", "asking", "stopped"],
)
def test_a_task_that_ends_or_hangs_its_process_is_named(what: Callable[[int], object], words: str, jobs: int) -> None:
    def work(task: int) -> None:
        if task == 57:
            what(task)

    with pytest.raises(WorkerLost, match=words) as raised:
        list(in_order(range(200), work, jobs=jobs, name=named, limit=1))
    assert raised.value.exit_code == 3


def test_a_process_that_is_killed_while_it_sends_is_named() -> None:
    """Half an answer is there; a pipe shared among workers would not end here."""
    worker: Worker[int, bytes]
    with signals_held():
        worker = start(Duty(lambda task: bytes(64 << 20), nothing, named, 60), [])
    worker.give(Bundle(0, [5]))
    assert worker.channel.recv(1, socket.MSG_PEEK)
    os.kill(worker._pid, signal.SIGKILL)
    with pytest.raises(WorkerLost, match=r"ended while page 5 \(SIGKILL\)"):
        worker.take()


@pytest.mark.parametrize("what", [hung_in_python, hung_in_a_library, hung_for_nothing])
def test_a_process_that_hangs_before_its_first_task_is_noticed(what: Callable[[int], object]) -> None:
    with pytest.raises(WorkerLost, match="hung while rendering"):
        list(in_order(range(200), str, jobs=2, name=named, limit=1, begin=lambda: print(what(0))))


def test_a_process_that_is_killed_while_it_waits_is_noticed() -> None:
    worker: Worker[int, str]
    with signals_held():
        worker = start(Duty(str, nothing, named, 60), [])
    os.kill(worker._pid, signal.SIGKILL)
    with pytest.raises(WorkerLost, match=r"ended while waiting \(SIGKILL\)"):
        worker.take()


@pytest.mark.parametrize("jobs", [1, 2])
def test_lack_of_memory_names_the_task(jobs: int) -> None:
    limits = resource.getrlimit(resource.RLIMIT_AS)

    def begin() -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (100 << 20), limits[1]))

    def work(task: int) -> None:
        if task == 57:
            bytearray(1 << 30)

    try:
        with pytest.raises(WorkerLost, match="no memory is left while rendering page 57"):
            list(in_order(range(200), work, jobs=jobs, name=named, begin=begin))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)


def test_a_task_that_waits_for_a_processor_does_not_hang() -> None:
    patience = Patience(8)
    looks = [(1, used / 20, 0.5) for used in range(100)]  # a tenth of a processor, for 50 seconds
    assert not any(patience.ended(*look) for look in looks)


def test_a_task_that_rests_for_the_limit_hangs() -> None:
    patience = Patience(8)
    assert [patience.ended(1, 3 + look / 1000, 0.5) for look in range(17)] == [False] * 16 + [True]


def test_each_task_has_the_whole_limit() -> None:
    patience = Patience(8)
    assert not any(patience.ended(look // 10, 3, 0.5) for look in range(1000))


# --- the end of the parent

SCRIPT = """
import os, re, signal, sys, threading
from sitegen.base.processes import in_order

life, told = int(sys.argv[1]), sys.argv[2]  # every process of ours holds the pipe `life` open

def ended(number, frame):
    os.write(life, b"H")
    sys.exit(143)

def work(task):
    os.write(life, b".")
    if told == "busy":
        while True: pass
    if told == "library":
        re.match("(a+)+$", "a" * 60 + "b")
    if told == "blocked":
        os.read(os.pipe()[0], 1)
    return b"x" * 100_000

signal.signal(signal.SIGTERM, ended)
try:
    os.write(life, b"S")
    for _ in in_order(iter(int, 1), work, jobs=3, name=str, limit=0.3 if told == "library" else 60):
        if told == "error":
            raise SystemExit("stop")
        if told == "leave":
            break
except KeyboardInterrupt:
    sys.exit(130)
"""


class Family:
    """A program that shares work, with all that it starts."""

    def __init__(self, told: str) -> None:
        self.life, writer = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(writer), told],
            pass_fds=[writer],
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        os.close(writer)

    def heard(self, count: int) -> bytes:
        return b"".join(os.read(self.life, 1) for _ in range(count))

    def rest(self) -> bytes:
        """What it says until the last of its processes has ended."""
        data = b"".join(iter(lambda: os.read(self.life, 65536), b""))
        os.close(self.life)
        return data

    def status(self) -> tuple[int, bytes]:
        return self.process.wait(), self.process.communicate()[1]


@pytest.mark.parametrize("told", ["busy", "library", "blocked", "quick"])
def test_workers_end_when_their_parent_is_killed(told: str) -> None:
    family = Family(told)
    family.heard(4)  # the start, and three tasks
    family.process.kill()
    family.rest()
    assert family.status() == (-signal.SIGKILL, b"")


@pytest.mark.parametrize("told", ["error", "leave"])
def test_workers_end_when_their_parent_stops(told: str) -> None:
    family = Family(told)
    family.rest()
    assert family.status() == {"error": (1, b"stop\n"), "leave": (0, b"")}[told]


@pytest.mark.parametrize("told", ["busy", "library", "blocked", "quick"])
def test_ctrl_c_ends_all_without_a_word(told: str) -> None:
    family = Family(told)
    family.heard(1 + Random(told).randrange(3))
    os.killpg(family.process.pid, signal.SIGINT)
    family.rest()
    assert family.status() == (130, b"")


@pytest.mark.parametrize("told", ["busy", "library", "blocked", "quick"])
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_sigterm_runs_the_handler_of_the_parent_once(told: str, send: Callable[[int, int], None]) -> None:
    family = Family(told)
    family.heard(1 + Random(told).randrange(3))
    send(family.process.pid, signal.SIGTERM)
    assert family.rest().count(b"H") == 1
    assert family.status() == (143, b"")


def test_what_a_worker_prints_is_not_output_of_the_program() -> None:
    script = """
import os
from sitegen.base.processes import in_order

def work(task):
    print("x" * 1_000_000)
    os.write(1, b"y")

print("before", end=" ")
list(in_order(range(100), work, jobs=2, name=str))
print("after")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"before after\n"
    assert done.stderr.count(b"x") == 100_000_000
    assert done.stderr.count(b"y") == 100


def test_a_worker_may_print_where_there_is_no_place_for_it() -> None:
    script = """
import os, sys
from sitegen.base.processes import in_order
list(in_order(range(100), lambda task: print("x") or os.write(1, b"y"), jobs=2, name=str))
"""
    closed = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "-c", script]
    assert subprocess.run(closed, check=False).returncode == 0
