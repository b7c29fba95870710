"""What the operating system tells of real saves, and what is made of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from watchdog.observers.inotify_c import InotifyEvent, InotifyFD

from sitegen.base.problems import Problem
from sitegen.preview.hints import Hint, Mailbox
from sitegen.preview.watching import Look, Watcher
from tests.preview.editors import EDITORS, Saving
from tests.preview.watched import A, B, Mirror, first, last, replace_file
from tests.sites import write_site

pytestmark = pytest.mark.filterwarnings("error")  # of threads that died, too

PATIENCE = 60
"""Seconds until something that should come is given up."""


class Patient(Mailbox):
    """A mailbox for hints of the system, in which time passes only when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0
        self.heard: Counter[str] = Counter()
        self.jump = False
        self.resting = False

    def now(self) -> float:
        return self.time

    def wait(self, until: float) -> list[Hint]:
        with self._bell:
            self.resting = True
            self._bell.notify_all()
            self._bell.wait_for(lambda: self.waiting or self.jump)
            self.resting = False
            if not self._hints and self.jump:
                self.jump, self.time = False, max(self.time, until)
            hints, self._hints = self._hints, []
            self.heard.update(hint.path for hint in hints)
        return hints

    def rest(self, path: str) -> None:
        """Come back when a path was told to have come and to have gone, and all hints until then were looked at."""
        with self._bell:
            heard = self._bell.wait_for(
                lambda: self.heard[path] == 2 and self.resting and not self._hints, timeout=PATIENCE
            )
            assert heard, f"no hints at {path}, but at {self.heard}"

    def pass_time(self) -> None:
        """Let it be the time for which the watcher waits, and come back when it waits again."""
        with self._bell:
            self.jump = True
            self._bell.notify_all()
            assert self._bell.wait_for(lambda: self.resting and not self.jump and not self._hints, timeout=PATIENCE)


class Work:
    """Work in the folder of a site, step by step, before the eyes of a watcher."""

    def __init__(self, root: Path):
        self.root = root
        self.mail = Patient()
        self.said: list[Problem] = []
        self.watcher = Watcher(root, say=self.said.append, mail=self.mail)
        self.told: list[Look] = []
        self.mirror = Mirror(root)
        self._steps = 0

    def __enter__(self) -> Work:
        self.watcher.__enter__()
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()
        self.step()
        self.looks()
        return self

    def __exit__(self, *_: object) -> None:
        self.watcher.__exit__()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        assert self.said == []

    def _follow(self) -> None:
        for look in self.watcher.looks():
            self.mirror.follow(look)
            self.told.append(look)

    def step(self) -> None:
        """Let the watcher look at what was done until now. Hints of one folder come in order: a last one is asked for."""
        mark = self.root / "content" / f"mark-{self._steps}"
        self._steps += 1
        mark.mkdir()
        mark.rmdir()
        self.mail.rest(f"content/{mark.name}")

    def heard(self) -> set[str]:
        """The paths that hints named."""
        return {path for path in self.mail.heard if "mark-" not in path}

    def looks(self) -> list[Look]:
        """The looks since the last time, after the end of the burst and a pause."""
        self.step()
        while not (self.told and self.told[-1].settled):
            self.mail.pass_time()
        self.mail.time += 1
        looks, self.told = self.told, []
        assert self.mirror.is_right()
        return looks


def elsewhere(root: Path, work: str) -> None:
    """Work in another process: in this one, threads would wait for each other at each step."""
    begin = f"from pathlib import Path; news = Path({str(root)!r}, 'content/news')\n"
    subprocess.run([sys.executable, "-c", begin + dedent(f"        {work}")], check=True, timeout=PATIENCE)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with Work(write_site(tmp_path / "site", {A: "old", B: "old"})) as work:
        yield work


@pytest.mark.parametrize("save", EDITORS, ids=lambda save: save.__name__)
def test_a_save_is_told_at_once_and_once_whatever_the_editor_does(work: Work, save: Saving) -> None:
    """WATCH-1. The watcher looks after each step: the worst that can happen."""
    file = work.root / A
    backups = {f"{A}~", f"{A}.bak"}
    for number in range(10):
        for _ in save(file, f"text {number}"):
            work.step()
        looks = work.looks()
        assert looks[0] == first(A)
        assert [look.settled for look in looks] == [False, True]
        assert looks[1].changed <= backups
        assert looks[1].gone <= backups


