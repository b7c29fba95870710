"""The preview from its start to Ctrl-C: the site in memory, who tells it what changes, who serves it, and what the terminal says."""

from __future__ import annotations

import gc
import webbrowser
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock

from msgspec import Struct

from sitegen.base.messages import line, summary
from sitegen.base.problems import Problem, Severity, SitegenError
from sitegen.base.uncollected import uncollected
from sitegen.preview.desk import Desk
from sitegen.preview.live import Live, Told
from sitegen.preview.material import Material
from sitegen.preview.server import Server
from sitegen.preview.watching import Look, Watcher
from sitegen.publish.folder import OutputError
from sitegen.publish.state import STATE, State
from sitegen.publish.writer import locked


class Wanted(Struct, frozen=True, kw_only=True):
    """What the caller wants of the preview."""

    today: Callable[[str], date]
    """Time zone → the day whose site is shown."""
    lang: str
    """Of messages."""
    host: str
    port: int
    """0: any that is free."""
    allow_hosts: tuple[str, ...] = ()
    """Names besides the loopback ones that browsers may ask for."""
    editor: str
    """A template of `preview.editor`."""
    poll: bool = False
    """Look for changes again and again instead of waiting to be told."""
    open: bool = False
    """Open the site in a browser."""
    jobs: int = 1
    """Processes that read the site at the start."""


def serve(root: Path, wanted: Wanted, tell: Callable[[str], None], warn: Callable[[str], None]) -> None:
    """Serves the site in `root` until it is interrupted. `tell` and `warn` take lines for the terminal: what goes on, and what is wrong.

    Raises `SiteFileError` where there is no site that could be shown, `AddressError` where the address cannot be had."""
    state = State(root, root / "output")
    material, live = _site(root, state, wanted)
    gc.freeze()  # what is known from the start is kept to the end: the collector need not look through it again and again
    gc.enable()  # but what is made from now on, for hours, need not stay
    terminal = _Terminal(live, wanted.lang, tell, warn)
    token = token_urlsafe(16)
    desk = Desk(live, lang=wanted.lang, editor=wanted.editor, token=token)
    serving = Server(
        live,
        desk,
        host=wanted.host,
        port=wanted.port,
        allow_hosts=wanted.allow_hosts,
        token=token,
        say=terminal.say,
    )
    watching = Watcher(root, poll=wanted.poll, say=terminal.say, known=material.snapshot, digests=material.digests)
    try:
        with serving as server, watching as watcher:
            terminal.open(server)
            if wanted.open:
                webbrowser.open(server.url)
            for look, told in _taken_in(live, watcher.looks(), warn):
                terminal.told(told, checked=look.settled)
    finally:
        _keep(root, state)


def _taken_in(live: Live, looks: Iterable[Look], warn: Callable[[str], None]) -> Iterator[tuple[Look, Told]]:
    """What each look changed in the site. What could not be read (it went while it was read, a disk did not answer) is taken in with the
    next look: the watcher tells it once."""
    missed: frozenset[str] = frozenset()
    for look in looks:
        changed = look.changed | missed
        try:
            told = live.take(changed, settled=look.settled)
        except SitegenError as error:
            missed = changed
            warn(f"sitegen: {error}")
        else:
            missed = frozenset()
            yield look, told


@uncollected
def _site(root: Path, state: State, wanted: Wanted) -> tuple[Material, Live]:
    """What the sources say, and the site that is made of it."""
    last, state.last = state.last, None  # as large as the site
    if last is None:
        material, suspects = Material(root, state.items, jobs=wanted.jobs), []
    else:
        material = Material(root, state.items, last.snapshot, last.digests.whole(), jobs=wanted.jobs)
        suspects = [file for file, found in last.facts.of_pages.items() if found.problems]
    _keep(root, state)
    return material, Live(root, material, wanted.today, wanted.lang, suspects=suspects, checked=False)


def _keep(root: Path, state: State) -> None:
    """Keep what was read for later builds and previews, unless one is running: then it keeps it."""
    with suppress(OutputError), locked(root / STATE / "lock", wait=0):
        state.save_items()


class _Terminal:
    """Tells the browser and the terminal what is other than before. Every method may be called from any thread."""

    def __init__(self, live: Live, lang: str, tell: Callable[[str], None], warn: Callable[[str], None]):
        self._live = live
        self._lang = lang
        self._tell = tell
        self._warn = warn
        self._server: Server | None = None
        self._lock = Lock()
        self._known: Collection[Problem] | None = None
        """The problems that were said; None before the first look is done, in which everything is checked."""
        live.say = self.told

    def say(self, problem: Problem) -> None:
        """A problem of the preview itself."""
        self._warn(line(problem, self._lang))

    def open(self, server: Server) -> None:
        """The server serves."""
        self._server = server
        self._tell(f"Serving {server.url}")

    def told(self, told: Told, *, checked: bool = False) -> None:
        """Something is other than it was. `checked`: everything that is wrong is known now."""
        if self._server is None:
            return
        if told.generation is not None:
            self._server.tell({"gen": told.generation})
        if self._known is None:
            if checked:
                self._first_problems(self._server)
        elif told.problems:
            self._problems(self._server, self._known)

    def _first_problems(self, server: Server) -> None:
        with self._lock:
            problems = self._live.problems()
            self._known = set(problems)
            self._list(_errors(problems))
            self._tell(summary("serving", problems, self._lang, desk=f"{server.url}.sitegen/"))
            server.tell({"problems": len(_errors(problems))})

    def _problems(self, server: Server, known: Collection[Problem]) -> None:
        with self._lock:
            problems = self._live.problems()
            errors, before = _errors(problems), _errors(known)
            self._list(each for each in problems if each not in known and each.severity is not Severity.NOTE)
            self._known = set(problems)
            if before and not errors:
                self._tell(summary("mended", problems, self._lang))
            server.tell({"problems": len(errors)})

    def _list(self, problems: Iterable[Problem]) -> None:
        for each in problems:
            self._warn(line(each, self._lang))


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity is Severity.ERROR]
