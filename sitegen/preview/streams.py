"""The browsers that listen for events: server-sent events (WHATWG HTML, 9.2), each a JSON object of one subject and a number.

Only numbers are told, no words and no code, so that nothing that a browser could show or run comes this way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

KEEP_ALIVE = b":\n\n"
"""A comment. It tells a browser that we are still there, and us whether the browser is."""


class Listener(Protocol):
    """A browser at the other end of a stream."""

    def send(self, message: bytes) -> None:
        """Sends some bytes without waiting for them to be taken."""


class Streams:
    """Who listens, and the last word on each subject: a browser that comes later, or again, hears it first."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._last: dict[str, int] = {}

    def tell(self, event: Mapping[str, int]) -> None:
        """Sends an event, `{"gen": 7}`, to all that listen now."""
        self._last |= event
        for listener in tuple(self._listeners):
            listener.send(_message(event))

    def join(self, listener: Listener) -> None:
        """Lets somebody listen from now on."""
        self._listeners.add(listener)
        for subject, number in self._last.items():
            listener.send(_message({subject: number}))

    def leave(self, listener: Listener) -> None:
        """Ends that, if it has begun."""
        self._listeners.discard(listener)


def _message(event: Mapping[str, int]) -> bytes:
    return f"data: {json.dumps(dict(event))}\n\n".encode()
