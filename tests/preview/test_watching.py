"""When what is told, with a clock that is a script. That the operating system gives hints is tested in `test_watches`."""

from __future__ import annotations

import errno
import os
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import Problem
from sitegen.preview.hints import Mailbox, Sign
from sitegen.preview.seen import Difference
from sitegen.preview.watching import Watcher
from sitegen.read.snapshot import digest_of, take
from tests.preview.watched import A, B, Mirror, Script, Site, first, last, replace_file
from tests.sites import write_site

WRITTEN, TOUCHED, OTHER = Sign.WRITTEN, Sign.TOUCHED, Sign.OTHER


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


# --- the first look


def test_what_is_written_to_its_end_is_told_at_once(site: Site) -> None:
    site.write(0.2, A, "new", TOUCHED, WRITTEN)
    assert site.looks() == [(0.2, first(A)), (0.3, last())]


def test_what_may_still_be_written_is_told_when_it_has_rested(site: Site) -> None:
    site.write(0.20, A, "n", TOUCHED)
    site.write(0.21, A, "new", TOUCHED)
    assert site.looks() == [(0.23, first(A)), (0.31, last())]


def test_what_is_touched_and_then_written_to_its_end_is_told_then(site: Site) -> None:
    site.write(0.20, A, "n", TOUCHED)
    site.write(0.21, A, "new", WRITTEN)
    assert site.looks() == [(0.21, first(A)), (0.31, last())]


def test_what_is_written_anew_after_its_end_must_rest_again(site: Site) -> None:
    site.write(0.20, A, "n", WRITTEN, TOUCHED)
    assert site.looks() == [(0.22, first(A)), (0.3, last())]


def test_a_hint_at_a_file_that_holds_what_it_held_changes_nothing(site: Site) -> None:
    site.write(0.2, A, "a", TOUCHED, WRITTEN)
    assert site.looks() == [(0.3, last())]


def test_a_file_that_is_taken_away_and_written_anew_never_goes(site: Site) -> None:
    site.write(0.20, A, None, OTHER)
    site.write(0.25, A, "new", TOUCHED, WRITTEN)
    assert site.looks() == [(0.25, first(A)), (0.35, last())]


def test_a_file_that_is_emptied_first_is_told_when_it_holds_something(site: Site) -> None:
    site.write(0.20, A, "", TOUCHED, WRITTEN)
    site.write(0.25, A, "new", TOUCHED, WRITTEN)
    assert site.looks() == [(0.25, first(A)), (0.35, last())]


@pytest.mark.parametrize(("text", "gone"), [(None, (A,)), ("", ())])
def test_a_file_that_goes_or_is_emptied_is_told_when_the_burst_is_over(
    site: Site, text: str | None, gone: tuple[str, ...]
) -> None:
    site.write(0.2, A, text, OTHER, WRITTEN)
    assert site.looks() == [(0.3, last(A, gone=gone))]


def test_a_file_that_comes_is_told_when_the_burst_is_over(site: Site) -> None:
    site.write(0.2, "content/news/c.id.md", "c", TOUCHED, WRITTEN)
    assert site.looks() == [(0.3, last("content/news/c.id.md"))]


def test_a_file_that_was_there_for_a_moment_is_never_told(site: Site) -> None:
    site.write(0.20, "content/news/4913", "", TOUCHED, WRITTEN)
    site.write(0.21, "content/news/4913", None, OTHER)
    assert site.looks() == [(0.31, last())]


def test_what_was_written_beside_and_takes_the_name_of_a_known_file_is_told_at_once(site: Site) -> None:
    site.write(0.20, f"{A}.tmp", "new", TOUCHED, WRITTEN)
    site.script.at(0.21, lambda: (site.root / f"{A}.tmp").replace(site.root / A))
    site.hint(0.21, f"{A}.tmp", OTHER)
    site.hint(0.21, A, WRITTEN)
    assert site.looks() == [(0.21, first(A)), (0.31, last())]


def test_what_editors_leave_beside_a_file_is_not_told_in_its_place(site: Site) -> None:
    site.write(0.2, f"{A}~", "a", WRITTEN)
    site.write(0.5, f"{A}~", "older", TOUCHED, WRITTEN)
    site.write(0.51, A, "new", TOUCHED, WRITTEN)
    assert site.looks() == [(0.3, last(f"{A}~")), (0.51, first(A)), (0.61, last(f"{A}~"))]


