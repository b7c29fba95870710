from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.base.uncollected import uncollected
from tests.sites import write_site


@uncollected
def collecting(*, wrong: bool = False) -> bool:
    """Whether the collector is awake."""
    if wrong:
        raise ValueError
    return gc.isenabled()


def test_the_collector_rests_while_work_is_done_and_wakes_after_it() -> None:
    assert not collecting()
    assert gc.isenabled()


def test_it_wakes_after_work_that_failed() -> None:
    with pytest.raises(ValueError):
        collecting(wrong=True)
    assert gc.isenabled()


def test_where_somebody_else_put_it_to_rest_it_is_left_so() -> None:
    gc.disable()
    try:
        assert not collecting()
        assert not gc.isenabled()
    finally:
        gc.enable()


ENDING = """
import gc, os, sys
from sitegen import __main__
from sitegen.preview import serving
begun = []
gc.callbacks.append(lambda phase, info: begun.append(phase))
here, end = os.getpid(), os._exit
def tell(code):
    if os.getpid() == here:
        print("awake" if gc.isenabled() else "asleep", len(begun), flush=True)
    end(code)
os._exit = tell
serving.Desk = lambda *arguments, **named: sys.exit(0)
__main__.main()
"""
"""The preview ends when the site is there."""


@pytest.mark.parametrize(("command", "told"), [("build", "asleep 0\n"), ("serve", "awake 0\n")])
def test_it_never_wakes_for_a_build_and_for_a_preview_when_the_site_is_there(
    tmp_path: Path, command: str, told: str
) -> None:
    run = [sys.executable, "-c", ENDING, command, "-C", str(write_site(tmp_path, {}))]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.endswith(told)
