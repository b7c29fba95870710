"""What the Nu HTML checker says of every page, errors and warnings, in one run."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.audit.tools import VNU

_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""A short run: half the time goes into compiling well what is used once."""


def messages(files: Iterable[Path]) -> list[str]:
    """Each with file and line. Nothing is said of what is right."""
    command: list[str | Path] = [*_JAVA, "-jar", VNU, "--format", "json", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{message['url'].removeprefix('file:')}:{message.get('lastLine', 1)}: {message['message']}"
        for message in found
        if not _is_mistaken(message)
    ]


def _is_mistaken(message: dict[str, Any]) -> bool:
    """Two warnings about the policy in the page (`<meta http-equiv=Content-Security-Policy>`) are not true; browsers, which enforce it, are
    asked by the rest of the audit, where each violation is a miss.

    - A `<script>` with JSON-LD is a data block. HTML ends the preparation of a script whose type is not one of JavaScript's before it asks
      the policy, which governs what is executed.
    - `'self'` does not match the site's own scripts, because the checker reads files and knows no origin.
    """
    text = message["message"]
    if text.startswith("Inline script violates Content Security Policy"):
        return '<script type="application/ld+json">' in message["extract"]
    return re.match(r"Resource violates Content Security Policy .*: external script “/[^/]", text) is not None
