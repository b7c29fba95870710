"""Calendars (RFC 5545): one file for each event, and one for all events of a language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import uuid5
from zoneinfo import ZoneInfo

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.plan import addresses, kinds
from sitegen.plan.edition import Edition
from sitegen.plan.feeds import NAMESPACE
from sitegen.plan.machines import CalendarEntry, CalendarView
from sitegen.plan.once import once
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
    yield from edition.of_records(dated, _page)
    if dated:
        yield edition.planned(
            addresses.calendar(edition.lang),
            "calendar.ics",
            partial(_view, dated, True),
            listed=False,
        )


def _page(edition: Edition, event: Event) -> Planned:
    return edition.planned(path(edition, event), "calendar.ics", partial(_view, [event], False), listed=False)


def has_day(event: Event) -> bool:
    """Whether a calendar can show the event: a month alone is no day."""
    return event.start is not None and event.start.precise


@once
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
    days = (event.start, event.end)
    if event.times and start == end:
        return (_entry(edition, event, "", _instants(start, event.times, event.timezone), days, event.times),)
    whole = (start, end + timedelta(days=1))  # DTEND is exclusive (RFC 5545 3.6.1)
    return (_entry(edition, event, "", whole, days, event.times),)


def _session_entry(edition: Edition, event: Event, number: int, session: Session) -> CalendarEntry:
    name = edition.said(session.title)
    span = _instants(session.day, session.times, event.timezone)
    day = PartialDate(session.day.year, session.day.month, session.day.day)
    return _entry(edition, event, f":{number}", span, (day, day), session.times, name.text if name else "")


def _entry(
    edition: Edition,
    event: Event,
    part: str,
    span: tuple[date | datetime, date | datetime | None],
    days: tuple[PartialDate, PartialDate],
    times: ClockTimes | None,
    session: str = "",
) -> CalendarEntry:
    assert event.start
    title, city = edition.title(event), edition.said(event.city)
    online = event.mode == "online" or event.status == "moved_online"
    return CalendarEntry(
        uid=f"{uuid5(NAMESPACE, f'event:{edition.lang}:{event.key}{part}')}",
        sequence=event.revision + len(event.previous_start) + (STATUS.get(event.status) == "CANCELLED"),
        stamp=_revised(event) or _midnight(event.start.first),
        revised=_revised(event),
        start=span[0],
        end=span[1],
        summary=Said(f"{title.text}: {session}", title.lang) if session else title,
        lang=edition.lang,
        location=None if online else _location(edition.said(event.venue), city),
        conference=event.url_online,
        url=edition.base.origin + edition.href(event),
        status=STATUS.get(event.status, "CONFIRMED"),
        description=edition.said(event.summary),
        days=days,
        times=times,
        timezone=event.timezone,
        city=city.text if city and event.country != edition.config.home.country else None,
        categories=tuple(anchor.text for anchor in edition.topics(event)),
    )


def _location(venue: Said | None, city: Said | None) -> Said | None:
    """The place as one text, in the language of its first part."""
    places = [place for place in (venue, city) if place]
    return Said(", ".join(place.text for place in places), places[0].lang) if places else None


def _instants(day: date, times: ClockTimes, zone: str) -> tuple[datetime, datetime | None]:
    """First and last instant of local times on a day, in UTC; times that end before they start end on the next day."""
    start = datetime.combine(day, times.start, ZoneInfo(zone))
    if times.end is None:
        return start.astimezone(UTC), None
    end = datetime.combine(day + timedelta(days=times.end <= times.start), times.end, ZoneInfo(zone))
    return start.astimezone(UTC), end.astimezone(UTC)


def _revised(event: Event) -> datetime | None:
    return max((_midnight(day) for day in event.updated.values()), default=None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _view(events: list[Event], whole: bool, edition: Edition, head: Head) -> CalendarView:
    everything = tuple(entry for event in events for entry in entries(edition, event))
    return CalendarView(
        frame=edition.frame,
        url=head.url,
        whole=whole,
        revised=max((entry.revised for entry in everything if entry.revised), default=None),
        entries=everything,
    )
