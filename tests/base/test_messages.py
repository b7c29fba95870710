from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import sitegen
from sitegen.base import messages, problems
from sitegen.base.messages import LANGUAGES, line, summary, wording
from sitegen.base.problems import SEVERITY, Fact, Place, problem

CATALOGUES: dict[str, dict[str, dict[str, str]]] = {
    lang: tomllib.loads(files(messages).joinpath(f"{lang}.toml").read_text("utf-8")) for lang in LANGUAGES
}
OUTCOMES = ("published", "checked", "refused", "unusable")
OF_RUNS = {
    "progress",
    "summary.until",
    "summary.serving",
    "summary.mended",
    *(f"summary.{outcome}" for outcome in OUTCOMES),
}
IDS = sorted(CATALOGUES["id"].keys() - OF_RUNS)
SOURCES = set(Path(sitegen.__file__).parent.rglob("*.py")) - {Path(problems.__file__)}


def placeholders(entry: dict[str, str]) -> set[str]:
    return {name for text in entry.values() for _, name, _, _ in Formatter().parse(text) if name is not None}


# what the catalogues hold


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_parsed_alone_is_the_one_of_the_catalogue(lang: str) -> None:
    assert {name: messages._entry(lang, name) for name in messages._unparsed(lang)} == CATALOGUES[lang]


def test_the_catalogues_hold_the_same_problems() -> None:
    assert list(CATALOGUES["id"]) == list(CATALOGUES["en"])


