"""The list of our files, in the marker `output/.sitegen`: what this program wrote, so that it never touches anything else.

The list is read with distrust, because it lies in a folder that people edit, copy and restore: an entry that could lead out of the
output folder is dropped and said.
"""

from __future__ import annotations

import json
import re
import stat
import unicodedata
from collections.abc import Collection, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from sitegen.base.problems import Place, Problem, problem

MARKER = ".sitegen"
"""The list of a finished run; it says that the folder is ours."""
JOURNAL = ".sitegen-new"
"""The list of a run that has begun, so one that is found at the start tells of an interrupted run. At first it names what that run may write,
then, before the first file takes its place, everything that will lie there; at the end it becomes the marker."""
STAGED = ".sitegen-new-"
"""How the names of new files begin before they are moved to their places."""

VERSION = 1
LONGEST_NAME = 200
"""Bytes in one part of a path; file systems take 255, and the names beside it need room."""
_PRINTABLE = bytes(range(0x20, 0x7F)).replace(b"\\", b"")
"""Of ASCII."""
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\:\ud800-\udfff]")


class Entry(NamedTuple):
    """What was written to one path."""

    digest: str
    """BLAKE2b of the bytes, 16 bytes as hexadecimal digits."""
    size: int


PROMISED = Entry("", 0)
"""In a journal: what may be written there, and is not yet known. No file has this entry."""


class _Listing(msgspec.Struct):
    sitegen: int
    files: dict[str, Entry]


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


def are_inside(paths: Collection[str]) -> bool:
    """Whether `is_inside` holds for each of the paths: asked of thousands at once first, since almost all paths are simple."""
    return _are_simple(paths) or all(map(is_inside, paths))


def _are_simple(paths: Collection[str]) -> bool:
    """Whether all paths are surely inside. A colon, which none may have, stands between them."""
    text = f"/{'/:/'.join(paths)}/"
    return not paths or (
        text.isascii()
        and not text.encode().translate(None, _PRINTABLE)
        and text.count(":") == len(paths) - 1
        and "//" not in text
        and not ("/." in text and any(part in text for part in ("/./", "/../", f"/{MARKER}")))
        and max(map(len, paths)) <= LONGEST_NAME
    )


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
    return msgspec.json.encode(_Listing(VERSION, {path: files[path] for path in sorted(files)})) + b"\n"


def read(file: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """The files of a list, with a problem if any of it had to be ignored. Empty where there is no list. Never raises for its contents."""
    if not is_file(file):
        return {}, []
    data = file.read_bytes()
    try:
        whole = msgspec.json.decode(data, type=_Listing)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _read_in_part(file, data)
    if whole.sitegen == VERSION and are_inside(whole.files):
        return whole.files, []
    return _read_in_part(file, data)


def _read_in_part(file: Path, data: bytes) -> tuple[dict[str, Entry], list[Problem]]:
    """What can be trusted of a list with something wrong in it."""
    place = Place(file.as_posix())
    try:
        listing = json.loads(data)
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
