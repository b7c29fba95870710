"""The only module that changes the disk.

Publishing has two halves. First all new bytes are staged: written as temporary files beside their places, after a journal that says
what is coming. Whatever goes wrong until then is taken back, and output/ is as it was. Then the staged files take their places one by
one, whole, in an order in which no page shows what is not there yet; what is no longer wanted is removed; and the journal becomes the
marker. A run that is interrupted there leaves each file old or new and the journal, from which the next run learns what is ours.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from sitegen.base.problems import Place, problem
from sitegen.publish.changes import Changes, compare, folders_of, is_real_folder, look, stamps
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import JOURNAL, MARKER, STAGED, Entry, encode, entry, is_file, read

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_CAUSES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
}
"""What a person can do something about, in words of the catalogue; the rest is said with the system's words."""


# --- the operations: nothing else in the program changes the disk --------------------------------------------------------------


def put(file: Path | str, data: bytes, *, durable: bool = False) -> None:
    """Write a new file; raises FileExistsError where anything lies already, a link too. `durable` waits until it is on the disk."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if hasattr(os, "fchmod"):  # the umask of whoever builds must not decide who may read the site
            os.fchmod(descriptor, FILE_MODE)
        if durable:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(staged: Path | str, file: Path | str) -> None:
    """Move a staged file to its place: in one step, and a link there is replaced, not followed."""
    os.replace(staged, file)  # noqa: PTH105 — a path as the caller has it


def remove(file: Path | str) -> None:
    """Remove a file, or a link itself."""
    os.unlink(file)  # noqa: PTH108 — a path as the caller has it


def make_folder(folder: Path | str) -> None:
    """Make one folder that everybody may read."""
    os.mkdir(folder)  # noqa: PTH102 — a path as the caller has it
    os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 — a path as the caller has it


def remove_folder(folder: Path | str) -> None:
    """Remove an empty folder."""
    os.rmdir(folder)  # noqa: PTH106 — a path as the caller has it


# --- publishing ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did, in numbers of files."""

    written: int
    removed: int
    unchanged: int


def publish(out: Path, files: Mapping[str, bytes], keep: Set[str] = frozenset()) -> Published:
    """Make `out` hold these files and nothing else of ours; foreign files are never touched.

    `files` maps paths relative to `out`, with `/`, to bytes, which are asked for twice at most, so they need not all be in memory.
    `keep` names files of earlier runs that stay as they are; the caller has seen by their `stamps` that nobody touched them. Files
    whose bytes lie there already are not written again. `out` has passed `check_output`.

    Raises `OutputError` (exit code 3) if something foreign is in the way, or the disk fails; before the first file takes its place
    nothing has changed then, later each file is old or new and the next run finishes the work.
    """
    try:
        _recover(out)
        changes = compare(out, files, keep, read(out / MARKER)[0])
        if changes.write or not _is_listed(out, changes.files):
            _move(out, changes, _stage(out, files, changes))
    except OSError as error:
        raise _failure(Path(error.filename2 or error.filename or out), error) from error
    removed = len(changes.stale) + len(changes.blocking)
    return Published(len(changes.write), removed, len(changes.files) - len(changes.write))


def save(file: Path, data: bytes) -> None:
    """Replace a file of the program's own state, whole, and make its folder if there is none. Raises `OutputError` if the disk fails."""
    staged = file.with_name(f"{STAGED}{file.name}")
    try:
        for folder in _missing_folders(file.parent):
            make_folder(folder)
        if look(staged) is not None:
            remove(staged)
        put(staged, data)
        replace(staged, file)
    except OSError as error:
        raise _failure(file, error) from error


def _stage(out: Path, files: Mapping[str, bytes], changes: Changes) -> dict[str, str]:
    """Write all new bytes beside their places; gives the staged file of each path. Takes everything back on a failure."""
    staged = {path: _staged(out, path, changes.late_folders) for path in changes.write}
    outer = _missing_folders(out)
    try:
        for above in outer:
            make_folder(above)
        put(out / JOURNAL, encode(changes.files), durable=True)
        for folder in changes.folders:
            make_folder(f"{out}/{folder}")
        for path in changes.write:
            try:
                put(staged[path], files[path])
            except OSError as error:  # the system names the staged file, or none
                raise _failure(out / path, error) from error
    except BaseException:
        with suppress(OSError):  # what cannot be taken back is found by the next run: the journal goes last
            _drop(staged.values(), [f"{out}/{folder}" for folder in changes.folders])
            _drop([f"{out}/{JOURNAL}"], map(str, outer))
        raise
    return staged


