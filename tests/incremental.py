"""A site that is edited and built again and again, and the equation that must hold whatever happened before: a build leaves the bytes,
and tells the problems, of a clean build of the same files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from sitegen.base.problems import Problem, SitegenError, publishable
from sitegen.build import check
from sitegen.incremental import build
from sitegen.publish.changes import folders_of
from sitegen.publish.manifest import JOURNAL, MARKER, encode, entry, read
from sitegen.report import Options, Report
from tests.build_site import TODAY
from tests.edits import remove, write

Tree: TypeAlias = Mapping[str, bytes | str]
"""Path → bytes of a file, or what else lies there."""


Clean: TypeAlias = tuple[Report, Mapping[str, bytes]]
"""What a clean build finds, and the files that it publishes."""


LARGEST = 100_000_000
"""Bytes of a file that is read."""


class UnequalError(AssertionError):
    """A build that did something else than a clean one."""


class Step(NamedTuple):
    """A build for which the equation holds."""

    report: Report
    flipped: frozenset[str]
    """Files whose bytes are others than what lay there before."""
    rendered: frozenset[str]
    refused: str = ""
    """Why nothing could be done, as a clean build would say, too."""

    @property
    def idle(self) -> frozenset[str]:
        """Pages that were rendered for nothing."""
        return self.rendered - self.flipped


@dataclass
class Trial:
    """A site's folder with its output folder, and what is asked of its builds."""

    root: Path
    out: Path
    today: date = TODAY
    more: dict[str, Any] = field(default_factory=dict)
    """Further options."""

    @property
    def options(self) -> Options:
        """The options of the next build."""
        return Options(today=lambda zone: self.today, why=True, **self.more)

    def check(self) -> Clean:
        """What a clean build would find and publish."""
        return check(self.root, self.out, self.options)

    def build(self, *, state_damaged: bool = False, known: Clean | None = None) -> Step:
        """Build, and compare with a clean build. Raises `UnequalError` where they differ.

        `state_damaged`: the build may say so; `known`: what a clean build would find and publish, if that is known."""
        before, hollow = tree(self.out), _hollow(self.out)
        listed = read(self.out / MARKER)[0].keys() | read(self.out / JOURNAL)[0].keys()
        try:
            clean, files = known or self.check()
            report = build(self.root, self.out, self.options)
        except SitegenError as error:
            return self._refused(error, before)
        after = tree(self.out)
        notes = [each for each in report.problems if each.code == "state"]
        _same("notes about the state", len(notes), min(len(notes), int(state_damaged)))
        _same("problems", _shown(report.problems, leave_out=notes), _shown(clean.problems))
        _same("usable", report.usable, clean.usable)
        _same("published", report.published, clean.usable and publishable(clean.problems, self.options.strict))
        if report.usable:
            _same("pages", report.pages, clean.pages)
            _same("next change", report.next_change, clean.next_change)
            _same("number of rendered pages", report.rendered, len(report.why))
        if report.published:
            foreign = {path: what for path, what in before.items() if _is_foreign(path, what, listed, files)}
            _same_trees(after, {**foreign, **files, MARKER: after.get(MARKER, "")})
            _same_list(after.get(MARKER), encode({path: entry(data) for path, data in files.items()}))
            _same("empty folders", _hollow(self.out) - hollow, set())
        else:  # what an interrupted run left there may be taken away
            _same_trees(_of_the_site(after), _of_the_site(before))
        flipped = frozenset(path for path in files if after.get(path) != before.get(path))
        return Step(report, flipped, frozenset(report.why))

    def build_only(self) -> None:
        """A build that ends before its time, by an exception that is handed on: every file of the output folder is old or new then."""
        before = tree(self.out)
        _, files = self.check()
        try:
            build(self.root, self.out, self.options)
        finally:
            for path, what in tree(self.out).items():
                if not _is_ours(path) and what not in (before.get(path), files.get(path)):
                    raise UnequalError(f"{path} is neither old nor new: {_start(what)}")

    def _refused(self, error: SitegenError, before: Tree) -> Step:
        """A build that was refused: a clean one is, too, and nothing is changed."""
        try:
            build(self.root, self.out, Options(today=lambda zone: self.today, clean=True, **self.more))
        except SitegenError as other:
            _same("refused", str(error), str(other))
        else:
            raise UnequalError(f"a clean build is not refused: {error}")
        _same_trees(_of_the_site(tree(self.out)), _of_the_site(before))
        return Step(Report(problems=[]), frozenset(), frozenset(), str(error))


