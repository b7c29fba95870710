"""Two cases in which most of a build need not be done, each proved by what the last build noted.

*Nothing changed*: every source is what it was, every file of ours lies as it was left, the options and the day are the same.

*Only words changed*: of some items nothing but the Markdown is other than it was, with the same links. Then every page is what it was, but
for the bodies that it shows: which pages those are was noted, and their views were kept.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from sitegen.base.problems import Problem, in_order, publishable
from sitegen.publish.changes import Stamp
from sitegen.publish.last import Last, intact
from sitegen.publish.state import State
from sitegen.read.snapshot import Snapshot, digest_of
from sitegen.report import Options, Report


def build(root: Path, out: Path, options: Options, state: State, now: Snapshot) -> Report | None:
    """The build, if this is one of the two cases."""
    last = state.last
    if last is None or last.options != options.content or last.day != options.today(last.timezone):
        return None
    lying = intact(last, out)
    if len(lying) < len(last.outputs) or not publishable(problems_of(last), options.strict):
        return None
    changed = last.snapshot.changed(now, last.digests, lambda path: digest_of(root, path))
    if changed:
        from sitegen.rewording import reword  # imports all that rendering needs, which nothing else here does

        return reword(root, out, options, state, now, changed, lying)
    if last.sources != now.stamps or any(lying[path] != stamp for path, (_, stamp) in last.outputs.items()):
        state.save(refreshed(last, now, lying))
    return Report(
        problems=[*problems_of(last)],
        published=True,
        pages=len(last.pages),
        next_change=last.next_change,
    )


def problems_of(last: Last) -> list[Problem]:
    """What the last build found, as a report tells it."""
    return in_order(last.problems)


def refreshed(last: Last, now: Snapshot, lying: dict[str, Stamp]) -> Last:
    """A note with the stamps of today."""
    outputs = {path: (name, lying[path]) for path, (name, _) in last.outputs.items()}
    return structs.replace(last, taken=now.taken, sources=dict(now.stamps), outputs=outputs)
