"""The words of problems: one catalogue a language, `id.toml` and `en.toml`, read when somebody looks at a problem.

An entry is named after a problem's id and holds `message`, a whole sentence, and `hint`, what to do or write instead. Its
placeholders are the problem's facts: `{found}`, `{dates:or}` (a list joined by "or"), `{days:and}`, `{on:long}` (21 November 2022),
`{on:weekday}` (Senin), `{code:country}` (Malaysia), `{lang:language}` (Inggris), `{ratio:decimal}` (4,5). A
date without a form is written as in files: 2022-11-21.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pkgutil import get_data
from string import Formatter

from msgspec import Struct

from sitegen.base.messages.facts import said
from sitegen.base.problems import Fact, Problem, Severity

LANGUAGES = ("id", "en")

_HEAD = re.compile(r'^\["?([^"\]]+)"?\]$', re.MULTILINE)


class Wording(Struct, frozen=True):
    """A problem said in one language; `hint` is empty where the message says it all."""

    message: str
    hint: str


def wording(problem: Problem, lang: str) -> Wording:
    """The words of a problem in one of `LANGUAGES`. A problem without an entry is a mistake of ours and raises KeyError."""
    entry = _entry(lang, problem.id)
    facts = said(problem.facts, lang)
    return Wording(entry["message"].format_map(facts), entry.get("hint", "").format_map(facts))


def generally(name: str, lang: str) -> Wording:
    """The words of all problems of an id, with "…" in the place of their facts."""
    entry = _entry(lang, name)
    facts = said(((field, "…") for text in entry.values() for _, field, _, _ in Formatter().parse(text) if field), lang)
    return Wording(entry["message"].format_map(facts), entry.get("hint", "").format_map(facts))


def line(problem: Problem, lang: str) -> str:
    """A problem as the command prints it: `path:line:column: severity: message [code]`, then the indented hint."""
    words = wording(problem, lang)
    place = problem.place
    text = f"{place.path}:{place.line}:{place.column}: {problem.severity.value}: {words.message} [{problem.code}]"
    return text + (f"\n    {words.hint}" if words.hint else "")


def annotation(problem: Problem, lang: str) -> str:
    """A problem as a workflow command of GitHub Actions, which shows it beside the line: `::error file=…,line=…,col=…::message`."""
    words = wording(problem, lang)
    place = problem.place
    level = "notice" if problem.severity is Severity.NOTE else problem.severity.value
    path = _escaped(place.path).replace(":", "%3A").replace(",", "%2C")
    message = _escaped(f"{words.message} {words.hint}".rstrip())
    return f"::{level} file={path},line={place.line},col={place.column},title={problem.code}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(outcome: str, problems: Iterable[Problem], lang: str, **facts: Fact) -> str:
    """A line about a run: what came of it (`published`, `checked`, `refused`, `unusable`; of a preview `serving`, `mended`), and how many
    problems there are."""
    counts = Counter(problem.severity for problem in problems)
    facts |= {f"{severity}s": counts[severity] for severity in Severity}
    return _entry(lang, f"summary.{outcome}")["message"].format_map(said(facts.items(), lang))


def progress(done: int, total: int, seconds: float, lang: str) -> str:
    """How far a run is, with the time that is left."""
    minutes, rest = divmod(round(seconds), 60)
    return _entry(lang, "progress")["message"].format(done=done, total=total, left=f"{minutes}:{rest:02}")


@cache
def _entry(lang: str, name: str) -> Mapping[str, str]:
    """An entry of a catalogue. A catalogue has hundreds of them and a run says a few: no other is parsed."""
    return tomllib.loads(_unparsed(lang)[name])


@cache
def _unparsed(lang: str) -> Mapping[str, str]:
    """Name of an entry → its lines."""
    data = get_data(__name__, f"{lang}.toml")
    assert data is not None, "the catalogues lie beside this module"
    _, *parts = _HEAD.split(data.decode())
    return dict(zip(parts[::2], parts[1::2], strict=True))
