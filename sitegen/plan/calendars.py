"""Calendars (RFC 5545): one file for each event, and one for all events of a language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import uuid5
from zoneinfo import ZoneInfo

from sitegen.base.dates import ClockTimes
from sitegen.plan import addresses, kinds
from sitegen.plan.edition import Edition
from sitegen.plan.feeds import NAMESPACE
from sitegen.plan.machines import CalendarEntry, CalendarView
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head, Said
from sitegen.read.kinds.events import Event, Session

STATUS = {"tentative": "TENTATIVE", "cancelled": "CANCELLED", "postponed": "CANCELLED"}
"""Event status → VEVENT STATUS; the others are CONFIRMED. A postponed event has no day that a calendar could show: it comes back with
the same UID when it has one."""


def path(edition: Edition, event: Event) -> str:
    """The path of an event's calendar, beside its page: `/id/agenda/2022/pelatihan-kui.ics`."""
    return kinds.path(event, edition.lang).removesuffix("/") + ".ics"


def pages(edition: Edition) -> Iterator[Planned]:
    """A calendar for each event that has a day, and one for all of them; none where there are no such events."""
    dated = [event for event in edition.site.events if has_day(event)]
    for event in dated:
        yield edition.planned(
            path(edition, event),
            "calendar.ics",
            partial(_view, edition, [event], False),
            listed=False,
        )
    if dated:
        yield edition.planned(
            addresses.calendar(edition.lang),
            "calendar.ics",
            partial(_view, edition, dated, True),
            listed=False,
        )


def has_day(event: Event) -> bool:
    """Whether a calendar can show the event: a month alone is no day."""
    return event.start is not None and event.start.precise


def entries(edition: Edition, event: Event) -> tuple[CalendarEntry, ...]:
    """An event as calendar entries: one, or one for each of its sessions; none while it has no day."""
    if not has_day(event):
        return ()
    if event.sessions:
        return tuple(
            _session_entry(edition, event, number, session) for number, session in enumerate(event.sessions, 1)
        )
    assert event.start and event.end
    start, end = event.start.first, event.end.last
    if event.times and start == end:
        return (_entry(edition, event, "", *_instants(start, event.times, event.timezone)),)
    return (_entry(edition, event, "", start, end + timedelta(days=1)),)  # DTEND is exclusive (RFC 5545 3.6.1)


def _session_entry(edition: Edition, event: Event, number: int, session: Session) -> CalendarEntry:
    name = edition.said(session.title)
    start, end = _instants(session.day, session.times, event.timezone)
    return _entry(edition, event, f":{number}", start, end, name.text if name else "")


def _entry(
    edition: Edition, event: Event, part: str, start: date | datetime, end: date | datetime | None, session: str = ""
) -> CalendarEntry:
    title, summary = edition.title(event), edition.said(event.summary)
    places = [edition.said(texts) for texts in (event.venue, event.city)]
    assert event.start and event.end
    return CalendarEntry(
        uid=f"{uuid5(NAMESPACE, f'event:{edition.lang}:{event.key}{part}')}",
        sequence=event.revision + len(event.previous_start) + (STATUS.get(event.status) == "CANCELLED"),
        stamp=_stamp(event),
        start=start,
        end=end,
        summary=Said(f"{title.text}: {session}", title.lang) if session else title,
        lang=edition.lang,
        location=", ".join(place.text for place in places if place),
        url=edition.base.url(edition.path(event)),
        status=STATUS.get(event.status, "CONFIRMED"),
        description=summary,
        days=(event.start, event.end),
        times=event.times if not isinstance(start, datetime) else _times_of(event, start),
        timezone=event.timezone,
        city=places[1].text if places[1] and event.country != edition.config.home.country else None,
        categories=tuple(anchor.text for anchor in edition.topics(event)),
    )


def _times_of(event: Event, start: datetime) -> ClockTimes | None:
    """The local times of a timed entry."""
    local = start.astimezone(ZoneInfo(event.timezone))
    for session in event.sessions:
        if (session.day, session.times.start) == (local.date(), local.time()):
            return session.times
    return event.times


def _instants(day: date, times: ClockTimes, zone: str) -> tuple[datetime, datetime | None]:
    """First and last instant of local times on a day, in UTC; times that end before they start end on the next day."""
    start = datetime.combine(day, times.start, ZoneInfo(zone))
    if times.end is None:
        return start.astimezone(UTC), None
    end = datetime.combine(day + timedelta(days=times.end <= times.start), times.end, ZoneInfo(zone))
    return start.astimezone(UTC), end.astimezone(UTC)


def _stamp(event: Event) -> datetime:
    """When the event was last revised: as the author says, else its first day; never the time of the build."""
    assert event.start
    return datetime.combine(max(event.updated.values(), default=event.start.first), time(), UTC)


def _view(edition: Edition, events: list[Event], whole: bool, head: Head) -> CalendarView:
    everything = tuple(entry for event in events for entry in entries(edition, event))
    return CalendarView(
        frame=edition.frame,
        url=head.url,
        whole=whole,
        modified=max(entry.stamp for entry in everything),
        entries=everything,
    )
