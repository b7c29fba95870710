"""What the audit asks of the site, one table a question."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page as Tab

from tests.audit import axe, layout, lighthouse, media, vnu, weight
from tests.audit.browsing import Visitor
from tests.audit.report import Table
from tests.audit.site import ROOT, Page, Site
from tests.audit.using import USES
from tests.build_site import TODAY

WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STILL = 0.02
"""The cumulative layout shift that a page may have."""
ARTICLE, ANY = 30_000, 100_000
"""Bytes of HTML, styles and scripts, as they are sent: of an article, and of any page."""
SCORED = ("home", "article", "events-index", "partners-index")
"""Kinds of pages that Lighthouse looks at."""


def links(site: Site) -> Table:
    """What `sitegen check` finds in the output: links, fragments, files, versions, feeds, calendars, sitemaps."""
    check: list[str | Path] = [sys.executable, "-m", "sitegen", "check", "-C", site.sources, "--at", TODAY.isoformat()]
    done = subprocess.run([*check, "--format", "json", "--lang", "en"], cwd=ROOT, capture_output=True, text=True)
    found = [each for each in json.loads(done.stdout)["problems"] if each["severity"] != "note"]
    misses = [f"{each['path']}:{each['line']}: {each['message']}" for each in found]
    return Table("Links and files, `sitegen check`: 0 findings", ("", "findings"), [("site", str(len(misses)))], misses)


def validity(site: Site) -> Table:
    """What the Nu HTML checker says."""
    misses = vnu.messages(page.file for page in site.pages)
    row = (str(len(site.pages)), str(len(misses)))
    return Table("Nu HTML checker, every page: 0 errors, 0 warnings", ("pages", "messages"), [row], misses)


def accessibility(site: Site, visitor: Visitor) -> Table:
    """What axe finds in each kind of page, in all its appearances."""
    columns = [f"{lang} {width} {scheme}" for lang in ("id", "en") for width in WIDTHS for scheme in SCHEMES]
    rows, misses = [], []
    for kind, pages in site.kinds.items():
        cells = dict.fromkeys(columns, "–")
        for page, width in product(pages, WIDTHS):
            with visitor.window(width) as tab:
                tab.goto(page.path)
                for scheme in SCHEMES:
                    tab.emulate_media(color_scheme=scheme)
                    found = axe.violations(tab)
                    misses += [f"{page.path}, {width} px, {scheme}: {each}" for each in found]
                    for lang in [page.lang] if page.lang else ["id", "en"]:
                        cells[f"{lang} {width} {scheme}"] = str(len(found))
        rows.append((kind, *cells.values()))
    return Table("axe, each kind of page: 0 violations", ("kind", *columns), rows, misses)


def in_use(site: Site, visitor: Visitor) -> Table:
    """What is wrong with what scripts show: results, sorted tables, lists that were narrowed."""
    columns = [f"{width} {scheme}" for width in WIDTHS for scheme in SCHEMES]
    rows, misses = [], []
    for kind, use in USES.items():
        counts = dict.fromkeys(columns, 0)
        for page, width in product(site.kinds[kind], WIDTHS):
            with visitor.window(width) as tab:
                tab.goto(page.path)
                use(tab)
                for scheme in SCHEMES:
                    tab.emulate_media(color_scheme=scheme)
                    found = [*axe.violations(tab), *layout.too_wide(tab), *layout.small_targets(tab)]
                    misses += [f"{page.path} in use, {width} px, {scheme}: {each}" for each in found]
                    counts[f"{width} {scheme}"] += len(found)
        rows.append((kind, *map(str, counts.values())))
    return Table("axe, width and targets where scripts did something: 0", ("kind", *columns), rows, misses)


def every_page(site: Site, visitor: Visitor) -> Table:
    """What can be wrong in any page with its own words: asked of all of them, at the least width."""
    questions: dict[str, Callable[[Tab], list[str]]] = {
        "axe": axe.violations,
        "wider than 320 px": layout.too_wide,
        "small targets": layout.small_targets,
        "wrong on paper": media.wrong_on_paper,
    }
    misses: dict[str, list[str]] = {name: [] for name in questions}
    with visitor.window(layout.NARROW) as tab:
        for page in site.pages:
            tab.goto(page.path)
            for name, ask in questions.items():
                misses[name] += [f"{page.path}, {layout.NARROW} px, {name}: {each}" for each in ask(tab)]
    return Table(
        "Every page at 320 px: no violation, no sideways scrolling, targets of 24 px, right on paper",
        ("pages", *questions),
        [(str(len(site.pages)), *(str(len(found)) for found in misses.values()))],
        [each for found in misses.values() for each in found],
    )


def needs(site: Site, visitor: Visitor) -> Table:
    """Readers who need another page than most: larger or looser text, a keyboard, colours of their own."""
    columns = ("text 200 %", "text spacing", "focus light", "focus dark", "focus forced", "axe forced", "targets")
    rows, misses = [], []
    for kind, pages in site.kinds.items():
        counts = dict.fromkeys(columns, 0)
        for page in pages:
            for name, found in _needs(page, visitor):
                counts[name] += len(found)
                misses += [f"{page.path}, {name}: {each}" for each in found]
        rows.append((kind, *(str(counts[name]) for name in columns)))
    return Table("Text size and spacing, keyboard, forced colours: nothing lost", ("kind", *columns), rows, misses)


def _needs(page: Page, visitor: Visitor) -> Iterator[tuple[str, list[str]]]:
    with visitor.window(1280) as tab:
        tab.goto(page.path)
        yield "text 200 %", layout.harmed_by(tab, layout.LARGE)
        yield "text spacing", layout.harmed_by(tab, layout.LOOSE)
        yield "targets", layout.small_targets(tab)
        yield "focus light", media.unseen_focus(tab)
        tab.emulate_media(color_scheme="dark")
        yield "focus dark", media.unseen_focus(tab)
        tab.emulate_media(color_scheme="light", forced_colors="active")
        yield "focus forced", media.unseen_focus(tab)
        yield "axe forced", axe.violations(tab, contrast=False)


def stillness(site: Site, visitor: Visitor) -> Table:
    """How much each kind of page moves while fonts and pictures come."""
    rows, misses = [], []
    for kind, pages in site.kinds.items():
        cells = []
        for width in WIDTHS:
            most = 0.0
            for page in pages:
                with visitor.window(width) as tab:
                    moved, what = layout.shift(tab, page.path)
                if moved > STILL:
                    misses.append(f"{page.path}, {width} px: {moved:.3f}: {what}")
                most = max(most, moved)
            cells.append(f"{most:.3f}")
        rows.append((kind, *cells))
    return Table(f"Layout shift (CLS): at most {STILL}", ("kind", *map(str, WIDTHS)), rows, misses)


def weights(site: Site, visitor: Visitor) -> Table:
    """The heaviest page of each kind."""
    heaviest: dict[str, tuple[int, dict[str, int]]] = {}
    misses = []
    with visitor.window(1280) as tab:
        for page in site.pages:
            tab.goto(page.path)
            parts = weight.fetched(tab)
            total = sum(parts.values())
            heaviest[page.kind] = max(heaviest.get(page.kind, (0, {})), (total, parts), key=lambda each: each[0])
            if total > (ARTICLE if page.kind == "article" else ANY):
                misses.append(f"{page.path}: {total} bytes: {parts}")
    rows = []
    for kind, (total, parts) in heaviest.items():
        styles, scripts = (sum(size for name, size in parts.items() if name.endswith(s)) for s in (".css", ".js"))
        rows.append((kind, f"{total - styles - scripts:,}", f"{styles:,}", f"{scripts:,}", f"{total:,}"))
    title = f"Bytes sent, without pictures and fonts: at most {ARTICLE:,} for an article, {ANY:,} for any page"
    return Table(title, ("heaviest page", "HTML", "styles", "scripts", "together"), rows, misses)


def peace(visitor: Visitor) -> Table:
    """What the browser was asked for all the while, and what it complained of."""
    row = (str(visitor.requests), str(len(visitor.elsewhere)), str(len(visitor.complaints)))
    misses = sorted({*visitor.elsewhere, *visitor.complaints})
    columns = ("requests", "to other origins", "complaints")
    return Table("All of the above: nothing asked of others, no violation of the policy", columns, [row], misses)


def scores(site: Site, base: str) -> Table:
    """What Lighthouse says; `base` is where the site is served."""
    rows, misses = [], []
    for page in (page for kind in SCORED for page in site.kinds[kind]):
        found = lighthouse.scores(base + page.path.removeprefix("/"))
        rows.append((page.path, *(str(found.scores[name]) for name in lighthouse.CATEGORIES)))
        if not found.full:
            misses.append(f"{page.path}: {'; '.join(found.lost)}")
    return Table("Lighthouse, a phone: 100", ("page", *lighthouse.CATEGORIES), rows, misses)
