"""The pipeline: from a site's folder to its pages. Read this first.

Data flows one way, and each stage gives a new kind of value: files → records → a site → pages → bytes → the output folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from msgspec import structs

from sitegen.base.problems import Problem, SitegenError, in_order, publishable
from sitegen.plan.gone import gone
from sitegen.plan.planning import Plan, plan
from sitegen.publish.folder import check_output
from sitegen.publish.manifest import MARKER
from sitegen.publish.manifest import read as read_list
from sitegen.publish.writer import Published, locked, publish
from sitegen.read.reading import read_site
from sitegen.relate.relating import relate
from sitegen.render.theme import Theme, load
from sitegen.render.workers import Work, render_all

STATE = ".sitegen"
"""The folder beside `site.yaml` for what is kept between runs; safe to delete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
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
    """Processes that render."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site before anything is rendered: its pages are known, and made on demand."""

    plan: Plan
    theme: Theme
    media: Mapping[str, Path]
    """Path in the output folder → the file that is copied there."""
    next_change: date | None
    """The first later day on which the site would change by the calendar alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build found and did."""

    problems: list[Problem]
    """Sorted by place."""
    usable: bool = True
    """False: `site.yaml` is missing or wrong, and nothing could be done."""
    pages: int = 0
    next_change: date | None = None
    published: Published | None = None
    """None: nothing was published."""


def build(root: Path, out: Path | str, options: Options) -> Report:
    """Builds a site and publishes it into `out`, but nothing unless everything is right.

    Raises `OutputError` where the folder is refused or the disk fails, and `SitegenError` where a source cannot be read."""
    check_output(root, out, [root / "content", root / "themes"])
    with locked(root / STATE / "lock"):
        report, files = check(root, out, options)
        if not report.usable or not publishable(report.problems, options.strict):
            return report
        return replace(report, published=publish(Path(out), files))


def check(root: Path, out: Path | str, options: Options) -> tuple[Report, Mapping[str, bytes]]:
    """What a build into `out` would find, and every file that it would publish."""
    prepared, found = prepare(root, options)
    if prepared is None:
        return Report(problems=in_order(found), usable=False), {}
    pages, unfit = render(prepared, options.jobs)
    # A link that planning found broken leads nowhere in the rendered words, too; planning knows what was meant.
    known = {(problem.place, problem.code) for problem in found}
    unfit = [problem for problem in unfit if (problem.place, problem.code) not in known]
    published, damage = read_list(Path(out) / MARKER)
    moved = gone(prepared.plan.atlas, published)
    copied = {path: _bytes(file) for path, file in prepared.media.items()}
    problems = in_order([*found, *unfit, *damage, *moved])
    report = Report(problems=problems, pages=len(pages), next_change=prepared.next_change)
    return report, pages | copied | dict(prepared.theme.published())


def prepare(root: Path, options: Options) -> tuple[Prepared | None, list[Problem]]:
    """Reads, relates and plans a site; None where `site.yaml` cannot be used."""
    content, unread = read_site(root, drafts=options.drafts)
    if content is None:
        return None, unread
    if options.base_url:
        content = replace(content, config=structs.replace(content.config, base_url=options.base_url))
    site, unrelated = relate(content, options.today(content.config.timezone), future=options.future)
    planned, unplanned = plan(site)
    theme, unfit = load(root, content.config, planned.atlas.base.prefix)
    if theme is None:
        return None, [*unread, *unfit]
    media = {path: Path(content.located[file]) for path, file in planned.media.items()}
    prepared = Prepared(plan=planned, theme=theme, media=media, next_change=site.next_change)
    return prepared, [*unread, *unrelated, *unplanned, *unfit]


def render(prepared: Prepared, jobs: int) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of every page by its file, and what is wrong with its words or its template."""
    atlas = prepared.plan.atlas
    work = (Work(atlas.page(path), page.prose.place if page.prose else None) for path, page in atlas.pages.items())
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file, data, found in render_all(work, len(atlas.pages), prepared.theme, jobs):
        files[file] = data
        problems += found
    return files, problems


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SitegenError(f"{file}: {error.strerror}") from error
