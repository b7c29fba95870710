"""Codes that registers give to institutions and fields of study.

A code that is not of its register's form is worse than none: machines would follow it to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sitegen.base.datetext import Misread
from sitegen.read import nodes
from sitegen.read.values import line


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    """Its last group is what is kept."""
    example: str
    prefix: str = ""
    """What is put before it: the register's own way to write the code."""


_FORMS: Mapping[str, _Form] = {
    # ROR's schema: https://github.com/ror-community/ror-schema
    "ror": _Form(
        re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{6}[0-9]{2})"),
        "https://ror.org/00pjdza24",
        "https://ror.org/",
    ),
    # The institution's own domain: https://wiki.geant.org/display/SM/schacHomeOrganization
    "schac": _Form(re.compile(r"((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"), "its.ac.id"),
    "wikidata": _Form(re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]{0,11})"), "Q1669936"),
    "isni": _Form(
        re.compile(r"(?:https?://isni\.org/isni/)?((?:[0-9]{4}[ -]?){3}[0-9]{3}[0-9X])"), "0000 0001 2189 3846"
    ),
    "pic": _Form(re.compile(r"([0-9]{9})"), "999986096"),
    "oid": _Form(re.compile(r"(E[0-9]{8})"), "E10208640"),
    "erasmus": _Form(re.compile(r"([A-Z]{1,3} *[A-Za-z-]{2,12}[0-9]{2,3})"), "N OSLO01"),
    "pddikti": _Form(re.compile(r"([0-9]{6})"), "002005"),
}
SCHEMES = tuple(_FORMS)


def identifier(scheme: str) -> Callable[[nodes.Node], str]:
    """The reading of an identifier of one of `SCHEMES`, in the form in which its register writes it."""
    form = _FORMS[scheme]

    def read(node: nodes.Node) -> str:
        text = line(node)
        match = form.pattern.fullmatch(text)
        if not match:
            raise Misread("identifier", scheme=scheme, found=text, example=form.example)
        code = match[match.lastindex or 0]
        if scheme == "isni":
            code = re.sub(r"[ -]", "", code)
            if code[-1] != _check_character(code[:-1]):
                raise Misread("identifier.check", scheme=scheme, found=text)
        return form.prefix + code

    return read


def _check_character(digits: str) -> str:
    """ISO/IEC 7064, MOD 11-2, as ISNI (ISO 27729) has it."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def isced(node: nodes.Node) -> str:
    """A detailed field of ISCED-F 2013: four digits, of which the first may be 0."""
    text = line(node)
    if re.fullmatch(r"[0-9]{3}", text):
        raise Misread("identifier.isced", found=text, write=f"0{text}")
    if not re.fullmatch(r"(?:0[0-9]|10|99)[0-9]{2}", text):
        raise Misread("identifier", scheme="ISCED", found=text, example="0311")
    return text
