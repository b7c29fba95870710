"""News: articles. An article exists in the languages that its words are written in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from sitegen.read.fields import Fields
from sitegen.read.group import Group
from sitegen.read.moments import day, day_in_key, moment
from sitegen.read.record import Moment, Picture, Record, Texts
from sitegen.read.sentence import first_sentence
from sitegen.read.values import boolean, choice, country, key, language, line

CATEGORIES = ("news", "announcement", "signing", "visit", "mobility", "achievement")


class Person(Struct, frozen=True, kw_only=True):
    """Somebody named in an article; the name is the same in all languages."""

    name: str
    role: Texts = {}
    affiliation: Texts = {}


class Article(Record, frozen=True, kw_only=True):
    """A news article. Refs: `topics`, `events`, `partners`, `agreements`."""

    kind: ClassVar[str] = "news"

    date: Moment
    dateline: Texts = {}
    """The place of the dateline; "Surabaya"."""
    dateline_day: datetime.date | None = None
    """Where the dateline's date differs from the article's."""
    authors: tuple[str, ...] = ()
    category: str | None = None
    """One of `CATEGORIES`."""
    image: Picture | None = None
    people: tuple[Person, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    """Keys of programmes; programmes are not a kind of content yet, so they are kept and not shown."""
    translated_from: Mapping[str, str] = {}
    """Language → the language it was translated from, where the author says so."""
    machine_translated: tuple[str, ...] = ()
    """The languages whose words were translated by a machine and say so."""
    expires: datetime.date | None = None
    """Of an announcement: the last day on which it is listed."""


def read(fields: Fields) -> Article | None:
    """The article that an item's fields make."""
    languages = tuple(fields.words)
    for name in ("events", "partners", "agreements"):
        fields.refs(name)
    in_key = day_in_key(fields.item.key)
    when = fields.dated("date", moment, required=in_key is None)
    dateline = fields.group("dateline", short="place")
    translated = fields.by_language("machine_translated", boolean)
    return fields.record(
        Article,
        languages=languages,
        summary=_summary(fields),
        date=when or (in_key and Moment(in_key)),
        dateline=dateline.texts("place") if dateline else {},
        dateline_day=dateline.dated("date", day) if dateline else None,
        authors=fields.many("authors", line),
        category=fields.one("category", choice(CATEGORIES)),
        image=fields.picture("image", languages),
        people=tuple(map(_person, fields.groups("people", short="name"))),
        countries=fields.many("countries", country),
        programs=fields.many("programs", key),
        translated_from=fields.by_language("translation_of", language),
        machine_translated=tuple(lang for lang in languages if translated.get(lang, translated.get(""))),
        expires=fields.dated("expires", day),
    )


def _summary(fields: Fields) -> Texts:
    """What was written, else the first sentence of each language's words."""
    summary = dict(fields.summary())
    for lang, file in fields.words.items():
        if lang not in summary and "" not in summary and file.prose and (first := first_sentence(file.prose.text)):
            summary[lang] = first
    return summary


def _person(group: Group) -> Person:
    return Person(
        name=group.one("name", group.public(line), required=True) or "",
        role=group.texts("role"),
        affiliation=group.texts("affiliation"),
    )
