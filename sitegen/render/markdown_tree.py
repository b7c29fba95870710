"""The shape that the parsed tree of a body must have.

`SiteTree` runs last on the tree: it puts headings below the page's own, makes figures of lone pictures, makes tables scroll and
readable by screen readers, names the footnotes in the body's language, and resolves the addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, STX

from sitegen.render.markdown_written import Heading, HeadingIds, Words
from sitegen.render.sanitize import REL_EXTERNAL, Addresses, decoded, page_id

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_RAW_H1 = re.compile(r"(</?)h1(?=[\s/>])", re.IGNORECASE)
_RAW_TARGET = re.compile(r"""\b(?:href|src)\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_RAW_PICTURE = re.compile(r"<img\b[^>]{0,2000}>", re.IGNORECASE)
_RAW_ALT = re.compile(r"\balt\s{0,8}=", re.IGNORECASE)


@dataclass(slots=True)
class Seen:
    """What was met in the tree of one body."""

    addresses: Addresses
    headings: list[Heading] = field(default_factory=list)
    pictures_without_alt: set[str] = field(default_factory=set)
    """Their targets as written."""
    ids: HeadingIds = field(default_factory=HeadingIds)


class SiteTree(Treeprocessor):
    """Gives the tree of a body its final shape; `seen` must be set before each conversion."""

    seen: Seen

    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        """Changes the tree in place and fills `seen`."""
        self._raw_html()
        headings: list[Element] = []
        parents: list[tuple[Element, int, Element]] = []
        links: list[tuple[Element, str]] = []
        for parent in root.iter():
            if own := parent.get("id"):
                self.seen.ids.taken.add(page_id(own))
            for index, element in enumerate(parent):
                tag = element.tag
                if tag in _HEADINGS:
                    headings.append(element)
                elif tag == "a":
                    links.append((element, "href"))
                elif tag == "img":
                    links.append((element, "src"))
                elif tag in {"table", "p"} or element.get("class") == "footnote":
                    parents.append((parent, index, element))
        self._headings(headings)
        self._addresses(links)
        tables = 0
        for parent, index, element in parents:
            if element.tag == "table":
                tables += 1
                parent[index] = self._table(element, tables)
            elif element.tag == "p":
                _make_figure(element)
            else:
                self._footnotes(element)

    def _raw_html(self) -> None:
        """Raw HTML is not in the tree but in a stash. What the cleaner would take out without a word is looked for here."""
        stash = self.md.htmlStash.rawHtmlBlocks
        for index, raw in enumerate(stash):
            if not isinstance(raw, str) or raw.startswith(("<pre", "<!--")):
                continue
            stash[index] = _RAW_H1.sub(r"\1h2", raw)
            for match in _RAW_TARGET.finditer(raw):
                target = unescape(next(filter(None, match.groups()), ""))
                if ":" in target:
                    self.seen.addresses.resolve(target)
            for match in _RAW_PICTURE.finditer(raw):
                if not _RAW_ALT.search(match[0]) and (source := _RAW_TARGET.search(match[0])):
                    self.seen.pictures_without_alt.add(unescape(next(filter(None, source.groups()), "")))

    def _headings(self, elements: list[Element]) -> None:
        """The highest heading of a body is an h2, whatever the author began with: the h1 is the page's title."""
        up = min((_HEADINGS[element.tag] for element in elements), default=2) - 2
        for element in elements:
            own = page_id(element.get("id") or "")
            heading = self.seen.ids.heading(_HEADINGS[element.tag] - up, self._plain(element), own)
            element.tag = f"h{heading.level}"
            element.set("id", heading.id)
            self.seen.headings.append(heading)

    def _plain(self, element: Element) -> str:
        """The text of an element, where raw HTML and entities are still kept aside or hidden by the library."""

        def stashed(match: re.Match[str]) -> str:
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(match[1])])
            return "" if raw.startswith("<") else raw

        text = "".join(element.itertext())
        if STX in text:
            text = HTML_PLACEHOLDER_RE.sub(stashed, text).replace(AMP_SUBSTITUTE, "&")
        return " ".join(decoded(text).split())

    def _addresses(self, links: list[tuple[Element, str]]) -> None:
        headings = frozenset(heading.id for heading in self.seen.headings)
        for element, attribute in links:
            # A link in a link is no HTML; browsers would end the outer one there.
            for inner in element.findall(".//a"):
                inner.tag, inner.attrib = "span", {}
            if attribute not in element.attrib:
                continue
            # The library hides the entities of `<kui@kampus.ac.id>` from its own escaping.
            target = decoded((element.get(attribute) or "").replace(AMP_SUBSTITUTE, "&"))
            if attribute == "src":
                element.set("loading", "lazy")
                if not (element.get("alt") or "").strip():
                    self.seen.pictures_without_alt.add(target)
            addresses = self.seen.addresses
            href = addresses.resolve_picture(target) if attribute == "src" else addresses.resolve(target, headings)
            if href is None:
                del element.attrib[attribute]
                continue
            # The library leaves `&copy;` in an attribute alone; here it is a part of the address.
            element.set(attribute, href.replace("&", "&amp;"))
            if attribute == "href" and href.startswith(("http:", "https:")):
                element.set("rel", REL_EXTERNAL)

    def _table(self, table: Element, number: int) -> Element:
        """A table in a box that scrolls by itself on narrow screens, also by keyboard (WCAG 1.4.10, 2.1.1)."""
        for cell in table.iter():
            if cell.tag == "th":
                cell.set("scope", "col")
            if side := cell.attrib.pop("align", None):
                cell.set("class", f"align-{side}")
        label = self.words.table.format(number)
        box = Element("div", {"class": "table", "tabindex": "0", "role": "region", "aria-label": label})
        box.text = "\n"
        box.append(table)
        box.tail, table.tail = table.tail, "\n"
        return box

    def _footnotes(self, notes: Element) -> None:
        notes.tag = "section"
        notes.attrib = {"class": "footnotes", "role": "doc-endnotes", "aria-label": self.words.footnotes}
        for link in notes.iter("a"):
            if link.get("class") == "footnote-backref":
                link.set("role", "doc-backlink")
                link.set("aria-label", link.get("title", ""))


def _make_figure(paragraph: Element) -> None:
    """A paragraph that holds one picture and nothing else becomes a figure; the picture's title is its caption."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or (paragraph.text or "").strip():
        return
    picture = paragraph[0]
    if (picture.tail or "").strip():
        return
    paragraph.tag = "figure"
    if caption := picture.attrib.pop("title", None):
        SubElement(paragraph, "figcaption").text = caption
