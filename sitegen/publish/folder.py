"""Is this output folder safe and ours? Asked before any work, because what follows writes and deletes in it.

Nothing here changes the disk.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from sitegen.base.problems import Fact, Place, problem
from sitegen.base.told import ToldError
from sitegen.publish.manifest import is_marked

_PRIVATE = (".git", ".sitegen")
"""Folders that belong to tools: nobody publishes into them."""
_UNEXPANDED = re.compile(r"^~|\$|%\w+%")


class OutputError(ToldError):
    """The output folder stops the work."""


class Refused(OutputError):  # noqa: N818 — what happened, not what failed
    """The folder named for the output is one where a mistake would cost work that is not ours."""

    exit_code = 2


def check_output(site_root: Path, out: Path | str, content_roots: Sequence[Path]) -> None:
    """Raises `Refused` unless `out` is a folder that this program may fill and clean, or may create.

    `out` is taken as typed, a relative one from the current folder. `content_roots` are the folders that the site is read from. Paths
    are compared after links and `..` are resolved, and by identity where they exist, so no spelling of a dangerous folder gets through.
    """
    typed = str(out)
    _check_spelling(typed)
    try:
        real = Path(os.path.realpath(typed))
        _check_place(typed, real, _real(site_root), [_real(root) for root in content_roots])
        _check_contents(typed, real)
    except OSError as error:
        raise _refused(typed, "unreadable", cause=error.strerror or str(error)) from error


def _check_spelling(typed: str) -> None:
    """An empty name or a `$NAME` is what an unset variable leaves; no shell has expanded a `~` that arrives here."""
    if not typed.strip() or "\0" in typed:
        raise _refused(typed, "empty")
    if _UNEXPANDED.search(typed):
        raise _refused(typed, "variable", found=typed)


def _check_place(typed: str, real: Path, site: Path, inputs: Sequence[Path]) -> None:
    if real == Path(real.anchor):
        raise _refused(typed, "root")
    if _holds(real, _home()):
        raise _refused(typed, "home", found=str(real))
    if _holds(real, site):
        raise _refused(typed, "site", found=str(real))
    for folder in inputs:
        if _holds(real, folder) or _holds(folder, real):
            raise _refused(typed, "inputs", found=str(folder))
    for part in real.parts:
        if part in _PRIVATE:
            raise _refused(typed, "private", found=part)
    if os.path.ismount(real):
        raise _refused(typed, "mount", found=str(real))


def _check_contents(typed: str, real: Path) -> None:
    for folder in (real, *real.parents):
        if folder.exists():
            if not folder.is_dir():
                raise _refused(typed, "file", found=str(folder))
            break
        if folder.is_symlink():  # realpath stops at a link that leads to itself
            raise _refused(typed, "link", found=str(folder))
    if Path(typed).is_symlink() and not real.exists():
        raise _refused(typed, "link", found=typed)
    if not real.is_dir() or is_marked(real):
        return
    names = sorted(entry.name for entry in os.scandir(real))
    if ".git" in names:
        raise _refused(typed, "git")
    if foreign := [name for name in names if not name.startswith(".")]:
        raise _refused(typed, "foreign", found=foreign[0], count=len(foreign))


def _holds(folder: Path, other: Path) -> bool:
    """Whether `other` is `folder` or lies below it. Names that differ only by case count as one, as on Windows and macOS."""
    if _folded(folder) in map(_folded, (other, *other.parents)):
        return True
    return _identity(folder) in set(_identities((other, *other.parents)))


def _folded(path: Path) -> str:
    return str(path).casefold()


def _identities(paths: Iterable[Path]) -> Iterable[tuple[int, int]]:
    return (found for found in map(_identity, paths) if found)


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a folder; two names with one identity are one folder (bind mounts, short names). None where there is none."""
    try:
        status = path.stat()
    except OSError:  # what cannot be looked at is refused later, with its cause
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def _home() -> Path:
    try:
        return _real(Path.home())
    except RuntimeError:  # a user without a home folder, as in some containers
        return Path(os.sep)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _refused(typed: str, variant: str, **facts: Fact) -> Refused:
    return Refused(problem(Place(typed or "."), f"output-folder.{variant}", **facts))
