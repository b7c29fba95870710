"""Mergers: institutions that became part of others, whichever of the two records says so (`predecessors` or `successor`)."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.read.kinds.partners import Partner


def merged(partners: Mapping[str, Partner]) -> Mapping[str, frozenset[str]]:
    """Key of a partner → the keys of those that are part of it now, however many stand between. Who took in nobody is absent."""
    direct: dict[str, set[str]] = {}
    for partner in partners.values():
        for key in partner.keys("predecessors"):
            direct.setdefault(partner.key, set()).add(key)
        for key in partner.keys("successor"):
            direct.setdefault(key, set()).add(partner.key)
    return {key: _behind(key, direct) for key in direct}


def _behind(key: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = [key]
    while ahead:
        new = direct.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return frozenset(found - {key})
