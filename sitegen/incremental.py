"""A build that does only what is needed. It begins with two cases in which most need not be done, each proved by what the last build noted.

*Nothing changed*: every source is what it was, every file of ours lies as it was left, the options and the day are the same.

*Only words changed*: of some items nothing but the Markdown is other than it was, with the same links. Then every page is what it was, but
for the bodies that it shows: which pages those are was noted, and their views were kept (`rewording`).

In every other case the whole way is taken (`build.whole`). What each case needs is imported where the case is known.
"""

from __future__ import annotations

import time
from pathlib import Path

from msgspec import structs

from sitegen.base.aside import aside
from sitegen.base.problems import Place, in_order, problem, publishable
from sitegen.base.uncollected import uncollected
from sitegen.publish.changes import Stamp
from sitegen.publish.folder import check_output
from sitegen.publish.last import Last, intact, touched
from sitegen.publish.manifest import JOURNAL, is_file
from sitegen.publish.state import STATE, State
from sitegen.publish.writer import locked
from sitegen.read.snapshot import Snapshot, digest_of, take
from sitegen.report import Options, Report


@uncollected  # what a build makes is kept to its end
def build(root: Path, out: Path | str, options: Options) -> Report:
    """Builds a site and publishes it into `out`, but nothing unless everything is right.

    Raises `OutputError` where the folder is refused or the disk fails, and `SitegenError` where a source cannot be read."""
    check_output(root, out, [root / "content", root / "themes"])
    with locked(root / STATE / "lock"):
        state = State(root, out, fresh=options.clean)
        output = _Output(Path(out), state.last) if state.last else None
        now = take(root, time.time_ns())
        report = _little(root, Path(out), options, state, now, output) if output else None
        if report is None:
            from sitegen.build import whole

            report = whole(root, Path(out), options, state, now)
        return _verified(root, Path(out), options, report) if options.verify and report.published else report


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

    @property
    def is_as_noted(self) -> bool:
        """Whether nothing at all was touched."""
        return not self._touched()

    def stamps(self) -> dict[str, Stamp] | None:
        """The stamps now of all that lies there, if it lies there as it was left."""
        found = intact(self._last, self._out, self._touched())
        return found if len(found) == len(self._last.outputs) else None


def _little(root: Path, out: Path, options: Options, state: State, now: Snapshot, output: _Output) -> Report | None:
    """The build, if this is one of the two cases."""
    last = state.last
    if last is None or last.options != options.content or last.day != options.today(last.timezone):
        return None
    if is_file(out / JOURNAL):
        return None  # an interrupted run left its files there
    problems = in_order(last.problems)
    if not publishable(problems, options.strict):
        return None
    looked_into: list[str] = []

    def digest_now(path: str) -> str | None:
        looked_into.append(path)
        return digest_of(root, path)

    changed = last.snapshot.changed(now, last.digests, digest_now)

    if changed:
        from sitegen.rewording import reword

        return reword(root, out, options, state, now, changed, output.stamps)
    stamps_now = output.stamps()
    if stamps_now is None:
        return None
    if looked_into or not output.is_as_noted:
        state.save(refreshed(last, now, stamps_now))  # the next build need not look into them again
    return Report(
        problems=[*problems, *state.problems()], published=True, pages=last.number, next_change=last.next_change
    )


def refreshed(last: Last, now: Snapshot, lying: dict[str, Stamp]) -> Last:
    """A note with the stamps of today."""
    outputs = {path: (name, lying[path]) for path, (name, _) in last.outputs.items()}
    return structs.replace(last, taken=now.taken, sources=dict(now.stamps), outputs=outputs)
