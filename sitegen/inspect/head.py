"""What a page says of itself to browsers and search engines: its language, title, address, and that it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from sitegen.base.languages import direction
from sitegen.inspect.document import Document
from sitegen.inspect.output import Finding

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as sites use it (BCP 47)."""

_LEFT_OVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[object Object\]|\bTemplateNotFound\b|<(?:class|function) ")
_MARKS = (b"{{", b"{%", b"[object", b"TemplateNotFound", b"&lt;class", b"&lt;function")
"""One of these stands in a file that has something left over."""


def whole(page: Document) -> Iterator[Finding]:
    """Whether the file is all there, and text."""
    if not page.data.strip():
        yield page.finding("page-cut.empty")
        return
    try:
        page.data.decode()
    except UnicodeDecodeError as error:
        yield page.finding("page-cut.encoding", line=page.data.count(b"\n", 0, error.start) + 1)
    if not page.data.rstrip().lower().endswith(b"</html>"):
        yield page.finding("page-cut")


def head(page: Document) -> Iterator[Finding]:
    """What stands before the words."""
    if not page.data[:100].lstrip().lower().startswith(b"<!doctype html"):
        yield page.finding("page-head.doctype")
    charset = next((meta.get("charset") for meta in page.of("meta") if "charset" in meta.attributes), "")
    if charset.lower() != "utf-8" or b"charset" not in page.data[:1024].lower():
        yield page.finding("page-head.charset")
    viewport = page.meta("viewport")
    if viewport is None:
        yield page.finding("page-head.viewport")
    elif re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*[01](\.|,|\s|$)", viewport):
        yield page.finding("page-head.zoom")
    for base in page.of("base"):
        yield page.finding("page-head.base", base.get("href"))
    if page.is_article and not (page.meta("description") or "").strip():
        yield page.finding("page-head.description")
    if not page.title:
        yield page.finding("page-title")
    elif len(page.titles) > 1:
        yield page.finding("page-title.twice")
    yield from _languages(page)
    yield from _left_over(page)


def _languages(page: Document) -> Iterator[Finding]:
    lang, folder = page.lang, page.file.partition("/")[0]
    expected = next((each for each in page.output.languages if each.lower() == folder), None)
    if not lang:
        yield page.finding("page-language")
    elif not TAG.fullmatch(lang):
        yield page.finding("page-language.tag", found=lang)
    elif expected and expected != lang:
        yield page.finding("page-language.folder", found=lang, expected=expected)
    elif direction(lang) == "rtl" and all(html.get("dir") != "rtl" for html in page.of("html")):
        yield page.finding("page-language.direction", lang=lang)
    for element in page.marked:
        if "lang" in element.attributes and element.tag != "html":
            part = element.get("lang")
            if not TAG.fullmatch(part):
                yield page.finding("page-language.part", f"lang={part}", f'lang="{part}"', found=part)


def address(page: Document) -> Iterator[Finding]:
    """Whether the page knows where it is: canonical address, and the card that is shown where it is shared."""
    expected = page.output.url(page.file)
    found = [link.get("href") for link in page.links("canonical")]
    if not found:
        if page.indexed:
            yield page.finding("canonical")
    elif len(found) > 1:
        yield page.finding("canonical.twice")
    elif "//" not in found[0]:
        yield page.finding("canonical.relative", found=found[0])
    elif found[0] != expected:
        yield page.finding("canonical.other", found=found[0], expected=expected)
    shared = page.meta("og:url")
    if shared and found and shared != found[0]:
        yield page.finding("share-card.url", found=shared, expected=found[0])
    picture = page.meta("og:image")
    if picture:
        target = page.output.follow(picture, page.file)
        if "//" not in picture:
            yield page.finding("share-card.relative", picture, target=picture)
        elif target.file and target.file not in page.output.files:
            yield page.finding("share-card", picture, target=picture)


def _left_over(page: Document) -> Iterator[Finding]:
    """What a template should have replaced. Code may show such signs."""
    if not any(mark in page.data for mark in _MARKS):
        return
    tree = LexborHTMLParser(page.data)  # another one, since it is cut
    for shown in tree.css("code, pre, script, style, kbd, samp"):
        shown.decompose()
    if match := _LEFT_OVER.search(tree.root.text() if tree.root else ""):
        yield page.finding("left-over", match[0], found=match[0])
