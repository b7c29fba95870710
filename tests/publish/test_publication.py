"""Publishing as pages come: what a run does on the disk, how little where little changed, and how it says what lies there."""

from __future__ import annotations

import os
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sitegen.publish import changes, publication, writer
from sitegen.publish.changes import UNSETTLED, is_settled, stamps
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import JOURNAL, MARKER, PROMISED, encode, read
from sitegen.publish.publication import Publication, Published, publish
from sitegen.publish.recovery import staged_name
from tests.publish.faults import FOREIGN, NEW, OLD, OTHER, prepare
from tests.publish.trees import published, snapshot, write

SITE = {f"id/berita/2022/{name}/index.html": name.encode() for name in map(str, range(200))} | {
    "index.html": b"choose",
    "id/index.html": b"home",
    "style.css": b"style",
}
PAGE = "id/berita/2022/7/index.html"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site" / "output"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the program is well ahead of the times of files: all stamps are settled."""
    clock = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: clock() + 60_000_000_000)


def spied(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, told: Callable[..., object] = lambda first, *_: first
) -> list[Any]:
    """What a function is called with from now on."""
    seen: list[Any] = []
    real = getattr(owner, name)

    def act(*arguments: Any, **options: Any) -> Any:
        seen.append(told(*arguments))
        return real(*arguments, **options)

    monkeypatch.setattr(owner, name, act)
    return seen


def once(out: Path, files: Mapping[str, bytes], keep: Mapping[str, bytes] | None = None) -> Published:
    """A run that is given these files, and keeps the others."""
    kept = (keep or {}).keys() - files.keys()
    with Publication(out, files.keys() | kept, kept) as run:
        for path, data in files.items():
            run.add(path, data)
        return run.finish()


# --- the order in which pages come


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("new", [NEW, OTHER, {}], ids=["new", "other", "nothing"])
def test_pages_may_come_in_any_order(tmp_path: Path, seed: int, new: dict[str, bytes]) -> None:
    paths = random.Random(seed).sample(sorted(new), len(new))
    done = once(prepare(tmp_path, "shuffled", OLD), {path: new[path] for path in paths})
    assert done == publish(prepare(tmp_path, "sorted", OLD), dict(sorted(new.items())))
    assert snapshot(tmp_path / "shuffled") == snapshot(tmp_path / "sorted")
    assert published(tmp_path / "shuffled") == new | FOREIGN


def test_nothing_takes_its_place_before_the_end(out: Path) -> None:
    publish(out, OLD)
    with Publication(out, NEW.keys()) as run:
        for path, data in NEW.items():
            run.add(path, data)
            assert {path: what for path, what in published(out).items() if ".sitegen-new" not in path} == OLD
        run.finish()
    assert published(out) == NEW


def test_what_turns_out_to_be_fresh_is_kept(out: Path) -> None:
    publish(out, SITE)
    with Publication(out, SITE.keys()) as run:
        for path, data in SITE.items():
            if path == PAGE:
                run.add(path, data + b"!")
            else:
                run.keep(path)
        assert run.finish() == Published(written=1, removed=0, unchanged=len(SITE) - 1)
    assert published(out) == SITE | {PAGE: SITE[PAGE] + b"!"}


def test_a_run_that_knows_only_what_is_new_leaves_the_rest_as_it_is(out: Path) -> None:
    publish(out, SITE)
    with Publication(out, None) as run:
        run.add(PAGE, b"new")
        run.keep_rest()
        done = run.finish()
    assert done == Published(written=1, removed=0, unchanged=len(SITE) - 1)
    assert published(out) == SITE | {PAGE: b"new"}
    assert done.listed.keys() == SITE.keys()
    assert publish(out, SITE | {PAGE: b"new"}) == Published(written=0, removed=0, unchanged=len(SITE))


def test_bytes_are_not_held_in_memory(out: Path) -> None:
    size, number = 1 << 20, 30
    tracemalloc.start()
    try:
        with Publication(out, {f"{n}.bin" for n in range(number)}) as run:
            for n in range(number):
                run.add(f"{n}.bin", bytes(size))
            run.finish()
        assert tracemalloc.get_traced_memory()[1] < 4 * size
    finally:
        tracemalloc.stop()


