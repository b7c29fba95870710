"""Random walks: a small site is edited at random while its preview is in memory; after each burst of saves the equation must hold.

python -m tests.preview.live_walks 7 1000      # seed, bursts: prints what failed, with all that was done before
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from sitegen.render import rendering
from sitegen.render.codes import Codes
from tests.preview.previewed import Previewed
from tests.walks import DAYS, LENGTH, Walk


class LiveWalk(Walk):
    """One site, what was done to it, and its preview."""

    def __init__(self, seed: int, folder: Path):
        super().__init__(seed, folder)
        self.previewed = Previewed(self.root)

    def kinds(self) -> tuple[tuple[int, Callable[[], str]], ...]:
        """Those of what an editor edits."""
        return (
            (10, self._words),
            (10, self._field),
            (3, self._slip),
            (5, self._file),
            (3, self._site),
            (4, self._theme),
            (2, self._times),
        )

    def build(self) -> None:
        """A burst of looks, the last of which is settled, while somebody looks at pages; on some day."""
        self.previewed.today = self.rng.choice(DAYS)
        changed = self.previewed.changed()
        self.rng.shuffle(changed)
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            first = changed[: self.rng.randint(0, len(changed))]
            changed = changed[len(first) :]
            self.done.append(f"first look at {first}")
            self.previewed.live.take(first, settled=False)
            if self.rng.random() < 0.5:
                self.previewed.pages()
        self.done.append(f"look at {changed} on {self.previewed.today}")
        self.previewed.live.take(changed)
        self._broken = not self.previewed.compare()
        self.published += not self._broken


def failures(seed: int, bursts: int) -> Iterator[str]:
    """What went wrong in walks of so many bursts of saves, with all that was done before."""
    code = Codes()
    with patch.object(rendering, "Codes", lambda: code):
        for number, start in enumerate(range(0, bursts, LENGTH)):
            walk_seed = seed * 1_000_000 + number
            with tempfile.TemporaryDirectory() as folder:
                walk = LiveWalk(walk_seed, Path(folder))
                try:
                    walk.go(min(LENGTH, bursts - start))
                except Exception as error:
                    done = "\n".join(walk.done)
                    yield f"walk {walk_seed}:\n{done}\n{type(error).__name__}: {error}"


if __name__ == "__main__":
    begin = time.process_time()
    found = 0
    for failure in failures(int(sys.argv[1]), int(sys.argv[2])):
        found += 1
        print(failure, flush=True)
    seconds = time.process_time() - begin
    print(f"seed {sys.argv[1]}: {sys.argv[2]} bursts, {found} failures, {seconds:.0f} seconds of a processor")
