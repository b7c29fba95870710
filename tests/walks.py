"""Random walks: a small site is edited at random and built, again and again; after each build the equation must hold.

python -m tests.walks 7 1000      # seed, builds: prints what failed, with all that was done before
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sitegen import build as whole
from sitegen.publish import writer
from sitegen.publish.manifest import MARKER
from sitegen.read import reading, snapshot
from sitegen.render import rendering
from sitegen.render.codes import Codes
from tests.build_site import TODAY
from tests.edits import keep_times, remove, write
from tests.fuzz import mutated
from tests.incremental import Trial, put_back, tree
from tests.incremental_sites import FIELDS, FILES, NEWS, SENTENCES, SITE_FIELDS, THEME
from tests.sites import SITE_YAML, write_site

LENGTH = 25
"""Builds of one walk."""

DAYS = tuple(TODAY + timedelta(days) for days in (-1, 0, 0, 0, 1, 2, 3, 5, 7, 8, 40))

OPTIONS: tuple[dict[str, Any], ...] = (
    *[{}] * 8,
    {"drafts": True},
    {"future": True},
    {"strict": True},
    {"base_url": "https://lain.example/"},
    {"clean": True},
)


class KilledError(BaseException):
    """The end of a run, whatever it was doing."""


class Walk:
    """One site and what was done to it."""

    def __init__(self, seed: int, folder: Path):
        self.rng = random.Random(seed)
        self.jobs = 2 if self.rng.random() < 0.1 else 1
        self.root = write_site(folder / "site", FILES)
        self.base = dict(tree(self.root))
        self.trials = [Trial(self.root, self.root / "output"), Trial(self.root, folder / "other")]
        self.published = 0
        self.done: list[str] = []
        """Everything, in words."""
        self._older: dict[str, bytes] = {}
        """Files of the memory as they were once."""
        self._damaged = False
        """Whether some file of the memory may be damaged: it is said when it is read."""
        self._broken = False

    def go(self, builds: int) -> None:
        """Walk. Raises whatever a build raises that none should, and `UnequalError` where the equation does not hold."""
        for _ in range(builds):
            if self._broken and self.rng.random() < 0.7:
                self.done.append("mend everything")
                put_back(self.root, self.base, "output", ".sitegen")
            for _ in range(self.rng.choice((0, 1, 1, 1, 2, 3, 8))):
                self.edit()
            self.build()

    def kinds(self) -> tuple[tuple[int, Callable[[], str]], ...]:
        """The kinds of edits, with how often each is made."""
        return (
            (10, self._words),
            (10, self._field),
            (3, self._slip),
            (5, self._file),
            (4, self._site),
            (4, self._theme),
            (4, self._times),
            (4, self._output),
            (3, self._memory),
        )

    def edit(self) -> None:
        """One edit."""
        weights, edits = zip(*self.kinds(), strict=True)
        edit = self.rng.choices(edits, weights)[0]
        self.done.append(f"{edit.__name__} {edit()}")

    def build(self) -> None:
        """A build: whole, or killed; on some day, with some options, into one of two folders."""
        trial = self.trials[self.rng.random() < 0.1]
        trial.today = self.rng.choice(DAYS)
        trial.more = {"jobs": self.jobs, **self.rng.choice(OPTIONS)}
        if self.rng.random() < 0.1:
            at = self.rng.randrange(60)
            self.done.append(f"killed at {at} {trial.out.name} {trial.today} {trial.more}")
            self._kill(trial, at)
            return
        self.done.append(f"build {trial.out.name} {trial.today} {trial.more}")
        made = trial.build(state_damaged=self._damaged)
        self._broken = not made.report.published
        self.published += made.report.published
        if made.refused and self.rng.random() < 0.5:
            remove(trial.out)

    def _kill(self, trial: Trial, at: int) -> None:
        """A build that dies at one of its operations on the disk: every file is old or new then."""
        with killed(at), suppress(KilledError):
            trial.build_only()

    # what is edited

    def _words(self) -> str:
        path = self._some(".md")
        lines = (self.root / path).read_text(errors="replace").split("\n")
        first = next((number for number, line in enumerate(lines) if number and line == "---"), 0) + 1
        at = self.rng.randint(min(first, len(lines)), len(lines))
        if self.rng.random() < 0.3 and at < len(lines):
            del lines[at]
        else:
            lines[at:at] = ["", self.rng.choice(SENTENCES), ""]
        write(self.root / path, "\n".join(lines))
        return f"{path} {lines[first:]}"

    def _field(self) -> str:
        path = self._some(".md", ".yaml", of="content/")
        lines = (self.root / path).read_text(errors="replace").split("\n")
        new = self.rng.choice(FIELDS)
        name = new.partition(":")[0]
        end = next((number for number, line in enumerate(lines) if number and line == "---"), len(lines))
        kept = [line for line in lines[:end] if not line.startswith(f"{name}:")]
        removed = len(kept) < end and self.rng.random() < 0.5
        if path.endswith(".md") and lines[0] != "---":
            kept = ["---", *kept, "---"] if removed else ["---", new, "---", *kept]
        elif not removed:
            kept.insert(1, new)
        write(self.root / path, "\n".join([*kept, *lines[end:]]))
        return f"{path} {'-' if removed else '+'} {new}"

    def _slip(self) -> str:
        path = self._some(".md", ".yaml", ".html")
        others = [what for name, what in self._files().items() if name.endswith((".md", ".yaml"))]
        data = mutated((self.root / path).read_bytes(), self.rng, others)
        write(self.root / path, data)
        return f"{path} {data!r}"

    def _file(self) -> str:
        path = self._some("", of="content/")
        folder, _, name = path.rpartition("/")
        stem, _, rest = name.partition(".")
        file = self.root / path
        match self.rng.randrange(9):
            case 0 | 1:
                remove(file)
                return f"{path} removed"
            case 2:
                new = f"{folder}/{self.rng.choice(('b', 'q', '2026-10-10-baru'))}.{rest}"
                write(self.root / new, file.read_bytes())
                return f"{path} copied to {new}"
            case 3:
                new = self.rng.choice(
                    (f"{folder}/lama/{name}", f"{folder}/{stem}/index.{rest}", f"{folder}/{stem}x.{rest}")
                )
                if not (self.root / new).exists() and not (self.root / new).parent.is_file():
                    (self.root / new).parent.mkdir(exist_ok=True)
                    file.rename(self.root / new)
                return f"{path} moved to {new}"
            case 4 if rest == "id.md":
                write(self.root / f"{folder}/{stem}.en.md", file.read_bytes())
                return f"{path} translated"
            case 5:
                remove(file)
                file.mkdir()
                return f"{path} a folder"
            case 6:
                remove(file)
                file.symlink_to(self.root / f"{NEWS}.id.md")
                return f"{path} a link"
            case 7:
                remove(file)
                os.mkfifo(file)
                return f"{path} a pipe"
            case _:
                lost = self.rng.choice([name for name in self.base if name.startswith("content/")])
                put_back(self.root, {**tree(self.root), lost: self.base[lost]}, "output", ".sitegen")
                return f"{lost} mended"

    def _site(self) -> str:
        fields = [f"{name}: {value}".replace("'", '"') for name, value in SITE_YAML.items()]
        new = self.rng.choice([*SITE_FIELDS, ""])
        kept = [line for line in fields if line.partition(":")[0] != new.partition(":")[0]]
        write(self.root / "site.yaml", "\n".join([*kept, new, ""]))
        return new

    def _theme(self) -> str:
        name = self.rng.choice(sorted(path.name for path in (THEME / "templates").iterdir()))
        file = self.root / f"themes/default/templates/{name}"
        match self.rng.randrange(6):
            case 0:
                write(file, (THEME / f"templates/{name}").read_text() + self.rng.choice(("{# x #}", "<!-- x -->", "")))
                return f"{name} copied"
            case 1 if name not in ("parts.html", "menu.html", "footer.html", "redirect.html"):
                write(file, f'{{% extends "default/{name}" %}}{{% block og_type %}}{self.rng.random()}{{% endblock %}}')
                return f"{name} extended"
            case 2:
                remove(file)
                return f"{name} removed"
            case 3:
                words = self.rng.choice(
                    ("menu: {news: Warta}", "footer: {data: Datanya}", "news: {by: Dari}", "skip: Lewati")
                )
                write(self.root / f"themes/default/strings/{self.rng.choice(('id', 'en'))}.yaml", words)
                return words
            case 4:
                write(self.root / "themes/default/static/lain.css", f"{self.rng.random()}")
                return "a static file"
            case _:
                remove(self.root / "themes/default/static")
                return "no static files"

    def _times(self) -> str:
        path = self._some("")
        file = self.root / path
        match self.rng.randrange(4):
            case 0:
                os.utime(file, (1, 1))
            case 1:
                os.utime(file)
            case 2:
                file.write_bytes(file.read_bytes())
            case _:
                text = file.read_bytes().decode(errors="replace")
                if text.encode() == file.read_bytes() and (
                    letters := [each for each in text if each.islower() and each.isascii()]
                ):
                    old = self.rng.choice(letters)
                    keep_times(file, old, self.rng.choice("aeiou"))
        return path

    def _output(self) -> str:
        out = self.trials[0].out
        paths = [path for path in sorted(tree(out)) if f"/{MARKER}" not in f"/{path}"]
        if not paths:
            return "none"
        file = out / self.rng.choice(paths)
        match self.rng.randrange(8):
            case 0:
                remove(file)
            case 1:
                write(file, b"other")
            case 2:
                write(file, file.read_bytes()[::-1] if file.is_file() else b"")
            case 3:
                os.utime(file, (1, 1), follow_symlinks=False)
            case 4:
                remove(file)
                file.mkdir()
            case 5:
                remove(file)
                file.symlink_to(self.root / "site.yaml")
            case 6:
                write(out / f"id/foreign-{self.rng.randrange(3)}.txt", "mine")
            case _:
                remove(out)
        return str(file)

    def _memory(self) -> str:
        folder = self.root / ".sitegen"
        paths = sorted(path for path in tree(folder) if path != "lock")
        if not paths:
            return "none"
        path = self.rng.choice(paths)
        file = folder / path
        match self.rng.randrange(6):
            case 0:
                remove(folder)
                self._damaged = False
                return "removed"
            case 1:
                remove(file)
                return f"{path} removed"
            case 2:
                damaged = bytearray(file.read_bytes())
                damaged[self.rng.randrange(len(damaged))] ^= 1 << self.rng.randrange(8)
                file.write_bytes(damaged)
                self._damaged = True
                return f"{path} damaged"
            case 3 | 4:
                for each in paths:
                    self._older[each] = (folder / each).read_bytes()
                return "remembered"
            case _:
                for older, data in self._older.items():
                    if self.rng.random() < 0.5:
                        write(folder / older, data)
                return "older"

    def _files(self) -> dict[str, bytes]:
        """The site's own files."""
        found = {path: what for path, what in tree(self.root).items() if not path.startswith(("output/", ".sitegen/"))}
        return {path: what for path, what in found.items() if isinstance(what, bytes)}

    def _some(self, *ends: str, of: str = "") -> str:
        """One of the site's files, that ends and begins so; never `site.yaml` unless it must be."""
        found = [path for path in sorted(self._files()) if path.endswith(ends) and path.startswith(of)]
        if not found:
            put_back(self.root, self.base, "output", ".sitegen")
            return self._some(*ends, of=of)
        return self.rng.choice(found)


