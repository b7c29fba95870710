"""The pages of the desk, in the language of messages: the dashboard, and an item in its languages beside each other."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from importlib.resources import files
from typing import Any

from babel.dates import format_timedelta
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from sitegen.base.formats import Formats
from sitegen.base.messages import wording
from sitegen.base.problems import Place, Problem
from sitegen.base.words import fold
from sitegen.plan.addresses import Base
from sitegen.plan.attention import Attention, Ending, Finding, Subject, Translation, attention, file_in, subject
from sitegen.plan.parts import Said
from sitegen.relate.site import Site

MOST_ROWS = 200
"""Of a section: what is not shown is found with the filter."""


class Section(Struct, frozen=True):
    """A part of the dashboard."""

    name: str
    """A field of `Attention`."""
    number: int
    """Of all rows that fit the filter."""
    rows: Sequence[Any]
    """The first of them."""


class Column(Struct, frozen=True):
    """An item in one language."""

    lang: str
    subject: Subject
    exists: bool
    """Whether it has a page in this language; where not, its words belong into `file`."""
    file: str


class Pages:
    """Makes the pages. `link` gives the address that opens a file in the editor; empty where there is none."""

    def __init__(self, lang: str, token: str, link: Callable[[Place], str]):
        self._lang = lang
        self._formats = Formats(lang)
        self._token = token
        self._link = link

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of the desk by their names."""
        text = (files("sitegen.preview") / "words.toml").read_text("utf-8")
        words: Mapping[str, str] = tomllib.loads(text)[self._lang]
        return words

    def dashboard(self, site: Site, problems: Sequence[Problem], query: str) -> str:
        """What needs attention; with a query, what of it has all its words."""
        everything = attention(site, problems, self._lang)
        wanted = fold(query).split()
        sections = [self._section(name, getattr(everything, name), wanted) for name in Attention.__struct_fields__]
        prefix = Base.of(site.config.base_url).prefix
        return self._render("dashboard.html", site=site, prefix=prefix, sections=sections, query=query.strip())

    def side_by_side(self, site: Site, item: str) -> tuple[str, bool]:
        """An item (`news/2022-11-21-pelatihan-kui`) in every language of the site; and whether there is such an item."""
        kind, _, key = item.partition("/")
        record = site.content.records.get(kind, {}).get(key)
        if record is None:
            return self._render("side-by-side.html", item=item, subject=None, columns=()), False
        columns = [
            Column(lang, subject(site, record, self._lang, lang), lang in record.languages, file_in(record, lang))
            for lang in site.config.languages
        ]
        named = subject(site, record, self._lang)
        return self._render("side-by-side.html", item=item, subject=named, columns=columns), True

    def _section(self, name: str, rows: Iterable[Any], wanted: Sequence[str]) -> Section:
        fitting = [row for row in rows if not wanted or self._has(row, wanted)]
        return Section(name, len(fitting), fitting[:MOST_ROWS])

    def _has(self, row: Any, wanted: Sequence[str]) -> bool:
        text = fold(" ".join(self._texts(row)))
        return all(word in text for word in wanted)

    def _texts(self, row: Any) -> Iterable[str]:
        """What of a row the filter looks at."""
        if row.subject:
            yield from (row.subject.name.text, row.subject.file, row.subject.key)
        match row:
            case Finding(problem=problem):
                words = wording(problem, self._lang)
                yield from (problem.place.path, problem.code, words.message, words.hint)
            case Translation(lang=lang, file=file):
                yield from (self._formats.language(lang), file)
            case Ending(partners=partners):
                yield from (partner.text for partner in partners)

    def _render(self, template: str, **shown: Any) -> str:
        return self._environment.get_template(template).render(lang=self._lang, token=self._token, **shown)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("sitegen.preview"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "t": lambda name, **facts: self.words[name].format_map(facts),
            "day": self._formats.day,
            "number": self._formats.number,
            "away": self._away,
            "language": lambda tag: self.words["language"].format(name=self._formats.language(tag)),
            "said": lambda texts: _said(texts, self._lang),
            "wording": lambda problem: wording(problem, self._lang),
            "link": lambda path, line=1, column=1: self._link(Place(path, line, column)),
        }
        return environment

    def _away(self, days: int) -> str:
        """How far a day is from today, at least: "in 3 days", "2 months ago"."""
        if days == 0:
            return self.words["today"]
        unit = next((unit for unit in (365, 30, 7) if abs(days) >= 2 * unit), 1)
        whole = timedelta(days=int(days / unit) * unit)
        return format_timedelta(whole, granularity="day", threshold=2, add_direction=True, locale=self._lang)


def _said(texts: Mapping[str, str], lang: str) -> Said:
    """A text of `site.yaml`, in the language of the desk where it has one."""
    for each in (lang, "", *texts):
        if text := texts.get(each):
            return Said(text, each if each not in (lang, "") else None)
    return Said("")
