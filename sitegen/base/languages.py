"""Language tags (BCP 47): what is one, how it is written, and which one somebody meant who wrote `in`, `ind` or `id_ID`."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?")
_NAMES = {"indonesia": "id", "indonesian": "id", "inggris": "en", "english": "en"}

_KEPT = 256
"""Answers kept: a site has a few languages, however often they are named."""


@lru_cache(_KEPT)
def right_tag(text: str) -> str | None:
    """The language tag that `text` is or means: "id" for "ID", "in", "ind" and "id_ID"; None if it means no language.

    Equals `text` exactly where that is a tag in its usual spelling (RFC 5646, section 2.1.1) of a language that CLDR knows.
    """
    match = _TAG.fullmatch(text)
    if not match:
        return _NAMES.get(text.lower())
    language, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    # CLDR's aliases hold what RFC 5646 calls preferred values: "in" and "ind" are "id", "eng" is "en".
    language = get_global("language_aliases").get(language, language).replace("_", "-")
    usual = get_global("likely_subtags").get(language.partition("-")[0])
    if usual is None:
        return None
    tag = "-".join(part for part in (language, script, region) if part)
    if tag != text and usual.endswith(f"_{region}"):
        return "-".join(part for part in (language, script) if part)  # a region that says nothing new is left out
    return tag


@lru_cache(_KEPT)
def direction(tag: str) -> str:
    """How a language is written: `rtl` or `ltr` (CLDR); `ltr` for one that CLDR does not know."""
    try:
        return str(Locale.parse(tag.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
