"""Hints where something may have changed, and the box in which they wait for whoever looks."""

from __future__ import annotations

import time
from enum import Enum, auto
from threading import Condition
from typing import NamedTuple


class Sign(Enum):
    """What was noticed of a path."""

    WRITTEN = auto()
    """Somebody finished writing it, or gave this name to what was written elsewhere."""
    TOUCHED = auto()
    """Somebody may still be writing it."""
    OTHER = auto()
    """It went, or it is a folder, or who may read it is other than before."""


class Hint(NamedTuple):
    """A path at which something may have changed."""

    at: float
    """When, by `Mailbox.now`."""
    path: str
    """Relative to the site's folder; a folder too without "/" at its end."""
    sign: Sign


class Mailbox:
    """Hints from other threads, in order, and the only clocks and waiting of the one thread that takes them."""

    def __init__(self) -> None:
        self._bell = Condition()
        self._hints: list[Hint] = []
        self._closed = False

    def now(self) -> float:
        """Seconds of a clock that nobody sets."""
        return time.monotonic()

    def worked(self) -> float:
        """Seconds of a processor that this thread has used."""
        return time.thread_time()

    @property
    def closed(self) -> bool:
        """Whether nobody shall wait any more."""
        return self._closed

    @property
    def waiting(self) -> bool:
        """Whether `wait` would come back at once."""
        return bool(self._hints) or self._closed

    def put(self, path: str, sign: Sign) -> None:
        """A hint of this moment."""
        with self._bell:
            self._hints.append(Hint(self.now(), path, sign))
            self._bell.notify_all()

    def wait(self, until: float) -> list[Hint]:
        """The hints since the last time, as soon as there are some. None at the time `until`, or when the box is closed."""
        with self._bell:
            self._bell.wait_for(lambda: self.waiting, max(0.0, until - self.now()))
            hints, self._hints = self._hints, []
        return hints

    def close(self) -> None:
        """Let nobody wait any more. From any thread."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()
