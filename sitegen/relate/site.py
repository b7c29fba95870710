"""A site: all records, related, as they stand on one day. Everything later is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar, cast

from sitegen.base.words import sort_key
from sitegen.read.config import Config
from sitegen.read.content import Content
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record
from sitegen.relate import mergers, translations
from sitegen.relate.chains import Chain, chains_of, links
from sitegen.relate.order import natural
from sitegen.relate.validity import Standing, standing

R = TypeVar("R", bound=Record)

_DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where an event stands on the day of the build, by the days of the campus."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAST = "past"


def phase_on(event: Event, day: date) -> Phase:
    """Where an event stands on a day. One with a month only is to come until the month is over."""
    if event.start is None or event.end is None:
        return Phase.UPCOMING
    if event.end.last < day:
        return Phase.PAST
    return Phase.RUNNING if event.start.precise and event.start.first <= day else Phase.UPCOMING


@dataclass(frozen=True)
class Site:
    """All records as they stand on `today`."""

    content: Content
    today: date
    future: bool = False
    """Whether articles of days to come are shown already."""

    def followed_by(self, content: Content, today: date) -> Site:
        """The site of other content, or of another day, that takes over what this one knows of kinds whose records are the same."""
        site = Site(content, today, self.future)
        if (today, content.config) == (self.today, self.config):
            same = {kind for kind, records in content.records.items() if records is self.content.records[kind]}
            known = {
                name: self.__dict__[name] for name, kind in _KNOWN_OF.items() if kind in same and name in self.__dict__
            }
            site.__dict__.update(known)
            site._in_order.update({kind: self._in_order[kind] for kind in same & self._in_order.keys()})
            site._named_by.update({kind: self._named_by[kind] for kind in same & self._named_by.keys()})
        return site

    @property
    def config(self) -> Config:
        """`site.yaml`."""
        return self.content.config

    # records

    @cached_property
    def _visible(self) -> Mapping[str, Mapping[str, Record]]:
        visible = dict(self.content.records)
        if not self.future:
            news = cast("Mapping[str, Article]", visible.get(Article.kind, {}))
            visible[Article.kind] = {key: article for key, article in news.items() if article.date.day <= self.today}
        return visible

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """The records of a kind that are shown, by key; articles of days to come are not."""
        return cast("Mapping[str, R]", self._visible[kind.kind])

    def get(self, kind: type[R], key: str) -> R | None:
        """A record that is shown; None where there is none of that key."""
        return cast("R | None", self._visible[kind.kind].get(key))

    @cached_property
    def _in_order(self) -> dict[str, tuple[Record, ...]]:
        """Kind → its records in their natural order, of the kinds that were asked for."""
        return {}

    def in_order(self, kind: type[R]) -> tuple[R, ...]:
        """The records of a kind that are shown, in their natural order: what is newest first."""
        return cast("tuple[R, ...]", self._ordered(kind.kind))

    def _ordered(self, kind: str) -> tuple[Record, ...]:
        known = self._in_order.get(kind)
        if known is None:
            known = self._in_order[kind] = natural(self._visible[kind].values())
        return known

    @property
    def articles(self) -> tuple[Article, ...]:
        """Newest first."""
        return self.in_order(Article)

    @property
    def events(self) -> tuple[Event, ...]:
        """Latest first."""
        return self.in_order(Event)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """What the public may see: public, and not cancelled. Newest first."""
        return tuple(each for each in self.in_order(Agreement) if each.public and each.key in self._standings)

    def partners(self, lang: str) -> tuple[Partner, ...]:
        """A–Z by their names in a language of the site."""
        return self._partners[lang]

    @cached_property
    def _partners(self) -> Mapping[str, tuple[Partner, ...]]:
        def by_name(lang: str) -> tuple[Partner, ...]:
            names = {partner.key: partner.title.get(lang) or partner.named for partner in everybody}
            return tuple(sorted(everybody, key=lambda partner: (sort_key(names[partner.key]), partner.key)))

        everybody = self.of(Partner).values()
        return {lang: by_name(lang) for lang in self.config.languages}

    @cached_property
    def dated(self) -> bool:
        """Whether a calendar has anything to show."""
        return any(event.start and event.start.precise for event in self.events)

    def listed(self, article: Article) -> bool:
        """Whether lists show the article: an announcement that has expired keeps its page only."""
        return article.expires is None or article.expires >= self.today

    # relations

    @cached_property
    def _named_by(self) -> dict[str, Mapping[tuple[str, str], list[Record]]]:
        """Kind, of those that were asked for → what its records name (kind and key) → those that name it."""
        return {}

    def naming(self, record: Record, kind: type[R]) -> tuple[R, ...]:
        """The records of a kind that refer to `record` by any field, in the natural order of their kind: what is newest first."""
        index = self._named_by.get(kind.kind)
        if index is None:
            index = self._named_by[kind.kind] = _named_by(self.in_order(kind))
        return cast("tuple[R, ...]", tuple(index.get((record.kind, record.key), ())))

    def editions(self, event: Event) -> tuple[Event, ...]:
        """The other events of its series, latest first."""
        if event.series is None:
            return ()
        return tuple(other for other in self._series[event.series] if other.key != event.key)

    @cached_property
    def _series(self) -> Mapping[str, list[Event]]:
        series: dict[str, list[Event]] = {}
        for event in self.events:
            if event.series:
                series.setdefault(event.series, []).append(event)
        return series

    def newer_version(self, record: Record, lang: str) -> tuple[str, date] | None:
        """Another language in which the record was updated later than in this one, and when; None where that is not known."""
        return translations.newer_version(record, lang)

    # agreements

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        everything = self.of(Agreement)
        renewing: dict[str, list[Agreement]] = {}
        for agreement in everything.values():
            for key in agreement.keys("renews"):
                renewing.setdefault(key, []).append(agreement)
        days = self.config.expiring_days
        found = {key: standing(each, renewing.get(key, ()), self.today, days) for key, each in everything.items()}
        return {key: each for key, each in found.items() if each}

    def standing(self, agreement: Agreement) -> Standing:
        """How an agreement stands today. A cancelled one has no standing and raises KeyError."""
        return self._standings[agreement.key]

    def has_standing(self, agreement: Agreement) -> bool:
        """Whether the agreement was not cancelled."""
        return agreement.key in self._standings

    def chains(self, agreements: Iterable[Agreement]) -> tuple[Chain, ...]:
        """Some agreements as renewal chains, each counted once."""
        return chains_of(agreements, self._links, self._standings)

    @cached_property
    def _links(self) -> Mapping[str, str]:
        return links(self.of(Agreement))

    def agreements_of(self, partner: Partner) -> tuple[Agreement, ...]:
        """The public agreements of a partner and of those that were merged into it, newest first."""
        merged = self.merged(partner.key)
        if not merged:
            return tuple(self._agreements_by_partner.get(partner.key, ()))
        keys = {partner.key, *merged}
        found = {agreement.key: agreement for key in keys for agreement in self._agreements_by_partner.get(key, ())}
        return natural(found.values())

    @cached_property
    def _agreements_by_partner(self) -> Mapping[str, list[Agreement]]:
        by_partner: dict[str, list[Agreement]] = {}
        for agreement in self.agreements:
            for key in agreement.keys("partners"):
                by_partner.setdefault(key, []).append(agreement)
        return by_partner

    def merged(self, key: str) -> frozenset[str]:
        """The keys of the partners that are part of this one now."""
        return self._merged.get(key, frozenset())

    @cached_property
    def _merged(self) -> Mapping[str, frozenset[str]]:
        return mergers.merged(self.of(Partner))

    def signed_name(self, agreement: Agreement, partner: Partner) -> str | None:
        """The name of a partner on the day of signing, where it is another today."""
        if agreement.signed is None:
            return None
        day = agreement.signed.first
        then = [(former.until.last, former.name) for former in partner.former_names if former.until]
        _, name = min((each for each in then if each[0] >= day), default=(day, None))
        return name if name not in (partner.official, *partner.title.values()) else None

    # the calendar

    def phase(self, event: Event) -> Phase:
        """Where an event stands today."""
        return phase_on(event, self.today)

    @cached_property
    def next_change(self) -> date | None:
        """The first later day on which readers see something else by the calendar alone; None where no such day is known."""
        days = [self.standing(agreement).until for agreement in self.agreements]
        for event in self.events:
            if event.start and event.end:
                days += [event.start.first if event.start.precise else None, event.end.last + _DAY]
            if event.registration and event.registration.deadline:
                days.append(event.registration.deadline.day + _DAY)
        for article in self.content.of(Article).values():
            hidden = article.date.day > self.today and not self.future
            days.append(article.date.day if hidden else article.expires and article.expires + _DAY)
        return min((day for day in days if day and day > self.today), default=None)


_KNOWN_OF = {
    "dated": Event.kind,
    "agreements": Agreement.kind,
    "_agreements_by_partner": Agreement.kind,
    "_links": Agreement.kind,
    "_merged": Partner.kind,
    "_partners": Partner.kind,
    "_series": Event.kind,
    "_standings": Agreement.kind,
}
"""What a site works out of the records of one kind alone, with `site.yaml` and the day."""


def _named_by(records: Iterable[Record]) -> Mapping[tuple[str, str], list[Record]]:
    """What some records name (kind and key) → those that name it, each once, in their order."""
    index: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        for ref in record.refs:
            named = ref.kind, ref.key
            others = index.get(named)
            if others is None:
                index[named] = [record]
            elif others[-1] is not record:  # one record may name another by two fields
                others.append(record)
    return index
