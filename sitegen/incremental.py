"""A build that does only what is needed. It begins with two cases in which most need not be done, each proved by what the last build noted.

*Nothing changed*: every source is what it was, every file of ours lies as it was left, the options and the day are the same.

*Only words changed*: of some items nothing but the Markdown is other than it was, with the same links. Then every page is what it was, but
for the bodies that it shows: which pages those are was noted, and their views were kept (`rewording`).

In every other case the whole way is taken (`build.whole`). What each case needs is imported where the case is known.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from sitegen.base.aside import aside
from sitegen.base.problems import Place, in_order, problem, publishable
from sitegen.base.uncollected import uncollected
from sitegen.publish.changes import Stamp
from sitegen.publish.folder import check_output
from sitegen.publish.last import Last, Output, touched, untouched
from sitegen.publish.manifest import JOURNAL, is_file
from sitegen.publish.state import STATE, State
from sitegen.publish.writer import locked
from sitegen.read.snapshot import Snapshot, digest_of, take
from sitegen.report import Options, Report

if TYPE_CHECKING:
    from sitegen.render.codes import Compiled

WORTH_IT = 200
"""Sources from which it pays to compile the templates in a process of its own."""

_kept: list[object] = []
"""What the latest build knew. To take that apart value by value takes as long as making some pages, and most programs end after a build."""


@uncollected  # what a build makes is kept to its end
def build(root: Path, out: Path | str, options: Options) -> Report:
    """Builds a site and publishes it into `out`, but nothing unless everything is right.

    Raises `OutputError` where the folder is refused or the disk fails, and `SitegenError` where a source cannot be read."""
    check_output(root, out, [root / "content", root / "themes"])
    with locked(root / STATE / "lock"):
        state = State(root, out, fresh=options.clean)
        output = _Output(Path(out), state.last) if state.last else None
        now = take(root, time.time_ns())
        _kept[:] = state, now
        report = _little(root, Path(out), options, state, now, output) if output else None
        if report is None:
            compiled = _compiled(root, options, state, now)
            from sitegen.build import whole  # loads much, while a process aside does what was begun

            report = whole(root, Path(out), options, state, now, compiled)
        return _verified(root, Path(out), options, report) if options.verify and report.published else report


def _compiled(root: Path, options: Options, state: State, now: Snapshot) -> Callable[[], Mapping[str, Compiled]]:
    """The templates of a site that was not built before, if it has many sources: to compile them takes as long as to read some hundreds."""
    if state.last or options.jobs < 2 or len(now.stamps) < WORTH_IT:
        return dict
    from sitegen.themed import templates

    return templates(root)


def _verified(root: Path, out: Path, options: Options, report: Report) -> Report:
    """The report, with an error for each file that is not what a clean build makes."""
    from sitegen.build import differing

    wrong = [problem(Place((out / path).as_posix()), "not-clean") for path in differing(root, out, options)]
    return structs.replace(report, problems=in_order([*report.problems, *wrong]))


class _Output:
    """The output folder since the last build. What lies there is looked at in a process of its own, while this one looks at the sources."""

    def __init__(self, out: Path, last: Last):
        self._out = out
        self._last = last
        self._touched = aside(lambda: touched(last, out), dict[str, Stamp | None])

    def restamped(self) -> dict[str, Output] | None:
        """The files that have other stamps now, if everything lies there as it was left."""
        others = self._touched()
        same = untouched(self._last, self._out, others)
        return same if len(same) == len(others) else None


def _little(root: Path, out: Path, options: Options, state: State, now: Snapshot, output: _Output) -> Report | None:
    """The build, if this is one of the two cases."""
    last = state.last
    if last is None or last.facts.options != options.content or last.facts.day != options.today(last.facts.timezone):
        return None
    if is_file(out / JOURNAL):
        return None  # an interrupted run left its files there
    problems = last.facts.problems
    if not publishable(problems, options.strict):
        return None
    looked_into: list[str] = []

    def digest_now(path: str) -> str | None:
        looked_into.append(path)
        return digest_of(root, path)

    changed = last.snapshot.changed(now, last.digests, digest_now)
    if changed:
        if not all(path in last.snapshot.stamps and _is_file(now, path) for path in changed):
            return None
        from sitegen.themed import themed

        found = themed(root, options, last, changed)
        if found is None:
            return None
        from sitegen.rewording import reword  # loads much, while a process aside does what `themed` began

        return reword(root, out, options, state, now, changed, found, output.restamped)
    restamped = output.restamped()
    if restamped is None:
        return None
    if looked_into or restamped:
        state.save(last.since(now, last.facts, outputs=restamped))  # the next build need not look into them again
    return Report(
        problems=in_order([*problems, *state.problems()]),
        published=True,
        pages=last.facts.number,
        next_change=last.facts.next_change,
    )


def _is_file(now: Snapshot, path: str) -> bool:
    """Whether an ordinary file lies there: of a link that has taken its place the whole way tells."""
    return path in now.stamps and stat.S_ISREG(now.stamps[path][0])
