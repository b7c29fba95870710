"""The bytes of a site depend on its files and the date, never on the machine: its time zone, locale, hash seed, folders or file order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.trees import published

ROOT = Path(__file__).parents[1]

SHUFFLED = """
import os, random, sys
from pathlib import Path
turn = random.Random(int(sys.argv.pop(1)))
def shuffled(entries):
    entries = list(entries)
    turn.shuffle(entries)
    return entries
class Scan:
    def __init__(self, entries): self.entries = iter(entries)
    def __enter__(self): return self
    def __exit__(self, *error): return None
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def close(self): pass
scandir, listdir, iterdir = os.scandir, os.listdir, Path.iterdir
os.scandir = lambda *a: Scan(shuffled(scandir(*a)))
os.listdir = lambda *a: shuffled(listdir(*a))
Path.iterdir = lambda self: iter(shuffled(iterdir(self)))
from sitegen.__main__ import main
main()
"""


def built(
    root: Path, out: Path, *, seed: str = "0", cwd: Path = ROOT, order: int = 0, umask: int = 0o022, **environment: str
) -> dict[str, bytes | str]:
    """The output of a build in a process of its own, but for the list of what was written."""
    run = subprocess.run(
        [sys.executable, "-c", SHUFFLED, str(order), "build", "-C", str(root), "-o", str(out), "--at", "2026-11-24"],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        umask=umask,
    )
    assert run.returncode == 0, run.stderr
    return published(out)


def copy(to: Path) -> Path:
    """The demonstration site in another folder."""
    to.mkdir(parents=True)
    shutil.copytree(ROOT / "content", to / "content")
    shutil.copy(ROOT / "site.yaml", to)
    return to


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | str]:
    folder = tmp_path_factory.mktemp("usual")
    return built(copy(folder / "site"), folder / "out", TZ="UTC")


def test_another_machine_makes_the_same_bytes(tmp_path: Path, usual: dict[str, bytes | str]) -> None:
    """All at once: another time zone, locale, hash seed, umask, current folder, order of files, and a name of the folder with spaces."""
    root = copy(tmp_path / "situs kita – ភ្នំពេញ")
    out = tmp_path / "hasil kita"
    other = built(root, out, seed="4711", cwd=root, order=3, umask=0o077, TZ="America/St_Johns", LC_ALL="C")
    assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_file()} == {0o644}
    assert other.keys() == usual.keys()
    assert [name for name in usual if other[name] != usual[name]] == []


def test_building_again_changes_nothing(tmp_path: Path, usual: dict[str, bytes | str]) -> None:
    root = copy(tmp_path / "site")
    first = built(root, tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert built(root, tmp_path / "out", seed="7") == first == usual
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()} == times


def test_no_output_names_the_machine_or_the_folder(tmp_path: Path) -> None:
    root = copy(tmp_path / "folder-kenari")
    output = built(
        root, tmp_path / "hasil-kenari", USER="user-kenari", HOME="/home/user-kenari", HOSTNAME="host-kenari"
    )
    assert [name for name, data in output.items() if b"kenari" in data or str(ROOT).encode() in data] == []
