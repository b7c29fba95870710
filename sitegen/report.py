"""What a caller wants of a build, and what the build says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from sitegen.base.problems import Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor


def say_nothing(done: int, total: int) -> None:
    """The progress of a build that nobody watches."""


class Options(Struct, frozen=True, kw_only=True):
    """What the caller wants otherwise than the site says."""

    today: Callable[[str], date]
    """Time zone → the date of the build there. An argument like any other, so that a build can be repeated."""
    base_url: str | None = None
    """Where the site will live, instead of `base_url` of `site.yaml`; checked, with its trailing slash."""
    drafts: bool = False
    future: bool = False
    strict: bool = False
    """Warnings stop publishing, too."""
    jobs: int = 1
    """Processes that read and render."""
    executor: Executor | None = None
    """Renders elsewhere: a cluster's."""
    clean: bool = False
    """Forget what earlier builds left behind in `.sitegen/`."""
    why: bool = False
    """Tell why each page is rendered."""
    verify: bool = False
    """Compare what lies in the output folder afterwards with a clean build."""
    progress: Callable[[int, int], None] = say_nothing
    """Called after each page with the number of pages that are done, and of all."""

    @property
    def content(self) -> str:
        """Those that decide what is built, as a text."""
        return msgspec.json.encode((self.base_url, self.drafts, self.future)).decode()


class Report(Struct, frozen=True, kw_only=True):
    """What a build found and did."""

    problems: list[Problem]
    """Sorted by place."""
    usable: bool = True
    """False: `site.yaml` is missing or wrong, and nothing could be done."""
    published: bool = False
    pages: int = 0
    """Of the site; `rendered` and `unchanged` are parts of them."""
    rendered: int = 0
    removed: int = 0
    """Files that were ours and are gone."""
    next_change: date | None = None
    """The first later day on which the site would change by the calendar alone."""
    why: Mapping[str, tuple[str, ...]] = {}
    """File → what made it stale, of each page that was rendered; only if it was asked for."""

    @property
    def unchanged(self) -> int:
        """Pages that were left as they lie there."""
        return self.pages - self.rendered
