"""iCalendar (RFC 5545, RFC 7986). The library folds lines, escapes text and writes CRLF; here is what we say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from icalendar import Calendar, Event

from sitegen.plan.body import Body
from sitegen.plan.machines import CalendarEntry, CalendarView
from sitegen.render.markdown import Prose
from sitegen.render.words import Voice, Voices

PRODID = "-//sitegen//sitegen//EN"
_REFRESH = timedelta(hours=12)
_REFRESH_TEXT = "PT12H"
"""The same for `X-PUBLISHED-TTL`, a property that the library does not know the type of."""


def icalendar(view: CalendarView, voices: Voices, prose: Callable[[Body], Prose]) -> bytes:
    """The calendar of one event, or of all. All-day entries end exclusively; timed ones are in UTC, so that no zone need be sent along."""
    voice = voices(view.frame.lang)
    calendar = Calendar()
    say = partial(_add, calendar)
    say("prodid", PRODID)
    say("version", "2.0")
    if view.whole:
        name = voice.t("calendar.title", site=view.frame.site_title)
        say("name", name)
        say("x-wr-calname", name)
        say("description", voice.t("calendar.description", campus=view.frame.campus.text))
        say("source", view.url)
        say("refresh-interval", _REFRESH, value="DURATION")
        say("x-published-ttl", _REFRESH_TEXT)
    if view.revised:
        say("last-modified", view.revised)
    for entry in view.entries:
        calendar.add_component(_event(entry, voice))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def _event(entry: CalendarEntry, voice: Voice) -> Event:
    event = Event()
    say = partial(_add, event)
    say("uid", entry.uid)
    say("dtstamp", entry.stamp)
    if entry.revised:
        say("last-modified", entry.revised)
    say("sequence", entry.sequence)
    say("dtstart", entry.start)
    if entry.end is not None:
        say("dtend", entry.end)
    say("summary", entry.summary.text, language=entry.summary.lang or entry.lang)
    say("description", _description(entry, voice), language=entry.lang)
    if entry.location:
        say("location", entry.location.text, language=entry.location.lang or entry.lang)
    if entry.conference:
        say("conference", entry.conference, value="URI")  # RFC 7986 5.11
    if entry.categories:
        say("categories", [label.text for label in entry.categories])
    say("url", entry.url)
    say("status", entry.status)
    say("transp", "TRANSPARENT")  # an event of the campus blocks nobody's day
    return event


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


def _add(component: Calendar | Event, name: str, value: object, /, **parameters: str) -> None:
    component.add(name, value, parameters={key.upper(): text for key, text in parameters.items()})
