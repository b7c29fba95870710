"""What an enemy, another system or an unlucky copy puts into a site's folder: nothing is read or written outside, nothing hangs."""

from __future__ import annotations

import json
import os
import re
import socket
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from sitegen.base.messages import line
from sitegen.base.problems import Problem
from sitegen.build import check
from sitegen.incremental import build
from sitegen.report import Options, Report
from tests.pictures import SVG
from tests.sites import write_site

OPTIONS = Options(today=lambda zone: date(2026, 11, 24))
A = "content/news/2022-01-01-a.id.md"
T = "themes/default/templates/article.html"

NAMES = [
    *(
        "..",
        ".",
        "../x",
        "../../x",
        "/etc/passwd",
        "..\\x",
        "a/../b",
        "a/./b",
        "a//b",
        "%2e%2e",
        "%2e%2e%2fx",
        "..%2fx",
    ),
    *(
        "con",
        "CON",
        "nul",
        "aux.",
        "com1",
        "com¹",
        "lpt9",
        "prn.txt",
        "clock$",
        "a.",
        "a ",
        " a",
        "a\tb",
        "a\nb",
        "a\0b",
    ),
    *(
        "a\x1fb",
        "a\x7fb",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\xadb",
        "e\u0301",
        "é",
        "É",
        "İ",
        "ß",
        "ﬁ",
        "Ａ",
        "😀",
        "م",
    ),
    *(
        "x" * 101,
        "x" * 250,
        "é" * 120,
        "-",
        "--",
        "-a",
        "index",
        "feed.atom",
        "sitemap.xml",
        "assets",
        "media",
        "404",
        "~",
    ),
    *("$HOME", "${x}", "a:b", "a*b", "a?b", "a|b", "a<b>", '"a"', "'", "{{x}}", "{%x%}", "2022", "hal", "page", ".git"),
    *(
        ".sitegen",
        ".htaccess",
        "_headers",
        "a#b",
        "a%00b",
        "a;b",
        "a&b",
        "robots.txt",
        "404.html",
        "index.html",
        "ID",
        "En",
    ),
]
SAFE = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._-]*")


def article(front: str = "title: A", body: str = "Isi.") -> str:
    return f"---\n{front}\n---\n\n{body}\n"


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(report: Report, *without: str) -> list[str]:
    return [line(problem, "en").partition("\n")[0] for problem in report.problems if problem.code not in without]


def in_slug(name: str, number: int) -> dict[str, str]:
    key = f"2022-01-01-s{number}"
    return {f"content/news/{key}.id.md": article(f"title: A{number}\nslug: {json.dumps(name, ensure_ascii=False)}")}


def in_alias(name: str, number: int) -> dict[str, str]:
    former = json.dumps(f"/id/x{number}/{name}/", ensure_ascii=False)
    return {f"content/news/2022-01-01-l{number}.id.md": article(f"title: A{number}\naliases: [{former}]")}


def in_topic(name: str, number: int) -> dict[str, str]:
    return {f"content/news/2022-01-01-t{number}.id.md": article(f"title: A\ntopics: [{json.dumps(name)}]")}


def in_key(name: str, number: int) -> dict[str, str]:
    return {f"content/partners/{name}.yaml": f"name: Universitas {number}\nkind: university\ncountry: ID\n"}


def in_picture(name: str, number: int) -> dict[str, str]:
    picture = article(f"title: A{number}\nimage: {{src: {json.dumps(name + '.svg', ensure_ascii=False)}, alt: x}}")
    return {f"content/news/{name}.svg": SVG.decode(), f"content/news/2022-01-01-m{number}.id.md": picture}


