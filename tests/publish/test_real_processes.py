"""Real processes: builds that are killed by the system, builds at the same time, and readers of the folder while it is published."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.base.messages import wording
from sitegen.base.problems import Place, problem
from sitegen.build import check
from sitegen.incremental import build
from sitegen.publish.manifest import JOURNAL, MARKER, encode, entry
from sitegen.publish.publication import publish
from sitegen.report import Options
from tests.build_site import TODAY
from tests.publish.faults import FOREIGN
from tests.publish.trees import published, snapshot, write
from tests.sites import write_site

ROOT = Path(__file__).parents[2]
OPTIONS = Options(today=lambda zone: TODAY)


def news(number: int) -> dict[str, str | bytes]:
    return {f"content/news/2022-01-01-a{number}.id.md": f"---\ntitle: Berita {number}\nsummary: R\n---\n\nIsi.\n"}


BEFORE = {path: text for number in range(6) for path, text in news(number).items()}
AFTER = {path: text for number in range(3, 12) for path, text in news(number).items()}
"""Some articles go, some come, and every page has another title of the site."""


def edit(site: Path) -> None:
    shutil.rmtree(site / "content")
    write_site(site, AFTER, title={"id": "Kantor Baru", "en": "New Office"})


def start(site: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(site), "--at", str(TODAY), "--lang", "en", *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, stderr=subprocess.PIPE
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A site that was built and then edited, with the files of both states."""
    site = write_site(tmp_path_factory.mktemp("made") / "site", BEFORE)
    old = dict(check(site, site / "output", OPTIONS)[1])
    build(site, site / "output", OPTIONS)
    write(site / "output", {"notes.txt": b"mine", "id/berita/.hidden": b"mine"})
    edit(site)
    return site, old, dict(check(site, site / "output", OPTIONS)[1])


WITNESSES = {
    "before it publishes": (".sitegen/lock", 100_000),
    "while it stages": (f"output/{JOURNAL}", 5_000),
    "while files take their places": ("output/id/berita/2022/a10/index.html", 200),
}
"""What shows that a build came so far, and how many looks to wait then at most. It may be further, or over, by the time of the kill."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("moment", WITNESSES)
def test_a_build_that_the_system_kills_is_finished_by_the_next(
    tmp_path: Path, sites: tuple[Path, dict[str, bytes], dict[str, bytes]], moment: str, seed: int
) -> None:
    made, old, new = sites
    site = shutil.copytree(made, tmp_path / "site", symlinks=True)
    out = site / "output"
    witness, most = WITNESSES[moment]
    (site / ".sitegen" / "lock").unlink()
    with start(site) as process:
        while process.poll() is None and not (site / witness).exists():
            pass
        for _ in range(random.Random(seed).randrange(most)):
            process.poll()
        process.kill()
    foreign = {"notes.txt": b"mine", "id/berita/.hidden": b"mine"}
    lying = {path: what for path, what in published(out).items() if JOURNAL not in path}
    assert {path: lying.pop(path, None) for path in foreign} == foreign
    assert old.keys() & new.keys() <= lying.keys()
    for path, what in lying.items():
        assert what in (old.get(path), new.get(path)), path
    assert build(site, out, OPTIONS).published
    assert published(out) == new | foreign
    assert (out / MARKER).read_bytes() == encode({path: entry(data) for path, data in new.items()})


def test_two_builds_at_once_leave_what_one_leaves(
    tmp_path: Path, sites: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    made, _, new = sites
    site = shutil.copytree(made, tmp_path / "site", symlinks=True)
    with start(site) as one, start(site, "--clean") as other:
        said = one.communicate()[1], other.communicate()[1]
        codes = one.returncode, other.returncode
    for code, errors, rival in zip(codes, said, (other, one), strict=True):
        if code:  # waited for too long, on a machine with much to do
            assert code == 3
            assert wording(problem(Place("x"), "build-running", pid=str(rival.pid)), "en").message in errors
    assert 0 in codes
    assert published(site / "output") == new | {"notes.txt": b"mine", "id/berita/.hidden": b"mine"}


@pytest.fixture
def alternating(tmp_path: Path) -> Iterator[tuple[Path, dict[str, bytes], dict[str, bytes], int]]:
    """A folder in which another process publishes two sites by turns, and the process."""
    old = {f"{folder}/{n}/index.html": b"old %d" % n * 3000 for folder in ("id", "en") for n in range(5)}
    new = {path: data.replace(b"old", b"brand new") for path, data in old.items()}
    only_old = {f"gone/{n}/index.html": b"old" * 3000 for n in range(3)}
    only_new = {f"come/{n}/index.html": b"new" * 3000 for n in range(3)}
    out = tmp_path / "out"
    publish(out, old | only_old)
    write(out, FOREIGN)
    child = os.fork()
    if not child:
        try:
            for _ in range(40):
                publish(out, new | only_new)
                publish(out, old | only_old)
        finally:
            os._exit(0)
    yield out, old | only_old, new | only_new, child


def test_readers_see_old_or_new_files_and_miss_none(
    alternating: tuple[Path, dict[str, bytes], dict[str, bytes], int],
) -> None:
    out, old, new, child = alternating
    always = sorted(old.keys() & new.keys())
    at_times = sorted(old.keys() ^ new.keys())
    seen: set[tuple[str, bytes]] = set()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        for path in always:
            data = (out / path).read_bytes()
            assert data in (old[path], new[path])
            seen.add((path, data))
        for path in at_times:
            try:
                data = (out / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
            assert data in (old.get(path), new.get(path))
    assert len(seen) > len(always), "nothing was published meanwhile"
    assert published(out) == old | FOREIGN
    assert not [path for path in snapshot(out) if JOURNAL in path]
