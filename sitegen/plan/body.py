"""The words of an item as a page is given them: Markdown, its language, and where its links lead."""

from __future__ import annotations

from msgspec import Struct

from sitegen.plan.parts import Graphic


class Body(Struct, frozen=True, array_like=True):
    """One item's Markdown in one language. Everything that its HTML depends on stands here."""

    text: str
    """Markdown, without the front matter, with `\\n` as the end of line."""
    lang: str
    """The language of the words, a BCP 47 tag."""
    links: tuple[tuple[str, str], ...] = ()
    """Targets as the author wrote them, each with the `href` to put there: pages for source files, published pictures
    for those beside the file, addresses of the site. A target that is missing here and is no whole URL is a broken link."""
    pictures: tuple[tuple[str, Graphic], ...] = ()
    """Targets that the words show as pictures, each with its files."""
    source: str = ""
    """The file that the words stand in, relative to the site's folder. Their HTML does not depend on it."""
