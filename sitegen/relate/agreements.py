"""What agreements say of each other and of their partners."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem, problem
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.partners import Partner
from sitegen.relate.site import Site
from sitegen.relate.validity import IN_FORCE, Validity


def check(site: Site) -> Iterator[Problem]:
    """Warnings: an implementation without a parent or with partners that its parent lacks; an agreement that binds a closed institution."""
    for agreement in site.of(Agreement).values():
        yield from _parent(agreement, site)
        yield from _closed(agreement, site)


def _parent(agreement: Agreement, site: Site) -> Iterator[Problem]:
    """Whether an agreement is covered by the one above it. A partner may have taken in the one that signed that."""
    parents = agreement.keys("parent")
    if agreement.type == "ia" and not parents:
        yield problem(agreement.place("type"), "parent-missing")
    for key in parents:
        parent = site.get(Agreement, key)
        if parent is None:
            continue
        covered = set(parent.keys("partners"))
        strangers = [
            ref
            for ref in agreement.refs
            if ref.field == "partners" and covered.isdisjoint({ref.key, *site.merged(ref.key)})
        ]
        if strangers:
            names = tuple(ref.key for ref in strangers)
            yield problem(strangers[0].place, "parent-partners", partners=names, parent=key)


def _closed(agreement: Agreement, site: Site) -> Iterator[Problem]:
    """An institution that no longer exists cannot be bound, unless another stands in its place. What has ended is history."""
    if not site.has_standing(agreement) or site.standing(agreement).validity not in IN_FORCE | {Validity.UPCOMING}:
        return
    for ref in agreement.refs:
        partner = site.get(Partner, ref.key) if ref.field == "partners" else None
        if partner and partner.status == "closed" and not partner.keys("successor"):
            yield problem(ref.place, "closed-partner", partner=ref.key)