def test_reading_triggers_nothing(work: Work) -> None:
    """WATCH-2."""
    for _ in range(10):
        for path in work.root.rglob("*"):
            path.stat()
            if path.is_file():
                path.read_bytes()
    assert work.looks() == [last()]
    assert work.heard() == set()


def test_what_is_no_source_triggers_nothing(work: Work) -> None:
    """WATCH-2: our own output and memory, dotfiles, what else lies beside the site."""
    write_site(
        work.root,
        {
            **{f"{folder}/x": "x" for folder in ("output", ".sitegen", ".git", "content/.hidden", "docs")},
            **dict.fromkeys(("README.md", "content/.x.swp", "site.yaml~", "output/content/news/a.id.md"), "x"),
            "site.yaml": (work.root / "site.yaml").read_bytes(),
        },
    )
    replace_file(work.root / "output/x", "y")
    assert work.looks() == [last()]
    assert work.heard() <= {"site.yaml"}


def test_a_touched_file_is_looked_into_and_nothing_told(work: Work) -> None:
    (work.root / A).touch()
    (work.root / B).chmod(0o600)
    assert work.looks() == [last()]
    assert work.heard() == {A, B}


def test_many_files_of_a_checkout_are_told_in_two_looks(tmp_path: Path) -> None:
    """WATCH-5."""
    paths = [f"content/news/{number}.id.md" for number in range(1000)]
    with Work(write_site(tmp_path, dict.fromkeys(paths, "old"))) as work:
        elsewhere(
            work.root,
            """for number in range(1000):
            path = news / f"{number}.id.md"
            path.unlink()
            path.write_text("new")
        """,
        )
        looks = work.looks()
    assert [look.settled for look in looks] == [False, True]
    assert frozenset().union(*(look.changed for look in looks)) == frozenset(paths)
    assert not any(look.gone for look in looks)


def _rename_folder(news: Path) -> None:
    news.rename(news.with_name("berita"))


def _delete_and_restore(news: Path) -> None:
    there = {path: path.read_bytes() for path in news.iterdir()}
    for path in there:
        path.unlink()
    news.rmdir()
    news.mkdir()
    for path, text in there.items():
        path.write_bytes(text)


def _other_case(news: Path) -> None:
    (news / "a.id.md").rename(news / "A.id.md")


def _file_to_folder(news: Path) -> None:
    (news / "a.id.md").unlink()
    (news / "a.id.md").mkdir()
    (news / "a.id.md/x.jpg").write_text("x")


def _folder_to_file(news: Path) -> None:
    _rename_folder(news)
    news.write_text("x")


def _link_loops(news: Path) -> None:
    (news / "loop").symlink_to(news)
    (news / "self").symlink_to("self")
    (news / "up").symlink_to("../..")


NEWS = "content/news/"


@pytest.mark.parametrize(
    ("do", "told"),
    [
        (
            _rename_folder,
            last("content/berita/", *(f"content/berita/{n}.id.md" for n in "ab"), NEWS, A, B, gone=(NEWS, A, B)),
        ),
        (_delete_and_restore, last()),
        (_other_case, last(A, "content/news/A.id.md", gone=(A,))),
        (_file_to_folder, last(A, f"{A}/", f"{A}/x.jpg", gone=(A,))),
        (
            _folder_to_file,
            last(
                "content/berita/",
                *(f"content/berita/{n}.id.md" for n in "ab"),
                NEWS,
                A,
                B,
                "content/news",
                gone=(NEWS, A, B),
            ),
        ),
        (_link_loops, last(*(links := [f"{NEWS}{n}" for n in ("loop", "self", "up")]), gone=tuple(links))),
    ],
    ids=lambda value: getattr(value, "__name__", "")[1:],
)
def test_a_change_of_folders_is_told_once(work: Work, do: Callable[[Path], None], told: Look) -> None:
    """WATCH-5."""
    do(work.root / "content/news")
    assert work.looks() == [told]


