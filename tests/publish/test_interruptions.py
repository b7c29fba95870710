"""A run that is killed or fails at any operation leaves each file old or new, and the next run needs no help.

The faults are put into the writer's operations from outside; an operation is named by its number in the run.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sitegen.publish import writer
from sitegen.publish.folder import OutputError, check_output
from sitegen.publish.manifest import MARKER
from sitegen.publish.publication import publish
from tests.publish.trees import published, snapshot, write

OPERATIONS = ("put", "replace", "remove", "make_folder", "remove_folder")

OLD = {
    "index.html": b"old choose",
    "id/index.html": b"old home",
    "id/a/index.html": b"old a",
    "id/b/deep/index.html": b"old b",
    "id/feed.atom": b"feed",
    "becomes-folder": b"old",
    "becomes-file/x.html": b"old",
    "style.css": b"old style",
}
NEW = {
    "index.html": b"new choose",
    "id/index.html": b"new home",
    "id/a/index.html": b"new a",
    "id/c/deep/index.html": b"new c",
    "id/feed.atom": b"feed",
    "becomes-folder/y/z.html": b"new",
    "becomes-file": b"new",
    "style.css": b"new style",
}
OTHER = {
    "index.html": b"other choose",
    "id/c/deep/index.html": b"other c",
    "id/c/more/index.html": b"other more",
    "id/b": b"other b",
}
FOREIGN = {"notes.txt": b"mine", "id/a/.hidden": b"mine", ".gitignore": b"*"}

Fault: TypeAlias = Callable[[Callable[..., None], tuple[Any, ...], dict[str, Any]], None]
"""What happens instead of an operation: it gets the operation and its arguments."""


def install(monkeypatch: pytest.MonkeyPatch, at: int | None, fault: Fault, lasting: bool = False) -> list[str]:
    """Let the operation number `at`, and with `lasting` all later ones that write, meet the fault. Gives the operations as they happen."""
    done: list[str] = []

    def wrapped(name: str, operation: Callable[..., None]) -> Callable[..., None]:
        def act(*arguments: Any, **options: Any) -> None:
            number = len(done)
            done.append(name)
            if number == at or (
                lasting and at is not None and number > at and name in ("put", "make_folder", "replace")
            ):
                fault(operation, arguments, options)
            else:
                operation(*arguments, **options)

        return act

    for name in OPERATIONS:
        monkeypatch.setattr(writer, name, wrapped(name, getattr(writer, name)))
    return done


def count(out: Path, files: Mapping[str, bytes]) -> list[str]:
    """The operations of an undisturbed run."""
    with pytest.MonkeyPatch.context() as patch:
        done = install(patch, None, lambda *_: None)
        publish(out, files)
    return done


def kill_before(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    os._exit(9)


def kill_after(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    operation(*arguments, **options)
    os._exit(9)


def kill_within(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    half(operation, arguments)
    os._exit(9)


def half(operation: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Write half of a file; a folder is made or a file moved whole or not at all."""
    if len(arguments) == 2 and isinstance(arguments[1], bytes):
        operation(arguments[0], arguments[1][: len(arguments[1]) // 2])


def failing(number: int, partly: bool) -> Fault:
    def fail(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        if partly:
            half(operation, arguments)
        raise OSError(number, os.strerror(number))

    return fail


def killed(out: Path, files: Mapping[str, bytes], at: int, fault: Fault) -> None:
    """Publish in a child process that dies at an operation."""
    child = os.fork()
    if not child:
        try:
            install(pytest.MonkeyPatch(), at, fault)
            publish(out, files)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def is_old_or_new(out: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Each file is entirely old or entirely new, what stays is there, and nothing foreign is touched. Staged files do not count."""
    lying = {path: what for path, what in published(out).items() if ".sitegen-new" not in path}
    foreign = {path: lying.pop(path, None) for path in FOREIGN}
    assert foreign == FOREIGN
    for path, what in lying.items():
        assert what in (old.get(path), new.get(path)), path
    assert old.keys() & new.keys() <= lying.keys()


def prepare(tmp_path: Path, name: str, old: Mapping[str, bytes]) -> Path:
    out = tmp_path / name
    if old:
        publish(out, old)
        write(out, FOREIGN)
    return out


def clean(tmp_path: Path, files: Mapping[str, bytes], foreign: Mapping[str, bytes]) -> dict[str, bytes | str]:
    out = tmp_path / "clean"
    publish(out, files)
    write(out, foreign)
    return snapshot(out)


@pytest.mark.parametrize("old", [OLD, {}], ids=["an edit", "the first run"])
@pytest.mark.parametrize("after", [NEW, OTHER], ids=["the same again", "another edit"])
@pytest.mark.parametrize("fault", [kill_before, kill_within, kill_after])
def test_a_run_killed_at_any_operation_is_finished_by_the_next(
    tmp_path: Path, old: dict[str, bytes], after: dict[str, bytes], fault: Fault
) -> None:
    operations = count(prepare(tmp_path, "count", old), NEW)
    expected = clean(tmp_path, after, FOREIGN if old else {})
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", old)
        killed(out, NEW, at, fault)
        if old:
            is_old_or_new(out, old, NEW)
        check_output(tmp_path / "content", out, [])
        publish(out, after)
        assert snapshot(out) == expected, f"killed at {at}, {operations[at]}"


@pytest.mark.parametrize("fault", [kill_before, kill_within, kill_after])
def test_a_recovery_that_is_killed_is_recovered(tmp_path: Path, fault: Fault) -> None:
    operations = count(prepare(tmp_path, "count", OLD), NEW)
    half_way = operations.index("replace") + 4
    expected = clean(tmp_path, OTHER, FOREIGN)
    at = 0
    while True:
        out = prepare(tmp_path, f"{at}", OLD)
        killed(out, NEW, half_way, kill_before)
        if at == 0:
            recovering = len(count(out, OTHER))
            out = prepare(tmp_path, "first", OLD)
            killed(out, NEW, half_way, kill_before)
        killed(out, OTHER, at, fault)
        publish(out, OTHER)
        assert snapshot(out) == expected, f"killed at {at}"
        at += 1
        if at == recovering:
            break


@pytest.mark.parametrize("old", [OLD, {}], ids=["an edit", "the first run"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("lasting", [False, True])
def test_a_failing_disk_changes_nothing_before_the_first_replacement(
    tmp_path: Path, old: dict[str, bytes], number: int, lasting: bool
) -> None:
    operations = count(prepare(tmp_path, "count", old), NEW)
    staging = len(operations) - 1 - operations[::-1].index("put")
    expected = clean(tmp_path, NEW, FOREIGN if old else {})
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", old)
        before = snapshot(out.parent)
        with pytest.MonkeyPatch.context() as patch:
            install(patch, at, failing(number, partly=True), lasting)
            with pytest.raises(OutputError, match=str(out)) as error:
                publish(out, NEW)
        assert error.value.exit_code == 3
        assert not list(out.rglob(".sitegen-new-*"))
        if at <= staging:
            assert snapshot(out.parent) == before, f"failed at {at}, {operations[at]}"
        elif old:
            is_old_or_new(out, old, NEW)
        publish(out, NEW)
        assert snapshot(out) == expected, f"failed at {at}, {operations[at]}"


def test_an_interrupted_staging_is_taken_back(tmp_path: Path) -> None:
    def interrupt(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        half(operation, arguments)
        raise KeyboardInterrupt

    out = prepare(tmp_path, "out", OLD)
    before = snapshot(out)
    with pytest.MonkeyPatch.context() as patch:
        install(patch, 7, interrupt)
        with pytest.raises(KeyboardInterrupt):
            publish(out, NEW)
    assert snapshot(out) == before


def test_what_somebody_put_where_a_killed_run_wanted_a_page_is_theirs(tmp_path: Path) -> None:
    out = prepare(tmp_path, "out", OLD)
    operations = count(prepare(tmp_path, "count", OLD), NEW)
    killed(out, NEW, operations.index("replace"), kill_before)
    write(out, {"id/c/deep/index.html": b"mine"})
    publish(out, OLD)
    assert published(out) == OLD | FOREIGN | {"id/c/deep/index.html": b"mine"}


def test_a_journal_that_is_a_link_is_not_trusted(tmp_path: Path) -> None:
    """Only the journal of a run in this folder says what is ours."""
    other = prepare(tmp_path, "other", OLD)
    out = prepare(tmp_path, "out", OLD)
    write(out, {"id/c/deep/index.html": b"new c"})
    killed(other, NEW, count(prepare(tmp_path, "count", OLD), NEW).index("replace"), kill_before)
    (out / ".sitegen-new").symlink_to(other / ".sitegen-new")
    before = snapshot(out)
    with pytest.raises(OutputError):
        publish(out, OLD | {"index.html": b"changed"})
    assert {path: what for path, what in snapshot(out).items() if path != ".sitegen-new"} == {
        path: what for path, what in before.items() if path != ".sitegen-new"
    }


def test_no_reader_finds_a_file_torn_or_missing(tmp_path: Path) -> None:
    """Every operation is followed by a reader who looks at all files that both sites have."""
    out = prepare(tmp_path, "out", OLD)
    operations = count(prepare(tmp_path, "count", OLD), NEW)

    def act_and_look(operation: Callable[..., None], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        operation(*arguments, **options)
        is_old_or_new(out, OLD, NEW)

    with pytest.MonkeyPatch.context() as patch:
        seen = install(patch, 0, act_and_look)
        patch.setattr(writer, "replace", lambda *paths: act_and_look(os.replace, paths, {}))
        publish(out, NEW)
    assert len(seen) == len(operations) - operations.count("replace")
    assert (out / MARKER).exists()


def test_the_journal_is_on_the_disk_before_anything_is_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lying: list[list[str]] = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: lying.append(sorted(path.name for path in (tmp_path / "out").iterdir()))
    )
    publish(tmp_path / "out", NEW)
    assert lying[0] == [".sitegen-new"]
