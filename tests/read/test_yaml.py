import resource
import subprocess
import sys
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.base import messages
from sitegen.base.problems import Place, Problem
from sitegen.read.nodes import Mapping, Node, Scalar, Sequence
from sitegen.read.text import decode
from sitegen.read.yaml import load
from tests.quickest import quickest

PATH = "content/partners/its.yaml"

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


def plain(node: Node | None) -> Plain:
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return None if node.absent else node.text
    return None


def ids(problems: list[Problem]) -> list[tuple[str, int, int]]:
    assert {problem.place.path for problem in problems} <= {PATH}
    return [(problem.id, problem.place.line, problem.place.column) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# hanya catatan\n", {}),
        ("---\n", {}),
        ("null\n", {}),
        ("country: NO\n", {"country": "NO"}),
        ("time: 10:30\n", {"time": "10:30"}),
        ("time: 09:00\n", {"time": "09:00"}),
        ("isced: 0311\n", {"isced": "0311"}),
        ("date: 2022-11-31\n", {"date": "2022-11-31"}),
        ("date: 2022-11-21T10:00:00Z\n", {"date": "2022-11-21T10:00:00Z"}),
        ("slug: 2022\n", {"slug": "2022"}),
        ("title: 2022-11-21\n", {"title": "2022-11-21"}),
        ("x: Yes\non: off\n", {"x": "Yes", "on": "off"}),
        (
            "v: 1.10\nw: 1e3\nx: 0x1F\ny: 1_000\nz: .inf\n",
            {"v": "1.10", "w": "1e3", "x": "0x1F", "y": "1_000", "z": ".inf"},
        ),
        ("x: " + "9" * 5_000 + "\n", {"x": "9" * 5_000}),
        ("title:\n", {"title": None}),
        ("title: ~\ndate: null\n", {"title": None, "date": None}),
        ("title: ''\nslug: 'null'\n", {"title": "", "slug": "null"}),
        ("title: 'Pelatihan KUI: Hari 1'\n", {"title": "Pelatihan KUI: Hari 1"}),
        ("title: '''Jumat'' sore'\n", {"title": "'Jumat' sore"}),
        ('title: "satu\\ndua \\"tiga\\" \\u00e9 \\\\ \\/"\n', {"title": 'satu\ndua "tiga" é \\ /'}),
        ('title: "e\\u0301"\n', {"title": "é"}),
        ('title: "satu\\\n  dua"\n', {"title": "satudua"}),
        ("url: https://its.ac.id/a:b?c#d\n", {"url": "https://its.ac.id/a:b?c#d"}),
        ("title: Kelas #1\n".replace(" #", "#"), {"title": "Kelas#1"}),
        ("title: Kelas  # catatan\n", {"title": "Kelas"}),
        ("date: 2022-11-21 # catatan\n", {"date": "2022-11-21"}),
        ("draft: true # catatan\n", {"draft": "true"}),
        ("title: 'Kelas' # catatan\n", {"title": "Kelas"}),
        ("topics: # catatan\n  - a\n", {"topics": ["a"]}),
        ("topics: [a, b]\n", {"topics": ["a", "b"]}),
        ("topics: [\n  a,\n  b,\n]\n", {"topics": ["a", "b"]}),
        ("topics:\n- a\n- b\n", {"topics": ["a", "b"]}),
        ("topics:\n  - a\n  -\n", {"topics": ["a", None]}),
        ("topics: a, b\n", {"topics": "a, b"}),
        ("name: {id: A, en: B}\n", {"name": {"id": "A", "en": "B"}}),
        ("name:\n  id: A\n  en: B\n", {"name": {"id": "A", "en": "B"}}),
        ('{"name": {"id": "A"}}\n', {"name": {"id": "A"}}),
        ("list:\n  - id: a\n    n: 1\n  - id: b\n", {"list": [{"id": "a", "n": "1"}, {"id": "b"}]}),
        ("summary: |\n  satu\n  dua\n", {"summary": "satu\ndua\n"}),
        ("summary: >-\n  satu\n  dua\n", {"summary": "satu dua"}),
        ("summary: satu\n  dua\n", {"summary": "satu dua"}),
        ("summary: satu\n  -dua\n  dua - tiga\n", {"summary": "satu -dua dua - tiga"}),
        ("x: {https://a.id/: b, c: }\n", {"x": {"https://a.id/": "b", "c": None}}),
        ("summary: |\n  a\tb\n  \u00a0c: d\nx: y\n", {"summary": "a\tb\n\u00a0c: d\n", "x": "y"}),
        ("title: Rp\u00a05.000 dan \u00adkata\n", {"title": "Rp\u00a05.000 dan \u00adkata"}),
        ("title: 'a\u00a0b'\n", {"title": "a\u00a0b"}),
        ("title: 'satu\n  \u00a0dua'\nx: y\n", {"title": "satu \u00a0dua", "x": "y"}),
        ("title: a\tb\n", {"title": "a\tb"}),
        ("title: Kelas A\t\n", {"title": "Kelas A"}),
        ("# catatan:\tdengan tab dan \u00a0\nx: y\n", {"x": "y"}),
        ("x: y  #\tcatatan\u00a0\n", {"x": "y"}),
        ("judul kegiatan: A\n", {"judul kegiatan": "A"}),
        ("title : A\n", {"title": "A"}),
        ("'title': A\n", {"title": "A"}),
        ("---\ntitle: A\n", {"title": "A"}),
        ("title: A\n...\n", {"title": "A"}),
        ("title: جامعة الأزهر\nname: Đại học 😀\n", {"title": "جامعة الأزهر", "name": "Đại học 😀"}),
        (
            "title: -5 derajat\nx: a@b.id\ny: 50%\nz: A & B\n",
            {"title": "-5 derajat", "x": "a@b.id", "y": "50%", "z": "A & B"},
        ),
        ("title: A [Draft]\nx: it's\n", {"title": "A [Draft]", "x": "it's"}),
        ("  title: A\n  date: B\n", {"title": "A", "date": "B"}),
        ("a: " + "[" * 63 + "]" * 63, None),
    ],
)
def test_every_value_is_the_text_that_was_written(text: str, expected: Plain) -> None:
    node, problems = load(text, PATH)
    assert problems == []
    assert isinstance(node, Mapping)
    if expected is not None:
        assert plain(node) == expected


