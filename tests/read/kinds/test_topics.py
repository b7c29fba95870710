"""The list of topics: a label in every language of the site."""

from __future__ import annotations

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import in_order
from sitegen.read.kinds.topics import Topic
from sitegen.read.reading import Bytes, ListOutcome, list_to_records
from tests.read.kinds.items import CONFIG

PATH = "content/topics.yaml"


def topics(text: str) -> ListOutcome:
    return list_to_records("topics", Bytes(PATH, None, text.encode()), CONFIG)


def test_topics_are_sorted_by_key() -> None:
    outcome = topics("""
strategy: {id: Strategi, en: Strategy}
mobility:
  label: {id: Mobilitas, en: Mobility}
  summary: {id: Pertukaran.}
asean: ASEAN
""")
    assert outcome.problems == ()
    assert [(topic.key, topic.title) for topic in outcome.records if isinstance(topic, Topic)] == [
        ("asean", {"": "ASEAN"}),
        ("mobility", {"id": "Mobilitas", "en": "Mobility"}),
        ("strategy", {"id": "Strategi", "en": "Strategy"}),
    ]
    assert outcome.records[1].summary == {"id": "Pertukaran."}
    assert outcome.records[1].languages == ("id", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mobility: {id: Mobilitas, en: Mobility}", ["1:1 key.letters"]),
        ("mobility: {id: Mobilitas, ms: Mobiliti}", ["1:1 required.label", "1:27 language.text"]),
        ("mobility:", ["1:1 required.label"]),
        ("mobility: [Mobilitas]", ["1:11 value-type.text-list"]),
        ("mobility: {label: {id: Mobilitas, en: Mobility}, colour: red}", ["1:50 unknown-field"]),
    ],
)
def test_mistakes(text: str, expected: list[str]) -> None:
    assert [f"{p.place.line}:{p.place.column} {p.id}" for p in in_order(topics(text).problems)] == expected


def test_one_wrong_topic_leaves_the_others() -> None:
    outcome = topics("mobility: {id: Mobilitas}\nasean: ASEAN")
    assert [topic.key for topic in outcome.records] == ["asean"]
    assert outcome.broken == {"mobility"}


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            'Topik "mobility" belum punya label untuk bahasa en.',
            "Tulis seperti ini: mobility: {id: Mobilitas, en: Mobility}",
        ),
        (
            "en",
            'The topic "mobility" has no label yet for en.',
            "Write it like this: mobility: {id: Mobilitas, en: Mobility}",
        ),
    ],
)
def test_words_of_a_label_in_one_language_only(lang: str, message: str, hint: str) -> None:
    told = [line(problem, lang) for problem in topics("mobility: {id: Mobilitas}").problems]
    assert told == [f"{PATH}:1:1: error: {message} [required]\n    {hint}"]
