"""Chains: an agreement with those that renew it is one relation, counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.read.kinds.agreements import Agreement
from sitegen.relate.validity import IN_FORCE, Standing


@dataclass(frozen=True, slots=True)
class Chain:
    """Agreements linked by `renews`."""

    members: tuple[Agreement, ...]
    """Oldest first."""
    current: Agreement
    """The one that stands for the chain: the newest in force, else the newest signed, else the newest."""


def chains_of(agreements: Iterable[Agreement], standings: Mapping[str, Standing]) -> tuple[Chain, ...]:
    """The chains of some agreements, in the order of their oldest members. Cancelled agreements belong to none."""
    shown = {agreement.key: agreement for agreement in agreements if agreement.key in standings}
    head: dict[str, str] = {}

    def find(key: str) -> str:
        while head.get(key, key) != key:
            key = head[key]
        return key

    for agreement in shown.values():
        for renewed in agreement.keys("renews"):
            if renewed in shown:
                head[find(agreement.key)] = find(renewed)
    groups: dict[str, list[Agreement]] = {}
    for key, agreement in shown.items():
        groups.setdefault(find(key), []).append(agreement)
    chains = []
    for group in groups.values():
        members = sorted(group, key=lambda agreement: (agreement.begins or date.max, agreement.key))
        chains.append(Chain(tuple(members), _current(members, standings)))
    return tuple(sorted(chains, key=lambda chain: (chain.members[0].begins or date.max, chain.members[0].key)))


def _current(members: list[Agreement], standings: Mapping[str, Standing]) -> Agreement:
    in_force = [member for member in members if standings[member.key].validity in IN_FORCE]
    signed = [member for member in members if member.signed]
    return (in_force or signed or members)[-1]
