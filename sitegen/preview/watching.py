"""What changed in a site's folder while somebody works in it.

Saves come in bursts: an editor writes two files, renames one and deletes another; `git checkout` changes a thousand. What was saved first is
told at once, from a look at the paths that hints name (`watches`). When the burst is over, the look at everything decides (`seen`): hints
may lie, be lost, or never come. So everything is looked at every few seconds, too.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Self

from sitegen.base.problems import Place, Problem, SitegenError, problem
from sitegen.preview.hints import Hint, Mailbox, Sign
from sitegen.preview.seen import Difference, Seen
from sitegen.read.snapshot import Snapshot

if TYPE_CHECKING:
    from sitegen.preview.watches import Watches

QUIET = 0.1
"""Seconds without a hint after which a burst is over."""

LONGEST = 2.0
"""Seconds after which everything is looked at though a burst is not over: somebody may be copying a film."""

HALF_WRITTEN = 0.02
"""Seconds that a file must rest before it is looked at, where nobody told that it is written to its end."""

POLLING = 0.5
"""Seconds between looks at everything where no hints come; ten times what a look takes, where that is more."""

BESIDE_HINTS = 3.0
"""Seconds between looks at everything where hints come; fifty times what a look takes of a processor, where that is more."""

BY_HAND = frozenset({".md", ".yaml", ".html", ".css", ".js", ".svg"})
"""What people write and wait for. What editors leave beside it (`a.id.md~`, `a.id.md.bak`) is no hurry, and would be told in its place."""


class Look(NamedTuple):
    """What a look at the sources found."""

    changed: frozenset[str]
    """Paths, relative to the site's folder and spelled as the disk does, of what came, went or holds something else since the look
    before. A folder that came or went ends in "/"."""
    gone: frozenset[str]
    """Those of `changed` that are not there any more, or are no file."""
    settled: bool
    """Whether the burst is over and everything was looked at. A look that is not settled tells only files `BY_HAND` that were known
    before and hold something now: what an editor takes away it may put back at once, and what comes may go again."""


class Watcher:
    """Tells what changes in the site's folder `root`. A context manager: between enter and exit it watches.

    `poll`: do not rely on hints of the system, but look at everything again and again. `say` is told where that must be done unasked, and
    where a folder cannot be looked into. `known` and `digests` (by path in NFC) are what was known of the sources earlier: the first look
    tells what changed since; without them it is what lies there now. `mail` is for tests. Raises SitegenError where a folder cannot be listed
    at the begin.
    """

    def __init__(
        self,
        root: Path,
        *,
        poll: bool = False,
        say: Callable[[Problem], None],
        known: Snapshot | None = None,
        digests: Mapping[str, str] | None = None,
        mail: Mailbox | None = None,
    ):
        self._root = root
        self._poll = poll
        self._say = say
        self._seen = Seen(root, known, digests)
        self._mail = mail or Mailbox()
        self._watches: Watches | None = None
        self._silent = 0
        """Bursts of which the look at everything found the first sign, since the last hint."""
        self._unlisted = False
        """Whether not everything could be looked at."""
        # As if there had been a hint: somebody may have worked since `known`.
        now = self._mail.now()
        self._burst: _Burst | None = _Burst(now, now - QUIET, heard=True)
        self._next = now
        """When everything is to be looked at."""
        self._read = now
        """When whoever follows had read what the last look told."""

    def __enter__(self) -> Self:
        self._set_watches()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._stop_watches()

    def close(self) -> None:
        """Let `looks` end. From any thread."""
        self._mail.close()

    def looks(self) -> Iterator[Look]:
        """The looks, each as soon as there is one. The first tells what changed since `known`. Then of each burst there is one that is
        settled, and before it one that is not, where known files were written. Ends after `close`."""
        while True:
            for hint in self._mail.wait(self._due()):
                self._hear(hint)
            if self._mail.closed:
                return
            look = self._look()
            if look:
                yield look
                self._read = self._mail.now()

    def _due(self) -> float:
        return self._burst.due if self._burst else self._next

    def _hear(self, hint: Hint) -> None:
        if self._burst is None:
            self._burst = _Burst(hint.at, hint.at)
        self._burst.hear(hint)
        if hint.sign is not Sign.OTHER and hint.at < self._read + QUIET:
            # It was written while somebody may have read it: half of it, though in the end it is what it was.
            self._seen.forget(hint.path)

    def _look(self) -> Look | None:
        """The look for which it is time, if it found something."""
        now, burst = self._mail.now(), self._burst
        if burst is None:
            if now >= self._next:
                self._look_for_more()
            return None
        changed = self._seen.rewritten(burst.to_look_at(now))
        if changed:
            burst.told = True
            return Look(changed, frozenset(), settled=False)
        return self._settle(burst, now) if now >= burst.over else None

    def _settle(self, burst: _Burst, now: float) -> Look | None:
        """The look at everything when a burst is over; None if it goes on."""
        self._silent = 0 if burst.heard else self._silent + 1
        self._mend_watches()
        found = self._compare(give_way=now < burst.began + LONGEST)
        if found is None:
            return None
        self._burst = None
        self._seen.learn(found)
        return Look(found.changed, found.gone, settled=True)

    def _look_for_more(self) -> None:
        """A look at everything without a hint. If it finds something, that is the begin of a burst."""
        found = self._compare(give_way=True)
        if found is None:
            return
        if found.changed:
            now = self._mail.now()
            self._burst = _Burst(now, now)
        else:
            self._seen.learn(found)

    def _compare(self, *, give_way: bool) -> Difference | None:
        """What is other than it is known to be; None where a hint came meanwhile and it is to `give_way`, or after `close`."""

        def meanwhile() -> None:
            if self._mail.closed or (give_way and self._mail.waiting):
                raise _Interrupted

        began, worked = self._mail.now(), self._mail.worked()
        try:
            found = self._seen.compare(meanwhile)
        except _Interrupted:
            return None
        except SitegenError as error:
            if not self._unlisted:
                self._say(problem(_PLACE, "watching.unlisted", reason=str(error)))
            self._unlisted = True
            found = self._seen.nothing
        else:
            self._unlisted = False
        now = self._mail.now()
        if self._watches:
            self._next = now + max(BESIDE_HINTS, 50 * (self._mail.worked() - worked))
        else:
            self._next = now + max(POLLING, 10 * (now - began))
        return found

    def _set_watches(self) -> None:
        if self._poll:
            return
        from sitegen.preview.watches import Watches

        try:
            self._watches = Watches(self._root, self._mail)
        except OSError as error:
            self._say(_refused(error))
        if self._mail.closed:
            self._stop_watches()

    def _mend_watches(self) -> None:
        """Set them anew where hints did not come or the folders are others; do without where that did not help."""
        watches = self._watches
        if watches is None or (not self._silent and watches.are_right()):
            return
        self._stop_watches()
        if self._silent > 1:
            self._say(problem(_PLACE, "watching.silent"))
        else:
            self._set_watches()

    def _stop_watches(self) -> None:
        watches, self._watches = self._watches, None
        if watches:
            watches.stop()


def _refused(error: OSError) -> Problem:
    """Why there are no watches."""
    if error.errno in _LIMITS:
        limit, write = _LIMITS[error.errno]
        return problem(_PLACE, "watching.limit", limit=limit, write=write)
    return problem(_PLACE, "watching.refused", reason=error.strerror or str(error))


class _Interrupted(Exception):  # noqa: N818 — nothing is wrong
    """There is something else to do."""


_PLACE = Place("content")

_LIMITS = {errno.ENOSPC: ("fs.inotify.max_user_watches", 524288), errno.EMFILE: ("fs.inotify.max_user_instances", 1024)}
"""Where Linux has the limits of a user's watches and of the programs that have any (inotify(7)), and what to write there."""


