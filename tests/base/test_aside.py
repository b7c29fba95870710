"""Questions that are answered in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from sitegen.base.aside import aside

ALONE = """
import os
from sitegen.base.aside import aside
here = os.getpid()
answered = aside(lambda: {"there": os.getpid() != here, "lines": "a\\nb"}, dict[str, bool | str])
assert answered() == answered() == {"there": True, "lines": "a\\nb"}
def failing_there():
    if os.getpid() != here:
        raise KeyError
    return "here"
assert aside(failing_there, str)() == "here"
assert len(aside(lambda: "long" * 1_000_000, str)()) == 4_000_000
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody is left")
"""


def test_another_process_answers_and_none_is_left() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ALONE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert run.stdout == "nobody is left\n", run.stderr


@pytest.mark.parametrize("answer", ["yes", ""])
def test_it_is_answered_here_where_no_process_can_be_had(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    asked: Callable[[], str] = aside(lambda: answer, str)
    assert asked() is answer
