"""A page, before and after its view is made.

The list of pages exists before any view does: it is cheap, and the preview needs the one page that a browser asks for. A view is made
when somebody asks for it, by the same code for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from sitegen.base.problems import Place
from sitegen.plan.parts import Head
from sitegen.read.record import Prose

if TYPE_CHECKING:
    from sitegen.plan.edition import Edition

REDIRECT = "redirect.html"
"""The template of a page that only leads from a former address to the present one."""


class Page(Struct, frozen=True):
    """A page as a value: these three decide its bytes, together with the theme."""

    file: str
    """Relative to the output folder: `id/berita/index.html`."""
    template: str
    """`article.html`, or the name of a machine format: `feed.atom`."""
    view: Any
    """A frozen dataclass; which one, the template's module in `plan` says."""


Make: TypeAlias = "Callable[[Edition, Head], Any]"
"""Makes the view of a page from the edition that it belongs to, and what it says of itself to machines."""


Modified: TypeAlias = "Callable[[Edition], date | None] | date | None"
"""When the content of a page last changed; None where that is not known. Of a page that shows many records it is looked for when it is
asked for."""


class Planned(Struct, frozen=True, kw_only=True):
    """A page that will exist. It holds nothing of the site but the records that it is about, so that it stays true of another site in
    which these are the same."""

    path: str
    """Its address below the site's base: `/id/berita/`, `/id/feed.atom`."""
    template: str
    make: Make
    source: Place
    """The file to name when something is wrong with the page: an item's, or `site.yaml`."""
    prose: Prose | None = None
    """The words that the page shows as its body, to find the place of what is wrong in them."""
    lang: str | None = None
    cluster: tuple[str, ...] = ()
    """What the page is, whatever its language: pages with equal clusters are versions of each other. Empty: it has no versions."""
    section: str | None = None
    """The menu entry that it belongs to; its index is `(section,)`."""
    title: str = ""
    """Of the page of one record: to find pages with equal titles."""
    note: date | str | None = None
    """What tells it from another page with its title."""
    modified: Modified = None
    """For the sitemap."""
    listed: bool = False
    """In sitemap and site map."""

    def last_modified(self, edition: Edition) -> date | None:
        """When its content last changed, in the edition that it belongs to; None where that is not known."""
        return self.modified(edition) if callable(self.modified) else self.modified

    @property
    def file(self) -> str:
        """The file that a web server sends for the address."""
        name = self.path.removeprefix("/")
        return name + "index.html" if name.endswith("/") or not name else name
