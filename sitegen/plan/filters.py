"""What the list of partners can be narrowed by. Each value has a page of its own, so that it works by plain links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.plan.edition import Edition
from sitegen.plan.once import once
from sitegen.plan.parts import Count, Filter
from sitegen.read.kinds.agreements import SCOPES
from sitegen.read.kinds.partners import KINDS, Partner
from sitegen.relate.validity import IN_FORCE, Validity

STATUSES = ("in_force", "expiring", "planned", "ended", "none")
"""How the cooperation with a partner stands: an agreement in force, one that expires soon, none in force but one to come, none any more,
none recorded. `expiring` is said beside another."""

_PLANNED = frozenset({Validity.UPCOMING, Validity.IN_RENEWAL, Validity.IN_PROCESS})

_ORDER: Mapping[str, Sequence[str]] = {"type": KINDS, "status": STATUSES, "scope": SCOPES}
"""Filter → its values in the order of lists; countries stand by their names."""


@once
def filter_values(edition: Edition, partner: Partner) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that a partner has for each filter: country (ISO 3166-1), type, status, and the scope of its agreements in force, of
    all where none is."""
    site = edition.site
    current = [chain.current for chain in site.chains(site.agreements_of(partner))]
    validities = {site.standing(agreement).validity for agreement in current}
    in_force = [agreement for agreement in current if site.standing(agreement).validity in IN_FORCE]
    scope = {code for agreement in in_force or current for code in agreement.scope}
    return (
        ("country", (partner.country,) if partner.country else ()),
        ("type", (partner.type,)),
        ("status", tuple(_statuses(validities))),
        ("scope", tuple(code for code in SCOPES if code in scope)),
    )


def _statuses(validities: set[Validity]) -> Iterable[str]:
    if not validities:
        yield "none"
    elif validities & IN_FORCE:
        yield "in_force"
    else:
        yield "planned" if validities & _PLANNED else "ended"
    if Validity.EXPIRING in validities:
        yield "expiring"


def narrowed(edition: Edition, partners: Iterable[Partner]) -> Mapping[tuple[str, str], Sequence[Partner]]:
    """Filter and value → the partners that have it, for each value that some have, in the order of lists."""
    found: dict[tuple[str, str], list[Partner]] = {}
    for partner in partners:
        for name, values in filter_values(edition, partner):
            for value in values:
                found.setdefault((name, value), []).append(partner)
    ordered = [("country", country) for country in edition.partners_by_country]
    ordered.sort(key=lambda each: edition.country_order(each[1]))
    ordered += [(name, value) for name, values in _ORDER.items() for value in values]
    return {each: found[each] for each in ordered if each in found}


def counted(edition: Edition, found: Mapping[tuple[str, str], Sequence[Partner]]) -> tuple[Filter, ...]:
    """The filters as a page shows them, each value with the number of partners that have it."""
    counts: dict[str, list[Count]] = {}
    for (name, value), partners in found.items():
        counts.setdefault(name, []).append(Count(value, edition.partners_href(name, value), len(partners)))
    return tuple(Filter(name, tuple(values)) for name, values in counts.items())