@pytest.mark.parametrize("place", [in_slug, in_alias, in_topic, in_key, in_picture], ids=lambda place: place.__name__)
def test_a_name_is_refused_at_its_line_or_is_safe_on_every_system(
    tmp_path: Path, place: Callable[[str, int], dict[str, str]]
) -> None:
    root = write_site(tmp_path / "situs", {})
    for number, name in enumerate(NAMES):
        files = place(name, number)
        if all(_a_disk_can_hold(path) for path in files):
            write_site(root, files)
    before = set(tmp_path.rglob("*"))
    report, made = check(root, root / "output", OPTIONS)
    for path in made.keys() - {".nojekyll"}:
        assert all(SAFE.fullmatch(part) and not part.endswith(".") and len(part) <= 200 for part in path.split("/")), (
            path
        )
    assert len({path.casefold() for path in made}) == len(made)
    for problem in report.problems:
        for lang in ("id", "en"):
            assert not re.search("[\0-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", line(problem, lang))
    assert set(tmp_path.rglob("*")) == before


def _a_disk_can_hold(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder.count("/") == 1 and ".." not in path and "\0" not in path and len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("foto.svg", "Foto.svg"),
        (unicodedata.normalize("NFC", "é.svg"), unicodedata.normalize("NFD", "é.svg")),
        ("ß.svg", "ss.svg"),
        ("ﬁ.svg", "fi.svg"),
        ("Ａ.svg", "a.svg"),
    ],
)
def test_two_names_that_some_disk_takes_for_one_are_refused(tmp_path: Path, one: str, other: str) -> None:
    root = write_site(
        tmp_path, {f"content/news/{one}": SVG, f"content/news/{other}": SVG.replace(b"/>", b" id='2'/>"), A: article()}
    )
    report = build(root, root / "output", OPTIONS)
    assert [problem.code for problem in report.problems if problem.severity == "error"] == ["file-collision"]
    assert not report.published


@pytest.mark.parametrize(
    ("former", "taken"),
    [
        ("/id/", "/id/ is still in use (site.yaml)"),
        ("/id/berita/", "/id/berita/ is still in use (site.yaml)"),
        ("/ID/Berita/", "/id/berita/ is still in use (site.yaml)"),
        ("/id/berita/2022/a/", f"/id/berita/2022/a/ is still in use ({A})"),
        ("/id/feed.atom/lama/", "/id/feed.atom is still in use (site.yaml)"),
        ("/404.html/x/", "/404.html is still in use (site.yaml)"),
        ("/id/berita/index.html/x/", "/id/berita/ is still in use (site.yaml)"),
    ],
)
def test_a_former_address_takes_the_place_of_no_page(tmp_path: Path, former: str, taken: str) -> None:
    root = write_site(tmp_path, {A: article(f"title: A\naliases: [{former}]")})
    report = build(root, root / "output", OPTIONS)
    assert told(report, "translation-missing") == [
        f"{A}:3:10: error: The address {taken}, so it cannot be a former address. [url-collision]"
    ]


def test_a_plain_page_takes_the_place_of_no_index(tmp_path: Path) -> None:
    root = write_site(tmp_path, {f"content/pages/{name}.id.md": article() for name in ("berita", "agenda", "mitra")})
    report = build(root, root / "output", OPTIONS)
    assert [(problem.code, problem.place.path) for problem in report.problems if problem.severity == "error"] == [
        ("url-collision", f"content/pages/{name}.id.md") for name in ("agenda", "berita", "mitra")
    ]


