"""Each field of each kind, taken away and changed: the equation holds, and the pages that show the field are rendered."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.edits import write
from tests.incremental import REMOVED, Trial, fields_of, set_field
from tests.incremental_sites import THEME, chosen, copied, every_field, pages


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    return every_field(tmp_path_factory.mktemp("base") / "site")


@pytest.fixture
def trial(built: Path, tmp_path: Path) -> Trial:
    """A copy of the site with its output folder and what was kept: nothing is stale."""
    return copied(built, tmp_path)


HOMES = "*/index.html !?*/?*/*"
ARTICLES = "*/n/index.html */m/index.html"
EVENTS = "*/events/index.html */agenda/index.html */2026/index.html */2026/??/index.html !*/news/* !*/berita/*"
PARTNERS = "*/partners/* */mitra/* !*/[pq]/* !id/mitra/lama/*"
TOPIC = "*/t/index.html"
FRAMED = "*.html *.ics */feed.* !id/lama/* !id/mitra/lama/*"

HELD: tuple[tuple[str, str, str], ...] = (
    # A list holds what all its kind's lists may show of an item; so do the home page and the page of a topic.
    ("events/e", "host place", f"{HOMES} {EVENTS} {TOPIC} */partners/p/* */mitra/p/*"),
    ("partners/p", "city kind name short", f"{HOMES} {PARTNERS}"),
    ("partners/p", "name", f"{EVENTS} {TOPIC}"),
    (
        "news/2026-11-01-n",
        "image",
        f"{TOPIC} {PARTNERS} */index.html !*/agreements/* !*/kerja-sama/* !*/about/* !*/lama/*",
    ),
    ("news/2026-11-01-n", "image", "*/feed.atom"),
    # An article holds its agreements with all their facts, and shows their titles and how they stand. Home counts by type and country.
    ("agreements/a", "*", ARTICLES),
    ("agreements/a", "expires partners type", HOMES),
    ("partners/p", "former_names", ARTICLES),
    # Home tells of the site's first plain page by its title or by its summary.
    ("pages/about", "title", HOMES),
    # The frame of a language stands around all its pages, whatever they show of it; feeds and calendars use three of its fields.
    ("site", "title home contact description menu social", FRAMED),
    ("site", "default_language", "*/feed.json"),
    # The zone stands beside every time; of days it decides nothing.
    ("site", "timezone", "*.html *.ics"),
    # The names of countries are one part of a language's words.
    ("site", "country_names", "*"),
)
"""Site's file, its fields, pages that may be rendered though they show nothing of the field."""


def held(path: str, name: str) -> Iterator[str]:
    """The pages that hold a field."""
    source = path.removeprefix("content/").partition(".")[0]
    return (pages for of, names, pages in HELD if of == source and (names == "*" or name in names.split()))


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
                write(trial.root / path, original)
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


# --- words of the theme -------------------------------------------------------------------------------------------------------------

STRINGS: Mapping[str, Any] = yaml.safe_load((THEME / "strings/id.yaml").read_text())
ASKED = {"menu": "index.html"}
"""Section of the words → pages that ask for one of them and do not show it."""


def longer(words: Any) -> Any:
    """The same words, each with another behind it."""
    return {key: longer(each) for key, each in words.items()} if isinstance(words, dict) else f"{words} lain"


@pytest.mark.parametrize("chunk", range(4))
def test_words_of_the_theme_render_the_pages_that_say_them(trial: Trial, chunk: int) -> None:
    """Each section of its words changed, then as it was."""
    own = trial.root / "themes/default/strings/id.yaml"
    for name in [*STRINGS][chunk::4]:
        write(own, yaml.safe_dump({name: longer(STRINGS[name])}, allow_unicode=True))
        made = trial.build()
        assert made.report.published
        assert made.idle <= chosen(ASKED.get(name, ""), pages(trial)), name
        own.unlink()
        assert trial.build().rendered == made.rendered
