"""The words of problems: one catalogue a language, `id.toml` and `en.toml`, read when somebody looks at a problem.

An entry is named after a problem's id and holds `message`, a whole sentence, and `hint`, what to do or write instead. Its
placeholders are the problem's facts: `{found}`, `{dates:or}` (a list joined by "or"), `{days:and}`, `{on:long}` (21 November 2022),
`{on:weekday}` (Senin), `{code:country}` (Malaysia), `{lang:language}` (Inggris). A date without a form is written as in files: 2022-11-21.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list

from sitegen.base.problems import Fact, Problem, Severity

LANGUAGES = ("id", "en")
_LOCALES = {"id": "id", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem said in one language; `hint` is empty where the message says it all."""

    message: str
    hint: str


def wording(problem: Problem, lang: str) -> Wording:
    """The words of a problem in one of `LANGUAGES`. A problem without an entry is a mistake of ours and raises KeyError."""
    entry = _catalogue(lang)[problem.id]
    facts = {name: _Said(value, _LOCALES[lang]) for name, value in problem.facts}
    return Wording(entry["message"].format_map(facts), entry.get("hint", "").format_map(facts))


def line(problem: Problem, lang: str) -> str:
    """A problem as the command prints it: `path:line:column: severity: message [code]`, then the indented hint."""
    words = wording(problem, lang)
    place = problem.place
    text = f"{place.path}:{place.line}:{place.column}: {problem.severity}: {words.message} [{problem.code}]"
    return text + (f"\n    {words.hint}" if words.hint else "")


def annotation(problem: Problem, lang: str) -> str:
    """A problem as a workflow command of GitHub Actions, which shows it beside the line: `::error file=…,line=…,col=…::message`."""
    words = wording(problem, lang)
    place = problem.place
    level = "notice" if problem.severity is Severity.NOTE else problem.severity
    path = _escaped(place.path).replace(":", "%3A").replace(",", "%2C")
    message = _escaped(f"{words.message} {words.hint}".rstrip())
    return f"::{level} file={path},line={place.line},col={place.column},title={problem.code}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(outcome: str, problems: Iterable[Problem], lang: str, **facts: Fact) -> str:
    """The last line of a run: what came of it (`published`, `checked`, `refused` or `unusable`), and how many problems there are."""
    counts = Counter(problem.severity for problem in problems)
    facts |= {f"{severity}s": counts[severity] for severity in Severity}
    said = {name: _Said(value, _LOCALES[lang]) for name, value in facts.items()}
    return _catalogue(lang)[f"summary.{outcome}"]["message"].format_map(said)


def progress(done: int, total: int, seconds: float, lang: str) -> str:
    """How far a run is, with the time that is left."""
    minutes, rest = divmod(round(seconds), 60)
    return _catalogue(lang)["progress"]["message"].format(done=done, total=total, left=f"{minutes}:{rest:02}")


@cache
def _catalogue(lang: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__name__).joinpath(f"{lang}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Said:
    """A fact in a sentence of one language."""

    value: Fact
    locale: str

    def __format__(self, form: str) -> str:
        match self.value, form:
            case date(), "long":
                return format_date(self.value, "d MMMM y", locale=self.locale)
            case date(), "short":
                return format_date(self.value, "d MMMM", locale=self.locale)
            case date(), "month":
                return format_date(self.value, "MMMM", locale=self.locale)
            case date(), "weekday":
                return format_date(self.value, "EEEE", locale=self.locale)
            case date(), _:
                return self.value.isoformat()
            case str(), "country":
                return str(Locale.parse(self.locale).territories.get(self.value, self.value))
            case str(), "language":
                return str(Locale.parse(self.locale).languages.get(self.value.replace("-", "_"), self.value))
            case tuple(), _:
                texts = [_visible(text) for text in self.value]
                return str(format_list(texts, "or" if form == "or" else "standard", locale=self.locale))
            case _:
                return _visible(str(self.value))


def _visible(text: str) -> str:
    """Text from a file as one printable line: control characters are shown by their names, long text is cut."""
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
    return shown if len(shown) <= 120 else shown[:117] + "…"
