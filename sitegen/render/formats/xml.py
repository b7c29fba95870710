"""XML as text, well-formed whatever an author typed. Each element stands on a line of its own, so that a difference can be read."""

from __future__ import annotations

from collections.abc import Iterable

_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
"""What XML 1.0 (2.2 Characters) forbids even as a reference, for `str.translate`. (A regular expression of so many takes 4 ms to compile.)"""


def document(lines: Iterable[str]) -> bytes:
    """The file of these lines, in UTF-8."""
    return "\n".join(["<?xml version='1.0' encoding='utf-8'?>", *lines, ""]).encode()


def element(name: str, content: str | None = None, **attributes: str | None) -> str:
    """An element that holds nothing but text. Attributes that are None are left out."""
    said = "".join([f' {key}="{quoted(value)}"' for key, value in attributes.items() if value is not None])
    inner = text(content or "")
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said} />"


def text(value: str) -> str:
    """What stands between tags."""
    return clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """What stands in an attribute, between `"`. White space that is not a space would become one (3.3.3)."""
    return text(value).replace('"', "&quot;").replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")


def clean(value: str) -> str:
    """Text without the characters that XML forbids. They are among those that cannot be printed, which are quickly looked for."""
    return value if value.replace("\n", "").isprintable() else value.translate(_FORBIDDEN)
