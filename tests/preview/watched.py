"""What tests of watching share: a mailbox whose clock is a script, and a reader who believes nothing but looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sitegen.base.problems import Problem
from sitegen.preview.hints import Hint, Mailbox, Sign
from sitegen.preview.watching import Look, Watcher
from sitegen.read.snapshot import take
from tests.sites import write_site

A, B = "content/news/a.id.md", "content/news/b.id.md"


class Script(Mailbox):
    """A mailbox in which things happen at their times, and waiting takes none."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0
        self.work = 0.0
        self.steps: list[tuple[float, Callable[[], object]]] = []
        self.end = 1.0
        self.during: list[Callable[[], object]] = []
        """What happens, one after another, each time somebody asks whether there is mail: in the midst of a look at everything."""

    def at(self, time: float, action: Callable[[], object]) -> None:
        """Let something happen."""
        self.steps.append((time, action))
        self.steps.sort(key=lambda step: step[0])

    def now(self) -> float:
        return self.time

    def worked(self) -> float:
        return self.work

    @property
    def waiting(self) -> bool:
        if self.during:
            self.during.pop(0)()
        return super().waiting

    def wait(self, until: float) -> list[Hint]:
        while not self._hints and self.steps and self.steps[0][0] <= until:
            time, action = self.steps.pop(0)
            self.time = max(time, self.time)
            action()
        if not self._hints and until > self.end:
            self.close()
        elif not self._hints:
            self.time = max(until, self.time)
        hints, self._hints = self._hints, []
        return hints


class Site:
    """A site of two articles, and what a watcher with a scripted mailbox tells of it. There are no watches: hints are scripted."""

    def __init__(self, root: Path, *, poll: bool = True):
        self.root = write_site(root / "site", {A: "a", B: "b"})
        self.script = Script()
        self.said: list[Problem] = []
        self.watcher = Watcher(self.root, poll=poll, say=self.said.append, mail=self.script)

    def write(self, time: float, path: str, text: str | None, *signs: Sign) -> None:
        """Let a file be written (None: deleted) at a time, with these hints."""

        def happen() -> None:
            if text is None:
                (self.root / path).unlink()
            else:
                (self.root / path).write_text(text)
            self.put(path, *signs)

        self.script.at(time, happen)

    def hint(self, time: float, path: str, *signs: Sign) -> None:
        """Let hints come at a time."""
        self.script.at(time, lambda: self.put(path, *signs))

    def put(self, path: str, *signs: Sign) -> None:
        for sign in signs:
            self.script.put(path, sign)

    def looks(self, until: float = 1.0) -> list[tuple[float, Look]]:
        """The looks with their times, without the one at the begin."""
        self.script.end = until
        with self.watcher:
            looks = [(round(self.script.time, 3), look) for look in self.watcher.looks()]
        assert looks[0] == (0.0, Look(frozenset(), frozenset(), settled=True))
        return looks[1:]


def first(*paths: str) -> Look:
    """The look at the begin of a burst."""
    return Look(frozenset(paths), frozenset(), settled=False)


def last(*paths: str, gone: tuple[str, ...] = ()) -> Look:
    """The look at its end."""
    return Look(frozenset(paths), frozenset(gone), settled=True)


class Mirror:
    """What somebody has who reads a path only when a look names it."""

    def __init__(self, root: Path):
        self.root = root
        self.has: dict[str, bytes] = {}
        for path in take(root, 0).stamps:
            self._read(path)

    def follow(self, look: Look) -> None:
        """Read what a look names."""
        for path in look.changed - look.gone:
            self._read(path)
        for path in look.gone:
            self.has.pop(path, None)

    def _read(self, path: str) -> None:
        file = self.root / path
        if path.endswith("/"):
            self.has[path] = b""
        elif file.is_file() and (not file.is_symlink() or "/" not in path):
            self.has[path] = file.read_bytes()

    def is_right(self) -> bool:
        """Whether that is what lies there."""
        return self.has == Mirror(self.root).has


def replace_file(file: Path, text: str) -> None:
    """Write beside, then give it the name."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(text)
    beside.replace(file)
