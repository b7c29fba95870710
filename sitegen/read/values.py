"""What one node means where a field of a certain type is asked for: a line of text, a number, one of several words, a key, a country.

Each function reads a node and gives the value, or raises `Misread` with what is wrong. Lenient about typing: case, spaces and
hyphens in a fixed word, `ya` for `true`. Strict about meaning: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias, TypeVar

from sitegen.base.datetext import Misread
from sitegen.base.formats import countries, country_suggestion
from sitegen.base.languages import right_tag
from sitegen.base.words import near
from sitegen.read import nodes
from sitegen.read.names import key_mistake
from sitegen.read.vocabulary import NO, YES

T = TypeVar("T")
Read: TypeAlias = Callable[[nodes.Node], T]

_SPACES = re.compile(r"[ \t\n]+")
"""What folds into one space. A no-break space was meant."""


def is_empty(node: nodes.Node) -> bool:
    """Whether nothing was written: no value, null, or nothing between quotes or brackets."""
    match node:
        case nodes.Scalar():
            return node.absent or not node.text.strip()
        case nodes.Sequence():
            return not node.items
        case nodes.Mapping():
            return not node.entries


def shown(node: nodes.Node) -> str:
    """A node as it could be typed, for messages."""
    match node:
        case nodes.Scalar():
            return node.text
        case nodes.Sequence():
            return f"[{', '.join(map(shown, node.items))}]"
        case nodes.Mapping():
            return f"{{{', '.join(f'{name.text}: {shown(value)}' for name, value in node.entries)}}}"


def line(node: nodes.Node) -> str:
    """A text on one line, whatever lines it was written on."""
    match node:
        case nodes.Scalar(text=text):
            # Asked first: most texts have nothing to fold, and every field comes by here.
            if "  " in text or "\n" in text or "\t" in text:
                text = _SPACES.sub(" ", text)
            return text.strip(" ")
        case nodes.Sequence():
            raise Misread("value-type.text-list")
        case nodes.Mapping():
            raise Misread("value-type.text-mapping")


def number(node: nodes.Node) -> int:
    """A count: 0 or more, in digits only."""
    text = line(node)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Misread("value-type.number", found=text)
    return int(text)


def decimal(least: int, most: int) -> Read[float]:
    """A number with a decimal point, between two bounds."""

    def read(node: nodes.Node) -> float:
        text = line(node)
        if not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?", text) or not least <= float(text) <= most:
            raise Misread("value-type.decimal", found=text, least=least, most=most)
        return float(text)

    return read


def boolean(node: nodes.Node) -> bool:
    """Yes or no, in either language."""
    text = line(node)
    if text.lower() not in YES | NO:
        raise Misread("value-type.boolean", found=text)
    return text.lower() in YES


def choice(allowed: Collection[str], synonyms: Mapping[str, str] | None = None) -> Read[str]:
    """One of the `allowed` words, which `Student Exchange` and `student-exchange` mean as well as `student_exchange`."""

    def read(node: nodes.Node) -> str:
        text = line(node)
        word = re.sub(r"[ -]+", "_", text.lower())
        word = (synonyms or {}).get(word, word)
        if word in allowed:
            return word
        if meant := near(word, allowed):
            raise Misread("choice.near", found=text, meant=meant, allowed=tuple(allowed))
        raise Misread("choice", found=text, allowed=tuple(allowed))

    return read


def matching(pattern: str, example: str) -> Read[str]:
    """A text of a fixed form."""

    def read(node: nodes.Node) -> str:
        text = line(node)
        if not re.fullmatch(pattern, text):
            raise Misread("value-type.form", found=text, example=example)
        return text

    return read


def key(node: nodes.Node) -> str:
    """The key of an item."""
    text = line(node)
    if mistake := key_mistake(text):
        write = mistake.facts.get("write")
        raise Misread("key.near", found=text, write=write) if write else Misread("key", found=text)
    return text


def is_key(text: str) -> bool:
    """Whether a text may be a key."""
    return key_mistake(text) is None


def slug(node: nodes.Node) -> str:
    """The last part of an address. What may be a key may be a slug."""
    text = line(node)
    if mistake := key_mistake(text):
        raise Misread(mistake.id.replace("key.", "slug."), **mistake.facts)
    return text


def country(node: nodes.Node) -> str:
    """A country's code, ISO 3166-1 alpha-2, in capitals."""
    text = line(node)
    code = text.upper()
    if code in countries():
        return code
    if meant := country_suggestion(text):
        raise Misread("country.near", found=text, code=meant)
    raise Misread("country", found=text)


def language(node: nodes.Node) -> str:
    """A language tag (BCP 47) in its usual spelling."""
    text = line(node)
    tag = right_tag(text)
    if tag is None:
        raise Misread("language", found=text)
    return tag


def is_latin(text: str) -> bool:
    """Whether a name has Latin letters, so that a reader of them can say and sort it."""
    return any(char.isalpha() and unicodedata.name(char, "").startswith("LATIN") for char in text)