def test_every_node_knows_where_it_stands_in_the_file() -> None:
    node, _ = load("é: x\nname: {id: 'A', en: B}\nlist:\n  - satu\n  - n:\n", PATH, first_line=2)
    assert isinstance(node, Mapping)
    found: list[tuple[str, int, int]] = []

    def walk(node: Node, name: str) -> None:
        found.append((name, node.place.line, node.place.column))
        if isinstance(node, Mapping):
            for key, value in node.entries:
                found.append((f"{key.text}:", key.place.line, key.place.column))
                walk(value, key.text)
        elif isinstance(node, Sequence):
            for item in node.items:
                walk(item, "-")

    walk(node, "root")
    assert found == [
        *[("root", 2, 1), ("é:", 2, 1), ("é", 2, 4)],
        *[("name:", 3, 1), ("name", 3, 7), ("id:", 3, 8), ("id", 3, 12), ("en:", 3, 17), ("en", 3, 21)],
        *[("list:", 4, 1), ("list", 5, 3), ("-", 5, 5), ("-", 6, 5), ("n:", 6, 5), ("n", 6, 7)],
    ]


@pytest.mark.parametrize(
    ("text", "id", "line", "column"),
    [
        # values that need quotes
        ("title: Pelatihan KUI: Hari 1\n", "yaml-syntax.colon", 1, 8),
        ("title: Pelatihan “KUI”: Hari 1\n", "yaml-syntax.colon", 1, 8),
        ("date: A\ntitle: Catatan:\n", "yaml-syntax.colon", 2, 8),
        ("list:\n  - title: A: b\n", "yaml-syntax.colon", 2, 12),
        ("title: [Draft] Judul\n", "yaml-syntax.begins", 1, 8),
        ("title: [a, b]c\n", "yaml-syntax.begins", 1, 8),
        ("title: {Draft} Judul\n", "yaml-syntax.begins", 1, 8),
        ("title: {a: b}}\n", "yaml-syntax.begins", 1, 8),
        ("title: @its\n", "yaml-syntax.begins", 1, 8),
        ("title: *ITS*\n", "yaml-syntax.begins", 1, 8),
        ("title: ** tebal **\n", "yaml-syntax.begins", 1, 8),
        ("title: & dan\n", "yaml-syntax.begins", 1, 8),
        ("title: %50 naik\n", "yaml-syntax.begins", 1, 8),
        ("title: `kode`\n", "yaml-syntax.begins", 1, 8),
        ("title: |x\n", "yaml-syntax.begins", 1, 8),
        ("title: > kutipan\n", "yaml-syntax.begins", 1, 8),
        ("title: , koma\n", "yaml-syntax.begins", 1, 8),
        ("title: ] siku\n", "yaml-syntax.begins", 1, 8),
        ("title: - Judul\n", "yaml-syntax.begins", 1, 8),
        ("title: ? Judul\n", "yaml-syntax.begins", 1, 8),
        ("list:\n  - @its\n", "yaml-syntax.begins", 2, 5),
        ("title: 'Jumat' sore\n", "yaml-syntax.quote", 1, 8),
        ("title: 'it's'\n", "yaml-syntax.quote", 1, 8),
        ('title: "Judul "penting""\n', "yaml-syntax.quote", 1, 8),
        ('title: "A": b\n', "yaml-syntax.quote", 1, 8),
        ("list: [a, @b]\n", "yaml-syntax.item", 1, 11),
        ("list: [a: b: c]\n", "yaml-syntax.item", 1, 8),
        ("list: [a, 'b' c]\n", "yaml-syntax.item", 1, 11),
        # quotes, escapes, brackets
        ("title: 'Jumat sore\ndate: B\n", "yaml-syntax.quote-open", 1, 8),
        ('title: "Jumat sore\n', "yaml-syntax.quote-open", 1, 8),
        ("title: 'Jumat sore\ndate: 'B'\n", "yaml-syntax.quote-open", 1, 8),
        ('src: "img\\foto"\n', "yaml-syntax.escape", 1, 10),
        ('src: "img\\gambar"\n', "yaml-syntax.escape", 1, 10),
        ('src: "C:\\temp"\n', "yaml-syntax.escape", 1, 9),
        ('src: "img\\Poster"\n', "yaml-syntax.escape", 1, 10),
        ('src: "C:\\Users"\n', "yaml-syntax.escape", 1, 9),
        ('src: "\\ud800"\n', "yaml-syntax.escape", 1, 7),
        ('src: "a\\0"\n', "yaml-syntax.escape", 1, 8),
        ('src: "a\\uFFFE"\n', "yaml-syntax.escape", 1, 8),
        ('src: "a\\u202e"\n', "yaml-syntax.escape", 1, 8),
        ('src: "satu\n  \\foto"\n', "yaml-syntax.escape", 2, 3),
        ("topics: [a, b\ndate: B\n", "yaml-syntax.bracket-open", 1, 9),
        ("name: {id: A\nen: B\n", "yaml-syntax.bracket-open", 1, 7),
        ("topics: [a, b\n", "yaml-syntax.bracket-open", 1, 9),
        ("topics: [,]\n", "yaml-syntax.other", 1, 10),
        # lines
        ("title:A\n", "yaml-syntax.no-space", 1, 6),
        ("title:A\ndate: B\n", "yaml-syntax.no-space", 1, 6),
        ("date: B\ntitle:A\nslug: c\n", "yaml-syntax.no-space", 2, 6),
        ("date: B\ntitle A\nslug: c\n", "yaml-syntax.no-colon", 2, 1),
        ("date: B\ntitle A\n", "yaml-syntax.no-colon", 2, 1),
        ("Isi saja.\n", "yaml-syntax.no-colon", 1, 1),
        ("- a\n- b\n", "yaml-syntax.list", 1, 1),
        ("title: A\n  date: B\n", "yaml-syntax.indent", 2, 3),
        ("  title: A\ndate: B\n", "yaml-syntax.indent", 2, 1),
        ("list:\n  - a\n - b\n", "yaml-syntax.indent", 3, 2),
        ("name:\n  id: A\n en: B\n", "yaml-syntax.indent", 3, 2),
        ("list:\n - a\n  - b\n", "yaml-syntax.indent", 3, 3),
        ("title: A\n  - b\n", "yaml-syntax.indent", 2, 3),
        ("summary: >\n  satu\n dua\n", "yaml-syntax.indent", 3, 2),
        ("name: {id:A, en:B}\n", "yaml-syntax.no-space", 1, 10),
        ("title: A\n- b\n", "yaml-syntax.indent", 2, 1),
        (": A\n", "yaml-syntax.other", 1, 1),
        # tabs and invisible spaces
        ("name:\n\tid: A\n", "tab", 2, 1),
        ("name:\n  \tid: A\n", "tab", 2, 3),
        ("title:\tA\n", "tab.colon", 1, 7),
        ("title: \tA\n", "tab.colon", 1, 8),
        ("list:\n  -\ta\n", "tab", 2, 4),
        ("title: A\n\t\ndate: B\n", "tab", 2, 1),
        ("summary: |\n\tteks\n", "tab", 2, 1),
        ("summary: |\n  \tteks\n", "tab", 2, 3),
        ("name:\n\u00a0\u00a0id: A\n", "invisible-space", 2, 1),
        ("name:\n \u00a0id: A\n", "invisible-space", 2, 2),
        ("ti\u00adtle: A\n", "invisible-space", 1, 3),
        ("judul\u00a0kegiatan: A\n", "invisible-space", 1, 6),
        ("'a\u200b': A\n", "invisible-space", 1, 3),
        ("\u200btitle: A\n", "invisible-space", 1, 1),
        ("\ufefftitle: A\n", "invisible-space", 1, 1),
        ("title\u3000: A\n", "invisible-space", 1, 6),
        ("title:\u00a0A\n", "invisible-space", 1, 7),
        ("title: \u00a0A\n", "invisible-space", 1, 8),
        ("list:\n  -\u00a0a\n", "invisible-space", 2, 4),
        ("name: {id:\u00a0A}\n", "invisible-space", 1, 11),
        ("\u00a0# catatan\nx: y\n", "invisible-space", 1, 1),
        # more than an editor's YAML
        ("a: &x b\n", "yaml-limits.anchor", 1, 4),
        ("a: *x\n", "yaml-limits.alias", 1, 4),
        ("a: &a [&b [*a]]\n", "yaml-limits.anchor", 1, 4),
        ("b:\n  <<: {x: y}\n", "yaml-limits.merge", 2, 3),
        ("a: !!python/object/apply:os.system ['id']\n", "yaml-limits.tag", 1, 4),
        ("a: !penting b\n", "yaml-limits.tag", 1, 4),
        ("a: !!str 5\n", "yaml-limits.tag", 1, 4),
        ("%YAML 1.1\n---\na: b\n", "yaml-limits.directive", 1, 1),
        ("---\na: b\n---\nc: d\n", "yaml-limits.documents", 3, 1),
        ("---\na: b\n---\n", "yaml-limits.documents", 3, 1),
        ("a: b\n...\nc: d\n", "yaml-limits.documents", 3, 1),
        ("[a, b]: c\n", "yaml-limits.key", 1, 1),
        ("a: b\n? {c: d}\n: e\n", "yaml-limits.key", 2, 3),
        ("? |\n  a\n: b\n", "yaml-limits.key", 1, 3),
        ("{a\n  b: c}\n", "yaml-limits.key", 1, 2),
        ("{'': b}\n", "yaml-limits.key", 1, 2),
        ("a: " + "[" * 64 + "]" * 64 + "\n", "yaml-limits.depth", 1, 67),
    ],
)
def test_a_mistake_is_an_error_where_it_was_made(text: str, id: str, line: int, column: int) -> None:  # noqa: A002
    node, problems = load(text, PATH)
    assert node is None
    assert ids(problems) == [(id, line, column)]
    _, moved = load(text, PATH, first_line=5)
    assert ids(moved) == [(id, line + 4, column)]


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("title: Pelatihan KUI: Hari 1\n", "title: 'Pelatihan KUI: Hari 1'"),
        ("list:\n  - title: A: b\n", "- title: 'A: b'"),
        ("title: [Draft] Judul\n", "title: '[Draft] Judul'"),
        ("list:\n  - @its\n", "- '@its'"),
        ("title: 'Jumat' sore\n", "title: '''Jumat'' sore'"),
        ("title: 'it's'\n", "title: 'it''s'"),
        ('title: "Judul "penting""\n', "title: 'Judul \"penting\"'"),
        ('title: "Satu" dan "dua"\n', 'title: \'"Satu" dan "dua"\''),
        ("title:A\n", "title: A"),
        ("topics: [a, b\ndate: B\n", "topics: [a, b]"),
        ("title: Kelas #1 dan #2\n", "title: 'Kelas #1 dan #2'"),
        ("list:\n  - Kelas #1\n", "- 'Kelas #1'"),
    ],
)
def test_the_line_that_a_problem_shows_is_right(text: str, write: str) -> None:
    [problem] = load(text, PATH)[1]
    assert dict(problem.facts)["write"] == write
    assert load(f"a:\n  {write}\n", PATH)[1] == []


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("title: Kelas #1 dan #2\n", [(1, 8)]),
        ("title: Kelas # catatan\n", [(1, 8)]),
        ("list:\n  - Kelas #1\n  - Kelas 2  # dua\n", [(2, 5)]),
        ("title: satu\n  dua #3\n", [(1, 8)]),
        ("list: [a #1\n  ]\n", [(1, 8)]),
        ("title: #1\n", []),
        ("date: 21-11-2022 # tanggal\n", []),
        ("title: >- #1\n  Kelas\n", []),
    ],
)
def test_a_comment_right_after_a_text_is_a_warning(text: str, cuts: list[tuple[int, int]]) -> None:
    node, problems = load(text, PATH)
    assert node is not None
    assert [(problem.code, *place) for problem, (_, *place) in zip(problems, ids(problems), strict=True)] == [
        ("comment-cuts", line, column) for line, column in cuts
    ]


