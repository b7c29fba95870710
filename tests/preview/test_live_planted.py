"""The equation of the preview finds bugs: with each of these planted into the program it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sitegen.plan import planning
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.preview import live, material
from sitegen.preview.live import Live
from sitegen.preview.looks import Look
from sitegen.preview.material import Material
from sitegen.read.content import Content
from sitegen.read.record import Record
from sitegen.relate.site import Site
from tests.edits import Edit, change, put
from tests.incremental import UnequalError
from tests.incremental_sites import FILES, NEWS
from tests.pictures import png
from tests.preview.previewed import Previewed
from tests.sites import write_site

PARTNER = "content/partners/p.yaml"


def facts_that_count_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of a record is other than before, nothing is planned again."""
    monkeypatch.setattr(planning, "only_words_differ", lambda one, other: True)


def pages_by_their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record has the page that the record of its key had before."""

    def of_records(
        self: Edition, records: Iterable[Record], page: Callable[[Edition, Record], Planned]
    ) -> Iterator[Planned]:
        known = self.before.of_records.get(page, {})
        now = self.now.of_records[page] = {}
        for record in records:
            now[record.key] = record, known[record.key][1] if record.key in known else page(self, record)
            yield now[record.key][1]

    monkeypatch.setattr(Edition, "of_records", of_records)


def kinds_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of a kind is other than before, its pages are those that were."""
    whole = planning._same
    monkeypatch.setattr(planning, "_same", lambda before, now: {*whole(before, now), "news"})


def words_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record whose words are others has the page that it had before."""
    monkeypatch.setattr(Edition, "again", lambda self, records: ())


def a_theme_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The theme is the one that there was."""

    def stays(root: Path, config: Any, before: Look, *, sound: bool) -> tuple[Look, list[Any]]:
        return before, []

    monkeypatch.setattr(live, "look_again", stays)


def a_site_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was known of a kind's records is known of them still, though they are others."""
    whole = Site.followed_by

    def followed_by(self: Site, content: Content, today: date) -> Site:
        site = whole(self, content, today)
        vars(site).update({name: known for name, known in vars(self).items() if name in ("_partners", "_in_order")})
        return site

    monkeypatch.setattr(Site, "followed_by", followed_by)


def files_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are what they were when the site was read first."""
    whole = material._like

    def like(content: Content, before: Content) -> Content:
        return whole(replace(content, files=before.files, located=before.located), before)

    monkeypatch.setattr(material, "_like", like)


def items_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of known items are all that is read again."""
    whole = Material._take_items

    def take_items(self: Material, paths: set[str]) -> bool:
        return whole(self, paths & self._owners.keys())

    monkeypatch.setattr(Material, "_take_items", take_items)


def a_day_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the start counts."""
    monkeypatch.setattr(Live, "_know_the_day", lambda self: None)


def mistakes_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What did not fit once is refused for ever."""
    whole = Live._candidate

    def candidate(self: Live, refused: Any) -> Content:
        return whole(self, {*refused, ("news", "2026-11-01-n")})

    monkeypatch.setattr(Live, "_candidate", candidate)


BUGS: Mapping[Callable[[pytest.MonkeyPatch], None], Edit] = {
    facts_that_count_as_words: change(f"{NEWS}.id.md", "Pertama", "Satu"),
    pages_by_their_keys: change(f"{NEWS}.id.md", "summary:", "slug: satu\nsummary:"),
    kinds_that_stay: put("content/news/2024-01-02-b.id.md", "---\ntitle: B\n---\n\nB.\n"),
    words_that_stay: change(f"{NEWS}.id.md", "Akhir", "Penghabisan"),
    a_theme_that_stays: put("themes/default/templates/topic.html", "{{ page.title.text }}"),
    a_site_that_stays: change(PARTNER, "Universiti", "Institut"),
    files_that_stay: put("content/news/foto.png", png(shade=7)),
    items_that_stay: put("content/pages/b.id.md", "---\ntitle: B\n---\n\nB.\n"),
    a_day_that_stays: lambda root: None,
    mistakes_that_stay: change(f"{NEWS}.id.md", "Pertama", "Satu"),
}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
@pytest.mark.parametrize("planted", [False, True])
def test_the_equation_holds_unless_the_bug_is_planted(
    tmp_path: Path, bug: Callable[[pytest.MonkeyPatch], None], planted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed = Previewed(write_site(tmp_path / "site", FILES))
    assert previewed.compare()
    if planted:
        bug(monkeypatch)
    if bug is a_day_that_stays:
        previewed.today += timedelta(days=10)
    previewed.do(BUGS[bug])
    if planted:
        with pytest.raises(UnequalError):
            previewed.compare()
    else:
        assert previewed.compare()
