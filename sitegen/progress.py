"""How far a build is, on the last line of a terminal: shown to somebody who waits, and gone when there is something else to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TextIO

_PATIENCE = 1.0
"""Seconds that nobody needs to be told about."""
_EVERY = 0.1
_WIDTH = 30
_COLUMNS = 80
"""Of a terminal that does not say."""


class Progress:
    """Shows a line after a second, to whoever waits: not where `stream` is no terminal, in a CI job, or where it is `hidden`.

    A context, at whose end the line is gone. `clock` gives seconds."""

    def __init__(
        self,
        lang: str,
        *,
        hidden: bool = False,
        stream: TextIO | None = None,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._lang = lang
        self._environ = environ
        self._stream = stream or sys.stderr
        self._clock = clock
        self._visible = not (hidden or environ.get("CI")) and _is_terminal(self._stream)
        self._due = clock() + _PATIENCE
        self._first: float | None = None
        self._length = 0
        """Of the line that stands there."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *reason: object) -> None:
        self._show("")

    def __call__(self, done: int, total: int) -> None:
        """Tells how many pages are done, and how many there are; the time that is left follows from those done since the first."""
        if not self._visible:
            return
        now = self._clock()
        if self._first is None:
            self._first = now
        if done >= total:
            self._show("")
        elif now >= self._due:
            self._due = now + _EVERY
            self._show(self._line(done, total, (now - self._first) / max(done, 1) * (total - done)))

    def _line(self, done: int, total: int, seconds: float) -> str:
        from sitegen.base.messages import progress

        bar = "#" * (_WIDTH * done // total)
        line = f"[{bar:-<{_WIDTH}}] {progress(done, total, seconds, self._lang)}"
        return line[: self._columns() - 1]  # a longer one would not be overwritten

    def _columns(self) -> int:
        try:
            return int(self._environ.get("COLUMNS", "")) or _COLUMNS
        except ValueError:
            pass
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS
        except (OSError, ValueError):  # a stream that only says that it is a terminal
            return _COLUMNS

    def _show(self, line: str) -> None:
        """Puts a line in the place of the one before; what the stream cannot take is not worth an error."""
        if not self._visible or not (line or self._length):
            return
        blank = " " * (self._length - len(line))
        try:
            self._stream.write(f"\r{line}{blank}" if line else f"\r{blank}\r")
            self._stream.flush()
        except (OSError, ValueError):
            self._visible = False
        self._length = len(line)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False
