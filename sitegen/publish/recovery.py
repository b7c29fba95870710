"""Taking over from a run that was interrupted: what it left half done in the output folder, and what of that is ours."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from hashlib import blake2b
from pathlib import Path

from sitegen.publish import writer
from sitegen.publish.changes import folders_of, in_the_way, is_real_folder, look, stamps
from sitegen.publish.manifest import JOURNAL, MARKER, PROMISED, STAGED, Entry, encode, entry, is_file, read


def recover(out: str, wanted: Set[str]) -> None:
    """Take over from an interrupted run: its staged files go, and what it did publish is ours.

    A file counts as published by that run only if it holds the bytes that the journal names, since somebody may have put another there;
    or nothing but zeros, which is what a power failure leaves of bytes that were not on the disk yet, and nobody's loss.
    """
    journal, marker = Path(out, JOURNAL), Path(out, MARKER)
    if not is_file(journal):
        if look(journal) is not None:
            in_the_way(out, JOURNAL, "foreign")
        return
    begun, _ = read(journal)
    ours, _ = read(marker)
    _remove_staged(out, begun.keys() | ours.keys() | wanted | {MARKER})
    new = stamps(Path(out), begun.keys() - ours.keys())
    published = {path: begun[path] for path in new if _is_published(Path(out, path).read_bytes(), begun[path])}
    if published:
        writer.put(f"{out}/{staged_name(MARKER)}", encode(ours | published), durable=True)
        writer.replace(f"{out}/{staged_name(MARKER)}", marker)
    remove_empty(out, folders_of(begun))
    writer.remove(journal)


def _remove_staged(out: str, paths: Set[str]) -> None:
    """Remove what a run staged of these paths: their temporary files, and those of new folders in the temporary folders."""
    files = set(map(staged_name, paths))
    folders = {staged_name(folder): folder for folder in folders_of(paths)}
    for above, below, found in os.walk(out):
        for name in files.intersection(found):
            writer.remove(f"{above}/{name}")
        for name in folders.keys() & below:
            below.remove(name)
            if not Path(above, name).is_symlink():
                _remove_staged_folder(f"{above}/{name}", folders[name], paths)


def _remove_staged_folder(staged: str, place: str, paths: Set[str]) -> None:
    for folder, _, found in os.walk(staged, topdown=False):
        for name in found:
            if place + f"{folder}/{name}".removeprefix(staged) in paths:
                writer.remove(f"{folder}/{name}")
        if not any(os.scandir(folder)):
            writer.remove_folder(folder)


def _is_published(data: bytes, begun: Entry) -> bool:
    return begun != PROMISED and (entry(data) == begun or not any(data))


def staged_name(path: str) -> str:
    """Short, since the name of a page may be as long as names can be; and told by the path, so that a later run recognises it."""
    return STAGED + blake2b(path.encode(), digest_size=8).hexdigest()


def remove_empty(out: str, folders: Iterable[str]) -> None:
    """Remove those of the folders that hold nothing and are reached without a link."""
    known: dict[str, bool] = {}
    for folder in sorted(folders, reverse=True):
        if is_real_folder(out, folder, known) and not any(os.scandir(f"{out}/{folder}")):
            writer.remove_folder(f"{out}/{folder}")
