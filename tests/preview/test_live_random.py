"""The equation of the preview after random bursts of saves (`live_walks`), in walks that pytest-xdist can share."""

from __future__ import annotations

import os

import pytest

from tests.preview.live_walks import failures

CHUNKS = 2
BURSTS = 2000 if os.environ.get("SITEGEN_LONG") else 25
"""In each chunk: 50 in all, and 4,000 by `make test-long`."""


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_after_any_saves_the_preview_shows_and_tells_what_a_clean_build_would(seed: int) -> None:
    assert list(failures(seed, BURSTS)) == []
