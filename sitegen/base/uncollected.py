"""Work without the garbage collector, which looks for rings of values that only hold each other. Where much is made that lives on, it
looks through all of that again and again, the more the larger the site, and finds nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def uncollected(work: Callable[P, T]) -> Callable[P, T]:
    """The same work, with the collector at rest until it is done."""

    @wraps(work)
    def at_rest(*arguments: P.args, **named: P.kwargs) -> T:
        awake = gc.isenabled()
        gc.disable()
        try:
            return work(*arguments, **named)
        finally:
            if awake:
                gc.enable()

    return at_rest
