"""Whatever happens to what is kept in `.sitegen/`: the next build is a clean one, says so at most once, and never believes it."""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.base import memory
from sitegen.base.tool import fingerprint
from sitegen.publish.manifest import is_file
from tests.edits import Edit, change, put, remove, write
from tests.incremental import Clean, Step, Trial, put_back, tree
from tests.incremental_sites import FILES
from tests.sites import write_site

CHUNKS = 10
MUTATIONS = 1000 if os.environ.get("SITEGEN_LONG") else 12
"""In each chunk: 120 in all, and 10,000 by `make test-long`."""

ARTICLE = "content/news/2026-11-01-n.id.md"
NOW: tuple[Edit, ...] = (
    lambda root: None,
    change(ARTICLE, "Akhir", "Tamat"),
    change(ARTICLE, "Pertama", "Kesatu"),
    change("content/partners/p.yaml", "Kota", "Desa"),
    put("themes/default/strings/id.yaml", "footer: {data: Datanya}\n"),
)
"""What an editor did meanwhile: nothing, words, fields, a word of the theme. Other parts of what is kept are asked for in each case."""


class Kept:
    """A site, what is kept of it, and what was kept once."""

    def __init__(self, folder: Path):
        self.root = write_site(folder / "site", FILES)
        self.outside = folder / "outside"
        write(self.outside / "precious.txt", "precious")
        self.trial = Trial(self.root, self.root / "output")
        self.sources = tree(self.root)
        self.clean: dict[Edit, Clean] = {}
        """After an edit, once it is known: what is kept does not change it."""
        self.older = self.built(NOW[0])

    def built(self, edit: Edit) -> dict[str, bytes]:
        """The files that are kept after a build of the site with an edit: by path below `.sitegen/`, but for the lock."""
        self.edit(edit)
        self.build(edit)
        found = tree(self.root / ".sitegen")
        return {path: what for path, what in sorted(found.items()) if isinstance(what, bytes) and path != "lock"}

    def edit(self, edit: Edit) -> None:
        """The site with this edit and no other."""
        put_back(self.root, self.sources, "output", ".sitegen")
        edit(self.root)

    def build(self, edit: Edit) -> Step:
        """A build, which equals a clean one."""
        if edit not in self.clean:
            self.clean[edit] = self.trial.check()
        return self.trial.build(state_damaged=True, known=self.clean[edit])


class Bomb:
    """What pickle would run."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("exploded",)


def forged(data: bytes) -> bytes:
    """A file of the memory with a right checksum and the version of this program."""
    return memory.seal(fingerprint(), data)


def mutate(kept: Kept, newest: Mapping[str, bytes], rng: random.Random) -> str:
    """Do something to what is kept, which was this; gives what."""
    folder = kept.root / ".sitegen"
    there = [path for path in newest if is_file(folder / path)]
    if not there:
        return "nothing is left"
    path = rng.choice([*there, *[path for path in there if path.endswith("last.json")] * 20])
    file, data = folder / path, newest[path]
    match rng.randrange(20):
        case 0 | 1 | 2:
            flipped = bytearray(data)
            for _ in range(rng.choice((1, 1, 8))):
                flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
            file.write_bytes(flipped)
            return f"{path}: bits flipped"
        case 3 | 4:
            file.write_bytes(data[: rng.randrange(len(data))])
            return f"{path}: truncated"
        case 5:
            at = rng.randrange(len(data))
            file.write_bytes(data[:at] + bytes(len(data) - at))
            return f"{path}: zeros at the end"
        case 6 | 7:
            other = rng.choice(there)
            file.write_bytes(newest[other])
            write(folder / other, data)
            return f"{path} and {other}: swapped"
        case 8:
            remove(file)
            return f"{path}: removed"
        case 9 | 10:
            for older, old in kept.older.items():
                if rng.random() < 0.5 and is_file(folder / older):
                    write(folder / older, old)
            return "older copies"
        case 11:
            remove(file)
            file.mkdir()
            return f"{path}: a folder"
        case 12:
            remove(file)
            write(file / "mine.txt", "mine")
            return f"{path}: a folder with a file"
        case 13:
            remove(file)
            file.symlink_to(kept.outside / rng.choice(("precious.txt", "nobody.txt")))
            return f"{path}: a link"
        case 14:
            remove(file)
            os.mkfifo(file)
            return f"{path}: a pipe"
        case 15:
            with file.open("wb") as stream:
                stream.truncate(10 << 30)
            return f"{path}: 10 GB of nothing"
        case 16:
            pickled = pickle.dumps(Bomb())
            file.write_bytes(rng.choice((pickled, forged(pickled))))
            return f"{path}: a pickle"
        case 17:
            deep = b"[" * 100_000
            file.write_bytes(
                forged(
                    rng.choice((deep, b'{"a":' * 100_000, b'{"a":' + deep, b"[]", b"{}", b"null", b'{"news/n":[1]}'))
                )
            )
            return f"{path}: another JSON"
        case 18:
            file.write_bytes(data.replace(fingerprint().encode(), b"0" * 32, 1))
            return f"{path}: of another version"
        case _:
            top = rng.choice(("items", "bodies", path.partition("/")[0]))
            remove(folder / top)
            if rng.random() < 0.5:
                write(folder / top, "a file")
            else:
                (folder / top).symlink_to(kept.outside)
            return f"{top}: a file or a link"


def descriptors() -> int:
    """How many files this process holds open, where the system tells."""
    listing = Path("/proc/self/fd")
    return len([*listing.iterdir()]) if listing.is_dir() else 0


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_whatever_happens_to_what_is_kept_the_next_build_is_a_clean_one(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Kept(tmp_path)
    rng = random.Random(seed)
    open_files = descriptors()
    newest = kept.built(NOW[1])
    for _ in range(MUTATIONS):
        done = [mutate(kept, newest, rng) for _ in range(rng.choice((1, 1, 1, 3)))]
        edit = rng.choice(NOW)
        kept.edit(edit)
        try:
            assert kept.build(edit).report.published
            again = kept.build(edit)
            blocked = "state.blocked" in {problem.id for problem in again.report.problems}
            assert blocked or not again.rendered
        except Exception as error:
            error.add_note(str(done))
            raise
        assert tree(kept.outside) == {"precious.txt": b"precious"}, done
        assert not (tmp_path / "exploded").exists(), done
        if blocked:
            remove(kept.root / ".sitegen")
        if rng.random() < 0.2:
            kept.older = newest
        newest = kept.built(rng.choice(NOW))
    assert descriptors() == open_files
