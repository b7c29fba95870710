from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import Place, Problem, SitegenError, in_order
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.reading import read_site
from sitegen.read.recall import Recall
from sitegen.read.record import Link, Prose
from sitegen.relate import references
from tests.sites import write_site

ARTICLE = "---\ntitle: Pelatihan KUI\ndate: 2022-11-21\n---\nStaf mengikuti pelatihan.\n"
PARTNER = "name: Institut Teknologi Sepuluh Nopember\nkind: institute\ncountry: ID\n"


def read(root: Path, files: Mapping[str, str | bytes], drafts: bool = False) -> tuple[Content, list[Problem]]:
    write_site(root, files)
    reading = read_site(root, Recall.nothing(root), drafts=drafts)
    assert reading.content
    return reading.content, in_order(reading.all_problems)


def places(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    return [(problem.place.path, problem.place.line, problem.place.column, problem.id) for problem in problems]


def printed(problems: list[Problem], lang: str) -> list[str]:
    return [line(problem, lang) for problem in problems]


def test_site_without_content_has_every_kind_empty(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {})
    assert problems == []
    assert content.records == {"agreements": {}, "events": {}, "news": {}, "pages": {}, "partners": {}, "topics": {}}
    assert (content.files, content.broken, content.hidden) == ({}, frozenset(), frozenset())


def test_unusable_site_yaml_gives_no_content(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/news/a.md": "x"}, base_url="salah")
    reading = read_site(tmp_path, Recall.nothing(tmp_path))
    assert reading.content is None
    assert [problem.id for problem in reading.problems] == ["site-file.base-url"]


def test_items_become_records_sorted_by_key(tmp_path: Path) -> None:
    content, problems = read(
        tmp_path,
        {
            "content/news/2022/z.id.md": ARTICLE,
            "content/news/a.id.md": ARTICLE,
            "content/partners/its.yaml": PARTNER,
            "content/news/foto.jpg": b"isi",
        },
    )
    assert problems == []
    assert list(content.of(Article)) == ["a", "z"]
    assert content.of(Article)["z"].path == "content/news/2022/z.id.md"
    assert (
        content.of(Partner)["its"].title == {"": "Institut Teknologi Sepuluh Nopember"}
        or content.of(Partner)["its"].named
    )
    assert content.files == {"content/news/foto.jpg": "64b7da6c90c8fb5f39f74b10e92f717f"}


def test_prose_begins_below_the_front_matter_with_its_links_at_their_places_in_the_file(tmp_path: Path) -> None:
    body = "Staf Politap di [ITS](../partners/its.yaml).\n\n![Foto](foto.jpg)\n"
    content, problems = read(tmp_path, {"content/news/a.id.md": f"---\ntitle: T\ndate: 2022-11-21\n---\n{body}"})
    assert problems == []
    path = "content/news/a.id.md"
    assert content.of(Article)["a"].prose == {
        "id": Prose(
            text=body,
            place=Place(path, 5),
            links=(
                Link("../partners/its.yaml", Place(path, 5, 23)),
                Link("foto.jpg", Place(path, 7, 9), linked=False, shown=True),
            ),
        )
    }


def test_language_file_without_words_has_no_prose(tmp_path: Path) -> None:
    content, _ = read(tmp_path, {"content/news/a.id.md": "---\ntitle: T\ndate: 2022-11-21\n---\n\n \n"})
    assert content.of(Article)["a"].prose == {}


SLIP = "---\ntitle: T\ndate: 2022-11-21\n---\n\nHubungi 0812-3456-7890.\n"


def test_slip_in_the_words_is_told_at_its_place_in_the_file(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"content/news/a.id.md": SLIP})
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("personal-data", 6, 9)
    ]


def test_slip_in_the_words_is_told_even_where_another_file_of_the_item_is_broken(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"content/news/a.id.md": SLIP, "content/news/a.en.md": "---\ntitle: T\n"})
    assert [problem.code for problem in problems] == ["front-matter-open", "personal-data"]


