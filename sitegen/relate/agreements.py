"""What agreements say of each other and of their partners."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.partners import Partner


def check(content: Content) -> Iterator[Problem]:
    """Warnings: an implementation without a parent or with partners that its parent lacks; an agreement with a closed institution."""
    agreements, partners = content.of(Agreement), content.of(Partner)
    for agreement in agreements.values():
        yield from _parent(agreement, content)
        if agreement.stage != "signed":
            continue
        for ref in agreement.refs:
            partner = partners.get(ref.key) if ref.field == "partners" else None
            if partner and partner.status == "closed" and not partner.keys("successor"):
                yield problem(ref.place, "closed-partner", partner=ref.key)


def _parent(agreement: Agreement, content: Content) -> Iterator[Problem]:
    parents = agreement.keys("parent")
    if agreement.type == "ia" and not parents:
        yield problem(agreement.place("type"), "parent-missing")
    for key in parents:
        parent = content.of(Agreement).get(key)
        if parent:
            strangers = tuple(sorted(set(agreement.keys("partners")) - set(parent.keys("partners"))))
            if strangers:
                yield problem(agreement.place("partners"), "parent-partners", partners=strangers, parent=key)
