"""The pages of events: the index, the years and months, the events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import partial

from msgspec import Struct

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.plan import addresses, calendars, months, posters
from sitegen.plan.body import Body
from sitegen.plan.cards import article_card, coming, event_card
from sitegen.plan.edition import Edition
from sitegen.plan.months import MonthLink
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, ArticleCard, Count, EventCard, Head, Image, Said, Shared, View
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.record import Record
from sitegen.relate.site import Phase


class SessionShown(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """One session of an event."""

    day: date
    times: ClockTimes
    title: Said | None


class EventView(View, frozen=True, kw_only=True):
    """`event.html`."""

    card: EventCard
    summary: Said | None
    body: Body | None
    """In `body.lang`, which is another language where the words exist only there."""
    image: Image | None
    shared: Shared | None
    """What messages about the page show."""
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
    organizers: tuple[Anchor, ...]
    other_organizers: tuple[Said, ...]
    """Those that are no partners."""
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


class EventsIndexView(View, frozen=True, kw_only=True):
    """`events-index.html`: what runs and what comes, then the past; or a year."""

    year: int | None
    running: tuple[EventCard, ...]
    upcoming: tuple[EventCard, ...]
    """Soonest first; tentative ones and those with a month only after the others."""
    past: tuple[tuple[int, tuple[EventCard, ...]], ...]
    """By year, newest first. On a year's page `running` and `upcoming` are of that year, too."""
    years: tuple[Count, ...]
    months: tuple[MonthLink, ...]
    """Those of the year; on the index those in which something runs or comes, else the last one."""
    total: int
    webcal: str | None
    """Address of the calendar for programs that subscribe to it; None while there is none."""


def path(record: Record, lang: str) -> str:
    """`/id/agenda/2022/pelatihan-kui/`, in the year in which it starts; `/id/agenda/pelatihan-kui/` while that is not known."""
    assert isinstance(record, Event)
    folder = addresses.year(lang, record.start.year) if record.start else addresses.index("events", lang)
    return f"{folder}{record.slugs[lang]}/"


MADE_OF = frozenset({"events"})


def pages(edition: Edition) -> Iterator[Planned]:
    """The index, a page for each year in which something takes place, the events, their calendars and that of all."""
    lang, events = edition.lang, edition.site.events
    by_year: dict[int, list[Event]] = {}
    for event in events:
        for year in _years(event):
            by_year.setdefault(year, []).append(event)
    years = tuple(
        Count(str(year), edition.base.href(addresses.year(lang, year)), len(shown))
        for year, shown in sorted(by_year.items(), reverse=True)
    )
    by_month = months.by_month(events)
    links = months.links(edition, by_month)
    yield edition.planned(
        addresses.index("events", lang),
        "events-index.html",
        partial(_index_view, None, events, years, links),
        cluster=("events",),
        section="events",
        modified=partial(_newest, events),
    )
    for year, shown in sorted(by_year.items()):
        yield edition.planned(
            addresses.year(lang, year),
            "events-index.html",
            partial(_index_view, year, shown, years, [link for link in links if link.month.year == year]),
            cluster=("events", str(year)),
            section="events",
            modified=partial(_newest, shown),
        )
    yield from months.pages(edition, by_month, links)
    yield from edition.of_records(events, _page)
    yield from calendars.pages(edition)


def _page(edition: Edition, event: Event) -> Planned:
    return edition.planned_record(
        event,
        "event.html",
        partial(_event_view, event),
        section="events",
        note=event.start.first if event.start else None,
        modified=_modified(event),
    )


def _years(event: Event) -> range:
    """An event over New Year belongs to both years."""
    if event.start is None:
        return range(0)
    return range(event.start.year, (event.end or event.start).last.year + 1)


def _modified(event: Event) -> date | None:
    return max(event.updated.values()) if event.updated else None


def _newest(events: Sequence[Event], edition: Edition) -> date | None:
    return max(filter(None, map(_modified, events)), default=None)


def _index_view(
    year: int | None,
    shown: Sequence[Event],
    years: tuple[Count, ...],
    links: Sequence[MonthLink],
    edition: Edition,
    head: Head,
) -> EventsIndexView:
    running, upcoming = coming(edition, shown)
    by_year: dict[int, list[EventCard]] = {}
    for event in shown:
        if event.start and edition.site.phase(event) is Phase.PAST:
            by_year.setdefault(year or event.start.year, []).append(event_card(edition, event))
    return EventsIndexView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        year=year,
        running=tuple(event_card(edition, event) for event in running),
        upcoming=tuple(event_card(edition, event) for event in upcoming),
        past=tuple((each, tuple(cards)) for each, cards in sorted(by_year.items(), reverse=True)),
        years=years,
        months=tuple(links) if year else _coming_months(links, [*running, *upcoming]),
        total=len(shown),
        webcal=f"webcal:{edition.base.url(addresses.calendar(edition.lang)).partition(':')[2]}"
        if edition.site.dated
        else None,
    )


def _coming_months(links: Sequence[MonthLink], coming: Sequence[Event]) -> tuple[MonthLink, ...]:
    """The months of some events; where there are none, the last of all."""
    wanted = {month for event in coming for month in months.months_of(event)}
    return tuple(link for link in links if link.month in wanted) or tuple(links[-1:])


def _event_view(event: Event, edition: Edition, head: Head) -> EventView:
    site = edition.site
    registration = event.registration
    deadline = registration.deadline if registration else None
    named = edition.partners(event, "organizers")
    return EventView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        card=event_card(edition, event),
        summary=edition.said(event.summary),
        body=edition.body(event),
        image=edition.image(event.image),
        shared=posters.shared(edition, event),
        sessions=tuple(
            SessionShown(day=each.day, times=each.times, title=edition.said(each.title)) for each in event.sessions
        ),
        timeline=tuple((edition.said(step.label) or Said(""), step.day) for step in event.timeline),
        url_online=event.url_online,
        registration_url=registration.url if registration else None,
        registration_deadline=deadline.day if deadline else None,
        registration_deadline_time=deadline.time if deadline else None,
        registration_open=site.today <= deadline.day if deadline else None,
        quota=registration.quota if registration else None,
        fee=edition.said(registration.fee) if registration else None,
        organizers=tuple(named),
        other_organizers=tuple(map(Said, event.organizers)),
        partners=edition.partners(event, "partners"),
        topics=edition.topics(event),
        audience=event.audience,
        spoken=event.spoken,
        participant_countries=edition.country_counts(event.participants.countries if event.participants else ()),
        previous_start=event.previous_start,
        our_role=event.our_role,
        articles=tuple(
            article_card(edition, article)
            for article in site.naming(event, Article)
            if article.key in edition.listed_keys
        ),
        editions=tuple(event_card(edition, other) for other in site.editions(event)),
        calendar=edition.base.href(calendars.path(edition, event)) if calendars.has_day(event) else None,
    )
