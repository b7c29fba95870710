"""Calendars of events (RFC 5545, RFC 7986): which properties are said, in which order. `contentlines` knows how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sitegen.plan.body import Body
from sitegen.plan.machines import CalendarEntry, CalendarView
from sitegen.render.formats.contentlines import day, document, instant, text
from sitegen.render.markdown import Prose
from sitegen.render.words import Voice, Voices

PRODID = "-//sitegen//sitegen//EN"
_REFRESH = "PT12H"


def icalendar(view: CalendarView, voices: Voices, prose: Callable[[Body], Prose]) -> bytes:
    """The calendar of one event, or of all. All-day entries end exclusively; timed ones are in UTC, so that no zone need be sent along."""
    return document(_calendar(view, voices(view.frame.lang)))


def _calendar(view: CalendarView, voice: Voice) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield f"PRODID:{PRODID}"
    yield "VERSION:2.0"
    if view.whole:
        # Not escaped: programs that know a calendar's name show it as it stands.
        name = " ".join(voice.t("calendar.title", site=view.frame.site_title).splitlines())
        yield f"NAME:{name}"
        yield f"X-WR-CALNAME:{name}"
        yield f"DESCRIPTION:{text(voice.t('calendar.description', campus=view.frame.campus.text))}"
        yield f"SOURCE:{view.url}"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}"
        yield f"X-PUBLISHED-TTL:{_REFRESH}"
    if view.revised:
        yield f"LAST-MODIFIED:{instant(view.revised)}"
    for entry in view.entries:
        yield from _event(entry, voice)
    yield "END:VCALENDAR"


def _event(entry: CalendarEntry, voice: Voice) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{instant(entry.stamp)}"
    if entry.revised:
        yield f"LAST-MODIFIED:{instant(entry.revised)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART{_moment(entry.start)}"
    if entry.end is not None:
        yield f"DTEND{_moment(entry.end)}"
    yield f"SUMMARY;LANGUAGE={entry.summary.lang or entry.lang}:{text(entry.summary.text)}"
    yield f"DESCRIPTION;LANGUAGE={entry.lang}:{text(_description(entry, voice))}"
    if entry.location:
        yield f"LOCATION;LANGUAGE={entry.location.lang or entry.lang}:{text(entry.location.text)}"
    if entry.conference:
        yield f"CONFERENCE;VALUE=URI:{entry.conference}"  # RFC 7986 5.11
    if entry.categories:
        yield f"CATEGORIES:{','.join(text(label.text) for label in entry.categories)}"
    yield f"URL:{entry.url}"
    yield f"STATUS:{entry.status}"
    yield "TRANSP:TRANSPARENT"  # an event of the campus blocks nobody's day
    yield "END:VEVENT"


def _moment(value: date | datetime) -> str:
    """What follows the name of a property that holds either a time or a whole day."""
    return f":{instant(value)}" if isinstance(value, datetime) else f";VALUE=DATE:{day(value)}"


def _description(entry: CalendarEntry, voice: Voice) -> str:
    """When (in local time, with its zone), what, and where more is said."""
    when = voice.d.range_text(*entry.days)
    if entry.times:
        when += ", " + voice.d.times(entry.times, entry.timezone, entry.days[0].first, entry.city)
    lines = [f"{voice.t('event.when')}: {when}"]
    if entry.description:
        lines.append(entry.description.text)
    if entry.conference:
        lines.append(f"{voice.t('event.join')}: {entry.conference}")
    return "\n".join([*lines, entry.url])
