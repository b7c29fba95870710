"""An HTML file, parsed once: its elements in order, and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.base.problems import Fact
from sitegen.inspect.output import Finding, Output, finding


class Element(NamedTuple):
    """An element with its attributes; one without a value has None."""

    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode

    def get(self, name: str) -> str:
        """The value of an attribute; empty where it has none."""
        return self.attributes.get(name) or ""

    @property
    def words(self) -> str:
        """The text in it, with single spaces."""
        return " ".join(self.node.text().split())

    @property
    def name(self) -> str:
        """Whether and how a screen reader names it, as far as one look at the element tells (accname 1.2, 4.3)."""
        if (
            said := self.get("aria-label").strip()
            or self.get("aria-labelledby").strip()
            or self.words
            or self.get("title").strip()
        ):
            return said
        pictures = self.node.css("img, [aria-label]")
        return " ".join(
            filter(None, ((each.attributes.get("alt") or each.attributes.get("aria-label")) for each in pictures))
        )


class Document:
    """A parsed HTML file of an output folder."""

    def __init__(self, file: str, data: bytes, output: Output):
        self.file = file
        self.data = data
        self.output = output
        self.elements: list[Element] = []
        """In the order of the file."""
        self.marked: list[Element] = []
        """Those with an attribute: a quarter of them."""
        self._by_tag: defaultdict[str, list[Element]] = defaultdict(list)
        for node in LexborHTMLParser(data).css("*"):
            element = Element(node.tag or "", node.attributes, node)
            self.elements.append(element)
            if element.attributes:
                self.marked.append(element)
            self._by_tag[element.tag].append(element)

    def of(self, *tags: str) -> Iterator[Element]:
        """The elements of these names, one name after the other."""
        for tag in tags:
            yield from self._by_tag.get(tag, ())

    def links(self, relation: str) -> Sequence[Element]:
        """The `<link>`s of a relation."""
        return [link for link in self.of("link") if relation in link.get("rel").lower().split()]

    def meta(self, name: str) -> str | None:
        """The content of the first `<meta>` of a name or property; None where there is none."""
        for meta in self.of("meta"):
            if (meta.get("name") or meta.get("property")).lower() == name:
                return meta.get("content")
        return None

    @property
    def lang(self) -> str:
        """The language that the page says it is in."""
        return next((html.get("lang") for html in self.of("html")), "")

    @property
    def title(self) -> str:
        """The first `<title>`; empty where there is none."""
        return next((title.words for title in self.titles), "")

    @property
    def titles(self) -> Sequence[Element]:
        """The `<title>`s of the head: a drawing may have one, too."""
        return [each for each in self.of("title") if each.node.parent is None or each.node.parent.tag == "head"]

    @property
    def refresh(self) -> str | None:
        """The address that the page leads on to by itself; None where it stays."""
        for meta in self.of("meta"):
            if meta.get("http-equiv").lower() == "refresh":
                return meta.get("content").partition("=")[2].strip(" \"'")
        return None

    @property
    def indexed(self) -> bool:
        """Whether search engines may list it."""
        return self.refresh is None and "noindex" not in (self.meta("robots") or "").lower()

    @property
    def is_article(self) -> bool:
        """Whether the page shows one article."""
        planned = self.output.planned.get(self.file)
        return planned is not None and planned.template == "article.html"

    def finding(self, id: str, /, *about: str, **facts: Fact) -> Finding:  # noqa: A002 — the field's name
        """A defect of this page."""
        return finding(self.file, id, *about, **facts)
