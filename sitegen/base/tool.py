"""What this program is, as a text that is another one when anything that decides a byte of the output is another one."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
LIBRARIES = re.compile(
    r"(babel|brotli|jinja2|markdown|markupsafe|msgspec|nh3|pagefind|pagefind_bin|pagefind_bin_extended|pillow|pyyaml)-",
    re.IGNORECASE,
)
"""The libraries that have a say in the output, as their `.dist-info` folders begin."""


def default_theme() -> Path:
    """The folder of the theme that comes with the program: in the package, or beside it in a clone."""
    packaged = PACKAGE / "themes" / "default"
    return packaged if packaged.is_dir() else PACKAGE.parent / "themes" / "default"


@cache
def fingerprint() -> str:
    """Of the program's own files (sizes and times: they change together), its default theme, its libraries and Python."""
    made = blake2b(sys.version.encode(), digest_size=16)
    for folder in (str(PACKAGE), str(default_theme())):
        for line in sorted(_files(folder, "")):
            made.update(line.encode("utf-8", "surrogateescape"))
    for folder in sys.path:
        try:
            made.update("".join(sorted(filter(LIBRARIES.match, os.listdir(folder or ".")))).encode())  # noqa: PTH208 — paths of texts
        except OSError:  # a zip file, or a path that is not there
            continue
    return made.hexdigest()


def _files(folder: str, shown: str) -> Iterator[str]:
    with os.scandir(folder) as listing:
        for entry in listing:
            path = f"{shown}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path, path)
            else:
                status = entry.stat()
                yield f"{path} {status.st_size} {status.st_mtime_ns}\n"
