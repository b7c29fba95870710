"""The pictures of a body with all their files: what browsers choose from, and the size that is kept free until it is there.

Done on cleaned HTML, for all that shows a picture of the site, also HTML that an author wrote. So the list of what may stand in a body
need not know of these elements, and nobody but this module writes them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from sitegen.plan.parts import Graphic

SIZES = "(min-width: 42rem) 40rem, 100vw"
"""How wide a picture stands in a text: the default theme's column. A browser chooses a file by it; a theme may show it otherwise."""

_PICTURE = re.compile(r"<img ([^>]*)>")
"""A picture in HTML as the sanitizer writes it, see `absolute`."""
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


def with_files(html: str, pictures: Iterable[tuple[str, Graphic]]) -> str:
    """Cleaned HTML in which each picture of the site has its size and its files."""
    by_src = {graphic.src: graphic for _, graphic in pictures}
    if not by_src:
        return html

    def replaced(found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        graphic = by_src.get(unescape(attributes.get("src", "")))
        return _picture(graphic, attributes) if graphic else found[0]

    return _PICTURE.sub(replaced, html)


def _picture(graphic: Graphic, attributes: dict[str, str]) -> str:
    """A picture with all its files. A width or height that an author gave it stays, and the other side follows."""
    own_width, own_height = int(attributes.get("width", 0)), int(attributes.get("height", 0))
    if graphic.width and not (own_width and own_height):
        if own_height:
            own_width = max(1, round(graphic.width * own_height / graphic.height))
        width = own_width or graphic.width
        height = own_height or max(1, round(graphic.height * width / graphic.width))
        attributes |= {"width": str(width), "height": str(height)}
    attributes.setdefault("loading", "lazy")
    image = "<img " + " ".join(f'{name}="{value}"' for name, value in sorted(attributes.items())) + ">"
    if not graphic.sources:
        return image
    sizes = f"{own_width}px" if own_width else SIZES
    sources = [
        f'<source{_sizes(srcset, sizes)} srcset="{escape(srcset)}" type="{kind}">' for kind, srcset in graphic.sources
    ]
    return f"<picture>{''.join(sources)}{image}</picture>"


def _sizes(srcset: str, sizes: str) -> str:
    """A single file has no width to choose by."""
    return f' sizes="{sizes}"' if " " in srcset else ""
