"""The site that is audited: the demonstration site as a build leaves it in a folder, and what kind each of its pages is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sitegen.build import look
from sitegen.plan.page import REDIRECT
from sitegen.report import Options
from tests.build_site import TODAY

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Page:
    """A page that readers stay on."""

    path: str
    """`/id/berita/`."""
    file: Path
    kind: str
    """The name of its template: `news-index`."""
    lang: str | None
    """None: it speaks all languages."""


@dataclass(frozen=True)
class Site:
    """A site, and what a build made of it."""

    sources: Path

    @property
    def output(self) -> Path:
        """Where the build left it."""
        return self.sources / "output"

    @cached_property
    def pages(self) -> list[Page]:
        """All of them, by their addresses. The plan of the site says what there is, so that no kind of page can be forgotten here."""
        prepared, _ = look(self.sources, Options(today=lambda zone: TODAY))
        assert prepared is not None
        return [
            Page(path, self.output / planned.file, planned.template.removesuffix(".html"), planned.lang)
            for path, planned in sorted(prepared.plan.atlas.pages.items())
            if planned.template.endswith(".html") and planned.template != REDIRECT
        ]

    @cached_property
    def kinds(self) -> dict[str, list[Page]]:
        """Kind → one page in each language, the longest: it shows the most of what its template can."""
        longest: dict[str, dict[str | None, Page]] = {}
        for page in sorted(self.pages, key=lambda page: page.file.stat().st_size):
            longest.setdefault(page.kind, {})[page.lang] = page
        return {kind: list(longest[kind].values()) for kind in sorted(longest)}


def build(folder: Path) -> Site:
    """The demonstration site of this checkout, built below a folder as its editors build it, with the tests' day for today. Its pages lead
    to each other without naming a host, so that a server on loopback can give them as they are."""
    for name in ("content", "themes", "site.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / name)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sitegen",
        "build",
        "-C",
        folder,
        "--strict",
        "--at",
        TODAY.isoformat(),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Site(folder)
