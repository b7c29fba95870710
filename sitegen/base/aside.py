"""A question that is answered in a process of its own, while this one does something else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


def aside(question: Callable[[], bool]) -> Callable[[], bool]:
    """Begins to find out; whoever calls what comes back waits for the answer. It is found here, when it is asked for, where processes
    cannot be forked or this one has threads, whose locks a fork would copy.

    What comes back knows the answer for good: nothing but yes or no crosses, as the exit code of a process that ends by itself."""
    if threading.active_count() > 1 or not hasattr(os, "fork"):
        return question
    try:
        process = os.fork()
    except OSError:  # the system allows no more processes
        return question
    if process == 0:
        answer = False
        try:
            answer = question()
        finally:
            os._exit(0 if answer else 1)
    answers: list[bool] = []

    def answered() -> bool:
        if not answers:
            try:
                answers.append(os.waitpid(process, 0)[1] == 0)
            except ChildProcessError:  # whoever started this program told the system to forget its children
                answers.append(question())
        return answers[0]

    return answered
