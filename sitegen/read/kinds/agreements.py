"""Agreements: documents with partners. Authors write the stage and the dates; the validity is computed from them (`relate.validity`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sitegen.base.dates import PartialDate, Term
from sitegen.read.record import Record, Texts

TYPES = ("loi", "loc", "mou", "moa", "ia", "exchange", "joint_degree", "erasmus_iia", "other")
LEVELS = ("institution", "faculty", "department", "program", "unit")
STAGES = ("proposed", "in_process", "signed", "terminated", "cancelled")
SCOPES = (
    "student_exchange",
    "staff_exchange",
    "internship",
    "short_program",
    "joint_research",
    "joint_degree",
    "double_degree",
    "credit_transfer",
    "teaching",
    "training",
    "community_service",
    "publication",
    "other",
)
DIRECTIONS = ("inbound", "outbound", "both")
PURPOSES = ("studies", "traineeship", "teaching", "training")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signed for one side."""

    name: str
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mobility:
    """One direction of agreed mobility, as Erasmus+ and EWP count it."""

    direction: str
    audience: str | None = None
    purpose: str | None = None
    per_year: int | None = None
    duration: str | None = None
    """`months_or_days` as written: "5 months"."""
    first_year: str | None = None
    last_year: str | None = None
    isced: str | None = None
    level: str | None = None
    language: str | None = None
    cefr: str | None = None
    blended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement. Refs: `partners` (the first leads), `parent` and `renews` (agreements)."""

    kind: ClassVar[str] = "agreements"

    type: str
    """One of `TYPES` (`pks` is read as `moa`)."""
    number_ours: str | None = None
    number_theirs: str | None = None
    level: str
    units: tuple[str, ...] = ()
    stage: str
    signed: PartialDate | None = None
    signed_by_ours: Signatory | None = None
    signed_by_theirs: Signatory | None = None
    signed_at: Texts = field(default_factory=dict)
    effective: PartialDate | None = None
    """None where it begins on the day of signing."""
    expires: PartialDate | None = None
    """The last day (or month) in force as written; None where it is open, or not recorded."""
    open_ended: bool = False
    """`expires: open`."""
    term: Term | None = None
    auto_renew: bool = False
    terminated: date | None = None
    """The reason is internal and is not kept."""
    scope: tuple[str, ...] = ()
    scope_text: Texts = field(default_factory=dict)
    mobility: tuple[Mobility, ...] = ()
    languages_of_text: tuple[str, ...] = ()
    """`languages`: BCP 47."""
    funding: Texts = field(default_factory=dict)
    contact: str | None = None
    """An office's mail address."""
    document: str | None = None
    """URL, or path of a file relative to the site's folder; only where the author made it public."""
    public: bool
    """Whether readers may see it: signed ones unless `visibility: internal`, others only with `visibility: public`."""

    @property
    def begins(self) -> date | None:
        """The first day in force by its dates: `effective`, else the day of signing."""
        start = self.effective or self.signed
        return start.first if start else None

    @property
    def last_day(self) -> date | None:
        """The last day in force, included: as written, else computed from `term`; None where it is open or not recorded."""
        if self.expires:
            return self.expires.last
        return self.term.last_day(self.begins) if self.term and self.begins else None