# --- mistakes of the caller


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda run: run.add("other.html", b""), "'other.html'"),
        (lambda run: run.add("kept.html", b""), "'kept.html'"),
        (lambda run: (run.add("new.html", b""), run.add("new.html", b"")), "'new.html'"),
        (lambda run: run.keep("new.html"), "'new.html'"),
        (lambda run: run.keep("kept.html"), "'kept.html'"),
        (lambda run: run.finish(), "neither kept nor added: 'new.html'"),
    ],
    ids=["not wanted", "kept", "added twice", "kept without being there", "kept twice", "forgotten"],
)
def test_a_mistake_of_the_caller_is_named_and_changes_nothing(
    out: Path, act: Callable[[Publication], Any], message: str
) -> None:
    publish(out, {"kept.html": b"old", "gone.html": b"old"})
    before = snapshot(out)
    with pytest.raises(ValueError, match=message), Publication(out, {"kept.html", "new.html"}, {"kept.html"}) as run:
        act(run)
    assert snapshot(out) == before


# --- leaving without the end


@pytest.mark.parametrize("old", [OLD, {}], ids=["an edit", "the first run"])
@pytest.mark.parametrize("number", range(len(NEW) + 1))
@pytest.mark.parametrize("error", [None, RuntimeError, KeyboardInterrupt])
def test_leaving_without_the_end_takes_everything_back(
    tmp_path: Path, old: dict[str, bytes], number: int, error: type[BaseException] | None
) -> None:
    out = prepare(tmp_path, "site/output", old)
    before = snapshot(tmp_path)
    try:
        with Publication(out, NEW.keys()) as run:
            for path in list(NEW)[:number]:
                run.add(path, NEW[path])
            if error:
                raise error
    except (RuntimeError, KeyboardInterrupt) as raised:
        assert type(raised) is error
    assert snapshot(tmp_path) == before


def test_what_happens_after_the_end_takes_nothing_back(out: Path) -> None:
    with pytest.raises(RuntimeError), Publication(out, NEW.keys()) as run:
        for path, data in NEW.items():
            run.add(path, data)
        run.finish()
        raise RuntimeError
    assert published(out) == NEW


# --- how little is done


def operations(out: Path, files: Mapping[str, bytes], keep: Mapping[str, bytes]) -> list[tuple[str, ...]]:
    """What a run does on the disk: operations and the names of their files, as far as they are not told by a digest."""
    done: list[tuple[str, ...]] = []

    def named(file: object) -> str:
        path = os.path.relpath(str(file), out)
        return "staged" if Path(path).name.startswith(f"{JOURNAL}-") else path

    def noted(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            done.append((name, *(named(file) for file in arguments if not isinstance(file, bytes))))
            return operation(*arguments, **options)

        return act

    with pytest.MonkeyPatch.context() as patch:
        for name in ("put", "replace", "remove", "make_folder", "remove_folder"):
            patch.setattr(writer, name, noted(name, getattr(writer, name)))
        once(out, files, keep)
    return done


def test_nothing_is_opened_for_writing_when_nothing_changed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, SITE)
    flags = spied(monkeypatch, os, "open", lambda file, flag, *_: flag)
    assert operations(out, SITE, {}) == []
    assert operations(out, {}, SITE) == []
    assert [flag for flag in flags if flag & (os.O_WRONLY | os.O_RDWR)] == []


def test_an_edit_of_one_page_costs_one_page_and_the_list(out: Path) -> None:
    publish(out, SITE)
    assert operations(out, {PAGE: b"edited"}, SITE) == [
        ("put", JOURNAL),
        ("put", "staged"),
        ("put", "staged"),
        ("replace", "staged", JOURNAL),
        ("replace", "staged", PAGE),
        ("replace", JOURNAL, MARKER),
    ]


