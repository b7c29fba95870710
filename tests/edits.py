"""Edits as values: what can be done to the files below a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Edit: TypeAlias = Callable[[Path], None]
"""Something that is done to a folder."""


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(root: Path) -> None:
        for each in edits:
            each(root)

    return edit


def put(path: str, text: str | bytes) -> Edit:
    """Write a file."""
    return lambda root: write(root / path, text)


def change(path: str, old: str, new: str) -> Edit:
    """Replace a text in a file."""

    def edit(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text, (path, old)
        write(root / path, text.replace(old, new))

    return edit


def delete(path: str) -> Edit:
    """Remove whatever lies there."""
    return lambda root: remove(root / path)


def move(old: str, new: str) -> Edit:
    """Give a file another name."""

    def edit(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return edit


def folder(path: str) -> Edit:
    """Make an empty folder, in the place of whatever lies there."""

    def edit(root: Path) -> None:
        remove(root / path)
        (root / path).mkdir(parents=True)

    return edit


def link(path: str, target: str) -> Edit:
    """Make a link, in the place of whatever lies there."""

    def edit(root: Path) -> None:
        remove(root / path)
        (root / path).symlink_to(target)

    return edit


def touch(path: str) -> Edit:
    """Give a file the time of now."""
    return lambda root: os.utime(root / path)


def write(file: Path, text: str | bytes) -> None:
    """Write a file as an editor would."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def remove(path: Path) -> None:
    """Remove whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def keep_times(file: Path, old: str, new: str) -> None:
    """Replace a text by one as long, at another moment than the file was written, and give the file its old times."""
    assert len(old) == len(new)
    status = file.stat()
    text = file.read_text()
    assert old in text
    wait_for_a_tick(file)
    file.write_text(text.replace(old, new))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def wait_for_a_tick(file: Path) -> None:
    """Until the file system's clock shows another time than that of a file."""
    probe = file.with_name(".probe")
    while True:
        probe.write_bytes(b"")
        if probe.stat().st_ctime_ns > file.stat().st_ctime_ns:
            probe.unlink()
            return