@pytest.mark.parametrize("become", ["a link", "a folder", "a pipe"])
def test_what_is_no_file_any_more_is_told_when_the_burst_is_over(site: Site, become: str) -> None:
    def happen() -> None:
        (site.root / A).unlink()
        if become == "a link":
            (site.root / A).symlink_to(site.root / B)
        elif become == "a folder":
            (site.root / A).mkdir()
        else:
            os.mkfifo(site.root / A)
        site.put(A, WRITTEN)

    site.script.at(0.2, happen)
    came = (f"{A}/",) if become == "a folder" else ()
    assert site.looks() == [(0.3, last(A, *came, gone=(A,)))]


def test_a_link_is_not_followed(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside.id.md"
    outside.write_text("a")
    (site.root / "content/news/link.id.md").symlink_to(outside)
    site.watcher = Watcher(site.root, poll=True, say=site.said.append, mail=site.script)
    site.script.at(0.2, lambda: outside.write_text("new"))
    site.hint(0.2, "content/news/link.id.md", WRITTEN)
    assert site.looks() == [(0.3, last())]


def test_hints_that_waited_while_somebody_took_a_look_in_are_looked_at_before_everything(site: Site) -> None:
    site.write(0.2, A, "new", WRITTEN)
    site.script.end = 1.0
    with site.watcher:
        looks = site.watcher.looks()
        next(looks)
        assert next(looks) == first(A)
        (site.root / B).write_text("new")
        site.script.time = 0.4
        site.put(B, WRITTEN)
        site.script.time = 0.9  # so long did it take
        assert next(looks) == first(B)
        assert next(looks) == last()


def test_what_was_written_while_somebody_read_it_is_told_again_though_it_is_what_it_was(site: Site) -> None:
    site.write(0.2, A, "new", WRITTEN)
    with site.watcher:
        looks = site.watcher.looks()
        next(looks)
        assert next(looks) == first(A)
        (site.root / A).write_text("")  # what is read is nothing
        site.put(A, TOUCHED)
        site.script.time = 0.25
        (site.root / A).write_text("new")
        site.put(A, TOUCHED, WRITTEN)
        assert next(looks) == last(A)
        site.put(A, TOUCHED)  # so soon after the look that it may have been read again
        assert [next(looks), next(looks)] == [first(A), last()]


# --- the burst


def test_a_burst_has_one_first_look_and_one_when_it_is_over(site: Site) -> None:
    """WATCH-6."""
    for number in range(100):
        site.write(0.2 + number / 100, A, f"{number}", TOUCHED, WRITTEN)
    site.write(1.2, B, "new", TOUCHED, WRITTEN)
    mirror = Mirror(site.root)
    looks = site.looks(until=2)
    for _, look in looks:
        mirror.follow(look)
    assert [(time, look.settled) for time, look in looks] == [(0.2, False), (1.3, True)]
    assert looks[-1][1] == last(A, B)
    assert mirror.is_right()


def test_a_pause_makes_two_bursts(site: Site) -> None:
    site.write(0.2, A, "new", WRITTEN)
    site.write(0.35, B, "new", WRITTEN)
    assert site.looks() == [(0.2, first(A)), (0.3, last()), (0.35, first(B)), (0.45, last())]


def test_everything_is_looked_at_though_a_burst_does_not_end(site: Site) -> None:
    for number in range(100):
        site.write(0.2 + number / 20, "content/news/film", f"{number}", TOUCHED)
    site.write(1.02, A, None, OTHER)
    looks = site.looks(until=6)
    settled = [(time, look.gone) for time, look in looks if look.settled]
    assert [gone for _, gone in settled] == [frozenset({A}), frozenset(), frozenset()]
    assert settled[0][0] == 2.2


def test_the_look_at_everything_gives_way_to_the_next_save(site: Site) -> None:
    site.write(0.2, A, "new", WRITTEN)

    def save() -> None:
        (site.root / B).write_text("new")
        site.put(B, WRITTEN)

    site.script.at(0.3, lambda: setattr(site.script, "during", [lambda: None, save]))
    site.write(0.3, "content/news/c.id.md", "c")
    assert site.looks() == [(0.2, first(A)), (0.3, first(B)), (0.4, last("content/news/c.id.md"))]


def test_the_look_at_everything_gives_way_only_for_so_long(site: Site) -> None:
    """Whoever touches something each time that everything is looked at does not keep it from being looked at."""
    site.hint(0.2, B, TOUCHED)
    site.write(0.2, A, None)

    def touch() -> None:
        site.put(B, TOUCHED)
        site.script.during = [touch]

    site.script.at(0.25, touch)
    gone = [time for time, look in site.looks(until=3.2) if A in look.gone]
    assert len(gone) == 1
    assert gone[0] <= 2.3


# --- without hints


def test_what_changed_before_there_were_watches_is_told_first(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "content/news/é.jpg")
    root = write_site(tmp_path, {A: "a", B: "b", name: "e"})
    known = take(root, 10**18)  # so late that every file has rested
    digests = {unicodedata.normalize("NFC", path): digest_of(root, path) or "" for path in (A, B, name, "site.yaml")}
    (root / A).write_text("new")
    (root / B).unlink()
    (root / name).write_text("e")  # written anew, and what it was
    script = Script()
    with Watcher(root, poll=True, say=lambda _: None, known=known, digests=digests, mail=script) as watcher:
        assert next(watcher.looks()) == last(A, B, gone=(B,))


def test_a_file_of_which_no_digest_is_known_counts_as_changed_once(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: "a"})
    (root / "content/link").symlink_to(root)
    script = Script()
    with Watcher(root, poll=True, say=lambda _: None, known=take(root, 0), mail=script) as watcher:
        looks = [look for look in watcher.looks() if look.changed]
    assert looks == [last("site.yaml", A, "content/link", gone=("content/link",))]


