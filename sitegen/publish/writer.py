"""The only module that changes the disk, by a few operations, so that tests can count and break them. `publication` puts a site in its place
with them; the program's own state is saved and locked here."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.base.problems import Place, problem
from sitegen.publish.changes import look
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import STAGED

FILE_MODE = 0o644
FOLDER_MODE = 0o755
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_CAUSES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
}
"""What a person can do something about, in words of the catalogue; the rest is said with the system's words."""


# --- the operations: nothing else in the program changes the disk --------------------------------------------------------------


def put(file: Path | str, data: bytes, *, durable: bool = False) -> int:
    """Write a new file; gives its time of change in nanoseconds. Raises FileExistsError where anything lies already, a link too.
    `durable` waits until it is on the disk."""
    descriptor = os.open(file, _NEW, FILE_MODE)
    try:
        written = os.write(descriptor, data)
        while written < len(data):
            written += os.write(descriptor, memoryview(data)[written:])
        status = os.fstat(descriptor)
        if stat.S_IMODE(status.st_mode) != FILE_MODE and hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)  # the umask of whoever builds must not decide who may read the site
        if durable:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return status.st_mtime_ns


def replace(staged: Path | str, file: Path | str) -> None:
    """Move a staged file or a new folder to its place: in one step, and a link there is replaced, not followed."""
    os.replace(staged, file)  # noqa: PTH105 — a path as the caller has it


def remove(file: Path | str) -> None:
    """Remove a file, or a link itself."""
    os.unlink(file)  # noqa: PTH108 — a path as the caller has it


def make_folder(folder: Path | str) -> None:
    """Make one folder that everybody may read."""
    os.mkdir(folder, FOLDER_MODE)  # noqa: PTH102 — a path as the caller has it
    umask = os.umask(0o077)
    os.umask(umask)
    if umask & FOLDER_MODE:
        os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 — a path as the caller has it


def remove_folder(folder: Path | str) -> None:
    """Remove an empty folder."""
    os.rmdir(folder)  # noqa: PTH106 — a path as the caller has it


def missing_folders(folder: Path) -> list[Path]:
    """Those of a folder and the folders above it that are not there, parents first."""
    if folder.is_dir():
        return []
    return [*missing_folders(folder.parent), folder]


def failure(file: Path, error: OSError) -> OutputError:
    """A failure of the disk in words of the catalogue."""
    variant = _CAUSES.get(error.errno or 0, "failed")
    cause = error.strerror or str(error)
    return OutputError(problem(Place(file.as_posix()), f"output-write.{variant}", path=file.as_posix(), cause=cause))


def save(file: Path, data: bytes) -> None:
    """Replace a file of the program's own state, whole, and make its folder if there is none. Raises `OutputError` if the disk fails."""
    staged = file.with_name(f"{STAGED}state")  # one name for all: what a killed run leaves is replaced by the next
    try:
        for folder in missing_folders(file.parent):
            make_folder(folder)
        if look(staged) is not None:
            remove(staged)
        put(staged, data)
        replace(staged, file)
    except OSError as error:
        with suppress(OSError):
            remove(staged)  # half a file must not fill the disk
        raise failure(file, error) from error


# --- one build at a time -------------------------------------------------------------------------------------------------------


@contextmanager
def locked(file: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock of a site while the block runs: a file in its state folder, which may not exist yet.

    Waits up to `wait` seconds for another build, then raises `OutputError` (exit code 3) that says who is building. The system frees
    the lock when its holder dies, so none is ever stale; the file stays, since removing it would let two builds in.
    """
    try:
        for folder in missing_folders(file.parent):
            make_folder(folder)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as error:
        raise failure(file, error) from error
    try:
        until = time.monotonic() + wait
        while not _try_lock(descriptor):
            if time.monotonic() >= until:
                holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
                raise OutputError(problem(Place(file.as_posix()), "build-running", pid=holder))
            time.sleep(0.05)  # nobody tells when a lock is freed, and a call that waits could not be ended after `wait`
        os.ftruncate(descriptor, 0)
        os.write(descriptor, b"%d\n" % os.getpid())
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond the text: Windows lets nobody read locked bytes
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # Not flock: forked workers would inherit it and, when only their parent is killed, keep it.
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                return False
            raise
        return True
