"""The equation after random edits (`tests.walks`), in walks that pytest-xdist can share."""

from __future__ import annotations

import os

import pytest

from tests.walks import failures

CHUNKS = 10
BUILDS = 2000 if os.environ.get("SITEGEN_LONG") else 30
"""In each chunk: 300 in all beside those of the tables of edits, and 20,000 by `make test-long`."""


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_after_any_edits_a_build_leaves_and_tells_what_a_clean_build_would(seed: int) -> None:
    assert list(failures(seed, BUILDS)) == []
