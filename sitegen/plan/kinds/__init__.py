"""What readers get of each kind: one module a kind, found by being here, like `read.kinds`.

A kind's module defines `pages(edition)`, the pages of one language, and, where its records have a page each (or a place on one),
`path(record, lang)`. `MADE_OF`, where it stands, names the kinds of records of which alone, with the day and `site.yaml`, that list of pages
is made: while these are the same, so is the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from sitegen.read.record import Record


@cache
def modules() -> Mapping[str, ModuleType]:
    """The module of each kind by the kind's name, sorted."""
    return {
        name: import_module(f"{__name__}.{name}") for name in sorted(module.name for module in iter_modules(__path__))
    }


def path(record: Record, lang: str) -> str:
    """The path of a record's page in a language that it has one in."""
    found: str = modules()[record.kind].path(record, lang)
    return found
