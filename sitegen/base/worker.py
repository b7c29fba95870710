"""One worker process, from both sides: forked, given tasks through a socket, watched while it works, ended for certain.

It is forked, so whatever the work uses is there already; only tasks and results cross. The parent starts no thread and shares no lock with
it, and every wait of the parent has an end: a worker that dies is seen as the end of its stream, at any moment. (The pool of
`concurrent.futures` waits for ever for a worker that is killed while it sends: its workers share one pipe.)

Which task a worker is at, and how much processor time it has used, stands in memory that both can see. By them the parent tells a task that
hangs from one that is merely slow on a busy machine.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from socket import socket, socketpair
from struct import Struct
from threading import Thread
from traceback import format_exception
from typing import Any, Generic, NamedTuple, TypeVar

from sitegen.base.problems import SitegenError

T = TypeVar("T")
R = TypeVar("R")

_LENGTH = Struct("!Q")
_TASK, _SECONDS = 0, 1
"""What a worker notes: the number of the task that it has begun, and the processor time that it has used."""


class WorkerLost(SitegenError):  # noqa: N818 — what happened, not what failed
    """The process that was at a task ended or hung; the message names the task."""


class Duty(NamedTuple, Generic[T, R]):
    """What workers do; forked ones inherit it."""

    work: Callable[[T], R]
    begin: Callable[[], None]
    """Called in each process before its first task."""
    doing: Callable[[T], str]
    """In words: "rendering /en/"."""
    limit: float
    """Seconds that a task may compute or rest."""


class Bundle(NamedTuple, Generic[T]):
    """Tasks that cross together."""

    first: int
    """The number of its first task among all."""
    tasks: Sequence[T]


class Outcome(NamedTuple, Generic[R]):
    """What came of a bundle."""

    results: list[R]
    """Of every task, or of those before the one that raised."""
    error: BaseException | None = None


def attempt(work: Callable[[T], R], tasks: Iterable[T]) -> Outcome[R]:
    """The work on tasks until the first that raises."""
    results: list[R] = []
    try:
        for task in tasks:
            results.append(work(task))  # noqa: PERF401 — what was done before an error counts
    except BaseException as error:
        return Outcome(results, error)
    return Outcome(results)


def pickled(outcome: Outcome[Any]) -> bytes:
    """An outcome as it crosses to another process; an error tells in a note where it was raised."""
    try:
        if outcome.error is None:
            return pickle.dumps(outcome)
        return _pickled_error(outcome)
    except Exception as error:  # of a result
        return _pickled_error(Outcome([], error))


def unpickled(data: bytes | bytearray) -> Any:
    """What one of our processes has sent to another."""
    return pickle.loads(data)  # noqa: S301 — through a socket that nobody else has


def _pickled_error(outcome: Outcome[Any]) -> bytes:
    error = outcome.error
    assert error is not None
    trace = "".join(format_exception(error))
    error.add_note(trace)
    try:
        data = pickle.dumps(outcome)
        unpickled(data)  # some errors cannot be made again from their arguments
    except Exception:  # whatever its class raises when it is made anew
        return pickle.dumps(Outcome(outcome.results, RuntimeError(trace)))
    return data


@contextmanager
def signals_held() -> Iterator[None]:
    """Holds back all signals until a step that must be whole is done."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


class Worker(Generic[T, R]):
    """A worker as its parent sees it. Each method that talks to it raises `WorkerLost` when it is gone or hangs."""

    def __init__(self, pid: int, channel: socket, note: memoryview[float], duty: Duty[T, R]) -> None:
        self.channel = channel
        self.bundles: deque[Bundle[T]] = deque()
        """What it was given and has not answered."""
        self._pid = pid
        self._status: int | None = None
        self._note = note
        self._duty = duty
        self._patience = Patience(duty.limit)
        channel.settimeout(duty.limit)

    def give(self, bundle: Bundle[T]) -> None:
        """Sends it tasks; it reads while it works, so this does not wait for it."""
        data = pickle.dumps(bundle)
        self.bundles.append(bundle)
        try:
            _send(self.channel, data)
        except OSError as error:
            raise self._lost(hung=isinstance(error, TimeoutError)) from error

    def take(self) -> tuple[Bundle[T], Outcome[R]]:
        """The outcome of the oldest bundle that it was given, when there is something to read."""
        try:
            data = _receive(self.channel)
        except (OSError, EOFError) as error:
            raise self._lost(hung=isinstance(error, TimeoutError)) from error
        self._patience = Patience(self._duty.limit)
        outcome: Outcome[R] = unpickled(data)
        return self.bundles.popleft(), outcome

    def look(self, seconds: float) -> None:
        """Looks whether it works, `seconds` after the last look."""
        if self.bundles and self._patience.ended(self._note[_TASK], self._note[_SECONDS], seconds):
            raise self._lost(hung=True)

    def end(self) -> int:
        """Ends it whatever it does, and leaves nothing of it. Gives how it ended: its exit code, or the number of a signal with a minus."""
        if self._status is None:
            self.channel.close()
            try:
                os.kill(self._pid, signal.SIGKILL)
                self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            except (ProcessLookupError, ChildProcessError):  # where SIGCHLD is ignored, the system has buried it
                self._status = 0
        return self._status

    def _lost(self, *, hung: bool) -> WorkerLost:
        how = self.end()
        if hung or how == -signal.SIGPROF:
            return WorkerLost(f"a process hung while {self._doing()}")
        cause = signal.Signals(-how).name if how < 0 else f"exit code {how}"
        return WorkerLost(f"a process ended while {self._doing()} ({cause})")

    def _doing(self) -> str:
        if not self.bundles:
            return "waiting"
        at = int(self._note[_TASK])
        bundle = next((found for found in self.bundles if at < found.first + len(found.tasks)), self.bundles[0])
        return self._duty.doing(bundle.tasks[max(0, at - bundle.first)])


