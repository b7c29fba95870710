"""JSON that a person can read, too: one value a line, in UTF-8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


def document(tree: Mapping[str, Any]) -> bytes:
    """The file of a tree of plain data."""
    return msgspec.json.format(msgspec.json.encode(tree), indent=1) + b"\n"