def test_mending_a_file_leaves_the_list_alone(out: Path) -> None:
    publish(out, SITE)
    marker = stamps(out, [MARKER])
    (out / PAGE).write_bytes(b"spoilt")
    assert operations(out, SITE, {}) == [
        ("put", JOURNAL),
        ("put", "staged"),
        ("replace", "staged", PAGE),
        ("remove", JOURNAL),
    ]
    assert stamps(out, [MARKER]) == marker
    assert published(out) == SITE


def test_a_removal_writes_the_list_only(out: Path) -> None:
    publish(out, SITE)
    rest = {path: data for path, data in SITE.items() if path != PAGE}
    assert operations(out, {}, rest) == [
        ("put", JOURNAL),
        ("remove", PAGE),
        ("remove_folder", PAGE.removesuffix("/index.html")),
        ("replace", JOURNAL, MARKER),
    ]


def test_the_first_journal_names_only_what_nobody_knows_yet(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, SITE)
    written = spied(monkeypatch, writer, "put", lambda file, data: data)
    once(out, {PAGE: b"edited", "new/index.html": b"new"}, SITE)
    assert written[0] == encode({"new/index.html": PROMISED})


def test_a_damaged_list_is_replaced_though_nothing_else_changed(out: Path) -> None:
    publish(out, SITE)
    good = (out / MARKER).read_bytes()
    (out / MARKER).write_bytes(good.replace(b'"files":{', b'"files":{"../forged":["",0],'))
    assert publish(out, SITE).written == 0
    assert (out / MARKER).read_bytes() == good


# --- stamps


def test_every_file_that_was_written_or_compared_has_its_stamp(out: Path, later: None) -> None:
    assert once(out, SITE).stamps == stamps(out, SITE)
    edited = {PAGE: b"edited", "index.html": SITE["index.html"]}
    assert once(out, edited, SITE).stamps == stamps(out, edited)
    assert once(out, {}, SITE | edited).stamps == {}


