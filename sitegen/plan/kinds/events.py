"""The pages of events: the index, the years, the events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.plan.body import Body
from sitegen.plan.parts import Anchor, ArticleCard, Count, EventCard, Image, Said, View


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """One session of an event."""

    day: date
    times: ClockTimes
    title: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView(View):
    """`event.html`."""

    card: EventCard
    summary: Said | None
    body: Body | None
    """In `body.lang`, which is another language where the words exist only there."""
    image: Image | None
    sessions: tuple[SessionShown, ...]
    timeline: tuple[tuple[Said, date], ...]
    url_online: str | None
    registration_url: str | None
    registration_deadline: date | None
    registration_deadline_time: time | None
    registration_open: bool | None
    """By the deadline; None where there is none."""
    quota: int | None
    fee: Said | None
    organizers: tuple[Anchor | Said, ...]
    partners: tuple[Anchor, ...]
    topics: tuple[Anchor, ...]
    audience: tuple[str, ...]
    spoken: tuple[str, ...]
    participant_countries: tuple[Count, ...]
    """As `ArticleView.countries`."""
    previous_start: tuple[PartialDate, ...]
    our_role: str | None
    articles: tuple[ArticleCard, ...]
    editions: tuple[EventCard, ...]
    """Other events of its series."""
    calendar: str | None
    """Address of its .ics; None where it has no date yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsIndexView(View):
    """`events-index.html`: what runs and what comes, then the past; or a year."""

    year: int | None
    running: tuple[EventCard, ...]
    upcoming: tuple[EventCard, ...]
    """Soonest first; tentative ones and those with a month only after the others."""
    past: tuple[tuple[int, tuple[EventCard, ...]], ...]
    """By year, newest first. On a year's page `running` and `upcoming` are of that year, too."""
    years: tuple[Count, ...]
    total: int