def test_any_work_on_folders_ends_in_the_right_state(work: Work) -> None:
    """Watches follow what they are set on: what is renamed, deleted and made anew is watched all the same."""
    random = Random(11)
    news = work.root / "content/news"
    for number in range(160):
        for _ in range(random.randrange(1, 6)):
            folders = [news, *(path for path in news.rglob("*") if path.is_dir())]
            one, other = random.choice(folders), random.choice(folders)
            name = random.choice("abc")
            what = random.randrange(5)
            if what == 0:
                (one / name).mkdir(exist_ok=True)
            elif what == 1 and one not in (news, other, *other.parents) and not (other / name).exists():
                one.rename(other / name)
            elif what == 2 and one != news:
                shutil.rmtree(one)
            else:
                (one / f"{name}.id.md").write_text(f"{number}")
        work.looks()
    for folder in [news, *(path for path in news.rglob("*") if path.is_dir())]:
        path = f"{folder.relative_to(work.root).as_posix()}/z.id.md"
        (work.root / path).write_text("x")
        work.looks()
        (work.root / path).write_text("new")
        assert first(path) in work.looks()


# --- with the real clock


class Live:
    """A watcher as it is, and whoever waits for its looks."""

    def __init__(self, root: Path):
        self.root = root
        self.said: list[Problem] = []
        self.watcher = Watcher(root, say=self.said.append)
        self.mirror = Mirror(root)
        self.told: list[Look] = []
        self._news = threading.Condition()
        self._number = 0

    def __enter__(self) -> Live:
        self.watcher.__enter__()
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()
        self.until(lambda: bool(self.told))
        return self

    def __exit__(self, *_: object) -> None:
        self.watcher.__exit__()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        assert self.said == []

    def _follow(self) -> None:
        for look in self.watcher.looks():
            with self._news:
                self.mirror.follow(look)
                self.told.append(look)
                self._news.notify_all()

    def until(self, told: Callable[[], bool]) -> None:
        """Wait until something is so after a look."""
        with self._news:
            assert self._news.wait_for(told, timeout=PATIENCE), self.told

    def sees(self, path: str, write: Callable[[Path, str], object] = Path.write_text) -> None:
        """A save of this file is told at once: its folder is watched."""
        self.until(self.mirror.is_right)
        self._number += 1
        write(self.root / path, f"{self._number}")
        self.until(lambda: any(look == first(path) for look in self.told))
        self.until(lambda: self.told[-1].settled)
        self.told.clear()


def test_twenty_thousand_fast_edits_end_in_the_right_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """WATCH-3: more than the system's queue of events holds, which nobody empties meanwhile."""
    done, read_events = threading.Event(), InotifyFD.read_events

    def late(inotify: InotifyFD) -> list[InotifyEvent]:
        assert done.wait(PATIENCE)
        return read_events(inotify)

    done.set()
    monkeypatch.setattr(InotifyFD, "read_events", late)
    with Live(write_site(tmp_path, {A: "a", B: "b"})) as live:
        done.clear()
        elsewhere(
            live.root,
            """files = [(news / f"{number}.id.md").open("w") for number in range(50)]
        for number in range(20_000):
            files[number % 50].write(f"{number}")
            files[number % 50].flush()
        (news / "a.id.md").unlink()
        """,
        )
        done.set()
        live.until(live.mirror.is_right)


def test_the_parts_of_a_site_may_be_links_and_others_may_take_their_place(tmp_path: Path) -> None:
    one, other = (write_site(tmp_path / name, {A: name}) for name in ("one", "other"))
    root = tmp_path / "site"
    root.mkdir()
    (root / "content").symlink_to(one / "content")
    (root / "site.yaml").symlink_to(one / "site.yaml")
    with Live(root) as live:
        live.sees(A)
        live.sees("site.yaml")
        live.sees("site.yaml", lambda file, text: replace_file(file.resolve(), text))
        (root / "content").unlink()
        (root / "content").symlink_to(other / "content")
        live.sees(A)
        (root / "site.yaml").unlink()
        (root / "site.yaml").write_text("x")
        live.sees("site.yaml")
        (root / "content").unlink()
        live.until(lambda: A not in live.mirror.has)
        write_site(root, {A: "new", "themes/own/a.html": "x"})
        live.sees(A)
        live.sees("themes/own/a.html")
        (root / "content").rename(root / "away")
        (one / "content").rename(root / "content")
        live.sees(A)


def test_nothing_is_left_when_the_watcher_ends(tmp_path: Path) -> None:
    before = threading.active_count(), len([*Path("/proc/self/fd").iterdir()])
    for _ in range(3):
        with Live(write_site(tmp_path, {A: "a"})):
            pass
    assert (threading.active_count(), len([*Path("/proc/self/fd").iterdir()])) == before
