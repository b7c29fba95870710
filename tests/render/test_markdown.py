"""A body becomes the HTML that its author meant, and every mistake in it is found at its place."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest

from sitegen.base.messages import LANGUAGES, wording
from sitegen.base.problems import Place, Problem
from sitegen.plan.body import Body
from sitegen.render.limits import LARGEST
from sitegen.render.markdown import Finding, Heading, render
from tests.render.vectors_repeated import REPEATED


def _html(text: str, lang: str = "id", **links: str) -> str:
    return str(render(Body(text, lang, tuple(links.items()))).html)


def _found(text: str, links: tuple[tuple[str, str], ...] = ()) -> list[tuple[int, int, str]]:
    return [(found.line, found.column, found.id) for found in render(Body(text, "id", links)).findings]


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# a\n\n## b\n\n### c", [2, 3, 4]),
        ("## a\n\n### b", [2, 3]),
        ("### a\n\n#### b", [2, 3]),
        ("# a\n\n###### b", [2, 6]),
        ("a\n=\n\nb\n-", [2, 3]),
    ],
)
def test_the_highest_heading_of_a_body_is_an_h2(written: str, levels: list[int]) -> None:
    assert [heading.level for heading in render(Body(written, "id")).headings] == levels


def test_a_raw_h1_is_no_second_title_of_the_page() -> None:
    assert _html("<h1>a</h1>") == "<h2>a</h2>"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Latar belakang", Heading(2, "s-latar-belakang", "Latar belakang")),
        ("Main", Heading(2, "s-main", "Main")),
        ("14–18 *November* & `a < b`", Heading(2, "s-14-18-november-a-b", "14–18 November & a < b")),
        ("Đại học Quốc gia", Heading(2, "s-dai-hoc-quoc-gia", "Đại học Quốc gia")),
        ("ភាសាខ្មែរ", Heading(2, "s-ភាសាខ្មែរ", "ភាសាខ្មែរ")),
        ("!!!", Heading(2, "s-1", "!!!")),
        ("Syarat {#syarat}", Heading(2, "syarat", "Syarat")),
        ("Isi {#main}", Heading(2, "s-main", "Isi")),
        ("a <b>b</b> &amp; c", Heading(2, "s-a-b-c", "a b & c")),
        ("a \\* [b](https://a.example)", Heading(2, "s-a-b", "a * b")),
        ("<kui@a.example> <b>a</b>", Heading(2, "s-kui-a-example-a", "kui@a.example a")),
    ],
)
def test_a_heading_has_an_id_that_no_id_of_the_page_can_be(title: str, heading: Heading) -> None:
    prose = render(Body(f"# {title}", "id"))
    assert prose.headings == (heading,)
    assert f'id="{heading.id}"' in prose.html


def test_equal_headings_have_different_ids() -> None:
    assert [h.id for h in render(Body("# a\n\n# a\n\n# a-2\n\n# a", "id")).headings] == [
        "s-a",
        "s-a-2",
        "s-a-2-2",
        "s-a-3",
    ]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[Managing *Volunteers*]{lang=en}", '<span lang="en">Managing <em>Volunteers</em></span>'),
        ('[Xin chào]{lang="vi"} dan [x]{lang=ms}', '<span lang="vi">Xin chào</span> dan <span lang="ms">x</span>'),
        ("[lihat [a](https://a.example) ini]{lang=en}", '<span lang="en">lihat <a href="https://a.example" rel='),
        ("[a](https://a.example){lang=en}", '<a href="https://a.example" lang="en" rel='),
        ("[a]{lang=in}", '<span lang="id">a</span>'),
        ("`[a]{lang=en}`", "<code>[a]{lang=en}</code>"),
        ("[a] {lang=en}", "[a] {lang=en}"),
    ],
)
def test_a_phrase_in_another_language_is_marked(written: str, html: str) -> None:
    assert html in _html(written)


def test_a_language_that_does_not_exist_is_found_where_it_is_written() -> None:
    assert _found("Kata\n\n[a]{lang=en} [b]{lang=inggris}") == [(3, 23, "language.body")]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            '![Peserta](foto.jpg "Hari 1")',
            '<figure><img alt="Peserta" loading="lazy" src="/m/f.jpg"><figcaption>Hari 1</figcaption></figure>',
        ),
        ("![Peserta](foto.jpg)", '<figure><img alt="Peserta" loading="lazy" src="/m/f.jpg"></figure>'),
        ("Kata ![Peserta](foto.jpg)", '<p>Kata <img alt="Peserta" loading="lazy" src="/m/f.jpg"></p>'),
    ],
)
def test_a_picture_alone_in_its_paragraph_is_a_figure(written: str, html: str) -> None:
    assert _html(written, **{"foto.jpg": "/m/f.jpg"}) == html


@pytest.mark.parametrize(("lang", "label"), [("id", "Tabel"), ("en", "Table")])
def test_a_table_has_column_headers_and_scrolls_in_a_named_box(lang: str, label: str) -> None:
    html = _html("| a | b |\n|---|--:|\n| 1 | 2 |\n\n| c | d |\n|---|---|\n| 3 | 4 |", lang)
    assert html.count('<th scope="col">') == 3
    assert '<th class="align-right" scope="col">b</th>' in html
    assert '<td class="align-right">2</td>' in html
    for number in (1, 2):
        assert f'<div aria-label="{label} {number}" class="table" role="region" tabindex="0">' in html


@pytest.mark.parametrize(
    ("lang", "label", "back"),
    [
        ("id", "Catatan kaki", "Kembali ke catatan kaki 1 dalam teks"),
        ("en", "Footnotes", "Back to footnote 1 in the text"),
    ],
)
def test_footnotes_speak_the_language_of_the_body(lang: str, label: str, back: str) -> None:
    html = _html("Kata[^a].\n\n[^a]: Catatan.", lang)
    assert f'<section aria-label="{label}" class="footnotes" role="doc-endnotes">' in html
    assert f'title="{back}"' in html
    assert '<a class="footnote-ref" href="#fn:a">1</a>' in html
    assert '<li id="fn:a">' in html


@pytest.mark.parametrize(
    "text", ["{{ title }}", "{% include 'x' %}", "{# x #}", "${x} <%= x %>", "\"kutip\" -- 'a'... (c) 1/2"]
)
def test_prose_is_never_rewritten_nor_run(text: str) -> None:
    html = _html(f"Kata {text}")
    plain = re.sub(r"&lt;", "<", re.sub(r"&gt;", ">", html))
    assert plain == f"<p>Kata {text}</p>"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ('```python\nif a < "b":\n```', '<pre><code class="language-python">if a &lt; "b":\n</code></pre>'),
        ("~~~\n{{ a }} *b* &amp;\n~~~", "<pre><code>{{ a }} *b* &amp;amp;\n</code></pre>"),
        ("``` {.c++ #contoh}\na\n```", '<pre id="contoh"><code class="language-c++">a\n</code></pre>'),
    ],
)
def test_fenced_code_keeps_its_language_and_its_characters(written: str, html: str) -> None:
    assert _html(written) == html


_LINKS = (
    ("b.md", "/id/b/"),
    ("berkas saya.pdf", "/m/berkas-saya.pdf"),
    ("/id/x/", "/kui/id/x/"),
    ("a?b=1&amp;c=2", "/a?b=1&c=2"),
    ("a(1).pdf", "/m/a1.pdf"),
)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[a](b.md)", '<a href="/id/b/">a</a>'),
        ("[a](<berkas saya.pdf>)", '<a href="/m/berkas-saya.pdf">a</a>'),
        ("[a](berkas saya.pdf)", '<a href="/m/berkas-saya.pdf">a</a>'),
        ("[a](/id/x/)", '<a href="/kui/id/x/">a</a>'),
        ("[a](a(1).pdf)", '<a href="/m/a1.pdf">a</a>'),
        ("[a](a?b=1&amp;c=2)", '<a href="/a?b=1&amp;c=2">a</a>'),
        ('<a href="b.md">a</a>', '<a href="/id/b/">a</a>'),
        ("[a][r]\n\n[r]: b.md", '<a href="/id/b/">a</a>'),
        (
            "[a](https://a.example/?q=1&copy=2)",
            '<a href="https://a.example/?q=1&amp;copy=2" rel="noopener noreferrer">a</a>',
        ),
        ("[a](mailto:kui@kampus.ac.id)", '<a href="mailto:kui@kampus.ac.id">a</a>'),
        ("<kui@kampus.ac.id>", '<a href="mailto:kui@kampus.ac.id">kui@kampus.ac.id</a>'),
        ("# Latar belakang\n\n[a](#latar-belakang)", '<a href="#s-latar-belakang">a</a>'),
        ("# Đại học\n\n[a](#Đại-học)", '<a href="#s-dai-hoc">a</a>'),
        ("# Latar {#latar}\n\n[a](#latar)", '<a href="#latar">a</a>'),
        ('<p id="main">x</p>\n\n[a](#main)', '<a href="#s-main">a</a>'),
    ],
)
def test_a_link_leads_where_the_planner_says(written: str, html: str) -> None:
    prose = render(Body(written, "id", _LINKS))
    assert html in prose.html
    assert prose.findings == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a\n\nb [c](hilang.md)", [(3, 7, "broken-link")]),
        ("[c](hilang.md) dan [d](hilang.md)", [(1, 5, "broken-link"), (1, 24, "broken-link")]),
        ("[c](/id/hilang/)", [(1, 5, "broken-link")]),
        ("[c][r]\n\n[r]: hilang.md", [(3, 6, "broken-link")]),
        ('a\n<a href="hilang.md">x</a>', [(2, 10, "broken-link")]),
        ("[c](#hilang)", [(1, 5, "broken-link.fragment")]),
        ("[c](javascript:alert(1))", [(1, 5, "address.link-scheme")]),
        ("a <a href='JavaScript:alert(1)'>x</a>", [(1, 12, "address.link-scheme")]),
        ("[c](&#106;avascript:x)", [(1, 5, "address.link-scheme")]),
        ("[c](//evil.example)", [(1, 5, "address.link-scheme")]),
        ("[c](https:evil)", [(1, 5, "address.link-form")]),
        ("[c](https://a:b/) [c](https://a b.example/)", [(1, 5, "address.link-form"), (1, 23, "address.link-form")]),
        (
            "<http://1.2.3.4.5/> <a href='http://xn--a/'>c</a>",
            [(1, 2, "address.link-form"), (1, 30, "address.link-form")],
        ),
        ("[c](https://ä.example:8080/%zz) [c](http://1.2.3.4) [c](http://a_b.c) [c](mailto:a@b c)", []),
        ("![](https://a.example/x.png)", [(1, 5, "alt-missing.body")]),
        ("![b](https://a.example/x.png) ![](https://a.example/x.png)", [(1, 35, "alt-missing.body")]),
        ("<img src='https://a.example/x.png'>", [(1, 11, "alt-missing.body")]),
        ("<img src='https://a.example/x.png' alt=''>", []),
        ("`[c](hilang.md)` dan\n\n```\n[c](hilang.md)\n<a href='javascript:x'>\n```", []),
        ("<!-- <a href='javascript:x'> -->", []),
    ],
)
def test_a_mistake_in_a_body_is_found_at_its_place(written: str, found: list[tuple[int, int, str]]) -> None:
    assert _found(written) == found


def test_nothing_of_one_body_appears_in_the_next() -> None:
    first = "# Kanari\n\n[kanari]: https://kanari.example\n*[KNR]: kanari\n\nKata[^k] [^k]\n\n[^k]: kanari\n\n<p id='kanari'>"
    second = "# Kanari\n\n[kanari] KNR Kata[^k]\n\n[a](#kanari)"
    alone = render(Body(second, "id"))
    render(Body(first, "id", (("x", "/kanari/"),)))
    again = render(Body(second, "id"))
    assert again == alone
    assert again.headings == (Heading(2, "s-kanari", "Kanari"),)
    assert "kanari.example" not in again.html
    assert "<abbr" not in again.html
    assert "footnote" not in again.html


def test_a_simple_body_is_rendered_without_loading_the_library() -> None:
    program = (
        "import sys; from sitegen.plan.body import Body; from sitegen.render.markdown import render;"
        "print(render(Body(sys.argv[1], 'id')).html, 'markdown' in sys.modules)"
    )
    for text, loaded in (("# a\n\n*b*", False), ("a[^1]\n\n[^1]: b", True)):
        done = subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("<")
        assert done.stdout.endswith(f" {loaded}\n")


def test_a_body_that_broke_the_library_does_not_harm_the_next() -> None:
    before = render(Body("**a** [b](x)", "id", (("x", "/x/"),)))
    assert render(Body("a\n:   b\n" * 2000, "id")).findings == (Finding(1, 1, "too-complex"),)
    assert render(Body("**a** [b](x)", "id", (("x", "/x/"),))) == before


@pytest.mark.parametrize("name", REPEATED)
def test_a_hostile_text_of_any_size_is_rendered_or_refused_at_once(name: str) -> None:
    for size in (10, 100, 1_000, 100_000):
        _assert_rendered_or_refused(REPEATED[name](size))


@pytest.mark.parametrize("filler", ["kata " * 100_000, "kata\n\n" * 9_000], ids=["one paragraph", "paragraphs"])
def test_hostile_texts_side_by_side_and_before_a_long_text_are_no_worse(filler: str) -> None:
    names = list(REPEATED)
    for first, second in zip(names[::4], names[2::4], strict=False):
        _assert_rendered_or_refused(f"{REPEATED[first](15)}\n{REPEATED[second](15)}\n\n{filler}")


def _assert_rendered_or_refused(text: str) -> None:
    start = time.process_time()
    prose = render(Body(text, "id"))
    assert time.process_time() - start < 5
    assert prose.html or any(found.id.startswith("too-complex") for found in prose.findings)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a" * (LARGEST + 1), 1, "size"),
        ("a\n" * 20_000, 20_000, "lines"),
        ("a\n\n" + ">" * 13 + " a", 3, "nesting"),
        ("a\n\n" + "    " * 13 + "- a", 3, "nesting"),
        ("a\n\n" + "[" * 40_000, 3, "marks"),
        ("<![" * 3_000, 1, "html"),
        ("|" + "a|" * 5_000 + "\n|" + "-|" * 5_000, 1, "table"),
        ("a[^1] " * 1_000 + "\n\n[^1]: a", 1, "footnotes"),
        ("*[A]: a\n" * 1_000, 1, "abbreviations"),
        ("a\n\n" + "# a\n" * 2_000, 3, "dividers"),
    ],
)
def test_a_text_too_complex_is_refused_where_it_becomes_so(text: str, line: int, what: str) -> None:
    prose = render(Body(text, "id"))
    assert prose.html == ""
    assert [(found.line, found.id) for found in prose.findings] == [(line, f"too-complex.{what}")]


_PARAGRAPH = (
    'Peserta dari **Malaysia**, [Vietnam](https://vn.example/ "VN") dan `Thailand` hadir (*lihat* dan 5 < 6), '
    "kata Dr. Siti: “Kerja sama ini penting!” — lihat [Managing Mobility]{lang=en}. "
)


@pytest.mark.parametrize(
    "text",
    [
        (_PARAGRAPH * 5 + "\n\n") * 185 + "Kata[^1]\n\n[^1]: Catatan.",
        "".join(
            f"## Bagian {i}\n\n{_PARAGRAPH}\n\n- satu\n    - dua\n        - tiga\n\n> kutip\n\n" for i in range(700)
        ),
        "Kata biasa tanpa tanda apa pun di dalam baris ini, hanya kalimat (dan kurung). " * 2_500,
        "\n".join(["Baris **tebal** dengan [tautan](https://a.example)."] * 3_500),
        "| Mitra | Negara | Situs |\n|---|---|---|\n" + "| ITS | Indonesia | [its](https://its.example) |\n" * 2_000,
        "".join(f"- [Mitra {i}](https://a.example/{i}) di *Malaysia*\n" for i in range(2_000)),
        "```\n" + "if (a[0] < b[1]) { x = `y`; } // [[[((( <<<\n" * 2_000 + "```",
        "<table>" + "<tr><td>a</td><td><b>b</b></td></tr>\n" * 1_000 + "</table>",
    ],
    ids=["paragraphs", "sections", "one paragraph", "lines", "table", "list", "code", "html"],
)
def test_a_long_text_of_an_honest_author_is_rendered(text: str) -> None:
    assert 30_000 < len(text) < 200_000
    prose = render(Body(text, "id"))
    assert prose.html
    assert not [found for found in prose.findings if found.id.startswith("too-complex")]


def test_every_finding_has_words_in_both_languages() -> None:
    texts = [
        "[c](hilang.md) [c](#hilang) [c](javascript:x) [c](https:evil) ![](https://a.example/x.png) [a]{lang=inggris}",
        "a\n:   b\n" * 2000,
        "a" * (LARGEST + 1),
        "a\n" * 20_000,
        ">" * 13 + " a",
        "[" * 40_000,
        "<![" * 3_000,
        "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000,
        "a[^1] " * 1_000 + "\n\n[^1]: a",
        "*[A]: a\n" * 1_000,
        "# a\n" * 2_000,
    ]
    findings = [found for text in texts for found in render(Body(text, "id")).findings]
    assert len({found.id for found in findings}) == 16
    for found in findings:
        for lang in LANGUAGES:
            assert wording(Problem(Place("a.md"), found.id, found.facts), lang).message
