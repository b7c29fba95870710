"""What a theme lets a site set: colours and sizes. `theme.yaml` declares them, `site.yaml` and the themes of a site may say them otherwise.

Here is what the files say; which colours a site has then is in `read/palette.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.base.datetext import Misread
from sitegen.base.problems import Place, Problem, SitegenError
from sitegen.base.words import near
from sitegen.read import nodes, values
from sitegen.read.config import Config
from sitegen.read.findings import Findings
from sitegen.read.group import Group, Part
from sitegen.read.parsing import parse_facts
from sitegen.read.themefolders import layers

FILE = "theme.yaml"
TEXT, MARK = 4.5, 3.0
"""The least contrast of text (WCAG 2.2, 1.4.3, AA), and of what is told apart by sight but is no text (1.4.11)."""

SIZES = {"type": ("type", 0.75, 6.0), "spacing": ("space", 0.0, 8.0)}
"""Field → how its custom properties begin, and the least and the largest size in rem."""

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})(rem|px)", re.IGNORECASE)
_PIXELS = 16
"""In a rem, where a reader has not chosen otherwise."""


class Said(NamedTuple):
    """What one file says of a colour."""

    light: str | None
    """None in a file that says the dark one alone, of a colour that there is."""
    dark: str | None
    follows: str | None
    """The colour that it goes with."""
    places: tuple[Place, Place]
    """Of the light and of the dark one; of one that is not said that of the other."""


class Pair(NamedTuple):
    """Two colours, of which one stands on the other."""

    shown: str
    ground: str
    least: float
    """Their contrast."""


class Settings(NamedTuple):
    """What one file says."""

    colours: Mapping[str, Said]
    sizes: Mapping[str, str]
    """Custom property, without its dashes → size: `type-text` → `1.0625rem`."""
    pairs: tuple[Pair, ...] = ()


def of_theme(root: Path, config: Config, theme: str, problems: list[Problem]) -> list[Settings]:
    """What the files `theme.yaml` of a theme say, from the program's own to the most particular.

    Raises SitegenError where one cannot be read."""
    found: list[Settings] = []
    for layer in reversed(layers(root, theme, problems)):
        if path := layer.file(FILE, problems):
            try:
                file = parse_facts(layer.shown(path), path.read_bytes(), problems)
            except OSError as error:
                raise SitegenError(f"{path}: {error.strerror}") from error
            if file:
                known = {name: None for each in found for name in each.colours}
                found.append(_declared(file.front, known, Findings(problems), config))
    return found


def of_site(site: Group, mapping: nodes.Mapping, theme: list[Settings]) -> Settings:
    """What `site.yaml` says. Names that the theme does not have are reported with all unknown fields."""
    names = {name: None for each in theme for name in each.colours}
    sizes = {name: None for each in theme for name in each.sizes}
    return Settings(_colours(site, mapping, names), _sizes(site, mapping, sizes))


def _declared(mapping: nodes.Mapping, known: Mapping[str, None], findings: Findings, config: Config) -> Settings:
    """What a `theme.yaml` says; `known` are the colours of the themes below it."""
    theme = Group([Part(None, mapping)], findings, config)
    theme.ignore("name")
    theme.ignore("title")
    colours = _colours(theme, mapping, known, declares=True)
    pairs = [pair for group in theme.groups("contrast") for pair in _pairs(group, {**known, **colours})]
    settings = Settings(colours, _sizes(theme, mapping, {}, declares=True), tuple(pairs))
    theme.report_unknown()
    return settings


def _pairs(group: Group, names: Mapping[str, object]) -> Iterator[Pair]:
    read = _one_of(names)
    least = group.one("least", values.decimal(1, 21))
    grounds = group.many("on", read, required=True)
    for field, usual in (("text", TEXT), ("mark", MARK)):
        for shown in group.many(field, read):
            yield from (Pair(shown, ground, least or usual) for ground in grounds)


def _colours(
    group: Group, mapping: nodes.Mapping, known: Mapping[str, None], *, declares: bool = False
) -> dict[str, Said]:
    """The field `colours`; `known` are the colours that there are, to which a file that `declares` may add others."""
    said: dict[str, Said] = {}
    for key, node, inner in _entries(group, mapping, "colours", known, declares):
        for empty in _empty(key, node):
            inner.findings.report(empty.place, "setting.empty", name=empty.text)
        colour = inner.group(key.text, short="light")
        if colour is None:
            continue
        light = colour.one("light", colour_of, required=key.text not in known)
        dark = colour.one("dark", colour_of)
        follows = colour.one("follows", _one_of({**known, **said})) if declares else None
        at = colour.place("light") if light else colour.place("dark")
        if light or (dark and key.text in known):
            said[key.text] = Said(light, dark, follows, (at, colour.place("dark") if dark else at))
    return said


def _sizes(
    group: Group, mapping: nodes.Mapping, known: Mapping[str, None], *, declares: bool = False
) -> dict[str, str]:
    sizes: dict[str, str] = {}
    for field, (prefix, least, most) in SIZES.items():
        begin = f"{prefix}-"
        names = {name.removeprefix(begin): None for name in known if name.startswith(begin)}
        for key, _, inner in _entries(group, mapping, field, names, declares):
            if size := inner.one(key.text, _size(least, most)):
                sizes[begin + key.text] = size
    return sizes


def _entries(
    group: Group, mapping: nodes.Mapping, field: str, known: Mapping[str, None], declares: bool
) -> Iterator[tuple[nodes.Scalar, nodes.Node, Group]]:
    """The keys and values of a field that may stand there, each with the group in which the value is asked for."""
    inner, node = group.group(field), mapping.get(field)
    if inner is None or not isinstance(node, nodes.Mapping):
        return
    for name in known:
        inner.ignore(name)
    for key, value in node.entries:
        if not declares and key.text not in known:
            continue
        if not values.is_key(key.text):
            inner.ignore(key.text)
            inner.findings.report(key.place, "setting.name", found=key.text)
        else:
            yield key, value, inner


def _empty(key: nodes.Scalar, node: nodes.Node) -> Iterator[nodes.Scalar]:
    """The keys in a colour that have no value. Most likely there is one, without quotes: YAML takes it for a comment."""
    if values.is_empty(node):
        yield key
    elif isinstance(node, nodes.Mapping):
        yield from (name for name, value in node.entries if values.is_empty(value))


def colour_of(node: nodes.Node) -> str:
    """A colour as `#rrggbb`."""
    text = values.line(node)
    match = _HEX.fullmatch(text)
    if match is None:
        raise Misread("setting.colour", found=text)
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _size(least: float, most: float) -> values.Read[str]:
    """A size in rem, which grows with the letters that a reader has chosen."""

    def read(node: nodes.Node) -> str:
        text = values.line(node)
        match = _SIZE.fullmatch(text)
        bounds = {"least": f"{least:g}", "most": f"{most:g}"}
        if match is None:
            raise Misread("setting.size", found=text, **bounds)
        number, unit = float(match[1]), match[2].lower()
        if unit == "px":
            raise Misread("setting.pixels", found=text, write=f"{number / _PIXELS:g}rem")
        if not least <= number <= most:
            raise Misread("setting.size", found=text, **bounds)
        return f"{number:g}rem"

    return read


def _one_of(names: Mapping[str, object]) -> values.Read[str]:
    """The name of a colour."""

    def read(node: nodes.Node) -> str:
        text = values.line(node)
        if text in names:
            return text
        allowed = tuple(sorted(names))
        if meant := near(text, allowed):
            raise Misread("choice.near", found=text, meant=meant, allowed=allowed)
        raise Misread("choice", found=text, allowed=allowed)

    return read
