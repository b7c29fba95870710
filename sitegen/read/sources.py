"""The walk over `content/`: which files there are, and to which item each belongs. Reads names, never what the files say.

Never follows a link below `content/` and never opens what could block (a FIFO, a device). What it finds does not depend on the order
in which a folder is listed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sitegen.base.problems import Place, Problem, SitegenError, problem
from sitegen.base.words import near
from sitegen.read import kinds, names

CONTENT = "content"
ItemId = tuple[str, str]
"""Kind and key."""


class Source(NamedTuple):
    """A file that was found and not yet read."""

    path: str
    """Relative to the site's folder, in NFC: for places in problems."""
    file: str
    """Where the disk has it, spelled as the disk spells it."""
    lang: str | None = None
    """None for a facts file."""


class Sources(Struct, frozen=True, kw_only=True):
    """What lies below `content/`."""

    items: Mapping[ItemId, tuple[Source, ...]] = {}
    """Sorted by kind and key; of each the facts file first, then the language files in the site's order. Never empty tuples."""
    lists: Mapping[str, Source] = {}
    """Kind → its file, for kinds that are one list in one file (`content/topics.yaml`)."""
    files: Mapping[str, str] = {}
    """Path → where the disk has it, of every picture and document; sorted by path."""
    broken: frozenset[ItemId] = frozenset()
    """Items that exist but cannot be told apart or named, also by the name that they should have: absent from `items`."""
    problems: tuple[Problem, ...] = ()


def walk(root: Path, languages: tuple[str, ...]) -> Sources:
    """Everything below `content/` of the site in `root`, whose languages are given. A site without `content/` is empty.

    Raises SitegenError with the path where a folder cannot be listed.
    """
    walker = _Walker(languages)
    top = root / CONTENT
    if os.path.lexists(top):
        walker.top(_Folder(CONTENT, str(top)))
    return walker.result()


def read(source: Source, most: int | None = None) -> bytes:
    """The bytes of a source; of one that has more than `most` the first, one more than that. Raises SitegenError where it cannot be read,
    or has become something else since the walk."""
    try:
        handle = os.open(source.file, _READ_ONLY)
        try:
            _check_is_file(handle, source.path)
            return _all_bytes(handle, most)
        finally:
            os.close(handle)
    except OSError as error:
        raise _unreadable(source.path, error) from error


def digest(path: str, file: str) -> str:
    """BLAKE2b (16 bytes, hex) of a file's bytes. Raises SitegenError as `read` does."""
    try:
        with open(os.open(file, _READ_ONLY), "rb") as stream:  # noqa: PTH123 — a descriptor, not a path
            _check_is_file(stream.fileno(), path)
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


# A link or FIFO may have taken the file's place since the walk: the first must not be followed, the second not block.
# Windows has neither flag, and needs the third.
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _check_is_file(handle: int, path: str) -> None:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise SitegenError(f"{path}: no longer a regular file")


def _all_bytes(handle: int, most: int | None) -> bytes:
    pieces, length = [], 0
    while piece := os.read(handle, 1 << 20):
        pieces.append(piece)
        length += len(piece)
        if most is not None and length > most:
            return b"".join(pieces)[: most + 1]
    return b"".join(pieces)


def _unreadable(path: str, error: OSError) -> SitegenError:
    return SitegenError(f"{path}: {error.strerror or error}")


class _Folder(NamedTuple):
    path: str
    file: str


