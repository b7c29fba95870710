"""What machines get besides pages: feeds, calendars, sitemap, open data. Only the values; `render.formats` writes them down."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.plan.body import Body
from sitegen.plan.parts import Alternate, Frame, Said


class FeedEntry(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An article in a feed. Its language is `lang`, which may be another than the feed's."""

    id: str
    """`urn:uuid:`, the same for ever: it does not contain the site's address."""
    url: str
    lang: str
    title: str
    summary: str
    body: Body | None
    published: datetime
    """With the offset of the site's time zone."""
    updated: datetime
    authors: tuple[str, ...]
    topics: tuple[tuple[str, Said], ...]
    """Key and label."""
    alternates: tuple[Alternate, ...]
    """Its other versions."""
    image: str | None
    """Whole URL."""


class FeedView(Struct, frozen=True, gc=False, kw_only=True):
    """`feed.atom` and `feed.json`."""

    frame: Frame
    id: str
    url: str
    """Of the feed itself."""
    home: str
    """URL of the page that the feed belongs to."""
    updated: datetime
    entries: tuple[FeedEntry, ...]


class CalendarEntry(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An event in a calendar (RFC 5545 VEVENT)."""

    uid: str
    sequence: int
    stamp: datetime
    """UTC; when the event's facts were last revised, never the time of the build (RFC 5545 3.8.7.2). Every entry must have one: where
    nobody wrote when, it is the first day."""
    revised: datetime | None
    """UTC; as the author wrote it."""
    start: date | datetime
    """A date for all-day entries, else UTC."""
    end: date | datetime | None
    """Exclusive; None for a timed entry whose end nobody knows ("until finished")."""
    summary: Said
    lang: str
    location: Said | None
    """None online."""
    conference: str | None
    """Where to join online."""
    url: str
    status: str
    """`TENTATIVE`, `CONFIRMED` or `CANCELLED`."""
    description: Said | None
    days: tuple[PartialDate, PartialDate]
    """First and last day of the entry as the author wrote them, for the description."""
    times: ClockTimes | None
    """Local times of the entry's days."""
    timezone: str
    city: str | None
    """For the zone's label; None at home."""
    categories: tuple[Said, ...]


class CalendarView(Struct, frozen=True, gc=False, kw_only=True):
    """`calendar.ics`: one event, or all. It has at least one entry (RFC 5545 3.6)."""

    frame: Frame
    url: str
    whole: bool
    """All events of the site, to subscribe to."""
    revised: datetime | None
    """The latest of the entries."""
    entries: tuple[CalendarEntry, ...]


class SitemapEntry(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """One address with its versions."""

    url: str
    modified: date | None
    alternates: tuple[Alternate, ...]


class SitemapView(Struct, frozen=True, gc=False, kw_only=True):
    """`sitemap.xml`, or one of its parts."""

    entries: tuple[SitemapEntry, ...]


class SitemapIndexView(Struct, frozen=True, gc=False, kw_only=True):
    """`sitemap-index.xml`: the parts of a sitemap of more than 50,000 addresses."""

    urls: tuple[str, ...]


class RobotsView(Struct, frozen=True, gc=False, kw_only=True):
    """`robots.txt`."""

    sitemap: str


class PartnerDatum(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """A partner in `/data/partners.json`, public fields only."""

    key: str
    names: tuple[tuple[str, str], ...]
    """Language (`""`: official) and name."""
    local: tuple[str, str] | None
    """The name in its own script, and its language."""
    other_names: tuple[str, ...]
    former_names: tuple[tuple[str, str | None], ...]
    short: str | None
    type: str
    country: str | None
    city: tuple[tuple[str, str], ...]
    geo: tuple[float, float] | None
    website: str | None
    ids: tuple[tuple[str, str], ...]
    since: str | None
    status: str
    validity: str | None
    agreements: tuple[str, ...]
    urls: tuple[tuple[str, str], ...]
    """Language and page."""


class PartnersDataView(Struct, frozen=True, gc=False, kw_only=True):
    """`partners.json`."""

    url: str
    partners: tuple[PartnerDatum, ...]


class AgreementDatum(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An entry of `agreements.csv` and `agreements.json`: one document, public fields only. Dates as ISO 8601,
    with the precision that was written."""

    key: str
    type: str
    titles: tuple[str, ...]
    """One for each language of the site."""
    partners: tuple[str, ...]
    partner_names: tuple[str, ...]
    countries: tuple[str, ...]
    level: str
    signed: str
    effective: str
    expires: str
    """`open` where it has no end; empty where none is recorded."""
    validity: str
    scope: tuple[str, ...]
    renews: str
    """The key of a document that is public, too."""
    number: str


class AgreementsDataView(Struct, frozen=True, gc=False, kw_only=True):
    """`agreements.csv` and `agreements.json`."""

    languages: tuple[str, ...]
    agreements: tuple[AgreementDatum, ...]
