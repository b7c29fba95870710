"""Files for the program that serves the published site: which headers it sends, and where former addresses lead.

`_headers` and `_redirects` are read by Netlify, Cloudflare Pages and hosts like these; others send them as texts, which harms nobody. GitHub
Pages leaves files alone that lie beside `.nojekyll`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen.base.problems import Place
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head


class HeadersView(Struct, frozen=True):
    """`_headers`."""

    prefix: str
    """The path of the site, in front of every address."""


class RedirectsView(Struct, frozen=True):
    """`_redirects`."""

    redirects: tuple[tuple[str, str], ...]
    """Former address and the one of today, as a browser asks for them; sorted."""


class NoJekyllView(Struct, frozen=True):
    """`.nojekyll`, of which only the name counts."""


def pages(moved: Sequence[Planned]) -> Iterator[Planned]:
    """The files; `moved` are the pages at former addresses."""

    def headers(edition: Edition, head: Head) -> HeadersView:
        return HeadersView(edition.base.prefix)

    def redirects(edition: Edition, head: Head) -> RedirectsView:
        return RedirectsView(
            tuple(sorted((edition.base.href(page.path), page.make(edition, head).href) for page in moved))
        )

    place = Place("site.yaml")
    yield Planned(path="/_headers", template="_headers", make=headers, source=place)
    yield Planned(path="/.nojekyll", template=".nojekyll", make=lambda edition, head: NoJekyllView(), source=place)
    if moved:
        yield Planned(path="/_redirects", template="_redirects", make=redirects, source=place)
