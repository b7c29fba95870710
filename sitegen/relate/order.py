"""The order of lists: total, with the key last, so that equal dates never depend on the order in which files were found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any, TypeVar

from sitegen.base.dates import PartialDate
from sitegen.base.words import sort_key
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record

R = TypeVar("R", bound=Record)

_NOT_YET_KNOWN = PartialDate(9999).first, PartialDate(9999).last


def natural(records: Iterable[R]) -> tuple[R, ...]:
    """Records of one kind in the order in which lists show them: what has a day by it, newest first, the others by their names."""
    by_key = sorted(records, key=lambda record: record.key)
    if by_key and isinstance(by_key[0], Article | Event | Agreement):
        return tuple(sorted(by_key, key=_newness, reverse=True))  # `reverse` keeps the order of equals: by key
    return tuple(sorted(by_key, key=lambda record: sort_key(_name(record))))


def _newness(record: Record) -> Any:
    """Of an article its day and time. Of an event its first day; one without is to come after all. Of an agreement the first day in force;
    one without is oldest."""
    match record:
        case Article(date=moment):
            return moment.day, moment.time or time()
        case Event(start=start):
            return (start.first, start.last) if start else _NOT_YET_KNOWN
        case Agreement(begins=begins):
            return begins or date.min
    raise TypeError(record)


def _name(record: Record) -> str:
    return record.named if isinstance(record, Partner) else next(iter(record.title.values()), record.key)
