"""How a page is built for those who cannot see it: headings, names, tables, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.inspect.document import Document, Element
from sitegen.inspect.output import Finding

_OBSOLETE = {"acronym", "applet", "big", "blink", "center", "font", "frameset", "marquee", "nobr", "strike", "tt"}
_NAMING = {"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for"}
"""Attributes whose words are ids."""
_UNNAMED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
_ENDINGS_OF_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_BEGINNINGS = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF8",),
    ".webp": (b"RIFF",),
    ".avif": (b"\0\0\0",),
    ".svg": (b"<", b"\xef\xbb\xbf<"),
    ".woff2": (b"wOF2",),
}
"""Ending of a file's name → how its bytes begin."""


def headings(page: Document) -> Iterator[Finding]:
    """The outline (WCAG 1.3.1): one first heading, and no level left out."""
    found = [element for element in page.elements if len(element.tag) == 2 and element.tag in "h1h2h3h4h5h6"]
    firsts = [heading for heading in found if heading.tag == "h1"]
    if not firsts:
        yield page.finding("heading")
    elif len(firsts) > 1:
        yield page.finding("heading.several", firsts[1].words, count=len(firsts), heading=firsts[1].words)
    before = 0
    for heading in found:
        level = int(heading.tag[1])
        if not heading.name:
            yield page.finding("heading.empty", level=level)
        elif before and level > before + 1:
            yield page.finding("heading.level", heading.words, heading=heading.words, level=level, before=before)
        before = level


def ids(page: Document) -> Iterator[Finding]:
    """Every id is unique, can be written in an address, and is there where it is named."""
    counts = Counter([each.attributes["id"] or "" for each in page.marked if "id" in each.attributes])
    for name, count in counts.items():
        if not name or name.split() != [name]:
            yield page.finding("duplicate-id.form", f"#{name}", id=name)
        elif count > 1:
            yield page.finding("duplicate-id", f"#{name}", f'id="{name}"', id=name, count=count)
    for element in page.marked:
        for attribute in element.attributes.keys() & _NAMING:
            for name in element.get(attribute).split():
                if name not in counts:
                    yield page.finding("named-id", attribute=attribute, id=name)


def parts(page: Document) -> Iterator[Finding]:
    """Landmarks, tables, forms, and what no page should have."""
    mains = list(page.of("main"))
    if not mains:
        yield page.finding("page-structure")
    elif len(mains) > 1:
        yield page.finding("page-structure.mains", count=len(mains))
    elif not mains[0].words and not mains[0].node.css_first("img, svg, picture, form"):
        yield page.finding("page-structure.empty")
    if mains and not any(link.get("href").startswith("#") for link in page.of("a")):
        yield page.finding("page-structure.skip")
    for element in page.elements:
        if element.tag in _OBSOLETE:
            yield page.finding("page-structure.obsolete", f"<{element.tag}", element=element.tag)
    for element in page.marked:
        if element.get("tabindex").strip().lstrip("0").isdigit():
            yield page.finding("page-structure.tabindex", found=element.get("tabindex"))
        if "autoplay" in element.attributes:
            yield page.finding("page-structure.autoplay", element=element.tag)
    for table in page.of("table"):
        if not table.node.css_first("th"):
            yield page.finding("page-structure.table", *_first_cell(table))
    yield from _fields(page)


def _first_cell(table: Element) -> Iterator[str]:
    cell = table.node.css_first("td")
    if cell and cell.text().strip():
        yield cell.text().strip()


def _fields(page: Document) -> Iterator[Finding]:
    labelled = {label.get("for") for label in page.of("label")}
    inside = {each.mem_id for label in page.of("label") for each in label.node.css("input, select, textarea")}
    for element in page.of("input", "select", "textarea"):
        if element.tag == "input" and element.get("type").lower() in _UNNAMED_INPUTS:
            continue
        named = any(element.get(name) for name in ("aria-label", "aria-labelledby", "title"))
        if not named and element.node.mem_id not in inside and element.get("id") not in labelled:
            yield page.finding("form-label", element=element.tag, name=element.get("name"))


def pictures(page: Document) -> Iterator[Finding]:
    """Pictures have words for those who cannot see them, a size, and are what their names say."""
    for picture in page.of("img"):
        source = picture.get("src")
        if "alt" not in picture.attributes:
            yield page.finding("page-picture", source, picture=source)
        elif picture.get("alt").strip().lower().endswith(_ENDINGS_OF_PICTURES):
            yield page.finding("page-picture.name", source, picture.get("alt"), alt=picture.get("alt"))
        if not (picture.get("width").isdigit() and picture.get("height").isdigit()):
            yield page.finding("page-picture.size", source, picture=source)
    for element in page.marked:
        if (
            (element.tag == "input" and element.get("type").lower() == "image" and not element.get("alt"))
            or (element.tag == "area" and "href" in element.attributes and "alt" not in element.attributes)
            or (element.get("role") == "img" and not (element.name or element.get("aria-labelledby")))
        ):
            yield page.finding("page-picture.role", element=element.tag)


def shown_file(data: bytes, file: str) -> str | None:
    """What is wrong with a picture or font that a page loads: `empty`, `type`; None where its bytes begin as its name says."""
    if not data:
        return "empty"
    beginnings = next((first for ending, first in _BEGINNINGS.items() if file.endswith(ending)), None)
    return "type" if beginnings and not data.lstrip().startswith(beginnings) else None
