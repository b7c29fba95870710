"""The preview's way from what the watcher tells to what the browser hears."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from sitegen.base.problems import SitegenError
from sitegen.preview.live import Live, Told
from sitegen.preview.serving import _taken_in
from tests.preview.watched import A, B, first, last


class Unreadable:
    """A site in memory of which the first two edits cannot be read."""

    def __init__(self) -> None:
        self.asked: list[tuple[set[str], bool]] = []

    def take(self, changed: Collection[str], *, settled: bool) -> Told:
        self.asked.append((set(changed), settled))
        if len(self.asked) < 3:
            raise SitegenError(f"{A}: Permission denied")
        return Told()


def test_what_could_not_be_read_is_read_with_the_next_look() -> None:
    """The watcher tells a change once."""
    site, said = Unreadable(), list[str]()
    looks = [first(A), last(), last(B), last()]
    assert list(_taken_in(cast("Live", site), looks, said.append)) == [(last(B), Told()), (last(), Told())]
    assert site.asked == [({A}, False), ({A}, True), ({A, B}, True), (set(), True)]
    assert said == [f"sitegen: {A}: Permission denied"] * 2