def test_a_key_that_stands_twice_names_both_lines_and_keeps_the_first_value() -> None:
    node, problems = load("date: A\nname:\n  id: x\n  en: y\n  id: z\ndate: B\n", PATH, first_line=2)
    assert plain(node) == {"date": "A", "name": {"id": "x", "en": "y"}}
    assert ids(problems) == [("duplicate-key", 6, 3), ("duplicate-key", 7, 1)]
    assert [dict(problem.facts) for problem in problems] == [
        {"key": "id", "first": 4, "second": 6},
        {"key": "date", "first": 2, "second": 7},
    ]


def test_every_line_with_a_tab_or_an_invisible_space_is_told() -> None:
    text = "title:\tA\nname:\n\tid: B\n\u00a0\u00a0en: C\nsummary: |\n  x\ty\ntopics:\t[a]\n"
    assert ids(load(text, PATH)[1]) == [
        *[("tab.colon", 1, 7), ("tab", 3, 1), ("invisible-space", 4, 1), ("tab.colon", 7, 8)],
    ]


def test_an_error_before_the_first_tab_is_told_with_it() -> None:
    assert ids(load("title: A: b\nname:\n\tid: B\n", PATH)[1]) == [("yaml-syntax.colon", 1, 8), ("tab", 3, 1)]


