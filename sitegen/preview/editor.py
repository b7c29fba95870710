"""Addresses that open an editor program at a place in a file: `vscode://file/home/ana/kui/site.yaml:3:1`."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import quote

DEFAULT = "vscode://file/{path}:{line}:{column}"

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCRIPTS = frozenset(["javascript", "data", "vbscript", "blob"])
"""Schemes that a browser would carry out itself."""
_DRIVE = re.compile(r"/?([A-Za-z]:)(?=/)")
_SLASHES = re.compile(r"(/*)\{path\}")


def checked(template: str) -> str:
    """A template that an editor's address can be made of; `ValueError` says what is wrong with another. An empty one means: no links."""
    scheme = _SCHEME.match(template)
    if template and (scheme is None or scheme[1].lower() in _SCRIPTS or "{path}" not in template):
        raise ValueError(f"{template!r} is not an address with {{path}} in it, like {DEFAULT}")
    return template


def editor_link(template: str, file: PurePath, line: int = 1, column: int = 1) -> str:
    """The address that opens an absolute path at a line and column, both from 1; empty where the template is.

    `{path}`, `{line}` and `{column}` of the template are replaced. The path begins with as many slashes as the scheme wants: one less after
    `file/` and `file:///`, where one is written already; all of them after `file://` and `path=`.
    """
    if not template:
        return ""
    written = _SLASHES.search(template)
    path = _encoded(file.as_posix())
    if written and len(written[1]) % 2:
        path = path.removeprefix("/")
    elif written and written[1] and not path.startswith("/"):
        path = f"/{path}"
    return template.replace("{path}", path).replace("{line}", str(line)).replace("{column}", str(column))


def _encoded(path: str) -> str:
    """Percent-encoded but for its slashes and the colon of a Windows drive: a colon elsewhere would be taken for that before the line."""
    drive = _DRIVE.match(path)
    start = drive.end() if drive else 0
    return path[:start] + quote(path[start:], safe="/")
