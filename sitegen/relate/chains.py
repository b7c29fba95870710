"""Chains: an agreement with those that renew it is one relation, counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from sitegen.read.kinds.agreements import Agreement
from sitegen.relate.validity import IN_FORCE, Standing


class Chain(Struct, frozen=True):
    """Agreements linked by `renews`."""

    members: tuple[Agreement, ...]
    """Oldest first."""
    current: Agreement
    """The one that stands for the chain: the newest in force, else the newest signed, else the newest."""


def links(agreements: Mapping[str, Agreement]) -> Mapping[str, str]:
    """Key of each agreement → a key that it shares with those of its chain and with no other."""
    root: dict[str, str] = {key: key for key in agreements}

    def find(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]  # halves the way for the next who asks
            key = root[key]
        return key

    for agreement in agreements.values():
        for renewed in agreement.keys("renews"):
            if renewed in root:
                root[find(agreement.key)] = find(renewed)
    return {key: find(key) for key in root}


def chains_of(
    agreements: Iterable[Agreement], linked: Mapping[str, str], standings: Mapping[str, Standing]
) -> tuple[Chain, ...]:
    """The chains of some agreements, in the order of their oldest members. Cancelled agreements belong to none.

    `linked` knows all agreements of the site: two are of one chain also where the one between them is not shown.
    """
    chains: dict[str, list[Agreement]] = {}
    for agreement in sorted(agreements, key=_age):
        if agreement.key in standings:
            chains.setdefault(linked[agreement.key], []).append(agreement)
    return tuple(Chain(tuple(members), _current(members, standings)) for members in chains.values())


def _age(agreement: Agreement) -> tuple[date, str]:
    return agreement.begins or date.max, agreement.key


def _current(members: list[Agreement], standings: Mapping[str, Standing]) -> Agreement:
    in_force = [member for member in members if standings[member.key].validity in IN_FORCE]
    signed = [member for member in members if member.signed]
    return (in_force or signed or members)[-1]
