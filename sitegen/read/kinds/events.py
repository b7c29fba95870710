"""Events: facts, the same in every language, with words where somebody wrote them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.read.record import Moment, Picture, Record, Texts

TYPES = ("training", "seminar", "exhibition", "visit", "signing", "info_session", "competition", "cultural", "deadline")
MODES = ("onsite", "online", "hybrid")
STATUSES = ("scheduled", "tentative", "postponed", "rescheduled", "moved_online", "cancelled")
ROLES = ("organizer", "participant", "exhibitor")
AUDIENCES = ("student", "lecturer", "staff", "public", "alumni")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One part of an event with a day and times of its own."""

    day: date
    times: ClockTimes
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step on the way to an event ("registration closes")."""

    label: Texts
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How to take part."""

    url: str | None = None
    deadline: Moment | None = None
    quota: int | None = None
    fee: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Counts of institutions, and where they came from (ISO 3166-1 alpha-2)."""

    domestic: int | None = None
    foreign: int | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """An event. Refs: `host` and `organizers` and `partners` (partners), `topics`."""

    kind: ClassVar[str] = "events"

    start: PartialDate | None
    """None only for a tentative event whose date is not known yet."""
    end: PartialDate | None
    """The last day, included; equals `start` for one day."""
    times: ClockTimes | None = None
    """Daily times, in `timezone`."""
    timezone: str
    """IANA name."""
    sessions: tuple[Session, ...] = ()
    timeline: tuple[Milestone, ...] = ()
    type: str | None = None
    mode: str = "onsite"
    venue: Texts = field(default_factory=dict)
    """`place`: the building or room."""
    city: Texts = field(default_factory=dict)
    country: str | None = None
    url_online: str | None = None
    registration: Registration | None = None
    organizers: tuple[str, ...] = ()
    """Organisers that are not partners, by name; those that are stand in `refs`."""
    series: str | None = None
    program: str | None = None
    audience: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    """`language`: the languages spoken, BCP 47."""
    participants: Participants | None = None
    status: str = "scheduled"
    previous_start: tuple[PartialDate, ...] = ()
    revision: int = 0
    """RFC 5545 SEQUENCE as the author counts it; see also `plan.kinds.events`."""
    our_role: str | None = None
    image: Picture | None = None
