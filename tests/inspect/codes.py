"""The codes of what an inspection finds."""

from __future__ import annotations

from sitegen.base.messages import _unparsed
from sitegen.base.problems import SEVERITY

CODES = list(SEVERITY)[list(SEVERITY).index("page-cut") :]
"""From this one on all codes are of what was built."""
IDS = frozenset(name for name in _unparsed("en") if name.partition(".")[0] in CODES)
"""Every kind of finding: each has its words."""
