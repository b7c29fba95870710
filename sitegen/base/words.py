"""Words compared and sorted: folding, near misses, the order of an A–Z list, slugs.

Python sorts by code point, which puts Å, Đ and Ł after z. Names are folded to their base letters first: NFKD without marks, after an
explicit map for the letters that Unicode does not decompose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import category, name, normalize

_LETTERS = str.maketrans(
    {
        "Đ": "d",
        "đ": "d",
        "Ð": "d",
        "ð": "d",
        "Ł": "l",
        "ł": "l",
        "Ø": "o",
        "ø": "o",
        "Æ": "ae",
        "æ": "ae",
        "Œ": "oe",
        "œ": "oe",
        "Þ": "th",
        "þ": "th",
        "ß": "ss",
        "ẞ": "ss",
        "ı": "i",
        "İ": "i",
        "Ħ": "h",
        "ħ": "h",
        "Ŋ": "n",
        "ŋ": "n",
        "ŧ": "t",
        "Ŧ": "t",
    }
)

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for devices, with any extension."""

_SLUG = re.compile(r"[a-z0-9-]+")
SLUG_BYTES = 100


@lru_cache(4096)
def fold(text: str) -> str:
    """Text without case and marks: "Đại học Quốc gia" is "dai hoc quoc gia". Other scripts stay."""
    decomposed = normalize("NFKD", normalize("NFC", text).translate(_LETTERS))
    return normalize("NFC", "".join(c for c in decomposed if category(c) != "Mn")).casefold()


def sort_key(text: str) -> tuple[bool, str, str]:
    """The order of names in a list: by folded letters, what is not in Latin script after it; the text itself decides ties."""
    folded = fold(text)
    return not _is_latin(folded[:1]), folded, text


def initial(text: str) -> str:
    """The capital letter under which a name stands in an A–Z list; `#` for digits and other scripts."""
    first = next((c for c in fold(text) if c.isalnum()), "")
    return first.upper() if first.isalpha() and _is_latin(first) else "#"


def _is_latin(character: str) -> bool:
    return character.isascii() or name(character, "").startswith("LATIN")


def slug_of(text: str) -> str:
    """What a text may be called in an address: `[a-z0-9-]*`, at most `SLUG_BYTES` long; "" where it has no Latin letters or digits."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text))[:SLUG_BYTES].strip("-")


def is_slug(text: str) -> bool:
    """Whether a text can stand in an address and be a file's name on every machine."""
    return bool(_SLUG.fullmatch(text)) and len(text) <= SLUG_BYTES and text not in _DEVICES


def near(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a mistyped word most likely means; None where none is near. Case, spaces, `-` and `_` do not count."""
    by_shape = {_shape(candidate): candidate for candidate in candidates}
    found = get_close_matches(_shape(word[:200]), by_shape, 1, 0.7)
    return by_shape[found[0]] if found else None


def _shape(word: str) -> str:
    return re.sub(r"[\s_-]+", "", fold(word))
