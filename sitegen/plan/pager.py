"""A list that runs over several pages: where one of them stands, and which others it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class PageLink(Struct, frozen=True, gc=False, array_like=True):
    """One page of a list that runs over several."""

    number: int
    href: str


class Pages(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """Where a page stands in a list that runs over several."""

    number: int
    total: int
    links: tuple[PageLink, ...]
    """To the first page, the last one, and those around this one with itself: so the pages of a long list do not grow with it."""

    @property
    def previous(self) -> str | None:
        """Address of the page before, None on the first."""
        return next((link.href for link in self.links if link.number == self.number - 1), None)

    @property
    def next(self) -> str | None:
        """Address of the page after, None on the last."""
        return next((link.href for link in self.links if link.number == self.number + 1), None)


_AROUND = 3
"""Pages before and after one that it links to."""


def pages_of(number: int, hrefs: Sequence[str]) -> Pages:
    """Where the page `number` (from 1) stands among the pages of a list."""
    total = len(hrefs)
    shown = {1, total, *range(max(1, number - _AROUND), min(total, number + _AROUND) + 1)}
    shown |= {
        each for each in (2, total - 1) if {each - 1, each + 1} <= shown
    }  # a gap takes as much room as the one page in it
    return Pages(number=number, total=total, links=tuple(PageLink(each, hrefs[each - 1]) for each in sorted(shown)))
