"""The theme's colours and sizes in its static files: put as custom properties where a file says `/* settings */`.

A style sheet gets all of them. A picture (SVG) sees no style but its own, so it gets those that it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.read.config import Design

MARK = b"/* settings */"

_NAMED = re.compile(rb"var\(\s*--([a-z0-9-]+)")


def with_settings(name: str, data: bytes, design: Design) -> bytes:
    """The bytes of a static file as it is published."""
    if MARK not in data or not name.endswith((".css", ".svg")):
        return data
    named = {each.decode() for each in _NAMED.findall(data)} if name.endswith(".svg") else None
    return data.replace(MARK, _block(design, named).encode(), 1)


def _block(design: Design, named: set[str] | None) -> str:
    """The rules; `named`: for these custom properties only."""
    light = {name: colour.light for name, colour in design.colours.items()} | dict(design.sizes)
    dark = {name: colour.dark for name, colour in design.colours.items() if colour.dark != colour.light}
    if named is not None:
        light, dark = ({name: value for name, value in each.items() if name in named} for each in (light, dark))
    rules = [_rule(light)] if light else []
    return "\n".join([*rules, *([f"@media (prefers-color-scheme: dark) {{ {_rule(dark)} }}"] if dark else [])])


def _rule(values: Mapping[str, str]) -> str:
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in values.items())} }}"
