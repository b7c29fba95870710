"""What is known of a site's sources, and what of it is not so any more: told from stamps, and from digests where these leave it open."""

from __future__ import annotations

import stat
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.read.snapshot import Snapshot, Stamp, digest_of, stamp_of, walk


class Difference(NamedTuple):
    """What is other than it is known to be."""

    changed: frozenset[str]
    """What came, went or holds something else."""
    gone: frozenset[str]
    """Those of `changed` that are not there any more, or are no file."""
    now: Snapshot
    digests: Mapping[str, str | None]
    """Of what was looked into; None for what is no file."""


class Seen:
    """What is known of the sources in `root`: what they were at `known`, with these `digests`, or what they are now where none is given."""

    def __init__(self, root: Path, known: Snapshot | None = None, digests: Mapping[str, str] | None = None):
        self._root = root
        if known is None:
            known = Snapshot(time.time_ns(), dict(walk(root)))
            self._digests = {
                path: digest_of(root, path) if _is_file(stamp) else None for path, stamp in known.stamps.items()
            }
        else:
            # Whoever reads the files names them in NFC; the disk may have them otherwise.
            names = {path: unicodedata.normalize("NFC", path) for path in known.stamps}
            self._digests = {path: digests[name] for path, name in names.items() if digests and name in digests}
        self._known = known

    def rewritten(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of the paths that are known files and hold something else now, which is known from now on. An empty file does not count:
        it may be one that is about to be written."""
        found = {path: digest for path in paths if (digest := self._new_digest(path))}
        self._digests |= found
        return frozenset(found)

    def _new_digest(self, path: str) -> str | None:
        """The digest of a known file, where it is another now."""
        now = stamp_of(self._root, path) if path in self._known.stamps else None
        if now is None or not _is_file(now) or now[1] == 0:
            return None
        digest = digest_of(self._root, path)
        return None if digest == self._digests.get(path) else digest

    def forget(self, path: str) -> None:
        """What this file held is not known any more: it counts as changed when it is looked at."""
        self._digests.pop(path, None)

    def compare(self, meanwhile: Callable[[], None]) -> Difference:
        """What is other than it is known to be. `meanwhile` is called again and again, and may raise to end the work. Raises
        SitegenError where a folder cannot be listed."""
        taken, stamps = time.time_ns(), {}
        for path, stamp in walk(self._root):
            meanwhile()
            stamps[path] = stamp
        now = Snapshot(taken, stamps)
        digests: dict[str, str | None] = {}

        def digest_now(path: str) -> str | None:
            meanwhile()
            digests[path] = digest_of(self._root, path) if _is_file(stamps[path]) else None
            return digests[path]

        changed = self._known.changed(now, self._digests, digest_now)
        for path in (changed & stamps.keys()) - digests.keys():
            digest_now(path)
        gone = frozenset(path for path in changed if not _is_there(path, stamps))
        return Difference(frozenset(changed), gone, now, digests)

    @property
    def nothing(self) -> Difference:
        """No difference."""
        return Difference(frozenset(), frozenset(), self._known, {})

    def learn(self, found: Difference) -> None:
        """From now on that is known."""
        self._known = found.now
        self._digests |= found.digests


def _is_there(path: str, stamps: Mapping[str, Stamp]) -> bool:
    """Whether a path is a folder or a file."""
    return path in stamps and (path.endswith("/") or _is_file(stamps[path]))


def _is_file(stamp: Stamp) -> bool:
    return stat.S_ISREG(stamp[0])
