"""An edition: the site in one language, with the lists and figures that many of its pages share, and the pages that it plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from types import ModuleType
from typing import NamedTuple, TypeAlias, TypeVar

from sitegen.base.formats import Formats
from sitegen.base.problems import Place
from sitegen.base.words import sort_key
from sitegen.plan import addresses
from sitegen.plan.frame import frame
from sitegen.plan.page import Make, Modified, Planned
from sitegen.plan.parts import Count, Frame
from sitegen.plan.telling import Telling
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.record import Record

R = TypeVar("R", bound=Record)

OfRecords: TypeAlias = dict[Callable[..., Planned], dict[str, tuple[Record, Planned]]]
"""What plans a record's page → key → the record, and its page."""


class Outline(NamedTuple):
    """What an edition planned."""

    of_records: OfRecords
    of_kinds: dict[str, Sequence[Planned]]
    """By kind."""


def nothing() -> Outline:
    """Of an edition that planned nothing yet."""
    return Outline({}, {})


@dataclass(frozen=True)
class Edition(Telling):
    """One language of the site. It answers what the modules of this room ask when they make views."""

    before: Outline = field(default_factory=nothing, repr=False, compare=False)
    """Of an earlier plan of the same `site.yaml`."""
    same: Set[str] = frozenset()
    """The kinds whose records are the same as in that plan, which was of the same day."""
    now: Outline = field(default_factory=nothing, repr=False, compare=False)
    """Of this one: at first what the earlier plan made of records."""

    # pages

    def of_kind(self, kind: str, module: ModuleType) -> Sequence[Planned]:
        """The pages of a kind. Where all that they are made of is the same as in the earlier plan, they are, too."""
        made_of: Set[str] | None = getattr(module, "MADE_OF", None)
        pages = self.before.of_kinds.get(kind) if made_of is not None and made_of <= self.same else None
        if pages is None:
            pages = list(module.pages(self))
        self.now.of_kinds[kind] = pages
        return pages

    def of_records(self, records: Iterable[R], page: Callable[[Edition, R], Planned]) -> Iterator[Planned]:
        """The page of each record. `page` asks of the site nothing but what the record and `site.yaml` say: so a record that is the same
        as in the earlier plan has the page that it had there."""
        before = self.before.of_records.get(page, {})
        now = self.now.of_records[page] = {}
        for record in records:
            known = before.get(record.key)
            if known is None or known[0] is not record:
                known = record, page(self, record)
            now[record.key] = known
            yield known[1]

    def planned(
        self,
        path: str,
        template: str,
        make: Make,
        *,
        cluster: tuple[str, ...] = (),
        section: str | None = None,
        modified: Modified = None,
        listed: bool = True,
    ) -> Planned:
        """A page of this language that belongs to no single record."""
        return Planned(
            path=path,
            template=template,
            make=make,
            source=Place("site.yaml"),
            lang=self.lang,
            cluster=cluster,
            section=section,
            modified=modified,
            listed=listed,
        )

    def planned_record(
        self,
        record: Record,
        template: str,
        make: Make,
        *,
        section: str,
        note: date | None = None,
        modified: Modified = None,
    ) -> Planned:
        """The page of a record in this language."""
        link = self.anchor(record)
        prose = record.prose.get(self.lang)
        languages = () if prose else self.config.languages
        return Planned(
            path=self.base.path(link.href),
            template=template,
            make=make,
            source=Place(prose.place.path if prose else record.path),
            prose=prose or next((record.prose[lang] for lang in languages if lang in record.prose), None),
            lang=self.lang,
            cluster=(record.kind, record.key),
            section=section,
            title=link.text.text,
            note=note,
            modified=modified,
            listed=True,
        )

    def again(self, records: Iterable[Record]) -> Iterator[tuple[Planned, Planned]]:
        """Of records of which only words differ, in place of all pages that the earlier plan made: its pages of these, and the new ones."""
        self.now.of_records.update({page: dict(known) for page, known in self.before.of_records.items()})
        instead: dict[int, Planned] = {}
        for record in records:
            for page, known in self.now.of_records.items():
                before = known.get(record.key)
                if before and before[0].kind == record.kind:
                    known[record.key] = now = record, page(self, record)
                    instead[id(before[1])] = now[1]
                    yield before[1], now[1]
        for kind, pages in self.before.of_kinds.items():
            self.now.of_kinds[kind] = [instead.get(id(page), page) for page in pages]

    # lists and figures that many pages share

    @cached_property
    def frame(self) -> Frame:
        """What stands around every page."""
        return frame(self)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """What lists of this language show, newest first."""
        everything = self.config.list_untranslated
        return tuple(
            article
            for article in self.site.articles
            if self.site.listed(article) and (everything or self.lang in article.languages)
        )

    @cached_property
    def listed_keys(self) -> frozenset[str]:
        """The keys of `articles`."""
        return frozenset(article.key for article in self.articles)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {article.key: position for position, article in enumerate(self.articles)}

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The next older and the next newer article of the list; None at its ends, and for an article that is not listed."""
        at = self._positions.get(article.key)
        if at is None:
            return None, None
        older = self.articles[at + 1] if at + 1 < len(self.articles) else None
        return older, self.articles[at - 1] if at else None

    @cached_property
    def partners_by_country(self) -> Counter[str]:
        """How many partners come from each country."""
        return Counter(partner.country for partner in self.site.of(Partner).values() if partner.country)

    @cached_property
    def formats(self) -> Formats:
        """How this language writes days and names of countries."""
        names = {code: said.text for code, texts in self.config.country_names.items() if (said := self.said(texts))}
        return Formats(self.lang, names)

    @property
    def first_weekday(self) -> int:
        """The day with which a week begins in this language: 0 is Monday."""
        return self.formats.first_weekday

    @cached_property
    def country_order(self) -> Callable[[str], tuple[object, ...]]:
        """Country → sort key: countries stand in the order of their names in this language."""
        return cache(lambda country: sort_key(self.formats.country(country)))

    def partners_href(self, name: str, value: str) -> str:
        """What a page writes to lead to the partners that have a value for a filter."""
        return self.base.href(addresses.partners_by(name, value, self.lang))

    def country_href(self, country: str) -> str:
        """What a page writes to lead to a country's partners."""
        return self.partners_href("country", country)

    def country_counts(self, countries: Collection[str]) -> tuple[Count, ...]:
        """Some countries with the number of their partners, by their names; those that none comes from lead nowhere (`href` is empty)."""
        if not countries:
            return ()
        sizes = self.partners_by_country
        return tuple(
            Count(country, self.country_href(country) if sizes[country] else "", sizes[country])
            for country in sorted(countries, key=self.country_order)
        )

    @cached_property
    def all_countries(self) -> tuple[Count, ...]:
        """The countries that partners come from."""
        return self.country_counts(self.partners_by_country)

    @cached_property
    def all_topics(self) -> tuple[Topic, ...]:
        """All topics, A–Z by their labels in this language."""
        return tuple(sorted(self.site.of(Topic).values(), key=lambda topic: sort_key(self.title(topic).text)))

    @cached_property
    def topic_sizes(self) -> Counter[str]:
        """How many items carry each topic, as this language's lists show them."""
        return Counter(
            topic
            for kind, records in self.site.content.records.items()
            for record in records.values()
            if kind != Article.kind or record.key in self.listed_keys
            for topic in record.keys("topics")
        )

    def as_of(self, agreements: Iterable[Agreement]) -> date | None:
        """The last day on which the validity of one of these changed: what a page about them may truly say of its date."""
        standings = map(self.site.standing, agreements)
        return max((standing.since for standing in standings if standing and standing.since), default=None)
