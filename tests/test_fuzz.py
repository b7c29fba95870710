"""No content ends in a traceback or a hang, and every mistake is told at a line that exists."""

from __future__ import annotations

import os

import pytest

from tests.fuzz import failures

CHUNKS = 10
MUTATIONS = 1000 if os.environ.get("SITEGEN_LONG") else 50
"""In each chunk: 500 in all, and 10,000 by `make test-long`."""


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_no_mutation_of_a_site_ends_in_a_traceback_a_hang_or_a_false_place(seed: int) -> None:
    assert list(failures(seed, MUTATIONS)) == []
