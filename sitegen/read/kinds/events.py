"""Events: facts, the same in every language, with words where somebody wrote them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.read.eventtime import days, timezone
from sitegen.read.fields import Fields
from sitegen.read.group import Group
from sitegen.read.moments import clock, day, moment, partial
from sitegen.read.record import Moment, Picture, Record, Texts
from sitegen.read.targets import url
from sitegen.read.values import choice, country, key, language, number

TYPES = ("training", "seminar", "exhibition", "visit", "signing", "info_session", "competition", "cultural", "deadline")
MODES = ("onsite", "online", "hybrid")
STATUSES = ("scheduled", "tentative", "postponed", "rescheduled", "moved_online", "cancelled")
ROLES = ("organizer", "participant", "exhibitor")
AUDIENCES = ("student", "lecturer", "staff", "public", "alumni")


class Session(Struct, frozen=True, kw_only=True):
    """One part of an event with a day and times of its own."""

    day: date
    times: ClockTimes
    title: Texts = {}


class Milestone(Struct, frozen=True, kw_only=True):
    """A dated step on the way to an event ("registration closes")."""

    label: Texts
    day: date


class Registration(Struct, frozen=True, kw_only=True):
    """How to take part."""

    url: str | None = None
    deadline: Moment | None = None
    quota: int | None = None
    fee: Texts = {}


class Participants(Struct, frozen=True, kw_only=True):
    """Counts of institutions, and where they came from (ISO 3166-1 alpha-2)."""

    domestic: int | None = None
    foreign: int | None = None
    countries: tuple[str, ...] = ()


class Event(Record, frozen=True, kw_only=True):
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
    venue: Texts = {}
    """`place`: the building or room."""
    city: Texts = {}
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


def read(fields: Fields) -> Event | None:
    """The event that an item's fields make."""
    status = fields.one("status", choice(STATUSES)) or "scheduled"
    start, end = days(fields, tentative=status == "tentative")
    fields.refs("partners")
    fields.ref("host", "partners")
    registration, participants = fields.group("registration"), fields.group("participants")
    sessions = tuple(filter(None, map(_session, fields.groups("sessions"))))
    times, at, city = fields.one("time", clock), fields.one("country", country), fields.texts("city")
    hours = [("time", times)] if times else []
    hours += [("sessions", session.times) for session in sessions]
    return fields.record(
        Event,
        start=start,
        end=end,
        times=times,
        timezone=timezone(fields, at, city, hours),
        sessions=sessions,
        timeline=tuple(filter(None, map(_milestone, fields.groups("timeline")))),
        type=fields.one("type", choice(TYPES)),
        mode=fields.one("mode", choice(MODES)) or "onsite",
        venue=fields.texts("place"),
        city=city,
        country=at,
        url_online=fields.one("url_online", url),
        registration=_registration(registration) if registration else None,
        organizers=fields.refs_or_names("organizers", "partners"),
        series=fields.one("series", key),
        program=fields.one("program", key),
        audience=fields.many("audience", choice(AUDIENCES)),
        spoken=fields.many("language", language),
        participants=_participants(participants) if participants else None,
        status=status,
        previous_start=fields.many("previous_start", fields.noted(partial("month"))),
        revision=fields.one("revision", number) or 0,
        our_role=fields.one("our_role", choice(ROLES)),
        image=fields.picture("image", fields.config.languages),
    )


def _session(group: Group) -> Session | None:
    on, times = group.dated("date", day, required=True), group.one("time", clock, required=True)
    title = group.texts("title")
    return Session(day=on, times=times, title=title) if on and times else None


def _milestone(group: Group) -> Milestone | None:
    on, label = group.dated("date", day, required=True), group.texts("label", required=True)
    return Milestone(label=label, day=on) if on else None


def _registration(group: Group) -> Registration:
    return Registration(
        url=group.one("url", url),
        deadline=group.dated("deadline", moment),
        quota=group.one("quota", number),
        fee=group.texts("fee"),
    )


def _participants(group: Group) -> Participants:
    return Participants(
        domestic=group.one("domestic", number),
        foreign=group.one("foreign", number),
        countries=group.many("countries", country),
    )
