"""XML of the output folder, as a tree."""

from __future__ import annotations

from xml.etree import ElementTree


def parsed(data: bytes) -> ElementTree.Element | str:
    """The root of an XML text, or what is wrong with it."""
    try:
        return ElementTree.fromstring(data)  # noqa: S314 — our own file; expat itself limits what entities may grow to
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        return str(error)


def said(element: ElementTree.Element, path: str) -> str:
    """The text of the first element at a path; empty where there is none."""
    return (element.findtext(path) or "").strip()
