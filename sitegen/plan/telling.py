"""How a site is told in one language: its texts, in that language or marked as another's, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from sitegen.base.languages import direction
from sitegen.plan import kinds
from sitegen.plan.addresses import Base
from sitegen.plan.body import Body
from sitegen.plan.links import Links
from sitegen.plan.once import Answers, no_answers, once
from sitegen.plan.parts import Anchor, Image, Said
from sitegen.read.config import Config
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.record import Picture, Record, Texts
from sitegen.relate.site import Site

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Telling:
    """The site told in one of its languages."""

    site: Site
    base: Base
    links: Links
    lang: str
    answers: Answers = field(default_factory=no_answers, init=False, repr=False, compare=False)
    """What has been told of records (`once`)."""

    @cached_property
    def config(self) -> Config:
        """The site's."""
        return self.site.config

    # texts

    def said(self, texts: Texts, *, first: str | None = None) -> Said | None:
        """A text in this language; else one that was written for all; else in another, marked. None where there is none.

        `first` asks for another language before this one."""
        lang = first or self.lang
        text = texts.get(lang)
        if not text:
            others = (self.lang, "", *self.config.languages, *texts) if texts else ()
            lang = next((each for each in others if texts.get(each)), "")
            text = texts.get(lang)
        return self.in_language(text, lang or None) if text else None

    def title(self, record: Record) -> Said:
        """The title of a record as the page that a link leads to has it; its key where it has none."""
        return self.anchor(record).text

    def in_language(self, text: str, lang: str | None) -> Said:
        """A text in a known language."""
        if lang is None or lang == self.lang:
            return Said(text)
        way = direction(lang)
        return Said(text, lang, way if way != direction(self.lang) else None)

    # addresses

    def version(self, record: Record) -> str:
        """The language of the page that a link to the record leads to: this one, or the first that the record exists in."""
        return self.lang if self.lang in record.languages else record.languages[0]

    def path(self, record: Record) -> str:
        """The path of a record's page, in this language where it exists."""
        return kinds.path(record, self.version(record))

    def href(self, record: Record) -> str:
        """What a page writes to lead to the record."""
        return self.anchor(record).href

    def other_version(self, record: Record) -> str | None:
        """The language of the page behind `href`, where it is another one."""
        return self.anchor(record).lang

    @once
    def anchor(self, record: Record) -> Anchor:
        """A link to a record by its title."""
        version = self.version(record)
        title = self.said(record.title, first=version) or Said(record.key)
        return Anchor(self.base.href(self.path(record)), title, version if version != self.lang else None)

    def anchors(self, record: Record, field: str, kind: type[R]) -> tuple[Anchor, ...]:
        """Links to what a field of the record names, in its order; what is hidden today is left out."""
        named = [self.site.get(kind, key) for key in record.keys(field)]
        return tuple([self.anchor(other) for other in named if other])

    def topics(self, record: Record) -> tuple[Anchor, ...]:
        """Links to the record's topics."""
        return self.anchors(record, "topics", Topic)

    def partner_name(self, partner: Partner) -> Said:
        """A partner's name in this language, else its official one, else one in another language."""
        if self.lang not in partner.title and partner.official:
            return self.in_language(partner.official, partner.official_lang)
        return self.said(partner.title) or Said(partner.key)

    @once
    def partner_anchor(self, partner: Partner) -> Anchor:
        """A link to a partner by its name."""
        return Anchor(self.href(partner), self.partner_name(partner))

    def partners(self, record: Record, field: str) -> tuple[Anchor, ...]:
        """Links to the partners that a field of the record names."""
        named = [self.site.get(Partner, key) for key in record.keys(field)]
        return tuple([self.partner_anchor(partner) for partner in named if partner])

    # what a record shows

    def body(self, record: Record) -> Body | None:
        """The record's words: in this language, else in the first that has some, marked by `Body.lang`. None where there are none."""
        lang = self.lang
        if lang not in record.prose:
            lang = next((other for other in self.config.languages if other in record.prose), "")
        if not lang:
            return None
        prose = record.prose[lang]
        path = prose.place.path
        shown = {
            each.target: graphic
            for each in prose.links
            if each.shown and (graphic := self.links.picture(each.target, path))
        }
        linked = {each.target for each in prose.links if each.linked or each.target not in shown}
        targets = {target: self.links.resolve(target, path, lang) for target in linked}
        known = tuple(sorted((target, href) for target, href in targets.items() if href is not None))
        return Body(prose.text, lang, known, tuple(sorted(shown.items())), path)

    def image(self, picture: Picture | None) -> Image | None:
        """A picture of a record; None where it has none that can be shown."""
        graphic = self.links.media.graphic(picture.src) if picture else None
        if picture is None or graphic is None:
            return None
        alt = self.said(picture.alt) or Said("")
        return Image(graphic, alt, self.said(picture.caption), self.said(picture.credit))
