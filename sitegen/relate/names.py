"""Names of partners: one institution is one record, however it is called, and one name means one institution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sitegen.base.problems import Problem, problem
from sitegen.base.words import fold
from sitegen.read.kinds.partners import Partner
from sitegen.relate.site import Site

SAME_WORDS = {
    **dict.fromkeys(("universiti", "universitas", "universite", "universitat", "universidad"), "university"),
    "institut": "institute",
    "politeknik": "polytechnic",
    "teknologi": "technology",
    "nasional": "national",
    "negeri": "state",
}
"""Words that many names are made of → the one that stands for all of them."""
SMALL_WORDS = frozenset({"of", "the", "and", "dan", "de", "la", "di"})

_LONG = 6
"""Letters. In shorter words one letter makes another word: Chiang Mai and Chiang Rai."""
_MOST = 200
"""Characters of a name that are compared. What is longer is no name, and would take its time."""
_WHOLE = 3
"""Words. Fewer are a beginning that many names share: "Universitas Islam"."""


class _Name(Struct, frozen=True):
    """A name of a partner, cut into the words that tell it from others."""

    partner: Partner
    text: str
    words: tuple[str, ...]
    own: bool
    """Whether it is what the partner is called now; else it is an alias or a former name."""


def check(site: Site) -> Iterator[Problem]:
    """Warnings: a partner that another record seems to be already; a short name or alias that two partners share."""
    partners = site.of(Partner)

    def related(one: Partner, other: Partner) -> bool:
        return one.key in site.merged(other.key) or other.key in site.merged(one.key)

    found: set[frozenset[str]] = set()
    for one, other in _alike(partners.values()):
        pair = frozenset({one.partner.key, other.partner.key})
        if len(pair) < 2 or pair in found or related(one.partner, other.partner):
            continue
        if _differ_in_ids(one.partner, other.partner):
            continue
        found.add(pair)
        yield problem(one.partner.place("name"), "duplicate-partner", name=one.text, other=other.partner.key)
    for partner, field, name, other_partner in _shared(partners):
        if frozenset({partner.key, other_partner.key}) not in found and not related(partner, other_partner):
            yield problem(partner.place(field), "shared-name", name=name, other=other_partner.key)


def _alike(partners: Iterable[Partner]) -> Iterator[tuple[_Name, _Name]]:
    """Names that seem to mean one institution: the one that looks new, and the other. Only names of one country are compared."""
    by_country: dict[str | None, list[_Name]] = {}
    for partner in partners:
        by_country.setdefault(partner.country, []).extend(_names(partner))
    for names in by_country.values():
        # What a partner is called now comes first, so that it is the first of its group.
        names.sort(key=lambda name: not name.own)
        for group in (*_same_words(names), *_one_letter_apart(names)):
            first = group[0]
            for other in group[1:]:
                if first.own:
                    yield (other, first) if other.own else (first, other)
        for short, long in _beginnings(names):
            if short.own or long.own:
                yield (short, long) if short.own else (long, short)


def _names(partner: Partner) -> Iterator[_Name]:
    own = [partner.official, *partner.title.values(), partner.local.text if partner.local else None]
    others = [*partner.other_names, *(former.name for former in partner.former_names)]
    seen: set[tuple[str, ...]] = set()
    for text, is_own in (*((name, True) for name in own), *((name, False) for name in others)):
        words = _words(text) if text else ()
        if text and words and words not in seen:
            seen.add(words)
            yield _Name(partner, text, words, is_own)


def _words(name: str) -> tuple[str, ...]:
    """What is the same in "Universiti Malaysia Pahang" and, but for the order, "University of Pahang, Malaysia"."""
    words = re.findall(r"\w+", fold(name[:_MOST]))
    return tuple(SAME_WORDS.get(word, word) for word in words if word not in SMALL_WORDS)


def _same_words(names: Iterable[_Name]) -> Iterable[list[_Name]]:
    """Names of the same words, in whatever order."""
    groups: dict[frozenset[str], list[_Name]] = {}
    for name in names:
        groups.setdefault(frozenset(name.words), []).append(name)
    return groups.values()


def _one_letter_apart(names: Iterable[_Name]) -> Iterator[list[_Name]]:
    """Names that differ in one long word, and there by one letter: "Nopember", "November". Nothing is compared with all others."""
    rests: dict[frozenset[str], list[tuple[str, _Name]]] = {}
    for name in names:
        words = dict.fromkeys(name.words)
        for word in words:
            if len(word) >= _LONG and word.isalpha() and len(words) > 1:
                rests.setdefault(frozenset(words.keys() - {word}), []).append((word, name))
    for alternatives in rests.values():
        if len(alternatives) > 1:
            groups: dict[str, list[_Name]] = {}
            for word, name in alternatives:
                for shape in dict.fromkeys([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]):
                    groups.setdefault(shape, []).append(name)
            yield from groups.values()


def _beginnings(names: Iterable[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Whole names that longer ones begin with: "Universiti Malaysia Pahang" and "Universiti Malaysia Pahang Al-Sultan Abdullah"."""
    whole: dict[tuple[str, ...], _Name] = {}
    for name in names:
        if len(name.words) >= _WHOLE:
            whole.setdefault(name.words, name)
    for name in names:
        for length in range(_WHOLE, len(name.words)):
            if shorter := whole.get(name.words[:length]):
                yield shorter, name


def _differ_in_ids(one: Partner, other: Partner) -> bool:
    """Whether an identifier proves that these are two institutions."""
    return any(other.ids.get(scheme, value) != value for scheme, value in one.ids.items())


def _shared(partners: Mapping[str, Partner]) -> Iterator[tuple[Partner, str, str, Partner]]:
    """Each short name or alias that another partner has already, with its field and that partner."""
    owners: dict[str, Partner] = {}
    for partner in partners.values():
        names = [("short", partner.short), *(("aliases", name) for name in partner.other_names)]
        for field, name in names:
            other = owners.setdefault(fold(name), partner) if name else partner
            if name and other is not partner:
                yield partner, field, name, other
