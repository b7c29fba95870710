"""Where the tools of the audit lie: `install` put them into the virtual environment."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_MODULES = Path(sys.prefix) / "audit" / "node_modules"
AXE = _MODULES / "axe-core" / "axe.min.js"
VNU = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = _MODULES / "lighthouse" / "cli" / "index.js"

CHROMIUM = shutil.which("chromium")
"""The system's browser; None where only Playwright's own is there."""
FLAGS = (
    *("--no-first-run", "--disable-quic", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
)
"""A browser that asks nobody but the site."""
