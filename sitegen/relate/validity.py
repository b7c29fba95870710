"""What an agreement's stage and dates say about it on a given day. Authors never write it.

The first rule that fits decides. The day of expiry is still in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from sitegen.read.kinds.agreements import Agreement

_DAY = timedelta(days=1)


class Validity(StrEnum):
    """The validity of an agreement."""

    IN_PROCESS = "in_process"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    UPCOMING = "upcoming"
    ACTIVE_OPEN = "active_open"
    UNKNOWN = "unknown"
    EXPIRING = "expiring"
    ACTIVE = "active"
    AUTO_RENEWED = "auto_renewed"
    IN_RENEWAL = "in_renewal"
    EXPIRED = "expired"


IN_FORCE = frozenset(
    {Validity.ACTIVE, Validity.ACTIVE_OPEN, Validity.AUTO_RENEWED, Validity.EXPIRING, Validity.UNKNOWN}
)
"""What counts as an agreement in force, in the ministry's word "Aktif"."""


class Standing(Struct, frozen=True, gc=False):
    """A validity with the days between which it holds by the calendar alone."""

    validity: Validity
    since: date | None
    """The last day, today or before, on which it became so; None where it was never otherwise."""
    until: date | None
    """The next day on which it will be otherwise; None where that is not to be foreseen."""


def standing(agreement: Agreement, renewed_by: Sequence[Agreement], today: date, expiring_days: int) -> Standing | None:
    """How an agreement stands on a day, given the agreements that renew it; None for a cancelled one, which is shown nowhere."""
    if agreement.stage == "cancelled":
        return None
    now = _validity(agreement, renewed_by, today, expiring_days)
    turns = sorted(
        {*_turns(agreement, expiring_days), *(day for other in renewed_by for day in _turns(other, expiring_days))}
    )
    changes = [
        day
        for day in turns
        if _validity(agreement, renewed_by, day, expiring_days)
        != _validity(agreement, renewed_by, day - _DAY, expiring_days)
    ]
    since = max((day for day in changes if day <= today), default=None)
    until = min((day for day in changes if day > today), default=None)
    return Standing(now, since, until)


def _validity(agreement: Agreement, renewed_by: Sequence[Agreement], today: date, expiring_days: int) -> Validity:
    """The table of rules, first match wins."""
    begins, last_day = agreement.begins, agreement.last_day
    if agreement.stage in ("proposed", "in_process"):
        return Validity.IN_PROCESS
    if agreement.terminated and agreement.terminated <= today:
        return Validity.ENDED
    if any(_is_effective(other, today) for other in renewed_by):
        return Validity.SUPERSEDED
    if begins and begins > today:
        return Validity.UPCOMING
    if agreement.open_ended:
        return Validity.ACTIVE_OPEN
    if last_day is None:
        return Validity.UNKNOWN
    if last_day >= today:
        return Validity.EXPIRING if (last_day - today).days <= expiring_days else Validity.ACTIVE
    if agreement.auto_renew:
        return Validity.AUTO_RENEWED
    if any(other.stage == "in_process" for other in renewed_by):
        return Validity.IN_RENEWAL
    return Validity.EXPIRED


def _is_effective(agreement: Agreement, today: date) -> bool:
    """Whether a document has been signed and its term has begun. One that ended since has still replaced what it renews; one that was
    ended before its first day has not."""
    begins, ended = agreement.begins, agreement.terminated
    if agreement.stage not in ("signed", "terminated") or begins is None or (ended and ended <= begins):
        return False
    return begins <= today


def _turns(agreement: Agreement, expiring_days: int) -> Iterator[date]:
    """The days on which the validity of an agreement, or of one that it renews, may change."""
    if agreement.begins:
        yield agreement.begins
    if agreement.terminated:
        yield agreement.terminated
    last_day = agreement.last_day
    if last_day:
        yield from (day for day in (_plus(last_day, -expiring_days), _plus(last_day, 1)) if day)


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
