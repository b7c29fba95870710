"""A line for somebody who waits at a terminal, and for nobody else."""

from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Iterator

import pytest

from sitegen.progress import Progress


class Terminal(io.StringIO):
    """Remembers what was written, and shows the last line as a terminal would."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        cells: list[str] = []
        column = 0
        for character in self.getvalue():
            if character == "\r":
                column = 0
            else:
                cells[column : column + 1] = character
                column += 1
        return "".join(cells).rstrip()


class Clock:
    """Stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def follow(progress: Progress, clock: Clock, total: int, seconds: float) -> Iterator[int]:
    """Pages done one by one, each in `seconds`."""
    for done in range(1, total + 1):
        progress(done, total)
        yield done
        clock.now += seconds


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("id", "[###############---------------] 500 dari 1000 halaman, sisa 0:05"),
        ("en", "[###############---------------] 500 of 1000 pages, 0:05 left"),
    ],
)
def test_pages_and_the_time_left_are_told(terminal: Terminal, clock: Clock, lang: str, line: str) -> None:
    progress = Progress(lang, stream=terminal, environ={}, clock=clock)
    assert terminal.line == ""
    progress(1, 1000)
    clock.now += 5
    progress(500, 1000)
    assert terminal.line == line
    progress(1000, 1000)
    assert terminal.line == ""
    assert "\n" not in terminal.getvalue()


def test_nothing_is_told_in_the_first_second(terminal: Terminal, clock: Clock) -> None:
    for _ in follow(Progress("en", stream=terminal, environ={}, clock=clock), clock, 99, 0.01):
        assert terminal.getvalue() == ""


def test_the_first_second_begins_before_the_first_page(terminal: Terminal, clock: Clock) -> None:
    progress = Progress("en", stream=terminal, environ={}, clock=clock)
    clock.now += 60
    progress(1, 9)
    assert terminal.line.endswith("1 of 9 pages, 0:00 left")
    clock.now += 30
    progress(2, 9)
    assert terminal.line.endswith("2 of 9 pages, 1:45 left")


def test_the_line_is_written_ten_times_a_second_at_most(terminal: Terminal, clock: Clock) -> None:
    for _ in follow(Progress("en", stream=terminal, environ={}, clock=clock), clock, 100_000, 0.0001):
        pass
    assert 85 <= terminal.getvalue().count("pages") <= 95  # in ten seconds without the first


def test_a_shorter_line_leaves_nothing_of_a_longer_one(terminal: Terminal, clock: Clock) -> None:
    progress = Progress("en", stream=terminal, environ={}, clock=clock)
    progress(1, 1000)
    clock.now += 5
    progress(2, 1000)
    assert terminal.line.endswith("2 of 1000 pages, 41:35 left")
    clock.now += 5
    progress(996, 1000)
    assert terminal.line.endswith("996 of 1000 pages, 0:00 left")


def test_a_line_fits_in_the_terminal(terminal: Terminal, clock: Clock) -> None:
    for _ in follow(Progress("en", stream=terminal, environ={"COLUMNS": "40"}, clock=clock), clock, 100, 0.1):
        assert len(terminal.line) < 40


def test_the_line_is_gone_when_the_work_is_broken_off(terminal: Terminal, clock: Clock) -> None:
    with pytest.raises(KeyboardInterrupt), Progress("en", stream=terminal, environ={}, clock=clock) as progress:
        clock.now += 5
        progress(3, 9)
        assert terminal.line != ""
        raise KeyboardInterrupt
    assert terminal.line == ""


@pytest.mark.parametrize(
    ("stream", "environ", "hidden"),
    [(io.StringIO(), {}, False), (Terminal(), {"CI": "true"}, False), (Terminal(), {}, True)],
    ids=["no terminal", "CI", "hidden"],
)
def test_nobody_else_is_told(stream: io.StringIO, environ: dict[str, str], hidden: bool, clock: Clock) -> None:
    with Progress("en", hidden=hidden, stream=stream, environ=environ, clock=clock) as progress:
        for _ in follow(progress, clock, 100, 0.1):
            pass
    assert stream.getvalue() == ""


@pytest.mark.parametrize("when", [0, 50])
def test_a_closed_stream_is_no_error(terminal: Terminal, clock: Clock, when: int) -> None:
    if when == 0:
        terminal.close()
    with Progress("en", stream=terminal, environ={}, clock=clock) as progress:
        for done in follow(progress, clock, 100, 0.1):
            if done == when:
                terminal.close()


def test_a_program_without_streams_tells_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with Progress("en", environ={}, clock=clock) as progress:
        for _ in follow(progress, clock, 100, 0.1):
            pass


def test_a_terminal_that_is_gone_is_no_error(clock: Clock) -> None:
    ours, theirs = pty.openpty()
    stream = os.fdopen(theirs, "w")
    with Progress("en", stream=stream, environ={}, clock=clock) as progress:
        for done in follow(progress, clock, 100, 0.1):
            if done == 50:
                assert b"of 100 pages" in os.read(ours, 4096)
                os.close(ours)
    with pytest.raises(OSError, match="Input/output"):
        stream.close()
