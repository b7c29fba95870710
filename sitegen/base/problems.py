"""Problems: mistakes of authors, as values.

A problem says where (`Place`), what kind of mistake (`code`, a word) and the facts of this one (`facts`). Its words are looked up in
the catalogue of the reader's language only when somebody reads it (`sitegen.base.messages`), so a problem belongs to no language.
Mistakes of ours are exceptions; nobody sees a traceback for a problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class SitegenError(Exception):
    """The work cannot go on, for a reason outside the content; `exit_code` is what the command ends with."""

    exit_code = 3


class Severity(StrEnum):
    """What a problem does to a build: an error stops publishing, a warning does under `--strict`, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Fact: TypeAlias = str | int | date | tuple[str, ...]
"""A fact of a problem, plain data. A tuple is a list that the message joins in its language ("a, b, atau c")."""


class Place(Struct, frozen=True, gc=False, order=True, array_like=True):
    """A place in an author's file, as an editor program counts: lines and columns (characters) from 1."""

    path: str
    """Relative to the site's folder, with `/`, in NFC."""
    line: int = 1
    column: int = 1


class Problem(Struct, frozen=True):
    """One mistake. `id` names its words in the catalogues: its code, or `code.variant` where one code has several sentences."""

    place: Place
    id: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def code(self) -> str:
        """The word that users see and search for, without the variant."""
        return self.id.partition(".")[0]

    @property
    def severity(self) -> Severity:
        """Decided by the code alone."""
        return SEVERITY[self.code]


def problem(place: Place, id: str, **facts: Fact) -> Problem:  # noqa: A002 — the field's name
    """A problem at a place; `facts` fill the `{placeholders}` of its words."""
    return Problem(place, id, tuple(facts.items()))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Without repetitions, sorted by path, line and column, then by code, id and facts: the same order whoever found them first. What is said
    of other files comes after what was found."""
    return sorted(set(problems), key=_turn)


def _turn(found: Problem) -> tuple[Place, str, bool, str, str]:
    often = found.id == "found-often"
    code = str(dict(found.facts)["code"]) if often else found.code
    return found.place, code, often, found.id, repr(found.facts)


def publishable(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a site with these problems may be published."""
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return not any(p.severity in stops for p in problems)


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

SEVERITY: dict[str, Severity] = {
    # files (F01 to F12)
    "encoding": _E,
    "front-matter-fence": _E,
    "front-matter-open": _E,
    "tab": _E,
    "invisible-space": _E,
    "yaml-syntax": _E,
    "comment-cuts": _W,
    "duplicate-key": _E,
    "unknown-field": _W,
    "required": _E,
    "paragraphs": _W,
    "file-name": _W,
    "yaml-limits": _E,
    "not-a-file": _W,
    "file-collision": _E,
    "mojibake": _W,
    "hidden-text": _W,
    # values
    "value-type": _E,
    "choice": _E,
    "address": _E,
    "slug": _E,
    # dates (D01 to D08)
    "date-read": _N,
    "date-ambiguous": _E,
    "date-impossible": _E,
    "date-format": _E,
    "time-format": _E,
    "weekday": _E,
    "event-dates": _E,
    "long-event": _W,
    "timezone-missing": _E,
    "timezone": _E,
    "timezone-place": _W,
    "future-news": _W,
    # languages (L01 to L03)
    "facts-differ": _E,
    "translation-missing": _N,
    "translation-behind": _W,
    "wrong-language": _W,
    "language": _E,
    # partners and agreements (P01 to P04, A01 to A05)
    "country": _E,
    "key": _E,
    "duplicate-partner": _W,
    "shared-name": _W,
    "identifier": _W,
    "latin-name": _E,
    "signed-missing": _E,
    "expiry-missing": _W,
    "agreement-dates": _E,
    "term-differs": _W,
    "in-process-public": _W,
    # the site as a whole (S01, S02) and relations (content model 4.7)
    "url-collision": _E,
    "url-gone": _N,
    "unknown-reference": _E,
    "cycle": _E,
    "parent-missing": _W,
    "parent-partners": _W,
    "host-country": _W,
    "signing-without-agreement": _N,
    "orphan": _N,
    "closed-partner": _W,
    # media, links, personal data (M01, M02, R01)
    "alt-missing": _W,
    "picture": _E,
    "picture-extension": _W,
    "picture-plain": _N,
    "search-plain": _N,
    "broken-link": _E,
    "personal-data": _W,
    "summary-long": _W,
    # rendering
    "too-complex": _E,
    "template": _E,
    # site.yaml, theme.yaml
    "site-file": _E,
    "setting": _E,
    "contrast": _E,
    "compress-plain": _N,
    # the output folder
    "output-folder": _E,
    "output-file": _E,
    "output-write": _E,
    "output-list": _N,
    "build-running": _E,
    "state": _N,
    "search-failed": _E,
    "not-clean": _E,
    # the preview
    "preview-address": _E,
    "preview-open": _W,
    "preview-failed": _E,
    "watching": _W,
    # what was built, as it lies in the output folder: pages and their addresses
    "page-cut": _E,
    "page-link": _E,
    "page-asset": _E,
    "asset-bytes": _E,
    "detour": _W,
    "empty-link": _E,
    "unsafe-address": _E,
    "contact-address": _W,
    "other-host": _E,
    "mixed-content": _E,
    "inline-script": _E,
    "orphan-page": _W,
    "not-found": _E,
    # what a page says of itself
    "page-head": _W,
    "page-title": _E,
    "same-title": _W,
    "page-language": _E,
    "page-versions": _E,
    "canonical": _E,
    "share-card": _W,
    "json-ld": _E,
    "left-over": _W,
    # how it is built
    "heading": _W,
    "duplicate-id": _E,
    "named-id": _E,
    "page-structure": _W,
    "form-label": _E,
    "page-picture": _W,
    "weight": _W,
    # what machines read
    "feed-file": _E,
    "calendar-file": _E,
    "sitemap-file": _E,
    "robots-file": _W,
    "hosting-file": _W,
    "open-data": _E,
    # the folder as a whole
    "output-absent": _N,
    "output-address": _W,
    "output-behind": _N,
    "output-changed": _N,
    "output-missing": _E,
    "output-rest": _N,
    "file-twins": _E,
    "packed-twin": _E,
    "found-often": _N,
    # links to other sites: their mistakes, and they may be asleep
    "outside-link": _N,
}
"""Every code that the program can print, with what it does to a build. The order is that of the content model's table."""
