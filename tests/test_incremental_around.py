"""What happens around the sources: to the times of files, to the output folder, to options and to the day. The equation holds, and
nothing is rendered that need not be.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish.manifest import MARKER
from tests.build_site import TODAY
from tests.edits import Edit, both, change, delete, folder, keep_times, link, move, put, touch, write
from tests.incremental import Trial, tree
from tests.incremental_sites import chosen, copied, every_field, pages
from tests.pictures import SVG
from tests.sites import write_site
from tests.test_days import CHANGES, FILES

ARTICLE = "id/berita/2025/m/index.html"
WORDS = "content/news/2025-03-04-m.id.md"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    return every_field(tmp_path_factory.mktemp("base") / "site")


@pytest.fixture
def trial(built: Path, tmp_path: Path) -> Trial:
    """A copy of the site with its output folder and what was kept: nothing is stale."""
    return copied(built, tmp_path)


# --- nothing to do ----------------------------------------------------------------------------------------------------------------


def stamps(folder: Path) -> dict[str, tuple[int, int, int, int]]:
    """What tells of every file whether it was written."""
    found = {}
    for path in tree(folder):
        status = (folder / path).lstat()
        found[path] = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def sources(root: Path) -> list[Path]:
    """Every file of a site."""
    return [root / path for path in tree(root) if path.startswith(("content/", "themes/", "site.yaml"))]


def write_again(root: Path) -> None:
    """The same bytes."""
    for file in sources(root):
        file.write_bytes(file.read_bytes())


def replace_by_copies(root: Path) -> None:
    """The same bytes in other files."""
    for file in sources(root):
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)


def timed(seconds: int | None) -> Edit:
    """Give all sources a time; None is now."""

    def edit(root: Path) -> None:
        for file in sources(root):
            os.utime(file, None if seconds is None else (seconds, seconds))

    return edit


def modes(root: Path) -> None:
    """Other rights."""
    for file in sources(root):
        file.chmod(0o600)


NOTHING: Mapping[str, Edit] = {
    "again": lambda root: None,
    "touched": timed(None),
    "very old": timed(1),
    "from the future": timed(4_000_000_000),
    "written again": write_again,
    "other files": replace_by_copies,
    "other modes": modes,
    "empty folders": both(folder("content/news/kosong"), folder("content/events/kosong")),
}


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_changed_nothing_is_rendered_or_written(trial: Trial, name: str) -> None:
    before = stamps(trial.out)
    NOTHING[name](trial.root)
    for _ in range(2):
        assert not trial.build().rendered
        assert stamps(trial.out) == before


def test_a_copy_of_a_site_knows_its_output_folder_and_writes_nothing(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "elsewhere", symlinks=True)
    copy = Trial(tmp_path / "elsewhere", tmp_path / "elsewhere/output")
    before = stamps(copy.out)
    for _ in range(2):
        assert not copy.build().rendered
        assert stamps(copy.out) == before


def test_the_times_of_a_build_that_found_nothing_are_remembered(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the build after it reads nothing."""
    write_again(trial.root)
    note = next((trial.root / ".sitegen").glob("out-*/last.json"))
    before = note.read_bytes()
    trial.build()
    assert note.read_bytes() != before


