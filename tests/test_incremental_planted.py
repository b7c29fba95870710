"""The equation finds bugs: with each of these planted into the program it does not hold."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sitegen.plan.page import Page
from sitegen.plan.parts import Frame
from sitegen.publish.making import Made, Maker
from sitegen.publish.noting import Notes
from sitegen.read import snapshot
from sitegen.read.record import Prose
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme
from tests.edits import Edit, both, change, put
from tests.incremental import Trial, UnequalError
from tests.incremental_sites import THEME
from tests.pictures import PNG
from tests.sites import write_site

ARTICLE = "content/news/2026-11-01-n.id.md"
FACTS = "content/partners/p.yaml"


def no_summary_in_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field of the view is left out of the comparison."""
    whole = Maker.view_text

    def without(self: Maker, page: Page) -> bytes:
        return re.sub(rb'"summary":(null|"[^"]*"|\{[^{}]*\}|\[[^\[\]]*\])', b'"summary":null', whole(self, page))

    monkeypatch.setattr(Maker, "view_text", without)


def no_templates_in_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources of templates are left out of the parts of a theme."""
    whole = Theme.parts

    def without(self: Theme) -> dict[str, str]:
        return {name: digest for name, digest in whole(self).items() if not name.startswith("template/")}

    monkeypatch.setattr(Theme, "parts", without)


def no_words_of_fragments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cached fragment was made of is not noted."""
    whole = Renderer.fragment

    def silently(self: Renderer, name: str, frame: Frame, **given: str | None) -> Any:
        before = set(self.uses.asked)
        made = whole(self, name, frame, **given)
        self.uses.asked = before
        return made

    monkeypatch.setattr(Renderer, "fragment", silently)


def places_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of a body's problem is kept as it was found, not counted from where the body begins now."""
    whole = Notes.add

    def as_before(self: Notes, made: Made) -> None:
        kept = self._last.facts.of_pages.get(made.file) if self._last and made.data is None else None
        if kept:
            self._prose = {**self._prose, made.file: cast(Prose, SimpleNamespace(place=kept.body))}
        whole(self, made)

    monkeypatch.setattr(Notes, "add", as_before)


def no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is as old and as long as it was counts as the same, though it was just written."""
    monkeypatch.setattr(snapshot, "RACY", -(1 << 62))
    monkeypatch.setattr(snapshot, "_stamp", lambda status: (status.st_mode, status.st_size, status.st_mtime_ns, 0, 0))


def keep_time(path: str, old: str, new: str) -> Edit:
    """An edit that keeps a file's size and time of change."""

    def edit(root: Path) -> None:
        status = (root / path).stat()
        change(path, old, new)(root)
        os.utime(root / path, ns=(status.st_atime_ns, status.st_mtime_ns))

    return edit


BUGS = {
    no_summary_in_views: change(ARTICLE, "Ringkas", "Singkat"),
    no_templates_in_themes: put("themes/default/templates/topic.html", "{{ page.title.text }}"),
    no_words_of_fragments: put("themes/default/strings/id.yaml", "footer: {data: Datanya}"),
    places_that_stay: both(change(ARTICLE, "title:", "# catatan\ntitle:"), change(FACTS, "Kota", "Desa")),
    no_second_look: keep_time(FACTS, "Kota", "Desa"),
}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
@pytest.mark.parametrize("planted", [False, True])
def test_the_equation_holds_unless_the_bug_is_planted(
    tmp_path: Path, bug: Any, planted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: Mapping[str, str | bytes] = {
        "content/topics.yaml": "t: {id: Topik, en: Topic}\n",
        ARTICLE: "---\ntitle: Pertama\nsummary: Ringkas.\ntopics: [t]\n---\n\nKata.\n\n![](foto.png)\n",
        "content/news/foto.png": PNG,
        FACTS: "name: Universiti Contoh\nkind: university\ncountry: MY\ncity: Kota\n",
        "themes/default/templates/base.html": (THEME / "templates/base.html").read_bytes(),
    }
    root = write_site(tmp_path / "site", files)
    trial = Trial(root, root / "output")
    if planted:
        bug(monkeypatch)
    assert trial.build().report.published
    assert not trial.build().rendered
    BUGS[bug](root)
    if planted:
        with pytest.raises(UnequalError):
            trial.build()
    else:
        assert trial.build().report.published
