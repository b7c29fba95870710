"""Words compared and sorted: folding, near misses, the order of an A–Z list, slugs.

Python sorts by code point, which puts Å, Đ and Ł after z. Names are folded to their base letters first: NFKD without the marks of Latin
letters, and an explicit map for the letters that Unicode does not decompose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import normalize

_WHOLE_LETTERS = {
    "đ": "d", "ð": "d", "ɖ": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
_BASE_LETTERS = str.maketrans({**_WHOLE_LETTERS, **{chr(mark): "" for mark in range(0x300, 0x370)}})
"""Marks of other scripts stay: without them, Thai and Khmer words would become others."""

_APOSTROPHES = "ʻʼʽʾʿ"
"""Unicode calls these letters."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for devices, with any extension."""

_SLUG = re.compile(r"[a-z0-9-]+")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_BYTES = 100


def fold(text: str) -> str:
    """Text without case and marks: "Đại học Quốc gia" is "dai hoc quoc gia". Other scripts stay."""
    return text.lower() if text.isascii() else _fold(text)


@lru_cache(4096)
def _fold(text: str) -> str:
    return normalize("NFC", normalize("NFKD", text).casefold().translate(_BASE_LETTERS))


def sort_key(text: str) -> tuple[bool, str, str]:
    """The order of names in a list: A to Z by folded letters, after them what begins with a digit or another script.

    What stands before the first letter (quotes, ʻokina) does not count; the text itself decides ties, so that the order is total.
    """
    folded = _from_first_letter(text)
    return not _is_a_to_z(folded), folded, text


def initial(text: str) -> str:
    """The capital letter under which a name stands in an A–Z list; `#` for digits and other scripts."""
    folded = _from_first_letter(text)
    return folded[0].upper() if _is_a_to_z(folded) else "#"


def _from_first_letter(text: str) -> str:
    """The folded text without what stands before its first letter or digit."""
    folded = fold(text)
    start = next((at for at, c in enumerate(folded) if c.isalnum() and c not in _APOSTROPHES), 0)
    return folded[start:]


def _is_a_to_z(folded: str) -> bool:
    return "a" <= folded[:1] <= "z"


def slug_of(text: str) -> str:
    """What a text may be called in an address: `[a-z0-9-]*`, at most `SLUG_BYTES` long; "" where it has no Latin letters or digits."""
    return _NOT_IN_SLUG.sub("-", fold(text)).strip("-")[:SLUG_BYTES].rstrip("-")


def is_slug(text: str) -> bool:
    """Whether a text can stand in an address and be a file's name on every machine."""
    return bool(_SLUG.fullmatch(text)) and len(text) <= SLUG_BYTES and text not in _DEVICES


def near(word: str, candidates: Iterable[str], least: float = 0.7) -> str | None:
    """The candidate that a mistyped word most likely means; None where none is near. Case, spaces, `-` and `_` do not count.

    `least` is how alike they must be: 1 where nothing differs, 0 where everything does (`difflib.SequenceMatcher.ratio`).
    """
    by_shape = {_shape(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(_shape(word[:200]), by_shape, 1, least)
    return by_shape[found[0]] if found else None


def _shape(word: str) -> str:
    return re.sub(r"[\s_-]+", "", fold(word))
