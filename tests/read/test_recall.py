from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sitegen.base.dates import PartialDate
from sitegen.base.memory import Memory, digest
from sitegen.base.problems import Place, problem
from sitegen.read.reading import read_site
from sitegen.read.recall import Outcome, Recall, from_text, name_of, to_text
from sitegen.read.record import Record
from sitegen.read.snapshot import RACY, Snapshot, Stamp, take
from sitegen.read.sources import Source
from tests.incremental_sites import BESIDE
from tests.sites import write_site
from tests.test_injection import Texts, files, site_fields

OLD: Stamp = (0o100644, 1, 1, 1, 1)
LATER = 10 * RACY


def records(root: Path) -> Mapping[str, Mapping[str, Record]]:
    """All records of a site with every field of every kind."""
    texts = Texts(" teks")
    write_site(root, {**files(texts), **BESIDE}, **site_fields(texts))
    content = read_site(root, Recall.nothing(root)).content
    assert content
    return content.records


def test_every_record_comes_back_as_it_was(tmp_path: Path) -> None:
    found = records(tmp_path)
    for kind, of_kind in found.items():
        assert of_kind, kind
        if kind == "topics":  # one list in one file, which is always read
            continue
        for key, record in of_kind.items():
            problems = (
                problem(Place("a.md", 2, 3), "unknown-field", name="x", number=3, listed=("a", "b")),
                problem(Place("a.md"), "future-news", day=date(2026, 11, 24), text="2026-11-24"),
            )
            outcome = Outcome(record, problems)
            assert from_text(kind, to_text("name", outcome), "name") == outcome, key
            assert from_text(kind, to_text("name", outcome)) == outcome
            assert from_text(kind, to_text("name", outcome), "other") is None
    assert from_text("news", b"{}") is None
    assert from_text("news", b'["name", 3, []]', "name") is None
    assert from_text("news", b"", "name") is None


def test_what_is_no_draft_is_the_same_whether_drafts_count_or_not() -> None:
    finished, draft = Outcome(None, ()), Outcome(None, (), draft=True)
    for made_for, asked_for in [(True, True), (True, False), (False, True), (False, False)]:
        assert from_text("news", to_text("n", finished, made_for), "n", asked_for) == finished
        known = from_text("news", to_text("n", draft, made_for), "n", asked_for)
        assert known == (draft if made_for == asked_for else None)
    assert from_text("news", to_text("n", draft, True), "n2", True) is None


def test_facts_that_are_dates_are_told_from_texts_and_parts_of_dates() -> None:
    found = problem(Place("x"), "future-news", a=date(2026, 1, 2), b="2026-01-02")
    (again,) = from_text("news", to_text("n", Outcome(None, (found,)))).problems  # type: ignore[union-attr]
    assert again == found
    assert [type(fact) for _, fact in again.facts] == [date, str]
    assert PartialDate.of(date(2026, 1, 2)).first == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((["a"], ["1"], "c"), (["b"], ["1"], "c")),
        ((["a"], ["1"], "c"), (["a"], ["2"], "c")),
        ((["a"], ["1"], "c"), (["a"], ["1"], "d")),
        ((["a", "b"], ["1", "2"], "c"), (["a", "b"], ["2", "1"], "c")),
        ((["a", "b"], ["1", "2"], "c"), (["b", "a"], ["2", "1"], "c")),
        ((["a"], ["1"], "c"), (["a", "b"], ["1", "2"], "c")),
    ],
)
def test_what_is_made_of_something_else_has_another_name(
    one: tuple[list[str], list[str], str], other: tuple[list[str], list[str], str]
) -> None:
    names = [name_of([Source(path, path) for path in paths], found, context) for paths, found, context in (one, other)]
    assert names[0] != names[1]


def test_a_digest_is_taken_from_the_file_unless_it_surely_is_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"new")
    file = str(tmp_path / "x")
    memory = Memory(tmp_path / "memory", "1")
    now = Snapshot(LATER, {"x": OLD})
    assert Recall(memory, now).digest("x", file) == digest(b"new")
    assert Recall(memory, now, Snapshot(LATER, {"x": OLD}), {"x": "known"}).digest("x", file) == "known"
    assert Recall(memory, now, Snapshot(LATER, {"x": OLD}), {}).digest("x", file) == digest(b"new")
    assert Recall(memory, now, Snapshot(LATER, {"x": (*OLD[:4], 2)}), {"x": "known"}).digest("x", file) == digest(
        b"new"
    )
    assert Recall(memory, now, Snapshot(1, {"x": OLD}), {"x": "known"}).digest("x", file) == digest(b"new")


def test_an_outcome_is_found_by_what_it_was_made_of(tmp_path: Path) -> None:
    recall = Recall(Memory(tmp_path, "1"), Snapshot(0, {}))
    outcome = Outcome(None, (problem(Place("a"), "unknown-field", name="x"),))
    assert recall.outcome(("news", "a"), "name") is None
    assert recall.remember(("news", "a"), "name", to_text("name", outcome)) == outcome
    assert recall.outcome(("news", "a"), "name") == outcome
    assert recall.outcome(("news", "a"), "other") is None
    assert recall.outcome(("news", "b"), "name") is None
    assert recall.outcome(("events", "a"), "name") is None


def test_a_run_that_knows_nothing_finds_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"content/topics.yaml": "t: {id: T, en: T}\n"})
    recall = Recall.nothing(root)
    recall.learn_others(root)
    assert set(recall.digests) == {"site.yaml", "content/topics.yaml"}
    assert recall.now.stamps == take(root, 0).stamps
    assert recall.sure("site.yaml") is None
    assert {path.name for path in root.iterdir()} == {"site.yaml", "content"}
