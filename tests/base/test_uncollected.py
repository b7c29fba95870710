from __future__ import annotations

import gc

import pytest

from sitegen.base.uncollected import uncollected


@uncollected
def collecting(*, wrong: bool = False) -> bool:
    """Whether the collector is awake."""
    if wrong:
        raise ValueError
    return gc.isenabled()


def test_the_collector_rests_while_work_is_done_and_wakes_after_it() -> None:
    assert not collecting()
    assert gc.isenabled()


def test_it_wakes_after_work_that_failed() -> None:
    with pytest.raises(ValueError):
        collecting(wrong=True)
    assert gc.isenabled()


def test_where_somebody_else_put_it_to_rest_it_is_left_so() -> None:
    gc.disable()
    try:
        assert not collecting()
        assert not gc.isenabled()
    finally:
        gc.enable()
