"""A site that is edited while its preview is in memory, and the equation that must hold after any edits that leave no error: every file is
what a clean build makes, there is no other, and the same problems are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from sitegen.base.memory import Memory
from sitegen.base.problems import Problem, Severity, publishable
from sitegen.build import check
from sitegen.preview.live import Live, Told
from sitegen.preview.material import Material
from sitegen.read.snapshot import Snapshot, digest_of, take
from sitegen.report import Options, Report
from tests.build_site import TODAY
from tests.edits import Edit
from tests.incremental import UnequalError

Clean = tuple[Report, Mapping[str, bytes]]
"""What a clean build finds, and the files that it makes."""


class Previewed:
    """A site's folder with its preview."""

    def __init__(self, root: Path, today: date = TODAY):
        self.root = root
        self.today = today
        self.told: list[Told] = []
        """What was told by itself."""
        self.material = Material(root, Memory(root, "", fresh=True))
        self.live = Live(root, self.material, lambda zone: self.today, "id", say=self.told.append)
        self._then = Snapshot(0, {})
        self._digests: dict[str, str] = {}
        self._known: set[str] = set()
        """Every file that there ever was."""
        self.changed()

    def changed(self) -> list[str]:
        """The paths that changed since this was asked last, sorted."""
        now = take(self.root, self._then.taken)
        read = partial(digest_of, self.root)
        # Of no file is it believed that it is what it was: a tick of the clock is longer than an edit.
        changed = self._then._replace(taken=0).changed(now, self._digests, read)
        self._then = now
        for path in changed:
            self._digests.pop(path, None)
            if path in now.stamps and (found := read(path)):
                self._digests[path] = found
        return sorted(changed)

    def do(self, *edits: Edit, settled: bool = True) -> Told:
        """Edit the site, and let the preview look."""
        for edit in edits:
            edit(self.root)
        return self.live.take(self.changed(), settled=settled)

    def look_twice(self) -> list[Told]:
        """Let the preview look at some of what changed, then at the rest."""
        changed = self.changed()
        return [self.live.take(changed[::2], settled=False), self.live.take(changed[1::2])]

    def clean(self) -> Clean:
        """What a clean build of the same files finds and makes."""
        return check(self.root, self.root / "output", Options(today=lambda zone: self.today, drafts=True, future=True))

    def compare(self, clean: Clean | None = None) -> bool:
        """Whether the site has no error. Raises `UnequalError` where the equation does not hold; where there is an error, one must be known."""
        report, files = clean or self.clean()
        right = report.usable and publishable(report.problems)
        made = self.live.plan.media.variants  # of one that cannot be made it is known when it was asked for
        shown = {file: self.live.data(file) for file in self._known | files.keys() | made.keys()}
        known = self.live.problems()
        if not right:
            _same("errors are known", bool(errors(known)), True)
            return False
        self._known |= files.keys()
        for file, data in shown.items():
            _same(file, data, files.get(file))
        _same("problems", _lines(known), _lines(report.problems))
        for file in ("", "/", "tiada", *(f"/{file}" for file in files), *(f"{file}/" for file in files)):
            _same(file, self.live.data(file), None)
        return True

    def codes(self) -> set[str]:
        """Of the errors that are known."""
        return {problem.code for problem in errors(self.live.problems())}

    def pages(self) -> dict[str, bytes | None]:
        """Every page that is shown, by its file."""
        planned = self.live.plan.atlas.pages.values()
        return {page.file: self.live.data(page.file) for page in planned}

    def text(self, file: str) -> str:
        """A page as text; empty where there is none."""
        return (self.live.data(file) or b"").decode()


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """Those that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _lines(problems: Sequence[Problem]) -> list[str]:
    return [f"{each.place} {each.id} {each.facts}" for each in problems]


def _same(what: str, shown: object, clean: object) -> None:
    if shown != clean:
        raise UnequalError(f"{what}:\n  {_start(shown)}\nclean:\n  {_start(clean)}")


def _start(what: object) -> str:
    return repr(what)[:2000]
