"""What is stale, and why: the decision alone, made of nothing but the last build's note about a page and what the page is now.

A page's bytes follow from its view and from the parts of the theme that it asks for (templates, words, addresses of static files).
Which parts those are is not guessed from names: rendering noted what was really asked, also what was not there. So a page whose view
is the same, and none of whose parts changed, has the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class Shown(Struct, frozen=True, array_like=True):
    """What the last build noted about a page."""

    view: str
    """Digest of its view."""
    uses: str
    """The name of the set of theme parts that it asked for, in `Last.uses`."""


class Why(StrEnum):
    """Kinds of reasons to render a page."""

    NEW = "new"
    VIEW = "view"
    THEME = "theme"
    OUTPUT = "output"


class Reason(NamedTuple):
    """One reason to render a page; `parts` are the theme's parts that changed."""

    why: Why
    parts: tuple[str, ...] = ()


def changed_parts(then: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The parts of a theme (name → digest) that are new, other or gone."""
    return frozenset(part for part in then.keys() | now.keys() if then.get(part) != now.get(part))


def reasons(
    then: Shown | None, view: str, changed: Set[str], uses: Mapping[str, Set[str]], intact: bool
) -> Iterator[Reason]:
    """Why a page must be rendered; nothing if the file that lies there is what rendering would give.

    `view`: its digest now; `changed`: the theme's parts that changed; `uses`: the sets of parts by name; `intact`: whether the file
    lies there as the last build left it.
    """
    if then is None:
        yield Reason(Why.NEW)
        return
    if then.view != view:
        yield Reason(Why.VIEW)
    if then.uses not in uses:
        yield Reason(Why.NEW)
    elif parts := uses[then.uses] & changed:
        yield Reason(Why.THEME, tuple(sorted(parts)))
    if not intact:
        yield Reason(Why.OUTPUT)