class Patience:
    """Tells a task that rests for too long from one that has to wait for a processor: the latter gets some from time to time."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._task = self._used = -1.0
        self._rested = 0.0

    def ended(self, task: float, used: float, elapsed: float) -> bool:
        """Whether a worker has rested for `limit` seconds at one task; `used` is its processor time, `elapsed` the time since the last look."""
        if task != self._task:
            self._task, self._rested = task, 0.0
        elif used - self._used < elapsed / 64:  # its own watch uses less, any honest share of a processor is more
            self._rested += elapsed
        self._used = used
        return self._rested >= self.limit


def start(duty: Duty[T, R], others: Sequence[Worker[T, R]]) -> Worker[T, R]:
    """A new worker. This process must have no other threads, and hold back its signals."""
    note: memoryview[float] = memoryview(mmap.mmap(-1, 16)).cast("d")  # seen by both processes
    note[_TASK] = -1
    ours, theirs = socketpair()
    try:
        pid = os.fork()
    except OSError:
        ours.close()
        theirs.close()
        raise
    if pid == 0:
        try:
            for channel in (ours, *(other.channel for other in others)):  # else those would not see the parent end
                channel.close()
            _settle()
            _serve(theirs, note, duty)
        finally:
            os._exit(1)  # never back into what the parent was doing
    theirs.close()
    return Worker(pid, ours, note, duty)


def _settle() -> None:
    """Leaves behind what belongs to the parent: its signals, its output, its garbage."""
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends its workers
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())
    # What a library prints is not the parent's output, which may be one object for a machine.
    os.dup2(2 if sys.__stderr__ else os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr
    gc.freeze()  # what was inherited is not searched for garbage, and its memory stays shared


def _serve(channel: socket, note: memoryview[float], duty: Duty[T, R]) -> None:
    """A worker's life: bundles in, outcomes out."""
    inbox: SimpleQueue[bytearray] = SimpleQueue()
    Thread(target=_listen, args=(channel, note, inbox, duty.limit / 32), daemon=True).start()

    def allow() -> None:
        """The kernel ends this process when it computes for longer than this."""
        signal.setitimer(signal.ITIMER_PROF, duty.limit)

    def begun(bundle: Bundle[T]) -> Iterator[T]:
        for number, task in enumerate(bundle.tasks, bundle.first):
            note[_TASK] = number
            allow()
            yield task

    allow()
    ready = attempt(lambda _: duty.begin(), [None])
    while True:
        bundle: Bundle[T] = unpickled(inbox.get())
        outcome: Outcome[R] = Outcome([], ready.error) if ready.error else attempt(duty.work, begun(bundle))
        _send(channel, pickled(outcome))


def _listen(channel: socket, note: memoryview[float], inbox: SimpleQueue[bytearray], tick: float) -> None:
    """A worker's second thread: reads, notes the processor time, and ends the process when the parent has ended."""
    try:
        poll = select.poll()
        poll.register(channel, select.POLLIN)
        while True:
            if poll.poll(tick * 1000):
                inbox.put(_receive(channel))
            note[_SECONDS] = time.process_time()
    finally:
        os._exit(1)


def _send(channel: socket, data: bytes) -> None:
    channel.sendall(_LENGTH.pack(len(data)))
    channel.sendall(data)


def _receive(channel: socket) -> bytearray:
    return _exactly(channel, _LENGTH.unpack(_exactly(channel, _LENGTH.size))[0])


def _exactly(channel: socket, length: int) -> bytearray:
    data = bytearray(length)
    rest = memoryview(data)
    while rest:
        count = channel.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return data
