"""The list of our files, in the marker `output/.sitegen`: what this program wrote, so that it never touches anything else.

The list is read with distrust, because it lies in a folder that people edit, copy and restore: an entry that could lead out of the
output folder is dropped and said.
"""

from __future__ import annotations

import json
import re
import stat
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sitegen.base.problems import Place, Problem, problem

MARKER = ".sitegen"
"""The list of a finished run; it says that the folder is ours."""
JOURNAL = ".sitegen-new"
"""The list of a run that has begun. It becomes the marker at the end, so one that is found at the start tells of an interrupted run."""
STAGED = ".sitegen-new-"
"""How the names of new files begin before they are moved to their places."""

VERSION = 1
LONGEST_NAME = 200
"""Bytes in one part of a path; file systems take 255, and the names beside it need room."""
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\:\ud800-\udfff]")


class Entry(NamedTuple):
    """What was written to one path."""

    digest: str
    """BLAKE2b of the bytes, 16 bytes as hexadecimal digits."""
    size: int


def entry(data: bytes) -> Entry:
    """The entry of a file with these bytes."""
    return Entry(blake2b(data, digest_size=16).hexdigest(), len(data))


def is_inside(path: str) -> bool:
    """Whether a relative POSIX path names a file of ours below the output folder, and the same file on every system.

    Backslashes and colons would be separators and drives on Windows; names that begin like the marker are the program's own.
    """
    if _FORBIDDEN.search(path):
        return False
    if not path.isascii() and unicodedata.normalize("NFC", path) != path:
        return False
    return all(_is_name(part) for part in path.split("/"))


def _is_name(part: str) -> bool:
    if part in ("", ".", "..") or part.startswith(MARKER):
        return False
    return len(part.encode()) <= LONGEST_NAME


def is_marked(out: Path) -> bool:
    """Whether the folder holds our marker, or the journal of our first, interrupted run. A link is neither."""
    return is_file(out / MARKER) or is_file(out / JOURNAL)


def is_file(file: Path) -> bool:
    """Whether an ordinary file lies there: no link, no folder, nothing that reading could wait for."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def encode(files: Mapping[str, Entry]) -> bytes:
    """The bytes of a list: the same for the same files, whatever their order."""
    listing = {"sitegen": VERSION, "files": {path: list(files[path]) for path in sorted(files)}}
    return json.dumps(listing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(file: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """The files of a list, with a problem if any of it had to be ignored. Empty where there is no list. Never raises for its contents."""
    if not is_file(file):
        return {}, []
    place = Place(file.as_posix())
    try:
        listing = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}, [problem(place, "output-list.damaged")]
    if not isinstance(listing, dict) or not isinstance(listing.get("files"), dict):
        return {}, [problem(place, "output-list.damaged")]
    if listing.get("sitegen") != VERSION:
        return {}, [problem(place, "output-list.version")]
    files = {path: Entry(*values) for path, values in listing["files"].items() if is_inside(path) and _is_entry(values)}
    if ignored := [path for path in listing["files"] if path not in files]:
        return files, [problem(place, "output-list.entries", count=len(ignored), found=min(ignored))]
    return files, []


def _is_entry(values: object) -> bool:
    match values:
        case [str(), int()]:
            return True
        case _:
            return False