def test_slip_in_the_words_of_a_draft_is_told_only_where_drafts_are_shown(tmp_path: Path) -> None:
    files = {"content/news/a.id.md": ARTICLE, "content/news/a.en.md": SLIP.replace("date:", "draft: true\ndate:")}
    assert read(tmp_path, files)[1] == []
    assert [problem.code for problem in read(tmp_path, files, drafts=True)[1]] == ["personal-data"]


def test_words_need_no_front_matter_where_a_facts_file_stands_beside_them(tmp_path: Path) -> None:
    content, problems = read(
        tmp_path,
        {
            "content/news/a.yaml": "title: {id: Pelatihan, en: Training}\ndate: 2022-11-21\n",
            "content/news/a.id.md": "Surabaya, 21 Nopember 2022, Staf Politap.\n",
            "content/news/a.en.md": "",
        },
    )
    assert problems == []
    article = content.of(Article)["a"]
    assert article.path == "content/news/a.yaml"
    assert article.prose["id"].place == Place("content/news/a.id.md", 1)
    assert list(article.prose) == ["id"]


def test_words_alone_without_any_facts_are_an_error(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {"content/news/a.id.md": "Surabaya, 21 Nopember 2022, Staf Politap.\n"})
    assert content.broken == {("news", "a")}
    assert printed(problems, "id") == [
        "content/news/a.id.md:1:1: error: Berkas ini tidak punya bagian data di awal, dan a.yaml tidak ada. [front-matter-fence]\n"
        '    Mulai berkas dengan baris "---", lalu judul dan tanggalnya, lalu "---" lagi; atau tulis datanya di a.yaml.'
    ]
    assert printed(problems, "en") == [
        "content/news/a.id.md:1:1: error: This file has no fields at its beginning, and there is no a.yaml. [front-matter-fence]\n"
        '    Begin the file with a line "---", then its title and date, then "---" again; or write the fields in a.yaml.'
    ]


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "content/news/b.id.md": (b"---\ntitle: caf\xe9\n---\n", "encoding"),
    "content/news/c.id.md": ("—\ntitle: T\n---\n", "front-matter-fence"),
    "content/news/d.id.md": ("---\ntitle: T\n", "front-matter-open"),
    "content/news/e.id.md": ("---\ntitle: 'T\n---\n", "yaml-syntax"),
    "content/news/f.id.md": ("---\ntitle: T\ntitle: U\ndate: 2022-11-21\n---\n", "duplicate-key"),
    "content/partners/g.yaml": ("- nama\n", "yaml-syntax"),
    "content/partners/h.yaml": ("kind: institute\ncountry: ID\n", "required"),
}


def test_broken_items_are_named_and_the_others_still_read_and_checked(tmp_path: Path) -> None:
    files = {path: text for path, (text, _) in BROKEN.items()}
    content, problems = read(tmp_path, {**files, "content/news/a.id.md": ARTICLE})
    assert {problem.place.path: problem.code for problem in problems} == {
        path: code for path, (_, code) in BROKEN.items()
    }
    assert list(content.of(Article)) == ["a"]
    assert list(content.of(Partner)) == []
    assert content.broken == {("news", key) for key in "bcdef"} | {("partners", key) for key in "gh"}


def test_item_with_an_unreadable_file_is_not_said_to_lack_what_may_stand_in_it(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, {"content/news/a.yaml": "date: 2022-11-21\ntitle: '\n", "content/news/a.id.md": "Isi.\n"}
    )
    assert [(problem.place.path, problem.code) for problem in problems] == [("content/news/a.yaml", "yaml-syntax")]


def test_warning_does_not_break_an_item(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {"content/news/a.id.md": ARTICLE.replace("date:", "warna: biru\ndate:")})
    assert [problem.code for problem in problems] == ["unknown-field"]
    assert list(content.of(Article)) == ["a"]
    assert content.broken == frozenset()


DRAFT = ARTICLE.replace("date:", "draft: true\ndate:")


