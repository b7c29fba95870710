"""Whether the dates of one agreement can be true together. Whether it is in force today is not asked here."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from sitegen.base.dates import PartialDate, Term
from sitegen.read.fields import Fields

_DAY = timedelta(days=1)


class Dates(Struct, frozen=True, kw_only=True):
    """The dates of an agreement as written; None where they are absent or wrong."""

    signed: PartialDate | None
    effective: PartialDate | None
    expires: PartialDate | None
    open_ended: bool
    term: Term | None
    terminated: date | None


def check_dates(fields: Fields, stage: str | None, dates: Dates) -> None:
    """Report what an agreement at this stage lacks, and dates that contradict each other."""
    if stage == "signed":
        _check_complete(fields)
    if dates.expires:
        for name, start in (("signed", dates.signed), ("effective", dates.effective)):
            if start and dates.expires.last < start.first:
                _contradict(fields, "expires", dates.expires, name, start)
                break
        else:
            _check_term(fields, dates)
    if dates.terminated and dates.signed and dates.terminated < dates.signed.first:
        _contradict(fields, "terminated", dates.terminated, "signed", dates.signed)


def _check_complete(fields: Fields) -> None:
    has = fields.findings.places
    if "signed" not in has:
        fields.findings.report(fields.place("stage"), "signed-missing")
    if "expires" not in has and "term" not in has:
        fields.findings.report(fields.place("stage"), "expiry-missing")


def _contradict(fields: Fields, late: str, end: PartialDate | date, early: str, start: PartialDate) -> None:
    fields.findings.report(
        fields.place(late), "agreement-dates", late=late, end=end.isoformat(), early=early, start=start.isoformat()
    )


def _check_term(fields: Fields, dates: Dates) -> None:
    """Report a term that ends on another day than was written. Offices count the last day both ways, so one day is no difference."""
    begins = dates.effective or dates.signed
    if not (dates.expires and dates.term and begins):
        return
    earliest, latest = dates.term.last_day(begins.first), dates.term.last_day(begins.last)
    if latest + _DAY < dates.expires.first or dates.expires.last < earliest - _DAY:
        fields.findings.report(
            fields.place("expires"),
            "term-differs",
            term=fields.typed("term"),
            begins=begins.isoformat(),
            computed=earliest,
            written=dates.expires.isoformat(),
        )
