"""A run that is killed or fails at any operation leaves each file old or new, and the next run needs no help."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish import writer
from sitegen.publish.folder import OutputError, check_output
from sitegen.publish.manifest import JOURNAL, MARKER
from sitegen.publish.publication import publish
from tests.publish.faults import (
    FOREIGN,
    NEW,
    OLD,
    OTHER,
    Fault,
    clean,
    count,
    failing,
    install,
    interrupt_after,
    interrupt_before,
    interrupt_within,
    is_old_or_new,
    kill_after,
    kill_before,
    kill_within,
    killed,
    prepare,
    publish_late,
)
from tests.publish.trees import published, snapshot, write


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


@pytest.mark.parametrize(("old", "fault"), [(OLD, kill_within), ({}, kill_before)], ids=["an edit", "the first run"])
def test_files_whose_names_are_known_late_are_recovered_as_well(
    tmp_path: Path, old: dict[str, bytes], fault: Fault
) -> None:
    operations = count(prepare(tmp_path, "count", old), NEW, publish_late)
    assert published(tmp_path / "count").items() >= NEW.items()
    expected = clean(tmp_path, OTHER, FOREIGN if old else {})
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", old)
        killed(out, NEW, at, fault, publish_late)
        publish(out, OTHER)
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


@pytest.mark.parametrize("fault", [interrupt_before, interrupt_within, interrupt_after])
@pytest.mark.parametrize("again", [False, True], ids=["once", "and again while taking back"])
def test_an_interrupted_run_is_taken_back_or_finished_by_the_next(tmp_path: Path, fault: Fault, again: bool) -> None:
    operations = count(prepare(tmp_path, "count", OLD), NEW)
    expected = clean(tmp_path, NEW, FOREIGN)
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", OLD)
        before = snapshot(out)
        with pytest.MonkeyPatch.context() as patch:
            if again:
                install(patch, at + 1, interrupt_before)
            install(patch, at, fault)
            with pytest.raises(KeyboardInterrupt):
                publish(out, NEW)
        if not again:
            assert not list(out.rglob(".sitegen-new-*"))
            if at <= operations.index("replace"):
                assert snapshot(out) == before, f"interrupted at {at}, {operations[at]}"
        is_old_or_new(out, OLD, NEW)
        publish(out, NEW)
        assert snapshot(out) == expected, f"interrupted at {at}, {operations[at]}"


@pytest.mark.parametrize("old", [OLD, {}], ids=["an edit", "the first run"])
@pytest.mark.parametrize("torn", [bytes, lambda size: bytes(size // 2)], ids=["empty", "zeros"])
def test_what_a_power_failure_tore_is_made_anew(
    tmp_path: Path, old: dict[str, bytes], torn: Callable[[int], bytes]
) -> None:
    """What was not yet on the disk is lost: all new files but the lists, which are waited for."""
    operations = count(prepare(tmp_path, "count", old), NEW)
    expected = clean(tmp_path, NEW, FOREIGN if old else {})
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", old)
        before = snapshot(out)
        killed(out, NEW, at, kill_after)
        for path, what in snapshot(out).items() if out.exists() else ():
            if isinstance(what, bytes) and path not in (MARKER, JOURNAL) and before.get(path) != what:
                (out / path).write_bytes(torn(0 if torn is bytes else len(what)))
        publish(out, NEW)
        assert snapshot(out) == expected, f"power lost at {at}, {operations[at]}"


def test_a_list_that_was_damaged_after_a_killed_run_leaves_no_temporary_file(tmp_path: Path) -> None:
    operations = count(prepare(tmp_path, "count", OLD), NEW)
    out = prepare(tmp_path, "out", OLD)
    killed(out, NEW, operations.index("replace"), kill_before)
    (out / MARKER).write_bytes(b"{")
    publish(out, OLD)
    assert published(out) == OLD | FOREIGN


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

    def act_and_look(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        operation(*arguments, **options)
        is_old_or_new(out, OLD, NEW)

    with pytest.MonkeyPatch.context() as patch:
        seen = install(patch, 0, act_and_look)
        patch.setattr(writer, "replace", lambda *paths: act_and_look(os.replace, paths, {}))
        publish(out, NEW)
    assert len(seen) == len(operations) - operations.count("replace")
    assert (out / MARKER).exists()


def test_lists_are_on_the_disk_before_what_they_tell_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal before anything is staged, the new list before anything takes its place."""
    out = tmp_path / "out"
    lying: list[set[str]] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: lying.append(set(published(out))))
    publish(out, NEW)
    begun, staged = lying
    assert begun == {JOURNAL}
    assert all(any(part.startswith(JOURNAL) for part in path.split("/")) for path in staged)
    assert len(staged) == len(NEW) + 2


@pytest.mark.parametrize("fault", [failing(errno.EIO, partly=False), interrupt_before])
def test_the_next_run_knows_the_new_pages_of_one_that_failed_half_way(tmp_path: Path, fault: Fault) -> None:
    """Here they come into folders that were there before."""
    new = {f"{folder}{name}.html": b"new" for folder in ("", "id/") for name in ("index", "a", "b", "c")}
    operations = count(prepare(tmp_path, "count", OLD), new)
    for at in range(len(operations)):
        out = prepare(tmp_path, f"{at}", OLD)
        with pytest.MonkeyPatch.context() as patch, pytest.raises((OutputError, KeyboardInterrupt)):
            install(patch, at, fault)
            publish(out, new)
        publish(out, new | {"id/a.html": b"newer"})
        publish(out, {})
        assert published(out) == FOREIGN, f"failed at {at}, {operations[at]}"


@pytest.mark.parametrize("moved", [False, True])
def test_an_empty_file_is_ours_only_where_a_killed_run_may_have_put_one(tmp_path: Path, moved: bool) -> None:
    operations = count(prepare(tmp_path, "count", OLD), NEW)
    out = prepare(tmp_path, "out", OLD)
    killed(out, NEW, operations.index("replace"), kill_after if moved else kill_before)
    write(out, {"id/c/deep/index.html": b""})
    publish(out, OLD)
    assert ("id/c/deep/index.html" in published(out)) is not moved
