"""One item read from texts, as the program reads it from files, for tests of fields."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from sitegen.base.messages import LANGUAGES, line
from sitegen.base.problems import in_order
from sitegen.read.config import Config, Home
from sitegen.read.reading import Bytes, item_to_record
from sitegen.read.recall import Outcome

CONFIG = Config(
    title={"": "KUI"},
    base_url="https://kui.example.ac.id/",
    languages=("id", "en"),
    default_language="id",
    timezone="Asia/Jakarta",
    home=Home(name={"": "Politeknik Negeri Ketapang"}, country="ID"),
)
WORDS = "Staf mengikuti pelatihan di Surabaya. Acara berlangsung lima hari.\n"


def read(kind: str, key: str, *, drafts: bool = False, config: Config = CONFIG, **files: str) -> Outcome:
    """What becomes of the item `key`. `files`: `yaml` for its facts, `id` and `en` for the front matter of its language files."""
    sources = []
    for lang, text in files.items():
        body = dedent(text).strip("\n")
        if lang == "yaml":
            sources.append(Bytes(f"content/{kind}/{key}.yaml", None, body.encode()))
        else:
            sources.append(Bytes(f"content/{kind}/{key}.{lang}.md", lang, f"---\n{body}\n---\n{WORDS}".encode()))
    return item_to_record(kind, key, sources, config, drafts)


def record(kind: str, key: str, **files: Any) -> Any:
    """The record of a right item, about which nothing is said but how dates were read."""
    outcome = read(kind, key, **files)
    assert [told for told in found(outcome) if "date-read" not in told] == []
    assert outcome.record
    return outcome.record


def found(outcome: Outcome) -> list[str]:
    """The problems as `file:line:column id`. Each is said in both languages, to see that it can be."""
    for p in outcome.problems:
        for lang in LANGUAGES:
            assert line(p, lang)
    return [
        f"{p.place.path.rpartition('/')[2]}:{p.place.line}:{p.place.column} {p.id}" for p in in_order(outcome.problems)
    ]


def said(outcome: Outcome, lang: str = "id") -> list[str]:
    """The problems as the command prints them."""
    return [line(p, lang) for p in in_order(outcome.problems)]
