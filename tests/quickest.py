"""The time of a call on a machine that others use, too."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 5


def quickest(call: Callable[[], object]) -> float:
    """Seconds of processor time that a call takes: the least of some tries, since others can only make it longer."""

    def taken() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return min(taken() for _ in range(TRIES))
