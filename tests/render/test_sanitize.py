"""No text of an author puts anything on a page that is not on the allow-list, and what is on it survives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.plan.body import Body
from sitegen.render.markdown import render
from sitegen.render.sanitize import ATTRIBUTES, PAGE_IDS, TAGS, Addresses, Judge, clean, page_id
from tests.render.vectors_xss import VECTORS

_SAFE_ADDRESS = re.compile(r"https?://[^\s\\]|mailto:[^\s@]+@|tel:\+?[0-9(]|#\S*\Z")


def _cleaned(html: str) -> str:
    return clean(html, Judge(Addresses({})))


def _elements(html: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """What two parsers see: the lenient one of the standard library, and one that reads as browsers do."""
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    yield from found
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            yield element.tag, {str(name): value for name, value in element.attrib.items()}


def _assert_allowed(html: str) -> None:
    for tag, attributes in _elements(html):
        assert tag in TAGS
        assert attributes.keys() <= ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        for address in (attributes.get("href"), attributes.get("src")):
            assert address is None or _SAFE_ADDRESS.match(address)
        assert attributes.get("id") not in PAGE_IDS


def test_there_are_enough_vectors() -> None:
    assert len(set(VECTORS)) == len(VECTORS) >= 112


@pytest.mark.parametrize("text", VECTORS)
def test_nothing_off_the_lists_comes_out_of_a_hostile_body(text: str) -> None:
    html = str(render(Body(text, "id")).html)
    _assert_allowed(html)
    assert _cleaned(html) == html, "cleaning twice is cleaning once"


@pytest.mark.parametrize(
    "frame", ["Teks **{}** teks", "> - {}", "| a | b |\n|---|---|\n| {} | c |", "<div>\n{}\n</div>"]
)
def test_nothing_off_the_lists_comes_out_of_a_hostile_text_inside_markdown(frame: str) -> None:
    for text in VECTORS:
        _assert_allowed(str(render(Body(frame.replace("{}", text), "id")).html))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(VECTORS) | st.text(alphabet="<>\"'`&/= \n[]()!*{}#|-x", max_size=12), max_size=4))
@example(
    ["<script>alert(1)</script>", "<select autofocus onfocus=alert(1)><option>a</select>", "<script>alert(1)</script>"]
)
def test_nothing_off_the_lists_comes_out_of_mixed_hostile_texts(pieces: list[str]) -> None:
    html = str(render(Body("".join(pieces), "id")).html)
    _assert_allowed(html)
    assert _cleaned(html) == html


_PLAIN = st.text(alphabet=st.sampled_from("ab1 \n\t.*_#>-+=|:![]()\"'`~\\/é→^@$%}"), max_size=80)
_MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# Judul\n\n", "## a *b*\n\n", "- a\n- b\n\n", "1. a\n    - b\n\n", "> kutip\n\n", "**a *b* c**", "`kode \"x\"`",
            "[a](https://a.example \"t\")", "[a](hilang.md)", "[a [b](c) d](https://a.example)", "![alt](https://a.example/x.png)",
            "![a](https://a.example/x.png \"k 'x'\")\n\n", "| a | b |\n|:--|--:|\n| 1 | *2* |\n\n", "    kode \"x\"\n\n", "---\n\n",
            "Istilah\n:   arti\n\n", "*[A]: arti\n\nA\n\n", "[x]\n\n[x]: https://a.example\n\n", "a  \nb", "https://a.example", "\\*a\\*",
        ]
    )
    | _PLAIN,
    max_size=6,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_MARKDOWN)
@example("[a [b](https://b.example)](https://a.example)")
@example("_[a [b](https://b.example) c](https://a.example)_")
@example("a\n\n:   b\n\n    - c")
def test_what_is_not_cleaned_needs_no_cleaning(text: str) -> None:
    """The bodies without raw HTML that skip the cleaner are, byte for byte, what it would have left."""
    html = str(render(Body(text, "id")).html)
    assert _cleaned(html) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <bdi>ITS</bdi>, <abbr title="Kantor">KUI</abbr></p>',
        '<details open=""><summary>Syarat</summary><p>Isi</p></details>',
        '<p id="syarat" lang="en" dir="ltr">x</p>',
        '<table><caption>c</caption><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
        '<ol start="3" reversed=""><li value="7">a</li></ol>',
        '<figure><img src="https://a.example/x.png" alt="a" width="10" height="20"><figcaption>b</figcaption></figure>',
        "<p>a<br>b<wbr>c <del>d</del> <ins>e</ins> <mark>f</mark> <small>g</small></p>",
        '<p><time datetime="2022-11-21">Senin</time> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>',
    ],
)
def test_useful_html_survives(html: str) -> None:
    assert _cleaned(html) == html


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<p class="evil table">x</p>', '<p class="table">x</p>'),
        ('<p class="evil">x</p>', "<p>x</p>"),
        ('<div tabindex="5">x</div>', "<div>x</div>"),
        ('<p dir="up">x</p>', "<p>x</p>"),
        ('<p lang="zz-nonsense-x">x</p>', "<p>x</p>"),
        ('<p lang="in">x</p>', '<p lang="id">x</p>'),
        ('<p id="main">x</p>', '<p id="s-main">x</p>'),
        ('<p id="a b">x</p>', '<p id="a-b">x</p>'),
        ('<p id="a">x</p><p id="a">y</p>', '<p id="a">x</p><p>y</p>'),
        ('<a href="https://a.example" rel="opener">x</a>', '<a href="https://a.example">x</a>'),
    ],
)
def test_attributes_keep_only_values_that_mean_something(written: str, kept: str) -> None:
    assert _cleaned(written) == kept


@pytest.mark.parametrize("name", ["latar", "s-latar", "fn:1", "đại-học"])
def test_an_id_of_its_own_stays_as_the_author_wrote_it(name: str) -> None:
    assert page_id(name) == name


@pytest.mark.parametrize(
    "target",
    ["https://a.example/?q=1&copy=2", "http://a.example", "mailto:kui@kampus.ac.id", "tel:+62561123456", "#"],
)
def test_whole_addresses_stand_on_the_page_as_they_are(target: str) -> None:
    assert Addresses({}).resolve(target) == target


def test_a_space_in_a_whole_address_is_written_as_html_wants_it() -> None:
    assert Addresses({}).resolve("https://a.example/a b.pdf") == "https://a.example/a%20b.pdf"


def test_a_known_target_leads_where_the_planner_says_even_if_it_looks_like_a_scheme() -> None:
    assert Addresses.of([("foto:1.jpg", "/media/foto-1.jpg")]).resolve("foto:1.jpg") == "/media/foto-1.jpg"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//evil.example", "\\\\evil.example", "c:\\foto.jpg", "https:x"]
)
def test_a_refused_address_is_an_error_of_its_own(target: str) -> None:
    addresses = Addresses({})
    assert addresses.resolve(target) is None
    assert addresses.refused[target].startswith("address.")