def test_links_and_special_files_are_left_alone_and_told(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    write_site(
        secret, {"kunci.md": "RAHASIA", "dalam/x.id.md": article("title: RAHASIA"), "foto.svg": "<svg>RAHASIA</svg>"}
    )
    root = write_site(tmp_path / "situs", {A: article(body="![x](foto.svg)"), "themes/default/static/x.css": "x {}"})
    news = root / "content" / "news"
    (news / "2022-02-02-b.id.md").symlink_to(secret / "kunci.md")
    (news / "foto.svg").symlink_to(secret / "foto.svg")
    (news / "dalam").symlink_to(secret / "dalam")
    (news / "putaran").symlink_to(news)
    (news / "hilang.id.md").symlink_to("tidak-ada")
    os.mkfifo(news / "pipa.id.md")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(news / "soket"))
        (root / "themes" / "default" / "strings").symlink_to(secret)
        (root / "themes" / "default" / "static" / "y.css").symlink_to(secret / "kunci.md")
        report, made = check(root, root / "output", OPTIONS)
    assert [(problem.place.path, problem.id) for problem in report.problems if problem.code == "not-a-file"] == [
        ("content/news/2022-02-02-b.id.md", "not-a-file.link"),
        ("content/news/dalam", "not-a-file.link"),
        ("content/news/foto.svg", "not-a-file.link"),
        ("content/news/hilang.id.md", "not-a-file.link"),
        ("content/news/pipa.id.md", "not-a-file.special"),
        ("content/news/putaran", "not-a-file.link"),
        ("content/news/soket", "not-a-file.special"),
        ("themes/default/static/y.css", "not-a-file.link"),
        ("themes/default/strings", "not-a-file.link"),
    ]
    assert not any(b"RAHASIA" in data for data in made.values())


def test_a_theme_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    write_site(tmp_path / "lain", {"templates/article.html": "LAIN"})
    root = write_site(tmp_path / "situs", {A: article(), "themes/x": ""})
    (root / "themes" / "default").symlink_to(tmp_path / "lain")
    report, made = check(root, root / "output", OPTIONS)
    assert told(report, "translation-missing") == [
        'themes/default:1:1: warning: "default" is a link (symlink or shortcut) to another place, so it was not read. [not-a-file]'
    ]
    assert b"LAIN" not in made["id/berita/2022/a/index.html"]


def test_a_body_is_never_a_template(tmp_path: Path) -> None:
    typed = "{{ 7*7 }} {% include 'article.html' %} {# x #} {{ page.frame }}"
    root = write_site(tmp_path, {A: article(body=typed)})
    made = check(root, root / "output", OPTIONS)[1]
    assert f"<p>{typed}</p>" in made["id/berita/2022/a/index.html"].decode()


USES = "This template fails here: "
READ = "This template cannot be read: "