BOMBS = {
    "aliases": "a: &a [x]\n" + "".join(f"a{i}: &a{i} [{', '.join(['*a'] * 9)}]\n" for i in range(9)),
    "merge keys": "a: &a {x: 1}\nb:\n  <<: [" + "*a, " * 50 + "*a]\n",
    "merge without alias": "<<: " + "{<<: " * 30 + "x" + "}" * 30,
    "1,000 brackets": "a: " + "[" * 1_000,
    "200,000 brackets": "[" * 200_000,
    "200,000 closed brackets": "a: " + "[" * 200_000 + "]" * 200_000,
    "200,000 braces": "a: " + "{a: " * 200_000,
    "200,000 dashes": "a:\n" + "- " * 200_000,
    "1,000 indentations": "".join(" " * depth + "a:\n" for depth in range(1_000)),
    "200,000 questions": "? " * 200_000,
    "100,000 keys": "".join(f"k{i}: v\n" for i in range(100_000)),
    "100,000 items": "a: [" + "x," * 100_000 + "]",
    "20 MB scalar": "a: " + "x" * 20_000_000,
    "100,000 documents": "---\n" * 100_000,
    "100,000 documents with values": "--- a\n" * 100_000,
    "anchor of a megabyte": "a: &" + "x" * 900_000,
    "tag of a megabyte": "a: !<" + "x" * 900_000 + "> b",
    "colons": "a: " + ": " * 400_000,
    "quotes": "a: '" * 200_000,
    "tabs": "\t" * 900_000,
    "lines with tabs": "\t\n" * 400_000,
    "no-break spaces": "a" + "\u00a0" * 900_000,
    "backslashes": 'a: "' + "\\a" * 400_000 + '"',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    # A tenth of a second is the promise; a busy machine gets three times as much, and five tries.
    assert quickest(lambda: load(BOMBS[name], PATH)) < 0.3
    node, problems = load(BOMBS[name], PATH)
    assert node is None
    assert problems
    assert "yaml-syntax" not in {problem.id for problem in problems}


@pytest.mark.parametrize(
    "text", ["a: " + "x" * 990_000, "a: '" + "x " * 490_000 + "'", "# x\n" * 249_000, "\n" * 999_999]
)
def test_a_long_text_within_the_limit_is_read_at_once(text: str) -> None:
    assert quickest(lambda: load(text, PATH)) < 0.3
    assert load(text, PATH)[1] == []


def test_bombs_need_little_memory() -> None:
    script = """
import resource
from sitegen.read.yaml import load
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for text in ("[" * 200_000, "- " * 200_000, "".join(f"k{i}: v\\n" for i in range(80_000)), "--- a\\n" * 100_000):
    assert load(text, "a.yaml")[0] is None
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    unit = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(run.stdout) * unit < 64_000_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.parametrize(
    ("text", "id", "en"),
    [
        (
            "title: Pelatihan KUI: Hari 1\n",
            f'{PATH}:1:8: error: Nilai "title" berisi titik dua. [yaml-syntax]\n'
            "    Apit dengan tanda kutip tunggal: title: 'Pelatihan KUI: Hari 1'",
            f'{PATH}:1:8: error: The value of "title" has a colon in it. [yaml-syntax]\n'
            "    Put it in single quotes: title: 'Pelatihan KUI: Hari 1'",
        ),
        (
            "name:\n\tid: A\n",
            f"{PATH}:2:1: error: Ada karakter Tab di sini. YAML hanya menerima spasi. [tab]\n    Ganti Tab dengan 2 spasi.",
            f"{PATH}:2:1: error: There is a tab here. YAML takes only spaces. [tab]\n    Write 2 spaces instead of the tab.",
        ),
        (
            "\u00a0title: A\n",
            f"{PATH}:1:1: error: Ada spasi tak terlihat U+00A0 di sini (biasanya hasil tempel dari Word). [invisible-space]\n"
            "    Hapus, lalu ketik ulang spasinya.",
            f"{PATH}:1:1: error: There is an invisible space U+00A0 here (usually pasted from Word). [invisible-space]\n"
            "    Delete it and type the space again.",
        ),
        (
            "title: Kelas #1 dan #2\n",
            f'{PATH}:1:8: warning: Teks setelah " #" akan hilang: "#1 dan #2". [comment-cuts]\n'
            "    Apit dengan tanda kutip tunggal: title: 'Kelas #1 dan #2'. Bila memang catatan, beri dua spasi sebelum #.",
            f'{PATH}:1:8: warning: The text after " #" will be lost: "#1 dan #2". [comment-cuts]\n'
            "    Put the value in single quotes: title: 'Kelas #1 dan #2'. If it is a comment, write two spaces before the #.",
        ),
        (
            "date: A\nx: y\ndate: B\n",
            f'{PATH}:3:1: error: Kunci "date" ditulis dua kali (baris 1 dan 3). [duplicate-key]\n    Hapus salah satunya.',
            f'{PATH}:3:1: error: The key "date" is written twice (lines 1 and 3). [duplicate-key]\n    Delete one of them.',
        ),
        (
            "a: *x\n",
            f'{PATH}:1:4: error: Rujukan YAML "*x" tidak dipakai di sini. [yaml-limits]\n'
            "    Tulis isinya langsung. Bila * bagian dari teks, apit seluruh nilai dengan tanda kutip tunggal.",
            f'{PATH}:1:4: error: The YAML alias "*x" is not used here. [yaml-limits]\n'
            "    Write out what it stands for. If the * belongs to the text, put the whole value in single quotes.",
        ),
    ],
)
def test_a_problem_says_what_to_write(text: str, id: str, en: str) -> None:  # noqa: A002
    [problem] = load(text, PATH)[1]
    assert messages.line(problem, "id") == id
    assert messages.line(problem, "en") == en


PIECES = st.sampled_from(
    [
        *[
            "title: A\n",
            "name:\n",
            "  id: B\n",
            "- ",
            "a",
            ": ",
            ":",
            "\n",
            " ",
            "  ",
            "\t",
            "\u00a0",
            "\u200b",
            "#",
            " #",
            "é",
            "😀",
        ],
        *[
            "'",
            '"',
            "\\",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x",
            "*x",
            "!x",
            "|",
            ">",
            "|2",
            "---\n",
            "...\n",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "<<: ",
        ],
        *["\\x41", "\\ud800", "\\U00110000", "\\u", "~", "\u202e"],
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@example("'")
@example("a: '\n\n\n")
@example("a: [\n\n\n")
@example("\n\n\na: @")
@example("{a\nb:c}")
@example("{a\n\u00a0b: c}")
def test_mutated_yaml_is_read_or_explained_at_a_line_of_the_text(text: str) -> None:
    check(text)


@given(st.binary(max_size=120))
def test_random_bytes_are_read_or_explained_at_a_line_of_the_text(data: bytes) -> None:
    text, _ = decode(data, PATH)
    if text is not None:
        check(text)


def check(text: str) -> None:
    node, problems = load(text, PATH, first_line=3)
    lines = text.rstrip("\n").split("\n")
    assert (node is None) <= any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.id != "yaml-syntax", "the parser raised what nobody expects"
        assert 3 <= problem.place.line < 3 + len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 3]) + 1
        assert all(messages.line(problem, lang) for lang in messages.LANGUAGES)
    assert node is None or node.place.line >= 3


def test_what_nobody_expects_is_a_sentence_and_no_traceback() -> None:
    node, problems = load("a: \ud800\n", PATH, first_line=2)
    assert node is None
    assert ids(problems) == [("yaml-syntax", 2, 1)]
    assert problems[0].place == Place(PATH, 2, 1)
