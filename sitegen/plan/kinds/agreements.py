"""The page of agreements, by validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.plan.parts import ChainRow, Count, View


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsView(View):
    """`agreements.html`."""

    groups: tuple[tuple[str, tuple[ChainRow, ...]], ...]
    """By validity, what is in force first; no group is empty."""
    total: int
    in_force: int
    domestic: int
    """Of those in force, with partners of the campus's country only."""
    countries: tuple[Count, ...]
    """Agreements in force by country of a partner; one with partners in two countries counts under both."""
    as_of: date | None
