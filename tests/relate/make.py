"""Records without files, for tests of how records fit together: a right one by default, and in it what a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import time as clock
from typing import Any, TypeVar

from msgspec import structs

from sitegen.base.dates import PartialDate
from sitegen.base.messages import LANGUAGES, line
from sitegen.base.problems import Place, in_order
from sitegen.read import kinds
from sitegen.read.config import Config, Home
from sitegen.read.content import Content
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.record import Moment, Prose, Record, Ref
from sitegen.relate.relating import relate
from sitegen.relate.site import Site

R = TypeVar("R", bound=Record)

TODAY = date(2026, 11, 24)
CONFIG = Config(
    title={"": "KUI"},
    base_url="https://kui.example.ac.id/",
    languages=("id", "en"),
    default_language="id",
    timezone="Asia/Jakarta",
    home=Home(name={"": "Politeknik Negeri Ketapang"}, country="ID"),
)
KIND_OF = {
    "topics": "topics",
    "events": "events",
    "partners": "partners",
    "host": "partners",
    "organizers": "partners",
    "successor": "partners",
    "predecessors": "partners",
    "agreements": "agreements",
    "parent": "agreements",
    "renews": "agreements",
}
"""Field that refers → the kind that it names."""
LINES = {
    name: number
    for number, name in enumerate([*KIND_OF, "name", "short", "aliases", "type", "country", "date", "category"], 2)
}
"""Field → the line on which every item of these tests has it."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def partial(text: str | None) -> PartialDate | None:
    """`2026`, `2026-11` or `2026-11-24`."""
    return PartialDate(*map(int, text.split("-"))) if text else None


def article(key: str, at: str | None = None, **fields: Any) -> Article:
    """An article of the day in its key, or of `at`: `2026-11-24`, `2026-11-24 09:00`."""
    on, _, time = (at or key[:10]).partition(" ")
    moment = Moment(day(on), clock.fromisoformat(time) if time else None)
    return _record(Article, key, fields, date=moment, languages=fields.pop("languages", ("id", "en")))


def page(key: str, **fields: Any) -> PlainPage:
    return _record(PlainPage, key, fields)


def event(key: str, start: str | None = None, end: str | None = None, **fields: Any) -> Event:
    first = partial(start)
    return _record(Event, key, fields, start=first, end=partial(end) or first, timezone="Asia/Jakarta")


def partner(key: str, name: str | None = None, **fields: Any) -> Partner:
    """A university in Malaysia whose official name is `name`, by default one like no other."""
    official = name or f"Universiti {key}"
    fields = {"official": official, "title": {"": official}, "type": "university", "country": "MY", **fields}
    return _record(Partner, key, fields)


def agreement(key: str, signed: str | None = "2024-02-28", expires: str | None = None, **fields: Any) -> Agreement:
    """A signed MoU with the partner `umpsa`; it is public where one of its stage is."""
    stage = fields.setdefault("stage", "signed" if signed else "in_process")
    fields = {
        "type": "mou",
        "level": "institution",
        "partners": "umpsa",
        "public": stage in ("signed", "terminated"),
        **fields,
    }
    if "effective" in fields:
        fields["effective"] = partial(fields["effective"])
    if "terminated" in fields:
        fields["terminated"] = day(fields["terminated"])
    return _record(Agreement, key, fields, signed=partial(signed), expires=partial(expires))


def topic(key: str) -> Topic:
    return _record(Topic, key, {})


def content(*records: Record, config: Mapping[str, Any] | None = None, **more: Any) -> Content:
    """What a site has when it has these records. `config` replaces fields of `CONFIG`."""
    of_kind: dict[str, dict[str, Record]] = {kind: {} for kind in kinds.modules()}
    for record in sorted(records, key=lambda record: record.key):
        of_kind[record.kind][record.key] = record
    return Content(config=structs.replace(CONFIG, **(config or {})), records=of_kind, **more)


def site(*records: Record, today: date | str = TODAY, future: bool = False, **more: Any) -> Site:
    on = day(today) if isinstance(today, str) else today
    return relate(content(*records, **more), on, future=future)[0]


def found(*records: Record, today: date | str = TODAY, **more: Any) -> list[str]:
    """The problems of these records as `kind/file:line id`. Each is said in both languages, to see that it can be."""
    on = day(today) if isinstance(today, str) else today
    problems = in_order(relate(content(*records, **more), on)[1])
    for p in problems:
        for lang in LANGUAGES:
            assert line(p, lang)
    return [f"{p.place.path.removeprefix('content/')}:{p.place.line} {p.id}" for p in problems]


def said(code: str, lang: str, *records: Record, **more: Any) -> list[str]:
    """The problems of a code as the command prints them."""
    problems = in_order(relate(content(*records, **more), TODAY)[1])
    return [line(p, lang) for p in problems if p.code == code]


def _record(kind: type[R], key: str, fields: dict[str, Any], **own: Any) -> R:
    """Fields of `KIND_OF` are keys: one, or a list of them."""
    path = f"content/{kind.kind}/{key}.yaml"
    refs = [
        Ref(name, KIND_OF[name], each, _place(path, name))
        for name in KIND_OF
        if name in fields
        for each in _keys(fields.pop(name))
    ]
    words = {"id": f"Berita {key}", "en": f"News {key}"}
    languages = own.pop("languages", fields.pop("languages", CONFIG.languages))
    updated = {lang: day(text) for lang, text in fields.pop("updated", {}).items()}
    shared: dict[str, Any] = {
        "title": {lang: words.get(lang, key) for lang in languages},
        "summary": {},
        "slugs": dict.fromkeys(CONFIG.languages, key),
        "prose": {
            lang: Prose(text="Kata.", place=Place(f"content/{kind.kind}/{key}.{lang}.md", 5)) for lang in languages
        },
    }
    places = {name: _place(path, name) for name in LINES}
    return kind(
        key=key,
        path=path,
        languages=tuple(languages),
        refs=tuple(refs),
        updated=updated,
        places=places,
        **{**shared, **own, **fields},
    )


def _place(path: str, name: str) -> Place:
    return Place(path, LINES[name], 3)


def _keys(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys
