"""Names of partners: one institution is one record, however it is called, and one name means one institution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.base.problems import Problem, problem
from sitegen.base.words import fold
from sitegen.read.content import Content
from sitegen.read.kinds.partners import Partner


def check(content: Content) -> Iterator[Problem]:
    """Warnings: a partner that another record seems to be already; a short name or alias that two partners share."""
    partners = content.of(Partner)
    yield from _duplicates(partners)
    yield from _shared(partners)


def _duplicates(partners: Mapping[str, Partner]) -> Iterator[Problem]:
    """Partners of one country and one name, whatever its case, marks, order of words or form of "university"."""
    owners: dict[tuple[str | None, frozenset[str]], Partner] = {}
    for partner in partners.values():
        names = {_shape(name): name for name in _full_names(partner)}
        for shape, name in names.items():
            other = owners.setdefault((partner.country, shape), partner)
            if other is not partner and not _related(partner, other):
                yield problem(partner.place("name"), "duplicate-partner", name=name, other=other.key)
                break


def _full_names(partner: Partner) -> Iterator[str]:
    if partner.official:
        yield partner.official
    yield from partner.title.values()
    yield from (name for name in partner.other_names if " " in name)
    yield from (former.name for former in partner.former_names if " " in former.name)


_UNIVERSITY = {
    "universiti": "university",
    "universitas": "university",
    "universite": "university",
    "universitat": "university",
}
_SMALL = frozenset({"of", "the", "and", "dan", "de", "la", "di"})


def _shape(name: str) -> frozenset[str]:
    """What is the same in "Universiti Malaysia Pahang" and "University of Pahang Malaysia"."""
    words = fold(name).replace("-", " ").replace(",", " ").split()
    return frozenset(_UNIVERSITY.get(word, word) for word in words if word not in _SMALL)


def _related(one: Partner, other: Partner) -> bool:
    """Whether one is the successor of the other: then they may well share names."""
    return bool({one.key} & {*other.keys("successor"), *other.keys("predecessors")}) or bool(
        {other.key} & {*one.keys("successor"), *one.keys("predecessors")}
    )


def _shared(partners: Mapping[str, Partner]) -> Iterator[Problem]:
    owners: dict[str, Partner] = {}
    for partner in partners.values():
        for field, name in (("short", partner.short), *(("aliases", name) for name in partner.other_names)):
            if name is None or (field == "aliases" and " " in name):
                continue
            other = owners.setdefault(fold(name), partner)
            if other is not partner and not _related(partner, other):
                yield problem(partner.place(field), "shared-name", name=name, other=other.key)
