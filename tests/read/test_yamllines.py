"""Simple YAML that is read without the parser is read as the parser reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.read import frontmatter
from sitegen.read.yaml import parse
from sitegen.read.yamllines import simple_fields

CONTENT = Path(__file__).parents[2] / "content"
PATH = "content/partners/its.yaml"


def _texts() -> list[str]:
    """All YAML of the demonstration."""
    files = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    fronts = [frontmatter.split(text, PATH)[0].front for text in files]
    return [front for front in fronts if front] + [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.yaml"))]


def test_the_yaml_of_the_demonstration_is_read_as_by_the_parser_and_most_of_it_without_it() -> None:
    texts = _texts()
    simple = [(text, fields) for text in texts if (fields := simple_fields(text, PATH, 2))]
    assert all(parse(text, PATH, 2) == (fields, []) for text, fields in simple)
    assert len(simple) > len(texts) / 2


@pytest.mark.parametrize(
    "text",
    [
        'title: A [Draft] & it\'s "B"\n',
        "title: 'A: #1'\nslug:\n\n# catatan: \"\ndate: x  \n",
        'topics: ["a", \'b c\', d-e,]\nname: {"id": "A, B", en: C \'D\'}  \n',
        "website: https://its.ac.id/a:b\ntime: 10:30\nx: []\ny: {}",
    ],
)
def test_what_most_people_write_is_read_without_the_parser(text: str) -> None:
    fields = simple_fields(text, PATH, 2)
    assert fields
    assert parse(text, PATH, 2) == (fields, [])


_VALUES = st.sampled_from(
    ["", "a b", '"a"', "'a'", "10:30", "[a, b]", "[ 'a' , \"b\",]", '{"id": "A", en: B}', "[]", "{}", "{id: A, id: B}"]
)
_ODD = st.sampled_from(
    [*"\"'\\:,[]{}#-?&*!%@|>`~<=._ \n\t\u00a0\u00b2\u201c\u2028é", ": ", " #", ", ", "- ", "? ", "\n ", "a", "\n---\n"]
)


@st.composite
def _fields(draw: st.DrawFn) -> str:
    """A few lines of fields, with odd characters put in."""
    keys = draw(st.lists(st.sampled_from(["title", "a-b", "é", "1", "null"]), max_size=3))
    text = "".join(f"{key}: {draw(_VALUES)}\n" for key in keys)
    for odd in draw(st.lists(_ODD, max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + odd + text[at:]
    return text


@given(_fields())
@example("title: A\ntitle: B\n")
@example("title: A\n B\n")
@example("title: A\n- B\n")
@example("title: A #1\n")
@example("title: a: b\n")
@example("title: a:\n")
@example("title: [a, {b: c}]\n")
@example("title: [a: b]\n")
@example("title: {a}\n")
@example("title: {a: , b: c}\n")
@example('title: {"<<": a}\n')
@example("title: [a:, b]\n")
@example("title: [a, b #c]\n")
@example('title: ["a" "b"]\n')
@example("title: A\t\n")
@example("title: A\u2028B\n")
@example('title: "a\\tb"\n')
@example('title: "a\nb: "\n')
@example("title: 'it''s'\n")
@example("title:A\n")
@example("title: 'a' b\n")
@example("# a\n")
def test_nothing_is_read_otherwise_than_by_the_parser(text: str) -> None:
    fields = simple_fields(text, PATH, 2)
    assert fields is None or (fields, []) == parse(text, PATH, 2)