# --- the same size and time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (WORDS, "dan kata", "dan lagi"),
        ("content/partners/q.yaml", "Kedua", "Empat"),
        ("content/topics.yaml", "Umum", "Lain"),
        ("site.yaml", "Asia/Jakarta", "Asia/Bangkok"),
        ("content/news/foto.png", "30 20", "20 30"),
        ("themes/default/strings/id.yaml", "Orang", "Tokoh"),
        ("themes/default/templates/topic.html", "aaa", "bbb"),
        ("themes/default/static/lain.css", "red", "tan"),
    ],
)
@pytest.mark.parametrize("young", [True, False])
def test_an_edit_that_keeps_size_and_time_is_seen(
    trial: Trial, path: str, old: str, new: str, young: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`young`: the file was so young that it had to be looked into again anyway."""
    write(trial.root / "themes/default/strings/id.yaml", "news: {people: Orang}\n")
    write(
        trial.root / "themes/default/templates/topic.html",
        '{% extends "default/topic.html" %}{% block og_type %}aaa{% endblock %}',
    )
    write(trial.root / "themes/default/static/lain.css", "a { color: red }")
    write(trial.root / "content/news/foto.png", SVG)  # a text, whatever it is called
    trial.build()
    if not young:
        monkeypatch.setattr("sitegen.read.snapshot.RACY", 0)
        trial.build()
    keep_times(trial.root / path, old, new)
    assert trial.build().flipped


# --- the output folder --------------------------------------------------------------------------------------------------------------


OUTPUT: Mapping[str, tuple[Edit, str]] = {
    "a page is edited": (put(ARTICLE, "x"), ARTICLE),
    "a page is edited and has its size and time": (lambda out: keep_times(out / ARTICLE, "kata", "KATA"), ARTICLE),
    "a page is touched": (touch(ARTICLE), ""),
    "a page is empty": (put(ARTICLE, ""), ARTICLE),
    "a page is gone": (delete(ARTICLE), ARTICLE),
    "a folder of pages is gone": (delete("id/berita/2025"), f"{ARTICLE} id/berita/2025/index.html"),
    "a page is an empty folder": (folder(ARTICLE), ARTICLE),
    "a page is a link to nothing": (link(ARTICLE, "nobody"), ARTICLE),
    "a page is a link to its bytes": (both(move(ARTICLE, "kept"), link(ARTICLE, "../../../../kept")), ARTICLE),
    "a feed is edited": (put("id/feed.json", "{}"), "id/feed.json"),
    "a style is edited": (lambda out: write(next(out.glob("assets/*/style.css")), "x"), ""),
    "a picture is gone": (delete("media"), ""),
    "there is a foreign file": (put("id/mine.txt", "mine"), ""),
    "there is a foreign folder": (folder("mine/empty"), ""),
    "the list of files is touched": (touch(MARKER), ""),
    "a run was interrupted": (put(f"{MARKER}-new", '{"sitegen":1,"files":{}}'), ""),
}


@pytest.mark.parametrize("name", OUTPUT)
def test_what_is_done_to_the_output_is_undone(trial: Trial, name: str) -> None:
    edit, rendered = OUTPUT[name]
    edit(trial.out)
    made = trial.build()
    assert made.report.published
    assert made.rendered == chosen(rendered, pages(trial))
    assert not trial.build().rendered


def test_an_output_folder_that_is_gone_is_made_anew(trial: Trial) -> None:
    shutil.rmtree(trial.out)
    assert trial.build().rendered == pages(trial)


def test_a_folder_without_its_mark_is_refused_and_left_alone(trial: Trial) -> None:
    (trial.out / MARKER).unlink()
    assert trial.build().refused


@pytest.mark.parametrize("damage", [b"", b"{", b'{"sitegen":9,"files":{}}', b'{"sitegen":1,"files":{}}'])
def test_a_damaged_mark_ends_as_it_does_without_memory(trial: Trial, damage: bytes) -> None:
    """Whose files these are nobody knows then; those that hold what they should are ours again."""
    (trial.out / MARKER).write_bytes(damage)
    made = trial.build()
    assert made.refused or made.report.published
    assert not trial.build().refused


def test_a_link_in_the_place_of_a_folder_is_not_followed(trial: Trial, tmp_path: Path) -> None:
    shutil.move(trial.out / "id", tmp_path / "moved")
    (trial.out / "id").symlink_to(tmp_path / "moved")
    before = stamps(tmp_path / "moved")
    assert trial.build().refused
    assert stamps(tmp_path / "moved") == before


# --- options ------------------------------------------------------------------------------------------------------------------------

OPTIONS: Mapping[str, tuple[dict[str, Any], bool]] = {
    "base_url": ({"base_url": "https://lain.example/kui/"}, True),
    "drafts": ({"drafts": True}, True),
    "future": ({"future": True}, True),
    "jobs": ({"jobs": 2}, False),
    "clean": ({"clean": True}, False),
}
"""Option, and whether it changes pages."""


@pytest.mark.parametrize("name", OPTIONS)
def test_other_options_and_back_again(trial: Trial, name: str) -> None:
    write(trial.root / "content/news/2026-11-20-draf.id.md", "---\ntitle: Draf\ndraft: true\n---\n\nIsi.\n")
    write(trial.root / "content/news/2026-11-30-nanti.id.md", "---\ntitle: Nanti\n---\n\nIsi.\n")
    trial.build()
    options, changes = OPTIONS[name]
    trial.more = options
    assert bool(trial.build().flipped) is changes
    assert not trial.build().rendered or name == "clean"
    trial.more = {}
    assert bool(trial.build().flipped) is changes


def test_strict_publishes_nothing_where_there_is_a_warning_and_renders_nothing_afterwards(trial: Trial) -> None:
    change(WORDS, "dan kata", "dan lain")(trial.root)
    trial.more = {"strict": True}
    for _ in range(2):
        assert not trial.build().report.published
    trial.more = {}
    assert trial.build().report.published
    trial.more = {"strict": True}
    assert not trial.build().report.published


def test_two_output_folders_have_each_their_own_notes(trial: Trial, tmp_path: Path) -> None:
    there = Trial(trial.root, tmp_path / "there")
    assert there.build().rendered == pages(there)
    change(WORDS, "dan kata", "dan lain")(trial.root)
    rendered = trial.build().rendered
    assert ARTICLE in rendered
    assert there.build().rendered == rendered
    assert not trial.build().rendered
    assert not there.build().rendered


def test_an_output_folder_that_was_replaced_by_another_build_is_repaired(trial: Trial, tmp_path: Path) -> None:
    """What lies there is what another site's build left there."""
    shutil.copytree(trial.out, tmp_path / "copy")
    change(WORDS, "dan kata", "dan lain")(trial.root)
    trial.build()
    shutil.rmtree(trial.out)
    shutil.move(tmp_path / "copy", trial.out)
    assert ARTICLE in trial.build().rendered


# --- the calendar -------------------------------------------------------------------------------------------------------------------


PHASES: Mapping[str, str] = {
    "2026-12-08": "*/off/index.html */2026/12/index.html id/index.html en/index.html",
    "2026-12-28": "id/berita/2026/soon/*",
    "2027-01-05": "id/berita/2026/soon/*",
}
"""Pages that hold the phase of an event and do not show it: it was cancelled, or stands in a box beside an article."""


def test_on_the_day_that_was_foretold_exactly_the_pages_that_flip_are_rendered(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", FILES)
    trial = Trial(root, root / "output", today=TODAY)
    made = trial.build()
    days = []
    while made.report.next_change:
        day = made.report.next_change
        days.append(day.isoformat())
        trial.today = day - timedelta(1)
        assert not trial.build().rendered
        trial.today = day
        made = trial.build()
        assert made.flipped
        assert made.idle <= chosen(PHASES.get(day.isoformat(), ""), pages(trial)), day
    assert days == list(CHANGES)
    trial.today = date(2030, 1, 1)
    assert not trial.build().rendered
    trial.today = TODAY
    assert trial.build().flipped
    assert not trial.build().rendered