def test_files_touched_a_moment_ago_have_no_stamp_to_rely_on(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits them in the same tick of the clock may leave their times as they were."""
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)
    assert set(once(out, NEW).stamps.values()) == {UNSETTLED}
    assert set(once(out, NEW).stamps.values()) == {UNSETTLED}
    assert UNSETTLED not in stamps(out, NEW).values()


@pytest.mark.parametrize("what", ["edited", "edited in the same moment, longer", "removed", "replaced by a folder"])
def test_a_file_that_is_touched_while_others_take_their_places_has_none(
    out: Path, later: None, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    replace, page, untouched = writer.replace, out / PAGE, [True]

    def and_touch(staged: str, file: str) -> None:
        replace(staged, file)
        if untouched and page.is_file():
            untouched.pop()
            before = page.stat()
            page.unlink()
            if what == "replaced by a folder":
                page.mkdir()
            elif what != "removed":
                page.write_bytes(b"!" if what == "edited" else b"!!!")
                os.utime(page, ns=(0, before.st_mtime_ns + (1000 if what == "edited" else 0)))

    monkeypatch.setattr(writer, "replace", and_touch)
    found = once(out, SITE).stamps
    assert [path for path, stamp in found.items() if stamp == UNSETTLED] == [PAGE]


@pytest.mark.parametrize(
    ("changed", "entry_changed", "settled"),
    [
        (1_000_000_001, 1_000_000_001, True),
        (8_999_000_000, 1_000_000_001, False),
        (1_000_000_001, 8_999_000_000, False),
        (9_500_000_001, 1_000_000_001, False),
        (7_500_000_001, 1_000_000_001, True),
        (8_000_000_000, 1_000_000_001, False),
        (6_000_000_000, 1_000_000_001, True),
    ],
)
def test_a_stamp_is_settled_when_the_next_change_must_alter_it(changed: int, entry_changed: int, settled: bool) -> None:
    """Looked at second 9. A time without a part of a second comes from a disk that counts in seconds."""
    status = cast(os.stat_result, SimpleNamespace(st_mtime_ns=changed, st_ctime_ns=entry_changed))
    assert is_settled(status, 9_000_000_000) is settled


# --- what is in the way


@pytest.fixture(params=[OLD, {}], ids=["an edit", "the first run"])
def staged(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and how the staged file of `style.css` is called there."""
    out = prepare(tmp_path, "out", request.param)
    out.mkdir(exist_ok=True)
    yield out, staged_name("style.css")


@pytest.mark.parametrize("link", [False, True])
def test_a_foreign_file_named_like_one_of_ours_that_waits_is_not_touched(
    staged: tuple[Path, str], link: bool, tmp_path: Path
) -> None:
    out, name = staged
    (tmp_path / "mine").write_bytes(b"mine")
    if link:
        (out / name).symlink_to(tmp_path / "mine")
    else:
        (out / name).write_bytes(b"mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match=name) as error:
        publish(out, NEW)
    assert error.value.problem.id == "output-file.foreign"
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("what", ["a link", "a folder", "a file"])
def test_what_is_named_like_one_of_our_folders_that_wait_is_not_touched(out: Path, what: str, tmp_path: Path) -> None:
    publish(out, {"index.html": b"old"})
    write(tmp_path / "mine", {"index.html": b"mine"})
    waiting = out / staged_name("id")
    if what == "a link":
        waiting.symlink_to(tmp_path / "mine")
    else:
        write(waiting, {"x": b"mine"}) if what == "a folder" else waiting.write_bytes(b"mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match=waiting.name) as error:
        publish(out, NEW)
    assert error.value.problem.id == "output-file.foreign"
    assert snapshot(tmp_path) == before


def test_what_somebody_put_into_the_folder_of_a_killed_run_is_theirs(out: Path, tmp_path: Path) -> None:
    publish(out, OLD)
    write(tmp_path / "theirs", {"index.html": b"mine"})
    waiting = staged_name("new")
    begun = {"new/a.html": PROMISED, "new/b/c.html": PROMISED, "else/index.html": PROMISED}
    write(
        out, {JOURNAL: encode(begun), f"{waiting}/a.html": b"ha", f"{waiting}/b/c.html": b"", f"{waiting}/b/x": b"mine"}
    )
    (out / staged_name("else")).symlink_to(tmp_path / "theirs")
    publish(out, OLD)
    assert published(out) == OLD | {f"{waiting}/b/x": b"mine", staged_name("else"): str(tmp_path / "theirs")}
    assert snapshot(tmp_path / "theirs") == {"index.html": b"mine"}


@pytest.mark.parametrize("what", ["link", "folder"])
def test_something_that_is_called_like_the_journal_and_is_none_stops_the_run(out: Path, what: str) -> None:
    publish(out, OLD)
    (out / JOURNAL).symlink_to(out / MARKER) if what == "link" else (out / JOURNAL).mkdir()
    before = snapshot(out)
    for files in (OLD, NEW, {}):
        with pytest.raises(OutputError, match=JOURNAL):
            publish(out, files)
    assert snapshot(out) == before


def test_a_site_with_a_mistake_after_a_killed_run_is_still_recovered(out: Path) -> None:
    """The next run that comes to publishing finds the rest, whether it comes to an end or not."""
    publish(out, OLD)
    write(out, {JOURNAL: encode({"new/a.html": PROMISED}), f"new/{staged_name('new/a.html')}": b"half"})
    with Publication(out, OLD.keys()):
        pass
    assert published(out) == OLD
    assert not (out / "new").exists()
    assert read(out / MARKER)[0].keys() == OLD.keys()


def test_folders_are_looked_at_once(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, SITE)
    looked = spied(monkeypatch, changes, "look")
    publish(out, {path: data + b"!" for path, data in SITE.items()})
    assert len(looked) == len(set(looked))


def test_nothing_is_looked_for_where_we_made_the_folder(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = spied(monkeypatch, changes, "look")
    publish(out, SITE)
    assert looked == []


def test_a_finished_run_looks_at_each_file_once_more(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For its stamp; there is nothing to take back."""
    looked = spied(monkeypatch, publication, "look")
    publish(out, SITE)
    assert len([file for file in looked if not str(file).endswith(JOURNAL)]) == len(SITE)
