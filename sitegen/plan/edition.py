"""An edition: the site as told in one language. It answers what the modules of this room ask when they make views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sitegen.base.formats import Formats
from sitegen.base.problems import Place
from sitegen.base.words import sort_key
from sitegen.plan import kinds
from sitegen.plan.addresses import Base
from sitegen.plan.body import Body
from sitegen.plan.links import Links
from sitegen.plan.media import media_path
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, Frame, Head, Image, Said
from sitegen.read.config import Config
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.record import Picture, Record, Texts
from sitegen.relate.site import Site

R = TypeVar("R", bound=Record)

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Primary subtags of languages that are written from right to left (CLDR `characterOrder`)."""


def direction(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Edition:
    """The site in one of its languages."""

    site: Site
    base: Base
    links: Links
    lang: str

    @property
    def config(self) -> Config:
        """The site's."""
        return self.site.config

    # texts

    def said(self, texts: Texts, *, first: str | None = None) -> Said | None:
        """A text in this language; else one that was written for all; else in another, marked. None where there is none.

        `first` asks for another language before this one."""
        for lang in (first or self.lang, self.lang, "", *self.config.languages, *texts):
            text = texts.get(lang)
            if text:
                marked = lang if lang not in ("", self.lang) else None
                return Said(text, marked, self._dir(marked))
        return None

    def title(self, record: Record) -> Said:
        """The title of a record as the page that a link leads to has it; its key where it has none."""
        return self.said(record.title, first=self.version(record)) or Said(record.key)

    def in_language(self, text: str, lang: str | None) -> Said:
        """A text in a known language."""
        marked = lang if lang != self.lang else None
        return Said(text, marked, self._dir(marked))

    def _dir(self, lang: str | None) -> str | None:
        return direction(lang) if lang and direction(lang) != direction(self.lang) else None

    # addresses

    def version(self, record: Record) -> str:
        """The language of the page that a link to the record leads to: this one, or the first that the record exists in."""
        return self.lang if self.lang in record.languages else record.languages[0]

    def path(self, record: Record) -> str:
        """The path of a record's page, in this language where it exists."""
        return kinds.path(record, self.version(record))

    def path_in(self, record: Record, lang: str) -> str:
        """The path of a record's page in a language that it exists in."""
        return kinds.path(record, lang)

    def href(self, record: Record) -> str:
        """What a page writes to lead to the record."""
        return self.base.href(self.path(record))

    def other_version(self, record: Record) -> str | None:
        """The language of the page behind `href`, where it is another one."""
        version = self.version(record)
        return version if version != self.lang else None

    def anchor(self, record: Record) -> Anchor:
        """A link to a record by its title."""
        return Anchor(self.href(record), self.title(record), self.other_version(record))

    def anchors(self, record: Record, field: str, kind: type[R]) -> tuple[Anchor, ...]:
        """Links to what a field of the record names, in its order; what is hidden today is left out."""
        named = (self.site.get(kind, key) for key in record.keys(field))
        return tuple(self.anchor(other) for other in named if other)

    def topics(self, record: Record) -> tuple[Anchor, ...]:
        """Links to the record's topics."""
        return self.anchors(record, "topics", Topic)

    def partner_name(self, partner: Partner) -> Said:
        """A partner's name in this language, else its official one, else one in another language."""
        if self.lang not in partner.title and partner.official:
            return self.in_language(partner.official, partner.official_lang)
        return self.said(partner.title) or Said(partner.key)

    def partner_anchor(self, partner: Partner) -> Anchor:
        """A link to a partner by its name."""
        return Anchor(self.href(partner), self.partner_name(partner))

    def partners(self, record: Record, field: str) -> tuple[Anchor, ...]:
        """Links to the partners that a field of the record names."""
        named = (self.site.get(Partner, key) for key in record.keys(field))
        return tuple(self.partner_anchor(partner) for partner in named if partner)

    # what a record shows

    def body(self, record: Record) -> Body | None:
        """The record's words: in this language, else in the first that has some, marked by `Body.lang`. None where there are none."""
        lang = next((lang for lang in (self.lang, *self.config.languages) if lang in record.prose), None)
        if lang is None:
            return None
        prose = record.prose[lang]
        targets = {link.target: self.links.resolve(link.target, prose.place.path, lang) for link in prose.links}
        return Body(
            prose.text, lang, tuple(sorted((target, href) for target, href in targets.items() if href is not None))
        )

    def image(self, picture: Picture | None) -> Image | None:
        """A picture of a record; None where it has none."""
        if picture is None:
            return None
        alt = self.said(picture.alt) or Said("")
        return Image(self.media(picture.src), alt, self.said(picture.caption), self.said(picture.credit))

    def media(self, file: str) -> str:
        """The address of a file below `content/`."""
        return self.base.href(media_path(file, self.site.content.files))

    # pages

    def planned(
        self,
        path: str,
        template: str,
        make: Callable[[Head], Any],
        *,
        cluster: tuple[str, ...] = (),
        section: str | None = None,
        modified: date | None = None,
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
        make: Callable[[Head], Any],
        *,
        section: str,
        note: date | None = None,
        modified: date | None = None,
    ) -> Planned:
        """The page of a record in this language."""
        prose = record.prose.get(self.lang)
        return Planned(
            path=kinds.path(record, self.lang),
            template=template,
            make=make,
            source=prose.place if prose else Place(record.path),
            prose=next(
                (record.prose[lang] for lang in (self.lang, *self.config.languages) if lang in record.prose), None
            ),
            lang=self.lang,
            cluster=(record.kind, record.key),
            section=section,
            title=self.title(record).text,
            note=note,
            modified=modified,
            listed=True,
        )

    # lists and figures that many pages share

    @cached_property
    def frame(self) -> Frame:
        """What stands around every page."""
        from sitegen.plan.frame import frame  # it asks this module for everything

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
    def _formats(self) -> Formats:
        names = {code: said.text for code, texts in self.config.country_names.items() if (said := self.said(texts))}
        return Formats(self.lang, names)

    def country_order(self, country: str) -> tuple[object, ...]:
        """A sort key: countries stand in the order of their names in this language."""
        return sort_key(self._formats.country(country))

    @cached_property
    def all_topics(self) -> tuple[Topic, ...]:
        """All topics, A–Z by their labels in this language."""
        return tuple(sorted(self.site.of(Topic).values(), key=lambda topic: sort_key(self.title(topic).text)))

    @cached_property
    def topic_sizes(self) -> Counter[str]:
        """How many items carry each topic, as this language's lists show them."""
        sizes: Counter[str] = Counter()
        for kind, records in self.site.content.records.items():
            for record in records.values():
                if kind != Article.kind or record.key in self.listed_keys:
                    sizes.update(record.keys("topics"))
        return sizes

    def as_of(self, agreements: Iterable[Agreement]) -> date | None:
        """The last day on which the validity of one of these changed: what a page about them may truly say of its date."""
        standings = map(self.site.standing, agreements)
        return max((standing.since for standing in standings if standing and standing.since), default=None)
