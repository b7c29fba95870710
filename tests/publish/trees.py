"""Trees of files for the tests of publishing."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files as somebody else would."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def snapshot(root: Path) -> dict[str, bytes | str]:
    """All that lies below a folder: bytes of files, targets of links, "folder" of folders. Never follows a link."""
    found: dict[str, bytes | str] = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            mode = path.lstat().st_mode
            what = str(path.readlink()) if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else path.read_bytes()
            found[path.relative_to(root).as_posix()] = what
    return found


def published(out: Path) -> dict[str, bytes | str]:
    """The site in an output folder: its files and links, without the marker."""
    return {path: what for path, what in snapshot(out).items() if what != "folder" and path != ".sitegen"}