def tree(folder: Path) -> dict[str, bytes | str]:
    """The files below a folder with their bytes, and "link …", "large" or "special" for what else lies there; no link is followed."""
    found: dict[str, bytes | str] = {}
    pending = [(str(folder), "")]
    while pending:
        here, shown = pending.pop()
        try:
            listing = list(os.scandir(here))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for each in listing:
            path = f"{shown}{each.name}"
            if each.is_symlink():
                found[path] = f"link {Path(each.path).readlink()}"
            elif each.is_dir():
                pending.append((each.path, f"{path}/"))
            elif each.is_file():
                found[path] = Path(each.path).read_bytes() if each.stat().st_size < LARGEST else "large"
            else:
                found[path] = "special"
    return found


def put_back(folder: Path, wanted: Tree, *leave: str) -> None:
    """Make what lies below a folder what it was, without touching what is; `leave` are parts of the folder that are left alone."""
    now = tree(folder)
    for path in {*now, *wanted}:
        if path.partition("/")[0] not in leave and now.get(path) != wanted.get(path):
            remove(folder / path)
    for path in _empty_folders(folder) - folders_of(wanted):
        if path.partition("/")[0] not in leave and (folder / path).is_dir():
            shutil.rmtree(folder / path)
    for path, what in wanted.items():
        if path.partition("/")[0] not in leave and now.get(path) != what:
            assert isinstance(what, bytes), path
            write(folder / path, what)


REMOVED = object()
"""Instead of a value: take the field away."""


def set_field(root: Path, path: str, name: str, value: Any) -> None:
    """Give a top-level field of a YAML file, or of a front matter, another value."""
    text = (root / path).read_text()
    front, body = (text, None) if path.endswith(".yaml") else text.removeprefix("---\n").split("---\n", 1)
    fields = yaml.safe_load(front)
    if value is REMOVED:
        del fields[name]
    else:
        fields[name] = value
    front = yaml.safe_dump(fields, allow_unicode=True, width=10_000, sort_keys=False)
    write(root / path, front if body is None else f"---\n{front}---\n{body}")


def fields_of(root: Path, path: str) -> dict[str, Any]:
    """The top-level fields of a YAML file or of a front matter."""
    text = (root / path).read_text()
    loaded: dict[str, Any] = yaml.safe_load(
        text if path.endswith(".yaml") else text.removeprefix("---\n").split("---\n", 1)[0]
    )
    return loaded


def _shown(problems: Iterable[Problem], leave_out: Iterable[Problem] = ()) -> list[str]:
    return [f"{each.place} {each.id} {each.facts}" for each in problems if each not in leave_out]


def _is_foreign(path: str, what: bytes | str, listed: Collection[str], files: Mapping[str, bytes]) -> bool:
    """Whether what lies there stays, since somebody else put it there: what is not on our list, and a link where a file of ours was, unless
    a file must go there."""
    is_link = isinstance(what, str) and what.startswith("link ")
    return path not in files and not _is_ours(path) and (is_link or path not in listed)


def _of_the_site(files: Tree) -> Tree:
    return {path: what for path, what in files.items() if not _is_ours(path)}


def _is_ours(path: str) -> bool:
    """Whether it is a file of a run, not of the site."""
    return f"/{MARKER}" in f"/{path}"


def _empty_folders(folder: Path) -> set[str]:
    """The folders below a folder in which no file lies, however deep."""
    folders = {Path(each).relative_to(folder).as_posix() for each, _, _ in os.walk(folder)} - {"."}
    return folders - folders_of(tree(folder))


def _hollow(folder: Path) -> set[str]:
    """The folders below a folder in which nothing lies, not even a folder."""
    return {
        Path(each).relative_to(folder).as_posix() for each, inner, files in os.walk(folder) if not inner and not files
    }


def _same(what: str, one: object, other: object) -> None:
    if one != other:
        raise UnequalError(f"{what}:\n  {one}\nclean:\n  {other}")


def _same_trees(one: Tree, other: Tree) -> None:
    for path in sorted(one.keys() | other.keys()):
        if one.get(path) != other.get(path):
            raise UnequalError(f"{path}:\n  {_start(one.get(path))}\nclean:\n  {_start(other.get(path))}")


def _same_list(one: bytes | str | None, other: bytes) -> None:
    """The same marker, told by its entries."""
    if one != other:
        ours, clean = (json.loads(each or "{}").get("files", {}) for each in (one, other))
        different = {path: ours.get(path) for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path)}
        raise UnequalError(f"list of files: {different}\nclean: { {path: clean.get(path) for path in different} }")


def _start(what: bytes | str | None) -> str:
    return "nothing" if what is None else repr(what)[:2000]