@dataclass(slots=True)
class _Burst:
    """Signs of work on the sources that follow each other closely. Times are those of the mailbox."""

    began: float
    last: float
    """When the last sign came."""
    heard: bool = False
    """Whether a hint was among them."""
    told: bool = False
    """Whether a first look was told."""
    written: set[str] = field(default_factory=set)
    """Paths to be looked at."""
    touched: set[str] = field(default_factory=set)
    """Paths to be looked at when they have rested."""

    def hear(self, hint: Hint) -> None:
        """Note a hint. What comes after a pause is another save, and is told at once: the look at everything gave way to it."""
        self.told = self.told and hint.at < self.last + QUIET
        self.heard = True
        self.last = hint.at
        if PurePosixPath(hint.path).suffix in BY_HAND and hint.sign is not Sign.OTHER:
            self.written.discard(hint.path)
            self.touched.discard(hint.path)
            (self.written if hint.sign is Sign.WRITTEN else self.touched).add(hint.path)

    @property
    def over(self) -> float:
        """When it is over, if no more comes."""
        return min(self.last + QUIET, self.began + LONGEST)

    @property
    def due(self) -> float:
        """When there is something to look at."""
        if not self.told and self.written:
            return self.last
        return min(self.over, self.last + HALF_WRITTEN) if not self.told and self.touched else self.over

    def to_look_at(self, now: float) -> set[str]:
        """The paths for a first look, each once."""
        if self.told:
            return set()
        paths, self.written = self.written, set()
        if now >= self.last + HALF_WRITTEN:
            paths |= self.touched
            self.touched = set()
        return paths
