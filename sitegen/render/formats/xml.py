"""XML that is well-formed whatever an author typed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2 Characters) forbids even as a reference."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, tag: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new child; attributes that are None are left out."""
    child = SubElement(parent, tag, {name: clean(value) for name, value in attributes.items() if value is not None})
    child.text = None if text is None else clean(text)
    return child


def clean(text: str) -> str:
    """Text without the characters that XML forbids."""
    return _NOT_XML.sub("", text)


def document(root: Element) -> bytes:
    """The whole document in UTF-8, one element a line."""
    indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"
