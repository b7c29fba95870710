"""HTML whose addresses are whole, to be read away from its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

_ADDRESS = re.compile(r'(<[a-z][^>]*? (?:href|src)=")([^"]*)(")')
"""An address in HTML as the sanitizer writes it: lower-case names, values in double quotes, with `"`, `<` and `>` escaped in them. So the
first `>` ends the tag, and no value holds what looks like an attribute."""

_ADDRESSES = re.compile(r'(<source [^>]*?srcset=")([^"]*)(")')
"""The files of a picture, as `graphics` writes them."""


def absolute(html: str, whole: Callable[[str], str]) -> str:
    """Cleaned HTML with every `href`, `src` and `srcset` passed through `whole`."""

    def replaced(found: re.Match[str]) -> str:
        return found[1] + escape(whole(unescape(found[2]))) + found[3]

    def each_replaced(found: re.Match[str]) -> str:
        files = (file.partition(" ") for file in unescape(found[2]).split(", "))
        return found[1] + escape(", ".join(whole(href) + space + width for href, space, width in files)) + found[3]

    html = _ADDRESS.sub(replaced, html)
    return _ADDRESSES.sub(each_replaced, html) if " srcset=" in html else html