def test_item_that_is_a_draft_in_every_language_is_hidden_and_not_broken(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {"content/news/a.id.md": DRAFT, "content/news/a.en.md": DRAFT})
    assert problems == []
    assert content.records["news"] == {}
    assert content.hidden == {("news", "a")}
    assert content.broken == set()


def test_draft_in_one_language_is_absent_there(tmp_path: Path) -> None:
    files = {"content/news/a.id.md": ARTICLE, "content/news/a.en.md": DRAFT}
    content, _ = read(tmp_path, files)
    assert content.of(Article)["a"].languages == ("id",)
    content, _ = read(tmp_path, files, drafts=True)
    assert content.of(Article)["a"].languages == ("id", "en")
    assert content.hidden == frozenset()


TOPICS = "mobility: {id: Mobilitas, en: Mobility}\nasean:\n  label: {id: ASEAN, en: ASEAN}\n"


def test_topics_are_records_of_one_file(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {"content/topics.yaml": TOPICS})
    assert problems == []
    assert {key: dict(topic.title) for key, topic in content.of(Topic).items()} == {
        "asean": {"id": "ASEAN", "en": "ASEAN"},
        "mobility": {"id": "Mobilitas", "en": "Mobility"},
    }
    assert list(content.of(Topic)) == ["asean", "mobility"]
    assert content.of(Topic)["asean"].path == "content/topics.yaml"


def test_topic_without_a_label_in_every_language_is_an_error_and_broken(tmp_path: Path) -> None:
    content, problems = read(tmp_path, {"content/topics.yaml": TOPICS + "strategy: {id: Strategi}\n"})
    assert [(problem.place.line, problem.code) for problem in problems] == [(4, "required")]
    assert list(content.of(Topic)) == ["asean", "mobility"]
    assert content.broken == {("topics", "strategy")}


def test_topics_that_cannot_be_read_make_no_reference_to_them_wrong(tmp_path: Path) -> None:
    content, problems = read(
        tmp_path,
        {
            "content/topics.yaml": "mobility: {",
            "content/news/a.id.md": ARTICLE.replace("date:", "topics: [mobility]\ndate:"),
        },
    )
    assert [problem.place.path for problem in problems] == ["content/topics.yaml"]
    assert content.unread == {"topics"}
    assert list(references.check(content)) == []


def test_file_that_vanishes_while_reading_ends_the_run_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, {"content/news/a.id.md": ARTICLE})

    def failing(path: str, *_: object) -> int:
        raise OSError(5, "Input/output error")

    recall = Recall.nothing(tmp_path)
    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(SitegenError, match=r"^content/news/a\.id\.md: Input/output error$") as caught:
        read_site(tmp_path, recall)
    assert caught.value.exit_code == 3


MANY = {
    **{f"content/news/{key}.{lang}.md": ARTICLE for key in ("a", "b", "c") for lang in ("id", "en")},
    **{path: text for path, (text, _) in BROKEN.items()},
    "content/topics.yaml": TOPICS,
    "content/partners/its.yaml": PARTNER,
    "content/news/foto.jpg": b"isi",
    "content/berita/x.md": "x",
}


def test_result_is_the_same_whatever_the_hash_seed_locale_and_order_of_files(tmp_path: Path) -> None:
    paths = list(MANY)
    told = set()
    for seed, locale in ((1, "C"), (2, "tr_TR.UTF-8")):
        random.Random(seed).shuffle(paths)
        root = write_site(tmp_path / str(seed), {path: MANY[path] for path in paths})
        code = (
            "import pathlib; from sitegen.read.reading import read_site; from sitegen.read.recall import Recall;"
            "here = pathlib.Path('.'); reading = read_site(here, Recall.nothing(here)); content = reading.content;"
            "print(content.records, content.files, sorted(content.broken), reading.all_problems)"
        )
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(seed),
            "LC_ALL": locale,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        run = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=True)
        told.add(run.stdout)
    assert len(told) == 1
