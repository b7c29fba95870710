"""The pipeline: from a site's folder to its pages. Read this first.

Data flows one way, and each stage gives a new kind of value: files → records → a site → pages → bytes → the output folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.base.problems import Problem, in_order, publishable
from sitegen.plan.planning import Plan, plan
from sitegen.publish.writer import Published, publish
from sitegen.read.reading import read_site
from sitegen.relate.relating import relate
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller wants otherwise than the site says."""

    today: Callable[[str], date]
    """Time zone → the date of the build there. An argument like any other, so that a build can be repeated."""
    base_url: str | None = None
    """Where the site will live, instead of `base_url` of `site.yaml`."""
    drafts: bool = False
    future: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site before anything is rendered: its pages are known, and made on demand."""

    plan: Plan
    theme: Theme
    next_change: date | None
    """The first later day on which the site would change by the calendar alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build found and did."""

    problems: list[Problem]
    configured: bool
    """False: `site.yaml` is missing or wrong, and nothing could be done."""
    pages: int = 0
    next_change: date | None = None
    published: Published | None = None
    """None: nothing was published."""


def build(root: Path, out: Path | None, options: Options) -> Report:
    """Builds a site; with `out` None it only checks. Nothing is published unless everything is right."""
    prepared, problems = prepare(root, options)
    if prepared is None:
        return Report(problems=in_order(problems), configured=False)
    files, found = render(prepared)
    problems = in_order([*problems, *found])
    report = Report(problems=problems, configured=True, pages=len(files), next_change=prepared.next_change)
    if out is None or not publishable(problems, options.strict):
        return report
    copied = {path: (root / file).read_bytes() for path, file in prepared.plan.media.items()}
    return replace(report, published=publish(out, files | copied | dict(prepared.theme.published())))


def prepare(root: Path, options: Options) -> tuple[Prepared | None, list[Problem]]:
    """Reads, relates and plans a site; None where `site.yaml` cannot be used."""
    content, unread = read_site(root, drafts=options.drafts)
    if content is None:
        return None, unread
    if options.base_url:
        content = replace(content, config=replace(content.config, base_url=options.base_url))
    site, unrelated = relate(content, options.today(content.config.timezone), future=options.future)
    planned, unplanned = plan(site)
    theme, unfit = load(root, content.config, planned.atlas.base.prefix)
    prepared = Prepared(plan=planned, theme=theme, next_change=site.next_change)
    return prepared, [*unread, *unrelated, *unplanned, *unfit]


def render(prepared: Prepared) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of every page by its file."""
    renderer = Renderer(prepared.theme)
    atlas = prepared.plan.atlas
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, planned in atlas.pages.items():
        page = atlas.page(path)
        files[page.file], found = renderer.try_to_render(page, planned)
        problems += found
    return files, problems
