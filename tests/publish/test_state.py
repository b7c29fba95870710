"""The program's own state, and the lock that lets one build in at a time."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.publish import writer
from sitegen.publish.folder import OutputError
from sitegen.publish.writer import locked, save
from tests.publish.faults import (
    OPERATIONS,
    Fault,
    failing,
    install,
    interrupt_after,
    interrupt_before,
    interrupt_within,
)
from tests.publish.trees import snapshot


def test_state_is_replaced_whole_in_a_folder_that_need_not_exist(tmp_path: Path) -> None:
    file = tmp_path / ".sitegen" / "deep" / "state.json"
    save(file, b"1")
    file.with_name(".sitegen-new-state").write_bytes(b"of a killed run")
    save(file, b"2")
    assert snapshot(file.parent) == {"state.json": b"2"}


def test_state_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"state\.json"):
        save(tmp_path / "file" / "state.json", b"1")


def test_saving_state_that_is_there_takes_two_operations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "state.json", b"1")
    done = install(monkeypatch, None, failing(errno.EIO, partly=False))
    save(tmp_path / "state.json", b"2")
    assert done == ["put", "replace"]


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "fault", [failing(errno.ENOSPC, partly=True), interrupt_before, interrupt_within, interrupt_after]
)
def test_state_is_old_or_new_whatever_happens(tmp_path: Path, at: int, fault: Fault) -> None:
    file = tmp_path / ".sitegen" / "state.json"
    save(file, b"old, and long")
    file.with_name(".sitegen-new-state").write_bytes(b"of a killed run")
    with pytest.MonkeyPatch.context() as patch:
        done = install(patch, at, fault)
        try:
            save(file, b"new, and long")
        except (OutputError, KeyboardInterrupt):
            assert at < 3
    assert set(done) <= set(OPERATIONS)
    assert file.read_bytes() in (b"old, and long", b"new, and long")
    save(file, b"new, and long")
    assert snapshot(file.parent) == {"state.json": b"new, and long"}


def test_a_full_disk_is_not_filled_with_half_a_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "state.json", b"old")
    install(monkeypatch, 0, failing(errno.ENOSPC, partly=True))
    with pytest.raises(OutputError, match="full"):
        save(tmp_path / "state.json", b"new, and long")
    assert snapshot(tmp_path) == {"state.json": b"old"}


HOLD = """
import os, sys
from pathlib import Path
from sitegen.publish.writer import locked
with locked(Path(sys.argv[1])):
    if os.fork():
        print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is building, with a worker of its own that may outlive it."""
    lock = str(tmp_path / ".sitegen" / "lock")
    root = str(Path(writer.__file__).parents[2])
    command = [sys.executable, "-c", HOLD, lock]
    with subprocess.Popen(command, cwd=root, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_build_says_who_is_building(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with (
        pytest.raises(OutputError, match=rf"process {holder.pid}\b") as error,
        locked(tmp_path / ".sitegen" / "lock", wait=0),
    ):
        pass
    assert error.value.exit_code == 3


def test_a_second_build_waits_for_the_first(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    with locked(tmp_path / ".sitegen" / "lock", wait=30):
        pass


def test_a_lock_dies_with_its_holder(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    for _ in range(2):
        with locked(tmp_path / ".sitegen" / "lock", wait=0):
            pass


@pytest.mark.parametrize("left", [b"", b"%d\n", b"1\n", b"no number, and longer than a number can be\n"])
def test_what_a_lock_file_says_locks_nothing(tmp_path: Path, left: bytes) -> None:
    """The number may belong to another process by now."""
    (tmp_path / "lock").write_bytes(left)
    with locked(tmp_path / "lock", wait=0):
        assert (tmp_path / "lock").read_bytes() == b"%d\n" % os.getpid()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_lock_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(file: Path, *rest: object) -> int:
        raise OSError(number, os.strerror(number), str(file))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="lock") as error, locked(tmp_path / "lock"):
        pass
    assert error.value.problem.id == "output-write.denied"
    assert error.value.exit_code == 3


def test_a_file_where_the_state_must_lie_is_said(tmp_path: Path) -> None:
    (tmp_path / ".sitegen").write_bytes(b"")
    with pytest.raises(OutputError, match=r"\.sitegen") as error, locked(tmp_path / ".sitegen" / "lock"):
        pass
    assert error.value.exit_code == 3


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError), locked(tmp_path / "lock", wait=0):
            raise RuntimeError