class _Walker:
    """Collects what the folders hold, one folder after another."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.items: dict[ItemId, dict[str | None, Source]] = {}
        self.homes: dict[ItemId, str] = {}
        """The folder that an item's files lie in."""
        self.lists: dict[str, Source] = {}
        self.files: dict[str, str] = {}
        self.broken: set[ItemId] = set()
        self.clashing: set[ItemId] = set()
        """Items of which two files cannot both be right."""
        self.problems: list[Problem] = []

    def result(self) -> Sources:
        order = {lang: position for position, lang in enumerate((None, *self.languages))}
        items = {
            item: tuple(self.items[item][lang] for lang in sorted(self.items[item], key=order.__getitem__))
            for item in sorted(self.items)
            if item not in self.clashing
        }
        return Sources(
            items=items,
            lists=self.lists,
            files=dict(sorted(self.files.items())),
            broken=frozenset((self.broken | self.clashing) - items.keys()),
            problems=tuple(self.problems),
        )

    def top(self, content: _Folder) -> None:
        """`content/` itself: the kinds' folders and lists."""
        is_list = {name: hasattr(module, "read_all") for name, module in kinds.modules().items()}
        known = {f"{name}.yaml" if listed else name: name for name, listed in is_list.items()}
        for name, path, entry in self.entries(content):
            kind = known.get(name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if kind and is_folder is not is_list[kind]:
                if is_folder:
                    self.kind_folder(kind, _Folder(path, entry.path))
                else:
                    self.lists[kind] = Source(path, entry.path)
            elif not is_folder and names.part(name, self.languages) is None:
                self.files[path] = entry.path
            else:
                self.report(path, _unknown_at_top(name, is_folder, known))

    def kind_folder(self, kind: str, folder: _Folder) -> None:
        """A kind's folder with all its sub-folders, which only keep order."""
        pending = [folder]
        while pending:
            here = pending.pop()
            for name, path, entry in self.entries(here, kind):
                if entry.is_dir(follow_symlinks=False):
                    if mistake := names.name_mistake(name):
                        self.report(path, mistake)
                    else:
                        pending.append(_Folder(path, entry.path))
                else:
                    self.file(kind, folder, here, name, path, entry.path)

    def file(self, kind: str, top: _Folder, folder: _Folder, name: str, path: str, file: str) -> None:
        """A file in a kind's folder `top` or a folder below it."""
        said = names.part(name, self.languages)
        if said is None:
            self.files[path] = file
        elif isinstance(said, names.Mistake):
            self.report(path, said)
        elif said.key != "index":
            self.part(kind, said.key, folder.path, Source(path, file, said.lang))
        elif folder != top:
            home, _, key = folder.path.rpartition("/")
            self.part(kind, key, home, Source(path, file, said.lang))
        else:
            self.report(path, names.Mistake("file-name.index", {"found": name}))

    def part(self, kind: str, key: str, home: str, source: Source) -> None:
        """A file of an item whose files lie in the folder `home`."""
        item = (kind, key)
        parts = self.items.get(item)
        if parts is None:
            if mistake := names.key_mistake(key):
                self.broken |= {item, (kind, str(mistake.facts.get("write", key)))}
                self.report(source.path, mistake)
            else:
                self.items[item] = {source.lang: source}
                self.homes[item] = home
        elif self.homes[item] != home:
            self.collide(item, "item", source.path, next(iter(parts.values())).path)
        elif source.lang in parts:
            self.collide(item, "part", source.path, parts[source.lang].path)
        else:
            parts[source.lang] = source

    def collide(self, item: ItemId, variant: str, path: str, other: str) -> None:
        self.clashing.add(item)
        self.report(path, names.Mistake(f"file-collision.{variant}", {"key": item[1], "path": path, "other": other}))

    def report(self, path: str, mistake: names.Mistake) -> None:
        self.problems.append(problem(Place(path), mistake.id, **mistake.facts))

    def entries(self, folder: _Folder, kind: str | None = None) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
        """What a folder holds and may be looked at, sorted: name, path, entry. The rest is reported; dotfiles are passed over."""
        try:
            with os.scandir(folder.file) as listing:
                found = sorted(
                    (names.shown(entry.name), entry.name, entry) for entry in listing if entry.name[0] != "."
                )
        except OSError as error:
            raise _unreadable(folder.path, error) from error
        seen: dict[str, str] = {}
        for name, _, entry in found:
            path = f"{folder.path}/{name}"
            if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
                variant = "link" if entry.is_symlink() else "special"
                self.report(path, names.Mistake(f"not-a-file.{variant}", {"found": name}))
                continue
            other = seen.setdefault(names.collision_key(name), path)
            if other is not path:
                self.same_name(kind, name, path, other)
                if not entry.is_dir(follow_symlinks=False):
                    continue
            yield name, path, entry

    def same_name(self, kind: str | None, name: str, path: str, other: str) -> None:
        """Two names that some file systems take for one."""
        variant = "letters" if path == other else "case"
        self.report(path, names.Mistake(f"file-collision.{variant}", {"path": path, "other": other}))
        said = names.part(name, self.languages)
        if kind and isinstance(said, names.Part):
            self.clashing.add((kind, said.key))


def _unknown_at_top(name: str, is_folder: bool, known: Mapping[str, str]) -> names.Mistake:
    """What is wrong with a folder or file directly in `content/`."""
    if meant := near(name, known):
        return names.Mistake("file-name.top-near", {"found": name, "write": meant})
    return names.Mistake(
        "file-name.top-folder" if is_folder else "file-name.top-file", {"found": name, "known": tuple(known)}
    )
