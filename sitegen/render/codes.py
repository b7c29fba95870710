"""Templates as code: compiling one costs more than rendering it a hundred times, so it is done once for all languages, and in another
process where that has time for it."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import CodeType
from typing import Any, TypeAlias

from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from sitegen.render.compiling import QuickEnvironment
from sitegen.render.theme import Theme

Compiled: TypeAlias = tuple[str, bytes]
"""The digest of a template's source, and its code as this Python writes it: good for a process of the same program only."""


class Codes(BytecodeCache):
    """Compiled templates, in memory."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}
        """By template: the digest of its source, and its code."""

    def as_data(self) -> dict[str, Compiled]:
        """All of them as plain data."""
        return {name: (checksum, marshal.dumps(code)) for name, (checksum, code) in self._codes.items()}

    def take(self, compiled: Mapping[str, Compiled]) -> None:
        """What `as_data` gave in another process. Where a template has another source here, its code will not be used."""
        for name, (checksum, code) in compiled.items():
            self._codes[name] = checksum, marshal.loads(code)  # noqa: S302 — of a process that was forked from this one

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja2 asks for a template's code, and gets it if it was made of the same source."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja2 has compiled a template."""
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code


def settings(theme: Theme, codes: Codes | None) -> Mapping[str, Any]:
    """How Jinja2 reads the templates of a theme, in whichever process: the arguments of an environment."""
    return {
        "loader": FunctionLoader(theme.template),
        "autoescape": True,  # for every name: `select_autoescape` leaves out what does not end in .html
        "undefined": StrictUndefined,
        "bytecode_cache": codes,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
        "optimized": False,  # folding constants takes a sixth of compiling, and a theme has none worth it
    }


def compiled(theme: Theme, names: Iterable[str]) -> dict[str, Compiled]:
    """Templates of a theme, compiled; without those that cannot be."""
    codes = Codes()
    environment = QuickEnvironment(**settings(theme, codes))
    for name in names:
        with suppress(TemplateError):
            environment.get_template(name)
    return codes.as_data()
