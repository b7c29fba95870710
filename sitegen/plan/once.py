"""What a record says of itself is the same on every page of a language that shows it: it is made once and then given again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeAlias, TypeVar

from sitegen.read.record import Record

Answers: TypeAlias = defaultdict[str, defaultdict[str, dict[str, Any]]]
"""Question → kind → key of a record → the answer."""


def no_answers() -> Answers:
    """Of somebody who has not been asked yet."""
    return defaultdict(lambda: defaultdict(dict))


class Remembering(Protocol):
    """Whoever answers questions about records and keeps the answers for as long as it lives."""

    @property
    def answers(self) -> Answers:
        """What was answered."""


M = TypeVar("M", bound=Remembering)
R = TypeVar("R", bound=Record)
T = TypeVar("T")


def once(question: Callable[[M, R], T]) -> Callable[[M, R], T]:
    """The same question, whose answers are kept: at most one for each record. They are values, so no page can change what another shows.

    No answer is None."""
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def answer(telling: M, record: R) -> T:
        known = telling.answers[name][record.kind]
        found: T | None = known.get(record.key)
        if found is None:
            found = known[record.key] = question(telling, record)
        return found

    return answer
