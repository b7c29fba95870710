"""What is written without Python-Markdown is what the library writes: the same HTML, headings and findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.limits import excess
from sitegen.render.markdown_library import Library
from sitegen.render.markdown_simple import write_simple
from sitegen.render.markdown_written import Words
from tests.render.vectors_repeated import REPEATED
from tests.render.vectors_simple import NOT_SIMPLE, SIMPLE, SIMPLE_PIECES
from tests.render.vectors_xss import VECTORS

_ROOT = Path(__file__).parents[2]
_WORDS = Words("Catatan kaki", "Kembali ke catatan kaki {} dalam teks", "Tabel {}")
_LIBRARY = Library(_WORDS)
_LINKS = (("a.md", "/a/"), ("b c.png", "/b%20c.png?d&e"), ("b.png", "/b.png?d&e"), ("/a/", "/kui/a/"))


def _is_simple(text: str) -> bool:
    return write_simple(text, _LINKS, _WORDS) is not None


def _assert_equal(text: str) -> None:
    if not excess(text) and (written := write_simple(text, _LINKS, _WORDS)):
        assert written == _LIBRARY.write(text, _LINKS), text


# Each of these can be an inline mark, the start of a line, or the middle of a word, wherever the next piece puts it.
_PIECES = (
    "a", "kata kata", "Ab1", "É", "漢", "٣. ", "1. ", "12) ", "- ", "* ", "+ ", "> ", "# ", "## ", "#", ": ", ":   ", ":", "    ", "  ",
    "   ", "   \n", "  \n", "\n", "\n\n", "\n\n\n", "\t", "\r\n", "=", "===", "\n===\n", "\n---\n", "---", "- - -", "* * *\n", "_", "__",
    "*", "**", "***", "~~~", "```", "``` py\n", "\n```\n", "`", "``", "\\", "\\\\", "\\*", "\\[", "\\{", "[", "]", "[^", "[^1]", "[^1]: ",
    "[a]", "[a]: b", "[a][b]", "](b)", '](a.md "t")', "![", "![a](b c.png)", "[x](<a b>)", "*[A]: arti\n", "A", "{", "}", "{#b}",
    "{: .c}", "{lang=en}", "]{lang=en}", "(", ")", '"', "'", "<", ">", "<b>", "</b>", "<div>", "</div>", "<!--", "-->", "<!", "<?", "?>",
    "<br/>", "<h1>", "<a@b.c>", "<http://d.e>", "<img src=x>", "&", "&amp;", "&#65", "&#65;", "&copy", "&copy;", "&x", "!", ".", ",", "/",
    "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\x0265\x03", "\x02amp\x03", "\xa0", "\u2028", "\x0c",
    "///Footnotes Go Here///", "\x1c", "\x85", "http://f.g", "a_b_c", "*d*", "**e**", "_f_", "**g *h***", "`i`", " j", "kk", "|",
    "| a | b |\n|---|:-:|\n| c | d |\n\n", "a | b\n--|--\nc | `d|e`", "|a\n|-\n|b", "\\|", "| `a", "|:--", "-|-",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=24).map("".join)
_MARKDOWN = (
    "# Judul *miring* {#j}\n\n", "Judul\n=====\n", "Sub\n---\n", "- satu\n- dua\n    - tiga\n\n      empat\n\n", "1. a\n2. b\n\n    c\n",
    "> kutip\nlanjut\n\n> lagi\n\n", "    kode <b>\n\n    lagi\n\n", "```py\nx = `1`\n```\n\n", "Istilah\n:   arti\n\n    lanjutan\n\n",
    "Kata[^1] dan[^1] [^2].\n\n[^1]: Catatan\n    panjang.\n[^2]: Dua.\n\n    Lagi.\n\n", "*[KUI]: Kantor\n\nKUI dan KUI.\n\n",
    '[a][b] ![c][b] [b]\n\n[b]: https://b.example/?x&y "T"\n\n', '![alt](b c.png "k")\n\n', "[Short Program]{lang=en}\n\n",
    "a  \nb\\\nc **d *e* f** __g__ ***h***\n\n", "<div markdown=1>\n*a*\n\n</div>\n\n", "a <b>*c*</b> <!-- d --> &copy; e & f\n\n",
    "***\n", "- - -\n\n", "| a | b |\n|:--|--:|\n| 1 | *2* |\n| `x|y` | \\| |\n\n", "- # a\n  b\n\n", "* * a\n",
    "paragraf\n# judul\nparagraf\n- butir\n", "1. a\n- b\n\n", "- a\n\n- b {: .c}\n\n", "[a](a.md){: #x lang=en} *b*{.c}\n\n",
    "<https://a.example/?b&c> <d@e.example>\n\n", "[a [b](c) d](a.md)\n\n",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "___\n\na\n _ _ _\nb",
        "٣. a\n٤. b",
        "   \n- a\n  \n- b",
        "a &#65 b",
        "*[amp]: x\n\na &amp; b",
        "x*******`c`**[***",
        "*a*{x} *b*{x=y hidden} - c {x}",
        "a\n: b\n\n: c",
        "[" * 29 + "a" + "][b]" * 29 + "\n\n[b]: c",
    ],
)
def test_a_mark_at_an_odd_place_is_seen(text: str) -> None:
    _assert_equal(text)


@pytest.mark.parametrize("text", SIMPLE)
def test_a_simple_body_is_written_without_the_library_and_as_the_library_writes_it(text: str) -> None:
    assert _is_simple(text)
    _assert_equal(text)


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_a_body_that_means_more_than_it_seems_is_left_to_the_library(text: str) -> None:
    assert not _is_simple(text)
    _assert_equal(text)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(SIMPLE_PIECES), max_size=14).map("".join))
def test_a_body_of_simple_pieces_is_rendered_as_the_library_renders_it(text: str) -> None:
    _assert_equal(text)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_any_text_is_rendered_as_the_library_renders_it(text: str) -> None:
    _assert_equal(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_MARKDOWN), max_size=8), st.sampled_from(["", "    ", "> ", "- ", ":   ", " "]))
def test_blocks_in_any_order_and_depth_are_rendered_as_the_library_renders_them(blocks: list[str], indent: str) -> None:
    _assert_equal(indent + "".join(blocks).replace("\n", "\n" + indent))
    _assert_equal("- a\n\n" + indent + "".join(blocks))


def test_hostile_texts_are_rendered_as_the_library_renders_them() -> None:
    for text in VECTORS:
        for frame in ("{}", "Teks **{}** teks", "> - {}\n\na", "| a | b |\n|---|---|\n| {} | c |", "<div>\n{}\n</div>"):
            _assert_equal(frame.replace("{}", text))


@pytest.mark.parametrize("name", REPEATED)
def test_what_is_repeated_is_rendered_as_the_library_renders_it(name: str) -> None:
    for size in (1, 2, 3, 10, 60):
        _assert_equal(REPEATED[name](size))


def test_the_words_of_the_project_are_rendered_as_the_library_renders_them() -> None:
    files = [*_ROOT.glob("*.md"), *_ROOT.glob("content/**/*.md"), *_ROOT.glob("themes/*.md")]
    assert len(files) > 40
    bodies = [re.sub(r"\A---\n.*?\n---\n", "", file.read_text(), flags=re.DOTALL) for file in files]
    assert sum(map(_is_simple, bodies)) > 30
    for body in bodies:
        _assert_equal(body)
