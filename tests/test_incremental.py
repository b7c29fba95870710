"""Every kind of edit: after it the equation holds (`tests.incremental`), and exactly the pages that it may touch are rendered.

The random sequences of edits are in `test_incremental_random.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish.manifest import MARKER
from tests.incremental import REMOVED, Trial, fields_of, set_field, tree, write
from tests.incremental_sites import every_field

THEME = Path(__file__).parents[1] / "themes/default"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    root = every_field(tmp_path_factory.mktemp("base") / "site")
    assert Trial(root, root / "output").build().report.published
    return root


@pytest.fixture
def trial(built: Path, tmp_path: Path) -> Trial:
    """A copy of the site with its output folder and what was kept: nothing is stale."""
    root = tmp_path / "site"
    shutil.copytree(built, root)
    found = Trial(root, root / "output")
    assert not found.build().rendered
    return found


def chosen(patterns: Iterable[str], files: Iterable[str]) -> set[str]:
    """The files that some pattern matches, but for those of a later pattern that begins with `!`. Each pattern must match something."""
    found: set[str] = set()
    for pattern in patterns:
        matching = {file for file in files if fnmatchcase(file, pattern.removeprefix("!"))}
        assert matching, pattern
        found = found - matching if pattern[0] == "!" else found | matching
    return found


def pages(trial: Trial) -> set[str]:
    """The pages that lie in the output folder."""
    return {path for path in tree(trial.out) if not path.startswith(("assets/", "media/", MARKER))}


# --- fields -----------------------------------------------------------------------------------------------------------------------

HOMES = ("*/index.html", "!?*/?*/*")
ARTICLES = ("*/n/index.html", "*/m/index.html")
EVENTS = ("*/events/index.html", "*/agenda/index.html", "*/2026/index.html", "!*/news/*", "!*/berita/*")
PARTNERS = ("*/partners/*", "*/mitra/*", "!*/[pq]/*", "!id/mitra/lama/*")
TOPIC = ("*/t/index.html",)
CALENDARS = ("*.ics",)
FEEDS = ("*/feed.*",)
FRAMED = ("*.html", *CALENDARS, *FEEDS, "!id/lama/*", "!id/mitra/lama/*")

HELD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # A list holds what all its kind's lists may show of an item; so do the home page and the page of a topic.
    ("events/e", "host place", (*HOMES, *EVENTS, *TOPIC, "*/partners/p/*", "*/mitra/p/*")),
    ("partners/p", "city kind name short", (*HOMES, *PARTNERS)),
    ("partners/p", "name", (*EVENTS, *TOPIC)),
    (
        "news/2026-11-01-n",
        "image",
        ("*/index.html", "!*/agreements/*", "!*/kerja-sama/*", "!*/about/*", "!*/lama/*", "!*/site-map/*"),
    ),
    ("news/2026-11-01-n", "image", ("*/feed.atom",)),
    # An article holds its agreements with all their facts, and shows their titles and how they stand. Home counts by type and country.
    ("agreements/a", "*", ARTICLES),
    ("agreements/a", "expires partners type", HOMES),
    ("partners/p", "former_names", ARTICLES),
    # Home tells of the site's first plain page by its title or by its summary.
    ("pages/about", "title", HOMES),
    # The frame of a language stands around all its pages, whatever they show of it; feeds and calendars use three of its fields.
    ("site", "title home contact description menu social", FRAMED),
    ("site", "default_language", ("*/feed.json",)),
    # The zone stands beside every time; of days it decides nothing.
    ("site", "timezone", ("*.html", *CALENDARS)),
    # The names of countries are one part of a language's words.
    ("site", "country_names", ("*",)),
)
"""Site's file, its fields, pages that may be rendered though they show nothing of the field."""


def held(path: str, name: str) -> list[tuple[str, ...]]:
    """The pages that hold a field."""
    source = path.removeprefix("content/").partition(".")[0]
    return [pages for of, names, pages in HELD if of == source and (names == "*" or name in names.split())]


@pytest.mark.parametrize(
    "path",
    [
        "content/topics.yaml",
        "content/partners/p.yaml",
        "content/events/e.yaml",
        "content/agreements/a.yaml",
        "content/news/2026-11-01-n.yaml",
        "content/news/2026-11-01-n.id.md",
        "content/news/2026-11-01-n.en.md",
        "content/pages/about.id.md",
        "content/pages/about.en.md",
        "site.yaml",
    ],
)
def test_each_field_renders_the_pages_that_show_it(trial: Trial, path: str) -> None:
    """Each field taken away, then with another value, then as it was."""
    fields = fields_of(trial.root, path)
    original = (trial.root / path).read_bytes()
    published = 0
    for name, value in fields.items():
        idle: set[str] = set()
        for step in (REMOVED, other(path, name, value), None):
            if step is None:
                write(trial.root, path, original)
            else:
                set_field(trial.root, path, name, step)
            made = trial.build()
            published += made.report.published
            if made.report.published:
                idle |= made.idle
            assert made.report.published or step is not None
        assert idle <= set().union(*(chosen(patterns, pages(trial)) for patterns in held(path, name))), name
    assert published >= 2 * len(fields)


OTHER: Mapping[tuple[str, str], Any] = {
    ("agreements/a", "type"): "loi",
    ("agreements/a", "partners"): ["q"],
    ("agreements/a", "level"): "unit",
    ("agreements/a", "stage"): "in_process",
    ("agreements/a", "signed"): "2025",
    ("agreements/a", "expires"): "2027-01-31",
    ("events/e", "start"): "2026-11-30",
    ("events/e", "topics"): ["u"],
    ("events/e", "host"): "q",
    ("news/2026-11-01-n", "events"): ["f"],
    ("news/2026-11-01-n", "partners"): ["q"],
    ("news/2026-11-01-n", "agreements"): ["b"],
    ("news/2026-11-01-n", "topics"): ["u"],
    ("news/2026-11-01-n", "category"): "mobility",
    ("news/2026-11-01-n", "countries"): ["SG"],
    ("news/2026-11-01-n", "aliases"): ["/id/lampau/"],
    ("partners/p", "kind"): "institute",
    ("partners/p", "country"): "SG",
    ("site", "base_url"): "https://lain.example/kui/",
    ("site", "languages"): ["en", "id", "ms"],
    ("site", "default_language"): "en",
    ("site", "timezone"): "Asia/Makassar",
    ("site", "menu"): ["partners", "news"],
    ("site", "social"): {"Kanal": "https://social.example/"},
    ("topics", "u"): {"id": "Lain", "en": "Other"},
}
"""Other values of the fields that are no texts."""


def other(path: str, name: str, value: Any) -> Any:
    """Another value for a field."""
    key = (path.removeprefix("content/").partition(".")[0], name)
    changed = OTHER[key] if key in OTHER else _other(value)
    assert changed != value
    return changed


def _other(value: Any) -> Any:
    """The same with every text of the site's author longer by a word."""
    if isinstance(value, dict):
        return {key: _other(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_other(each) for each in value]
    return f"{value} lain" if "zq" in str(value) else value
