"""Personal data that should not stand on a public page: mobile numbers and private mail addresses (UU 27/2022).

Numbers of offices have an area code and addresses of offices the institution's domain; both are welcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PHONE = re.compile(r"(?<![\w.+-])(?:\+?62[ .-]?|\(?0|wa\.me/(?:62|0))8\d{1,2}\)?(?:[ .–-]?\d{2,5}){2,4}(?!\d)")
"""Mobile telephones in Indonesia: 08…, +62 8…"""
_PRIVATE_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|icloud|aol|proton(?:mail)?)"
    r"\.(?:com|co\.id|co\.uk|me)\b",
    re.IGNORECASE,
)


class Personal(NamedTuple):
    """Something personal in a text: where, the id of its problem, and itself."""

    position: int
    id: str
    found: str


def personal_data(text: str) -> Iterator[Personal]:
    """The personal data in a text, in linear time."""
    # Asking for letters first spares most texts the search.
    if "8" in text and ("08" in text or "62" in text):
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0]).removeprefix("0").removeprefix("62").removeprefix("0")
            if 9 <= len(digits) <= 13:
                yield Personal(match.start(), "personal-data.phone", match[0])
    if "@" in text:
        for match in _PRIVATE_MAIL.finditer(text):
            yield Personal(match.start(), "personal-data.mail", match[0])