@pytest.mark.parametrize("name", CATALOGUES["id"])
def test_both_languages_tell_the_same_facts(name: str) -> None:
    assert placeholders(CATALOGUES["id"][name]) == placeholders(CATALOGUES["en"][name])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_entry_stands_twice(lang: str) -> None:
    heads = re.findall(r'^\["?([^"\]]+)"?\]', files(messages).joinpath(f"{lang}.toml").read_text("utf-8"), re.MULTILINE)
    assert len(heads) == len(set(heads)) == len(CATALOGUES[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_a_message_is_one_line_without_its_place(name: str, lang: str) -> None:
    entry = CATALOGUES[lang][name]
    assert set(entry) == {"message", "hint"}
    assert entry["message"]
    assert not re.match(r"(Baris|Line) [^ ]*:", entry["message"])
    assert not any("\n" in text or text != text.strip() for text in entry.values())


def test_what_a_problem_does_to_a_build_is_known_of_each_that_has_words_and_of_no_other() -> None:
    assert {name.partition(".")[0] for name in IDS} == set(SEVERITY)


# what the program says


def literals() -> Iterator[str]:
    """Each text in the sources, of an f-string with `{}` for what is put in."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


WORDS = set(literals())
FAMILIES = {
    text for text in WORDS if re.fullmatch(r"[a-z-]+\.\{\}[a-z-]*", text) and text.partition(".")[0] in SEVERITY
}
"""`broken-link.{}-near`: what an id may be made of, as the sources write it."""


def test_every_id_in_the_sources_has_words() -> None:
    named = {text for text in WORDS if re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", text)}
    assert {name for name in named if name.partition(".")[0] in SEVERITY} <= set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_every_entry_is_said_somewhere(name: str) -> None:
    def made_by(family: str) -> bool:
        before, after = family.split("{}")
        return name.startswith(before) and name.endswith(after) and name[len(before) : len(name) - len(after)] in WORDS

    of_a_key = name.replace("slug.", "key.")  # a slug is refused for what a key is refused for
    assert name in WORDS or of_a_key in WORDS or any(map(made_by, FAMILIES))


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_has_members(family: str) -> None:
    assert any(re.fullmatch(re.escape(family).replace(r"\{\}", "[a-z-]+"), name) for name in IDS)


def problems_made() -> Iterator[tuple[str, set[str | None]]]:
    """The ids written out in calls of `problem`, each with the facts that it is given there."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="problem"), args=[_, ast.Constant(value=str(name))]):
                    yield name, {keyword.arg for keyword in node.keywords}


def test_a_problem_is_given_every_fact_that_its_words_name() -> None:
    made = [(name, given) for name, given in problems_made() if None not in given]
    assert len(made) > 20
    assert [name for name, given in made if placeholders(CATALOGUES["id"][name]) - given] == []


# how facts are said


def said(monkeypatch: pytest.MonkeyPatch, text: str, lang: str, **facts: Fact) -> str:
    monkeypatch.setattr(messages, "_entry", lambda *_: {"message": text, "hint": ""})
    return wording(problem(Place("x"), "tab", **facts), lang).message


FORMS = [
    ("{fact}", date(2022, 11, 1), "2022-11-01", "2022-11-01"),
    ("{fact:long}", date(2022, 8, 1), "1 Agustus 2022", "1 August 2022"),
    ("{fact:short}", date(2022, 8, 1), "1 Agustus", "1 August"),
    ("{fact:month}", date(2022, 8, 1), "Agustus", "August"),
    ("{fact:weekday}", date(2022, 11, 21), "Senin", "Monday"),
    ("{fact:country}", "PH", "Filipina", "Philippines"),
    ("{fact:country}", "XX", "XX", "XX"),
    ("{fact:language}", "en", "Inggris", "English"),
    ("{fact:language}", "zh-Hant", "Tionghoa Mandarin (Tradisional)", "Traditional Chinese"),
    ("{fact:language}", "qqq", "qqq", "qqq"),
    ("{fact:or}", ("a",), "a", "a"),
    ("{fact:or}", ("a", "b"), "a atau b", "a or b"),
    ("{fact:or}", ("a", "b", "c"), "a, b, atau c", "a, b or c"),
    ("{fact:and}", ("a", "b", "c"), "a, b, dan c", "a, b and c"),
    ("{fact}", ("a", "b"), "a dan b", "a and b"),
    ("{fact}", 1000, "1000", "1000"),
    ("{fact}", "a{b}%s", "a{b}%s", "a{b}%s"),
    ("{fact}", "a\x07b\nc\u202ed", "a<U+0007>b<U+000A>c<U+202E>d", "a<U+0007>b<U+000A>c<U+202E>d"),
    ("{fact}", "x" * 121, "x" * 117 + "…", "x" * 117 + "…"),
    ("{fact}", "x" * 120, "x" * 120, "x" * 120),
    ("{fact:or}", ("a\x1b[31m", "b"), "a<U+001B>[31m atau b", "a<U+001B>[31m or b"),
]


@pytest.mark.parametrize(("text", "fact", "indonesian", "english"), FORMS)
def test_a_fact_is_said_in_the_readers_language(
    text: str, fact: Fact, indonesian: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(monkeypatch, text, "id", fact=fact) == indonesian
    assert said(monkeypatch, text, "en", fact=fact) == english


# lines


def test_a_problem_is_one_line_and_its_hint_below() -> None:
    found = problem(Place("content/news/a.id.md", 3, 7), "date-impossible.day", day=31, on=date(2022, 11, 1), length=30)
    assert line(found, "id") == (
        "content/news/a.id.md:3:7: error: 31 November tidak ada; November hanya 30 hari. [date-impossible]\n"
        "    Periksa tanggalnya."
    )


def test_without_a_hint_there_is_no_second_line() -> None:
    assert "\n" not in line(problem(Place("x"), "orphan", partner="its"), "id")


def test_what_has_no_words_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        wording(problem(Place("x"), "tab.nothing"), "id")


SUMMARIES = {
    "published": (
        "7 halaman di out, 2 di antaranya dibuat baru (0.5 detik). Peringatan: 1, catatan: 1.",
        "7 pages in out, 2 of them rendered (0.5 seconds). Warnings: 1, notes: 1.",
    ),
    "checked": (
        "7 halaman diperiksa (0.5 detik). Peringatan: 1, catatan: 1.",
        "7 pages checked (0.5 seconds). Warnings: 1, notes: 1.",
    ),
    "refused": (
        "Tidak ada yang diterbitkan. Kesalahan: 2, peringatan: 1, catatan: 1.",
        "Nothing was published. Errors: 2, warnings: 1, notes: 1.",
    ),
    "unusable": ("Tidak ada yang diperiksa atau diterbitkan.", "Nothing was checked or published."),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_run_ends_with_what_came_of_it(outcome: str) -> None:
    found = [problem(Place("x", at), code) for at, code in enumerate(("tab", "tab", "paragraphs", "orphan"), 1)]
    facts: dict[str, Fact] = {"pages": 7, "rendered": 2, "out": "out", "seconds": "0.5"}
    indonesian, english = SUMMARIES[outcome]
    assert summary(outcome, found, "id", **facts) == indonesian
    assert summary(outcome, found, "en", **facts) == english