@pytest.mark.parametrize(
    ("template", "at", "message"),
    [
        ("<p>\n{{ page. }}", 2, READ + "expected name or number"),
        ("<p>\n{% for x in y %}\n", 2, READ + "Unexpected end of template."),
        ("{{ 1|tidak }}", 1, READ + "No filter named 'tidak'."),
        ("{{ " + "[" * 400, 1, READ + "too long or too deeply nested"),
        ("{{ " + "9" * 5000 + " }}", 1, READ + "too long or too deeply nested"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, 1, READ + "too long or too deeply nested"),
        ("\n{{ tidak }}", 2, USES + "'tidak' is undefined"),
        ("\n{{ page.tidak }}", 2, USES + "'sitegen.plan.kinds.news.ArticleView object' has no attribute 'tidak'"),
        ("\n\n{{ t('tidak.ada') }}", 3, USES + "strings have no 'tidak.ada'"),
        ("{{ asset('tidak.css') }}", 1, USES + "the theme has no static/tidak.css"),
        ("{{ prose(none) }}", 1, USES + "'NoneType' object has no attribute 'source'"),
        ("{{ voice('xx').t }}", 1, USES + "'xx'"),
        ("{{ 1 + 'a' }}", 1, USES + "unsupported operand"),
        ("\n{% include 'tidak.html' %}", 2, 'There is no template "tidak.html".'),
        ("\n{% extends 'tidak.html' %}", 2, 'There is no template "tidak.html".'),
        ("\n{% include 'article.html' %}", 2, "This template calls itself without end."),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 2, "This template calls itself without end."),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(tmp_path: Path, template: str, at: int, message: str) -> None:
    root = write_site(tmp_path, {A: article(), T: template})
    report = build(root, root / "output", OPTIONS)
    (found,) = told(report, "translation-missing")
    assert found.startswith(f"{T}:{at}:1: error: {message}")
    assert not report.published


@pytest.mark.parametrize(
    ("words", "place", "code"),
    [
        ("menu:\n  news: [a", "2:9", "yaml-syntax"),
        ("menu:\n  news: [a, b]\n", "2:9", "template"),
        ("- a\n", "1:1", "yaml-syntax"),
        ("menu:\n\tnews: a\n", "2:1", "tab"),
        (b"menu:\n  news: caf\xe9\n", "2:12", "encoding"),
        ("a: &a [x]\nb: [*a, *a]\n", "1:4", "yaml-limits"),
        ("a: " + "[" * 5000, "1:1003", "yaml-limits"),
    ],
)
def test_a_mistake_in_the_words_of_a_theme_is_told_at_its_line(
    tmp_path: Path, words: str | bytes, place: str, code: str
) -> None:
    root = write_site(tmp_path, {A: article(), "themes/default/strings/id.yaml": words})
    (found,) = told(check(root, root / "output", OPTIONS)[0], "translation-missing")
    assert found.startswith(f"themes/default/strings/id.yaml:{place}: error: ")
    assert found.endswith(f"[{code}]")


TEXT = article("title: Pelatihan é “x”", "Isi é.")


@pytest.mark.parametrize(
    "data",
    [
        *(TEXT.encode(name) for name in ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")),
        *(article("title: 東京", "東京").encode(name) for name in ("gb18030", "shift-jis", "big5", "euc-kr")),
        *(TEXT.replace("\n", end).encode() for end in ("\r", "\r\n")),
        *(
            TEXT.replace("Pel", f"Pel{c}").encode()
            for c in "\0\x07\x1b\x7f\x85\x90\v\f\u2028\ufffe\U0001ffff\u202e\ue000"
        ),
        *(
            TEXT.replace("Isi", f"Isi {c}").encode()
            for c in "\0\x07\x1b\x7f\x85\x90\v\f\u2028\ufffe\U0001ffff\u202e\ue000"
        ),
        *(TEXT.encode() + tail for tail in (b"\xed\xa0\x80", b"\xc0\xaf", b"\xe2\x80", b"\xff", b"\xf4\x90\x80\x80")),
        *(
            article("title: A", entity).encode()
            for entity in ("&#0; &#x1; &#xFFFE; &#xD800; &#1114112; &#27;", "&x;" * 9)
        ),
        *(
            article(f'title: "a{escape}b"').encode()
            for escape in ("\\x07", "\\u2028", "\\ud800", "\\uFFFE", "\\0", "\\e")
        ),
        *(article("title: a" + mark * 100).encode() for mark in ("\u0301", "\u0e31", "\u200d", "\U000e0041")),
        b"",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf" * 2 + TEXT.encode(),
    ],
)
def test_what_machines_read_is_well_formed_whatever_the_bytes_of_a_source(tmp_path: Path, data: bytes) -> None:
    event = (
        b"title: Pelatihan\nsummary: "
        + b" ".join(data.split(b"\n")[1:2]).removeprefix(b"title: ")
        + b"\nstart: 2026-12-01\n"
    )
    root = write_site(tmp_path, {A: data, "content/events/e.yaml": event})
    report, made = check(root, root / "output", OPTIONS)
    for name, output in made.items():
        kind = name.rpartition(".")[2]
        if kind in ("atom", "xml"):
            ElementTree.fromstring(output)
        elif kind == "json":
            json.loads(output)
        elif kind == "ics":
            Calendar.from_ical(output)
    shown = made.get("id/berita/2022/a/index.html", b"").decode()
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\U0001ffff]", shown)
    assert shown or any(is_error_in(problem, A) for problem in report.problems)


def is_error_in(problem: Problem, path: str) -> bool:
    return problem.place.path == path and problem.severity == "error"