def test_polling_tells_what_changes_without_any_hint(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sitegen.preview.watches", None)  # nobody may import it
    site.write(0.7, A, "new")
    site.write(1.6, A, None)
    site.write(1.6, B, "")
    assert site.looks(until=3) == [(1.1, last(A)), (1.7, last(A, B, gone=(A,)))]
    assert site.said == []


@pytest.mark.parametrize(("poll", "times"), [(True, [0.0, 5.5, 11.0, 16.5]), (False, [0.0, 6.5, 13.0, 19.5])])
def test_a_look_at_everything_takes_a_small_part_of_the_time(
    blind: Site, monkeypatch: pytest.MonkeyPatch, poll: bool, times: list[float]
) -> None:
    """A tenth of the time where there is nothing else, for the sake of slow drives; beside hints two hundredths of a processor."""
    began: list[float] = []

    def slow(meanwhile: Callable[[], None]) -> Difference:
        began.append(blind.script.time)
        blind.script.time += 0.5
        blind.script.work += 0.12
        return compare(meanwhile)

    blind.watcher._poll = poll
    compare = blind.watcher._seen.compare
    monkeypatch.setattr(blind.watcher._seen, "compare", slow)
    blind.script.end = 20
    with blind.watcher:
        assert [look.changed for look in blind.watcher.looks()] == [frozenset()]
    assert began == times


def test_lost_and_doubled_and_late_hints_end_in_the_right_state(tmp_path: Path) -> None:
    """WATCH-3."""
    for seed in range(20):
        random = Random(seed)
        site = Site(tmp_path / str(seed))
        news = site.root / "content/news"
        for step in range(30):
            site.script.at(0.2 + step * random.choice([0.001, 0.03, 0.2]), _edit(random, news, site.put))
        mirror = Mirror(site.root)
        for _, look in site.looks(until=12):
            mirror.follow(look)
        assert mirror.is_right(), seed


def _edit(random: Random, news: Path, put: Callable[..., None]) -> Callable[[], None]:
    """A random edit, with hints that may be missing, wrong or said twice."""

    def edit() -> None:
        name = random.choice("abcd")
        file = news / f"{name}.id.md"
        what = random.randrange(6)
        if what == 0 and file.is_file():
            file.unlink()
        elif what == 1 and not (news / name).exists():
            (news / name).mkdir()
            (news / name / "index.id.md").write_text("x")
        elif what == 2 and (news / name).exists() and not (news / "moved").exists():
            (news / name).rename(news / "moved")
        elif what == 3:
            replace_file(file, str(random.random()))
        else:
            file.write_text(str(random.randrange(3)))
        for path in random.sample(
            [A, B, "content/news/c.id.md", "content/news", "content/news/a"], random.randrange(3)
        ):
            put(path, *random.choices(list(Sign), k=2))

    return edit


# --- without watches


class Blind:
    """Watches that see nothing."""

    set = 0
    standing = 0

    def __init__(self, root: Path, mail: Mailbox):
        Blind.set += 1
        Blind.standing += 1

    def stop(self) -> None:
        Blind.standing -= 1

    def are_right(self) -> bool:
        return True


@pytest.fixture
def blind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(Blind, "set", 0)
    monkeypatch.setattr(Blind, "standing", 0)
    monkeypatch.setattr("sitegen.preview.watches.Watches", Blind)
    return Site(tmp_path, poll=False)


def test_where_hints_do_not_come_it_says_so_once_and_polls(blind: Site) -> None:
    for number in range(6):
        blind.write(1 + 4.0 * number, A, f"new {number}")
    told: list[float] = []

    def say(problem: Problem) -> None:
        told.append(round(blind.script.time, 3))
        blind.said.append(problem)

    blind.watcher._say = say
    looks = blind.looks(until=30)
    late = [round(time - (1 + 4.0 * number), 3) for number, (time, _) in enumerate(looks)]
    assert [look for _, look in looks] == [last(A)] * 6
    assert max(late[:2]) <= 3.1  # found beside the hints, which were asked for anew
    assert max(late[2:]) <= 0.6
    assert told == [looks[1][0]]
    assert (Blind.set, Blind.standing) == (2, 0)
    assert [line(problem, "en") for problem in blind.said] == [
        "content:1:1: warning: Changes come without a notice, as on network drives and in containers, so they are looked for every half "
        "second. [watching]\n"
        "    Nothing to do: the preview works, a little later. Next time, start it with --poll. On a disk of this computer, raise the limit "
        "fs.inotify.max_user_watches instead."
    ]


def test_watches_that_are_good_are_set_once(blind: Site) -> None:
    blind.write(1, A, "new", WRITTEN)
    assert blind.looks(until=30) == [(1, first(A)), (1.1, last())]
    assert (Blind.set, Blind.standing, blind.said) == (1, 0, [])


def test_no_watches_stand_after_the_end_though_they_were_set_during_it(
    blind: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(Blind):
        def __init__(self, root: Path, mail: Mailbox):
            super().__init__(root, mail)
            mail.close()

    monkeypatch.setattr("sitegen.preview.watches.Watches", Late)
    blind.watcher.__enter__()
    assert (Blind.set, Blind.standing) == (1, 0)


def test_a_hint_that_is_lost_now_and_then_does_not_end_the_watches(blind: Site) -> None:
    for number in range(6):
        blind.write(1 + 4.0 * number, A, f"new {number}", *([] if number % 2 else [WRITTEN]))
    assert [look for _, look in blind.looks(until=30) if look.changed] == [first(A), last(A)] * 3
    assert blind.said == []


def test_a_hint_that_comes_late_is_not_lost(blind: Site) -> None:
    for number in range(6):
        blind.write(3 + 5.0 * number - 0.01, A, f"new {number}")
        blind.hint(3.1 + 5.0 * number, A, WRITTEN)
    blind.looks(until=40)
    assert blind.said == []


@pytest.mark.parametrize("method", ["schedule", "start"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "allows no more watches on folders (fs.inotify.max_user_watches), so changes are looked for"),
        (errno.EMFILE, "allows no more watches on folders (fs.inotify.max_user_instances), so changes are looked for"),
        (errno.ENOSYS, "does not tell of changes in folders (Function not implemented), so they are looked for"),
    ],
)
def test_where_the_system_allows_no_watches_it_says_why_and_polls(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    method: str,
    number: int,
    words: str,
) -> None:
    """WATCH-4."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"watchdog.observers.Observer.{method}", refuse)
    before = threading.active_count()
    site = Site(tmp_path, poll=False)
    site.write(0.7, A, "new")
    assert [look for _, look in site.looks(until=3)] == [last(A)]
    assert [problem.id for problem in site.said] == ["watching.refused" if number == errno.ENOSYS else "watching.limit"]
    assert words in line(site.said[0], "en")
    assert capfd.readouterr().err == ""
    assert threading.active_count() == before


def test_a_folder_that_cannot_be_listed_is_told_once_and_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def denied(folder: str) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)

    site.write(0.2, B, None, OTHER)
    site.script.at(0.2, lambda: monkeypatch.setattr(os, "scandir", denied))
    site.write(1.0, A, "new", WRITTEN)
    site.script.at(2.0, lambda: monkeypatch.setattr(os, "scandir", scandir))
    looks = site.looks(until=4)
    assert [look for _, look in looks if look.changed] == [first(A), last(B, gone=(B,))]
    assert [(problem.id, problem.facts) for problem in site.said] == [
        ("watching.unlisted", (("reason", "content: Permission denied"),))
    ]


# --- the end


def test_looks_end_when_another_thread_closes_the_watcher(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: "a"})
    said: list[Problem] = []
    watcher = Watcher(root, poll=True, say=said.append)
    with watcher:
        looks = watcher.looks()
        next(looks)
        closing = threading.Timer(0.01, watcher.close)
        closing.start()
        assert list(looks) == []
        closing.join()
    assert said == []


def test_closing_ends_a_look_at_everything(site: Site) -> None:
    with site.watcher:
        site.script.during = [lambda: None, site.watcher.close]
        assert list(site.watcher.looks()) == []