def _move(out: Path, changes: Changes, staged: Mapping[str, str]) -> None:
    """Let the staged files take their places, remove what is no longer wanted, and say that the run is whole."""
    try:
        for path in changes.blocking:
            remove(f"{out}/{path}")
        for folder in changes.emptied:
            remove_folder(f"{out}/{folder}")
        for folder in changes.late_folders:
            make_folder(f"{out}/{folder}")
        for path in changes.write:
            replace(staged[path], f"{out}/{path}")
        for path in changes.stale:
            remove(f"{out}/{path}")
        _remove_empty(out, changes.left)
        replace(out / JOURNAL, out / MARKER)
    except BaseException:
        with suppress(OSError):
            _drop(staged.values(), ())
        raise


def _recover(out: Path) -> None:
    """Take over from an interrupted run: its staged files go, and what it did publish is ours.

    A file counts as published by that run only if it holds the bytes that the journal names: somebody may have put another there.
    """
    if not is_file(out / JOURNAL):
        return
    begun, _ = read(out / JOURNAL)
    names = {_staged_name(path) for path in (*begun, MARKER)}
    for folder, _, found in os.walk(out):
        for name in names.intersection(found):
            remove(f"{folder}/{name}")
    ours, _ = read(out / MARKER)
    new = stamps(out, begun.keys() - ours.keys())
    published = {path: begun[path] for path in new if entry((out / path).read_bytes()) == begun[path]}
    if published:
        put(out / _staged_name(MARKER), encode(ours | published))
        replace(out / _staged_name(MARKER), out / MARKER)
    _remove_empty(out, sorted(folders_of(begun), reverse=True))
    remove(out / JOURNAL)


def _staged(out: Path, path: str, late_folders: Collection[str]) -> str:
    """Where the bytes for a path wait: in its folder, or in the nearest one above that exists before files of ours make way."""
    folder = path.rpartition("/")[0]
    while folder in late_folders:
        folder = folder.rpartition("/")[0]
    return f"{out}/{folder}/{_staged_name(path)}"


def _staged_name(path: str) -> str:
    """Short, since the name of a page may be as long as names can be; and told by the path, so that a later run recognises it."""
    return STAGED + blake2b(path.encode(), digest_size=8).hexdigest()


def _is_listed(out: Path, files: Mapping[str, Entry]) -> bool:
    return is_file(out / MARKER) and (out / MARKER).read_bytes() == encode(files)


def _missing_folders(folder: Path) -> list[Path]:
    return [above for above in (*reversed(folder.parents), folder) if not above.exists()]


def _remove_empty(out: Path, folders: Iterable[str]) -> None:
    """Remove those of the folders, deepest first, that hold nothing and are reached without a link."""
    known: dict[str, bool] = {}
    for folder in folders:
        if is_real_folder(out, folder, known) and not any((out / folder).iterdir()):
            remove_folder(out / folder)


def _drop(files: Iterable[str], folders: Iterable[str]) -> None:
    """Take back what staging made, as far as it came."""
    for file in files:
        if look(file) is not None:
            remove(file)
    for folder in sorted(folders, reverse=True):
        if look(folder) is not None:
            remove_folder(folder)


def _failure(file: Path, error: OSError) -> OutputError:
    variant = _CAUSES.get(error.errno or 0, "failed")
    cause = error.strerror or str(error)
    return OutputError(problem(Place(file.as_posix()), f"output-write.{variant}", path=file.as_posix(), cause=cause))


# --- one build at a time -------------------------------------------------------------------------------------------------------


@contextmanager
def locked(file: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock of a site while the block runs: a file in its state folder, which may not exist yet.

    Waits up to `wait` seconds for another build, then raises `OutputError` (exit code 3) that says who is building. The system frees
    the lock when its holder dies, so none is ever stale; the file stays, since removing it would let two builds in.
    """
    try:
        for folder in _missing_folders(file.parent):
            make_folder(folder)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as error:
        raise _failure(file, error) from error
    try:
        until = time.monotonic() + wait
        while not _try_lock(descriptor):
            if time.monotonic() >= until:
                holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
                raise OutputError(problem(Place(file.as_posix()), "build-running", pid=holder))
            time.sleep(
                0.05
            )  # nobody tells when a lock is freed; waiting inside the call could not be ended after `wait`
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
