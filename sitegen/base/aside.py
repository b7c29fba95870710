"""A question that is answered in a process of its own, while this one does something else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from mmap import mmap
from typing import TypeVar

import msgspec

T = TypeVar("T")

_ROOM = 1 << 21
"""Bytes of the longest answer that crosses; of this memory only what is used costs anything."""


def aside(question: Callable[[], T], kind: type[T]) -> Callable[[], T]:
    """Begins to find out; whoever calls what comes back waits for the answer, plain data of that `kind`. It is found here, when it is asked
    for, where processes cannot be forked or this one has threads, whose locks a fork would copy; also where the other process fails, or its
    answer is too long.

    What comes back knows the answer for good."""
    if threading.active_count() > 1 or not hasattr(os, "fork"):
        return question
    shared = mmap(-1, _ROOM)
    try:
        process = os.fork()
    except OSError:  # the system allows no more processes
        return question
    if process == 0:
        has_failed = True
        try:
            text = msgspec.json.encode(question())  # a line: JSON has no line ends but escaped ones
            shared[: len(text) + 1] = text + b"\n"
            has_failed = False
        finally:
            os._exit(has_failed)
    answers: list[T] = []

    def answered() -> T:
        if not answers:
            is_known = _has_succeeded(process)
            answers.append(msgspec.json.decode(shared.readline(), type=kind) if is_known else question())
        return answers[0]

    return answered


def _has_succeeded(process: int) -> bool:
    """Whether a process that is waited for has ended well."""
    try:
        return os.waitpid(process, 0)[1] == 0
    except ChildProcessError:  # whoever started this program told the system to forget its children
        return False
