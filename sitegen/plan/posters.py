"""Posters: what messages show of an article or event without a photo, in the page's language, where `site.yaml` asks for them.

Here are only the words; `render/posters.py` draws them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.base.extras import picture_types
from sitegen.plan.edition import Edition
from sitegen.plan.media import SHARED, Poster
from sitegen.plan.parts import Said, Shared
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article

_WRITTEN = re.compile(r"[\x20-\x7e\xa0-\u024f\u1e00-\u1eff\u2010-\u2026\u20ac]*")
"""The letters that the typefaces of the default theme have. Of a title in others no poster is made."""

_COLOURS = ("deep", "masthead-text", "masthead-gold")
"""The colours of the ground, of words, and of the day and an edge."""


def all_of(editions: Iterable[Edition]) -> dict[str, Poster]:
    """The posters of a site, by path in the output folder."""
    posters: dict[str, Poster] = {}
    for edition in editions:
        if edition.config.posters:
            articles = (article for article in edition.site.articles if edition.lang in article.languages)
            records: list[Article | Event] = [*articles, *edition.site.events]
            for record in records:
                if made := _of(edition, record):
                    posters[made.path.removeprefix("/")] = made
    return posters


def shared(edition: Edition, record: Article | Event) -> Shared | None:
    """What messages about a record show: its photo in their shape, else its poster, else its picture as it is."""
    media, picture = edition.links.media, record.image
    alt = (edition.said(picture.alt) if picture else None) or Said("")
    if picture and (photo := media.shared(picture.src, alt)):
        return photo
    if made := _of(edition, record):
        return Shared(edition.base.href(made.path), *SHARED, Said(made.title))
    graphic = media.graphic(picture.src) if picture else None
    return Shared(graphic.src, graphic.width, graphic.height, alt) if graphic else None


def _of(edition: Edition, record: Article | Event) -> Poster | None:
    """The poster of a record; None where none is wanted or can be made."""
    picture = record.image
    if not edition.config.posters or "png" not in picture_types():
        return None
    if picture and edition.links.media.shared(picture.src, Said("")):
        return None
    title, campus, day = edition.title(record).text, edition.frame.campus.text, ""
    if isinstance(record, Article):
        day = edition.formats.day(record.date.day)
    elif record.start:
        day = edition.formats.range_text(record.start, record.end or record.start)
    if not _WRITTEN.fullmatch(title + campus + day):
        return None
    ground, words, gold = (edition.config.design.colours[name].light for name in _COLOURS)
    return Poster(title, day, campus, ground, words, gold)
