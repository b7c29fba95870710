"""The kinds of content: one module each, found by being here.

A kind's module defines one subclass of `Record` and `read(fields) -> that record | None`. Nothing else knows the list of kinds, so
a new kind is a new module (and one in `plan.kinds`, a template and its words).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def modules() -> Mapping[str, ModuleType]:
    """The module of each kind by the name of its folder under `content/`, sorted by name."""
    return {
        name: import_module(f"{__name__}.{name}") for name in sorted(module.name for module in iter_modules(__path__))
    }
