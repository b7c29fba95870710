"""What is kept between runs: JSON texts by key, in a few dozen files that each tell their version and their checksum.

Never a source of truth: whatever is missing, damaged or from another version of the program is simply not remembered, and is made
again. Nothing here writes; `changed` gives the files to be saved.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Raw

_SHARDS = 64
"""Few enough to be read in a moment, many enough that an edit rewrites little: 600 kB each for 5,000 articles in two languages."""

_LARGEST = 1 << 28
"""Bytes of a file of the memory. Ten times what 100,000 articles need; a file that is larger is not ours."""

_SHARD = msgspec.json.Decoder(dict[str, Raw])


def digest(data: bytes) -> str:
    """A name for these bytes: BLAKE2b, 16 bytes in hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def seal(version: str, content: bytes) -> bytes:
    """A file of the memory: a first line with version and checksum, then the content. The checksum tells of accidents; whoever means harm
    can make a right one."""
    return b"%s%s" % (_seal(version, content), content)


def unseal(version: str, data: bytes) -> memoryview | None:
    """The content of a file of the memory; None if it is damaged or was written by another version."""
    start = data.find(b"\n") + 1
    content = memoryview(data)[start:]
    return content if data[:start] == _seal(version, content) else None


def _seal(version: str, content: bytes | memoryview) -> bytes:
    return b'["%s",%d]\n' % (version.encode(), crc32(content))


class Memory:
    """One folder of remembered texts. `version` names everything that could make the same key mean another text; `fresh`: begin empty."""

    def __init__(self, folder: Path, version: str, *, fresh: bool = False):
        self.folder = folder
        self.version = version
        self.damaged = False
        """Whether a file had to be ignored. Known only of those that were looked into."""
        all_names = [f"{number:02x}" for number in range(_SHARDS)] if fresh else []
        self._shards: dict[str, dict[str, Raw]] = {name: {} for name in all_names}
        self._changed = set(all_names)

    def get(self, key: str) -> bytes | None:
        """The text remembered under a key."""
        text = self._shard(_name(key)).get(key)
        return None if text is None else bytes(text)

    def put(self, key: str, text: bytes) -> None:
        """Remember a text instead of what stands there."""
        name = _name(key)
        self._shard(name)[key] = Raw(text)
        self._changed.add(name)

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget everything else."""
        for name in [*self._shards]:
            shard = self._shards[name]
            if gone := [key for key in shard if key not in keys]:
                self._changed.add(name)
                for key in gone:
                    del shard[key]

    def load(self) -> None:
        """Look into every file now, so that processes that are forked later share them."""
        for number in range(_SHARDS):
            self._shard(f"{number:02x}")

    def changed(self) -> Iterator[tuple[Path, bytes]]:
        """The files that differ from what lies in the folder. Each is made when it is asked for; a second round finds nothing."""
        for name in sorted(self._changed):
            yield self._file(name), seal(self.version, msgspec.json.encode(self._shards[name]))
        self._changed.clear()

    def let_go(self) -> None:
        """Keep nothing in memory of what lies in the folder as it is; it is read again when it is asked for."""
        self._shards = {name: self._shards[name] for name in self._changed}

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _shard(self, name: str) -> dict[str, Raw]:
        shard = self._shards.get(name)
        if shard is None:
            shard = self._shards[name] = self._read(name)
        return shard

    def _read(self, name: str) -> dict[str, Raw]:
        data = read(self._file(name))
        if data is None:
            self.damaged = self.damaged or os.path.lexists(self._file(name))
            return {}
        content = unseal(self.version, data)
        if content is not None:
            try:
                return _SHARD.decode(content)
            except (ValueError, RecursionError):  # msgspec's own, and text that is no UTF-8
                pass
        self.damaged = True
        self._changed.add(name)
        return {}


def read(file: Path) -> bytes | None:
    """The bytes of a file of the memory; None where there is no ordinary file of a sane size that can be read."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        with open(handle, "rb", closefd=False) as stream:
            return stream.read()
    except OSError:
        return None
    finally:
        os.close(handle)


def _name(key: str) -> str:
    return f"{crc32(key.encode()) % _SHARDS:02x}"
