"""The words of a theme in one language: `strings/<lang>.yaml`, and over them those of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from jinja2 import UndefinedError
from msgspec import Struct

from sitegen.base.formats import Formats

_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Forms: TypeAlias = Mapping[str, str]
"""CLDR plural category → text; a text without plural forms stands under `other` alone."""


class Words:
    """Templates call it: `t("read")`, `t("partners_count", n=3)`, `t("validity.active")`.

    `{name}` in a text is replaced by the argument of that name, `{n}` by the number in the language's own form; other braces stay, for
    a site may write what it likes. What comes back is plain text, escaped like any other value. A word that the theme does not have
    is a mistake in the template: `UndefinedError`.
    """

    def __init__(self, words: Mapping[str, Forms], formats: Formats):
        self._words = words
        self._formats = formats

    def __call__(self, key: str, n: int | None = None, **names: object) -> str:
        """The text."""
        forms = self._words.get(key)
        if forms is None:
            raise UndefinedError(f"strings have no {key!r}")
        if n is None:
            text = forms["other"]
        else:
            text = forms.get(self._formats.plural(n), forms["other"])
            names["n"] = self._formats.number(n)
        return _PLACEHOLDER.sub(lambda found: str(names.get(found[1], found[0])), text) if "{" in text else text

    def __contains__(self, key: str) -> bool:
        return key in self._words


class Voice(Struct, frozen=True):
    """How the site speaks in one language."""

    lang: str
    t: Words
    d: Formats


Voices: TypeAlias = Callable[[str], Voice]
"""Language → its voice."""


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, Forms]:
    """Nested strings as dotted keys: `{validity: {active: Aktif}}` → `validity.active`. A mapping of plural categories is one text."""
    flat: dict[str, Forms] = {}
    for key, value in tree.items():
        if not isinstance(value, Mapping):
            flat[prefix + key] = {"other": str(value)}
        elif "other" in value and value.keys() <= _PLURALS:
            flat[prefix + key] = {category: str(text) for category, text in value.items()}
        else:
            flat |= flatten(value, f"{prefix}{key}.")
    return flat
