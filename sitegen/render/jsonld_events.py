"""An event in schema.org's words: when, where, how to attend, and what became of it.

Dates are bare where the event's calendar entry is a whole day; the last day is included, unlike in a calendar.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.plan.kinds.events import EventView
from sitegen.render.jsonld_things import Thing, all_known, known

_EVENT_TYPES = {
    "training": "EducationEvent",
    "seminar": "EducationEvent",
    "info_session": "EducationEvent",
    "exhibition": "ExhibitionEvent",
}

_EVENT_STATUS = {
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "moved_online": "EventMovedOnline",
}

_ATTENDANCE = {"onsite": "Offline", "online": "Online", "hybrid": "Mixed"}


def event(view: EventView) -> Thing:
    """An event that has a date."""
    card, frame = view.card, view.frame
    assert card.start and card.end
    start, end = _span(view, card.start, card.end)
    named = [*(each.text for each in view.organizers), *view.other_organizers]
    organizers: list[Thing] = [{"@type": "Organization", "name": each.text} for each in named]
    if card.host and not organizers:
        organizers = [{"@type": "Organization", "name": card.host.text.text, "url": frame.origin + card.host.href}]
    mode = "online" if card.status == "moved_online" else card.mode
    return {
        "@type": _EVENT_TYPES.get(card.type or "", "Event"),
        "@id": view.head.url,
        "url": view.head.url,
        "name": card.title.text,
        "description": view.summary.text if view.summary else None,
        "startDate": start,
        "endDate": end,
        "previousStartDate": [day.isoformat() for day in view.previous_start]
        or (card.start.isoformat() if card.status == "postponed" else None),
        "eventStatus": "https://schema.org/" + _EVENT_STATUS.get(card.status, "EventScheduled"),
        "eventAttendanceMode": f"https://schema.org/{_ATTENDANCE[mode]}EventAttendanceMode",
        "location": _locations(view, mode),
        "inLanguage": list(view.spoken) or None,
        "organizer": all_known(organizers),
    }


def _span(view: EventView, first: PartialDate, last: PartialDate) -> tuple[str, str | None]:
    """When the event begins and ends: with the hour where its calendar entries have one, else the last day, included. The end is None
    where nobody knows the hour."""
    card, zone = view.card, view.card.timezone
    if view.sessions:
        opening = min(view.sessions, key=lambda session: (session.day, session.times.start))
        closing = max(view.sessions, key=lambda session: (session.day, session.times.start))
        return at(opening.day, opening.times.start, zone), _end(closing.day, closing.times, zone)
    if card.times and first == last and first.precise:
        return at(first.first, card.times.start, zone), _end(first.first, card.times, zone)
    return first.isoformat(), last.isoformat()


def _end(day: date, times: ClockTimes, zone: str) -> str | None:
    """When times of a day end: on the next day, if that lies before their beginning."""
    return None if times.end is None else at(day + timedelta(days=times.end <= times.start), times.end, zone)


def at(day: date, hour: time | None, zone: str) -> str:
    """A day, with the local hour and its offset where one is known."""
    return day.isoformat() if hour is None else datetime.combine(day, hour, ZoneInfo(zone)).isoformat()


def _locations(view: EventView, mode: str) -> list[Thing]:
    card = view.card
    found: list[Thing] = []
    if mode != "online" and (card.venue or card.city or card.country):
        place = card.venue or card.city
        address = known(
            {
                "@type": "PostalAddress",
                "addressLocality": card.city and card.city.text,
                "addressCountry": card.country,
            }
        )
        found.append({"@type": "Place", "name": place and place.text, "address": address})
    if mode != "onsite":
        found.append({"@type": "VirtualLocation", "url": view.url_online or view.head.url})
    return all_known(found)