@contextmanager
def killed(at: int) -> Iterator[None]:
    """Let everything end at the operation on the disk of this number: no later one is done, either."""
    count = 0

    def dying(operation: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count > at:
                raise KilledError
            return operation(*arguments, **options)

        return act

    with ExitStack() as stack:
        for name in ("put", "replace", "remove", "make_folder", "remove_folder"):
            stack.enter_context(patch.object(writer, name, dying(getattr(writer, name))))
        yield


def failures(seed: int, builds: int) -> Iterator[str]:
    """What went wrong in walks of so many builds, with all that was done before."""
    code = Codes()
    with ExitStack() as stack:
        stack.enter_context(patch.object(rendering, "Codes", lambda: code))
        stack.enter_context(patch.object(os, "fsync", lambda descriptor: None))
        for number, start in enumerate(range(0, builds, LENGTH)):
            walk_seed = seed * 1_000_000 + number
            # A tick of the file system's clock is a few milliseconds: in half of the walks the stamps of files decide.
            racy = 30_000_000 if number % 2 else snapshot.RACY
            with (
                tempfile.TemporaryDirectory() as folder,
                patch.object(snapshot, "RACY", racy),
                patch.object(whole, "WORTH_IT", 1),
                patch.object(reading, "WORTH_IT", 1),
            ):
                walk = Walk(walk_seed, Path(folder))
                try:
                    walk.go(min(LENGTH, builds - start))
                except Exception as error:
                    done = "\n".join(walk.done)
                    yield f"walk {walk_seed}:\n{done}\n{type(error).__name__}: {error}"


if __name__ == "__main__":
    begin = time.process_time()
    found = 0
    for failure in failures(int(sys.argv[1]), int(sys.argv[2])):
        found += 1
        print(failure, flush=True)
    print(
        f"seed {sys.argv[1]}: {sys.argv[2]} builds, {found} failures, {time.process_time() - begin:.0f} seconds of a processor"
    )
