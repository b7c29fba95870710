"""Agreements: documents with partners. Authors write the stage and the dates; the validity is computed from them (`relate.validity`)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from sitegen.base.dates import PartialDate, Term
from sitegen.read.agreementdates import Dates, check_dates
from sitegen.read.fields import Fields
from sitegen.read.group import Group
from sitegen.read.identifiers import isced
from sitegen.read.moments import OPEN, day, end_or_open, partial, term
from sitegen.read.record import Record, Texts
from sitegen.read.targets import email, url, url_or_file
from sitegen.read.values import boolean, choice, language, line, matching, number

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
AUDIENCES = ("student", "lecturer", "staff")
academic_year = matching(r"\d{4}(/\d{4})?", example="2024/2025")
cefr = matching(r"[ABC][12]", example="B2")


class Signatory(Struct, frozen=True, kw_only=True):
    """Who signed for one side."""

    name: str
    title: Texts = {}


class Mobility(Struct, frozen=True, kw_only=True):
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


class Agreement(Record, frozen=True, kw_only=True):
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
    signed_at: Texts = {}
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
    scope_text: Texts = {}
    mobility: tuple[Mobility, ...] = ()
    languages_of_text: tuple[str, ...] = ()
    """`languages`: BCP 47."""
    funding: Texts = {}
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


def read(fields: Fields) -> Agreement | None:
    """The agreement that an item's fields make."""
    stage = fields.one("stage", choice(STAGES), required=True)
    fields.refs("partners", required=True)
    fields.ref("parent", "agreements")
    fields.ref("renews", "agreements")
    fields.ignore("reporting")
    expires = fields.dated("expires", end_or_open)
    number, signed_by = fields.group("number", short="ours"), fields.group("signed_by")
    made = Dates(
        signed=fields.dated("signed", partial("year")),
        effective=fields.dated("effective", partial("month")),
        expires=None if expires == OPEN else expires,
        open_ended=expires == OPEN,
        term=fields.one("term", term),
        terminated=_terminated(fields, stage),
    )
    check_dates(fields, stage, made)
    return fields.record(
        Agreement,
        type=fields.one("type", choice(TYPES, {"pks": "moa"}), required=True),
        number_ours=number.one("ours", line) if number else None,
        number_theirs=number.one("theirs", line) if number else None,
        level=fields.one("level", choice(LEVELS), required=True),
        units=fields.many("units", line),
        stage=stage,
        signed=made.signed,
        signed_by_ours=_signatory(signed_by, "ours"),
        signed_by_theirs=_signatory(signed_by, "theirs"),
        signed_at=fields.texts("signed_at"),
        effective=made.effective,
        expires=made.expires,
        open_ended=made.open_ended,
        term=made.term,
        auto_renew=fields.one("auto_renew", boolean) or False,
        terminated=made.terminated,
        scope=fields.many("scope", choice(SCOPES)),
        scope_text=fields.texts("scope_text"),
        mobility=tuple(map(_mobility, fields.groups("mobility"))),
        languages_of_text=fields.many("languages", language),
        funding=fields.texts("funding"),
        contact=fields.one("contact", fields.public(email)),
        document=_document(fields),
        public=_is_public(fields, stage),
    )


def _terminated(fields: Fields, stage: str | None) -> date | None:
    """The day on which an agreement was ended early. Why is nobody's business and not kept."""
    group = fields.group("terminated", short="date", required=stage == "terminated")
    if group is None:
        return None
    group.ignore("reason")
    return group.dated("date", day, required=True)


def _signatory(signed_by: Group | None, side: str) -> Signatory | None:
    group = signed_by.group(side, short="name") if signed_by else None
    name = group.one("name", line, required=True) if group else None
    return Signatory(name=name, title=group.texts("title")) if group and name else None


def _mobility(group: Group) -> Mobility:
    return Mobility(
        direction=group.one("direction", choice(DIRECTIONS), required=True) or "",
        audience=group.one("audience", choice(AUDIENCES)),
        purpose=group.one("purpose", choice(PURPOSES)),
        per_year=group.one("per_year", number),
        duration=group.one("months_or_days", line),
        first_year=group.one("first_year", academic_year),
        last_year=group.one("last_year", academic_year),
        isced=group.one("isced", isced),
        level=group.one("level", line),
        language=group.one("language", language),
        cefr=group.one("cefr", cefr),
        blended=group.one("blended", boolean) or False,
    )


def _document(fields: Fields) -> str | None:
    """A document is for the office alone until its record says `public: true`."""
    group = fields.group("document", short="path")
    if group is None:
        return None
    address, path = group.one("url", url), group.one("path", url_or_file)
    return (address or path) if group.one("public", boolean) else None


def _is_public(fields: Fields, stage: str | None) -> bool:
    visibility = fields.one("visibility", choice(("public", "internal")))
    was_signed = stage in {"signed", "terminated"}
    if visibility == "public" and stage and not was_signed:
        fields.findings.report(fields.place("visibility"), "in-process-public", stage=stage)
    return visibility == "public" or (was_signed and visibility != "internal")
