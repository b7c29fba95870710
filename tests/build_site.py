"""A site built in memory, as its readers' programs see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from sitegen.base.problems import Problem
from sitegen.build import check
from sitegen.report import Options
from tests.sites import write_site

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Built:
    """What a build would publish."""

    files: dict[str, bytes]
    problems: list[Problem]
    next_change: date | None

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """Address below the output folder → parsed page, of every HTML file."""
        return {
            "/" + name.removesuffix("index.html"): LexborHTMLParser(data)
            for name, data in self.files.items()
            if name.endswith(".html")
        }

    def text(self, name: str) -> str:
        """A file as text."""
        return self.files[name].decode()

    def shown(self, path: str) -> str:
        """The words of a page's main part, with single spaces."""
        main = self.pages[path].css_first("main")
        assert main is not None
        return " ".join(main.text(separator=" ").split())


def build(root: Path, at: date = TODAY, **options: Any) -> Built:
    """The site in a folder, on a day."""
    report, files = check(root, root / "output", Options(today=lambda zone: at, **options))
    return Built(dict(files), report.problems, report.next_change)


def build_site(root: Path, files: dict[str, str | bytes], at: date = TODAY, **site: Any) -> Built:
    """A site of some files; `site` are fields of `site.yaml`."""
    return build(write_site(root, files, **site), at)


@cache
def demonstration(base_url: str | None = None) -> Built:
    """The demonstration site, which takes more than a second: built once for all who look at it."""
    return build(ROOT, base_url=base_url)
