"""The months of events: each as a table of its weeks, beside the list."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec import Struct

from sitegen.base.dates import PartialDate
from sitegen.plan import addresses
from sitegen.plan.cards import event_card, opening
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, EventCard, Head, View
from sitegen.read.kinds.events import Event

_MOST = 24
"""Months of one event. A longer one is a wrong year, which a warning tells, and would fill a page for each month of it."""


class MonthLink(Struct, frozen=True, gc=False, array_like=True):
    """A month in which something takes place, with the number of events."""

    month: PartialDate
    href: str
    number: int


class DayEvent(Struct, frozen=True, gc=False, array_like=True):
    """An event on one of its days."""

    anchor: Anchor
    status: str


class DayShown(Struct, frozen=True, gc=False, array_like=True):
    """A day of the table. `day` is None before the first and after the last of the month."""

    day: date | None
    events: tuple[DayEvent, ...] = ()


class MonthView(View, frozen=True, kw_only=True):
    """`events-month.html`."""

    month: PartialDate
    weekdays: tuple[date, ...]
    """A day of each weekday, in the order of a week in the page's language (CLDR)."""
    weeks: tuple[tuple[DayShown, ...], ...]
    """Events of which only the month is known are on none of the days."""
    events: tuple[EventCard, ...]
    """All of the month, soonest first."""
    previous: MonthLink | None
    """The month before in which something takes place."""
    next: MonthLink | None
    index_href: str
    """Of the list of all events."""


def pages(
    edition: Edition, members: Mapping[PartialDate, Sequence[Event]], links: Sequence[MonthLink]
) -> Iterator[Planned]:
    """A page for each month in which something takes place: `/id/agenda/2022/11/`."""
    for previous, link, following in zip([None, *links], links, [*links[1:], None], strict=False):
        shown = members[link.month]
        yield edition.planned(
            edition.base.path(link.href),
            "events-month.html",
            partial(_view, link.month, shown, previous, following),
            cluster=("events", link.month.isoformat()),
            section="events",
            modified=max((day for event in shown for day in event.updated.values()), default=None),
        )


def by_month(events: Iterable[Event]) -> Mapping[PartialDate, Sequence[Event]]:
    """Month → the events that take place in it, the first month first."""
    members: dict[PartialDate, list[Event]] = {}
    for event in events:
        for month in months_of(event):
            members.setdefault(month, []).append(event)
    return dict(sorted(members.items()))


def months_of(event: Event) -> Sequence[PartialDate]:
    """The months in which an event takes place; none while no month is known."""
    if event.start is None or event.end is None or event.start.month is None:
        return ()
    days = [session.day for session in event.sessions]
    first, last = (min(days), max(days)) if days else (event.start.first, event.end.last)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    ahead = (divmod(first.month - 1 + each, 12) for each in range(min(count, _MOST)))
    return [PartialDate(first.year + years, month + 1) for years, month in ahead]


def links(edition: Edition, members: Mapping[PartialDate, Sequence[Event]]) -> tuple[MonthLink, ...]:
    """Links to the pages of months."""
    return tuple(
        MonthLink(month, edition.base.href(addresses.month(edition.lang, month)), len(events))
        for month, events in members.items()
    )


def _view(
    month: PartialDate,
    members: Sequence[Event],
    previous: MonthLink | None,
    following: MonthLink | None,
    edition: Edition,
    head: Head,
) -> MonthView:
    events = sorted(members, key=lambda event: (opening(event), event.key))
    first_weekday = edition.first_weekday
    monday = date(2024, 1, 1)
    on = _by_day(edition, month, events)
    weeks = Calendar(first_weekday).monthdayscalendar(month.year, month.month or 1)
    return MonthView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        month=month,
        weekdays=tuple(monday + timedelta(days=first_weekday + each) for each in range(7)),
        weeks=tuple(
            tuple(
                DayShown(month.first.replace(day=day), tuple(on.get(day, ()))) if day else DayShown(None)
                for day in week
            )
            for week in weeks
        ),
        events=tuple(event_card(edition, event) for event in events),
        previous=previous,
        next=following,
        index_href=edition.base.href(addresses.index("events", edition.lang)),
    )


def _by_day(edition: Edition, month: PartialDate, events: Sequence[Event]) -> Mapping[int, Sequence[DayEvent]]:
    """Day of the month → what takes place on it."""
    on: dict[int, list[DayEvent]] = {}
    for event in events:
        shown = DayEvent(edition.anchor(event), event.status)
        for day in _days(event, month):
            on.setdefault(day, []).append(shown)
    return on


def _days(event: Event, month: PartialDate) -> Iterable[int]:
    """The days of a month on which an event takes place; an event with sessions does so on their days."""
    if event.sessions:
        inside = {each.day for each in event.sessions if (each.day.year, each.day.month) == (month.year, month.month)}
        return sorted(day.day for day in inside)
    if event.start is None or event.end is None or not (event.start.precise and event.end.precise):
        return ()
    first, last = max(event.start.first, month.first), min(event.end.last, month.last)
    return range(first.day, last.day + 1)
