"""The material of the preview: what a site's sources say, kept up to date while somebody works on them.

A file of a known item is read by itself. Whatever else changes (a file that comes or goes, a list, a picture, `site.yaml`) is met by
reading the site again, in which everything that is the same stays the same object: whoever plans from it knows what is new.

An item that has a mistake keeps what it said when it last had none.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from sitegen.base.memory import Memory
from sitegen.base.problems import Problem, SitegenError
from sitegen.read.content import Content
from sitegen.read.reading import Reading, context_of, read_item, read_site
from sitegen.read.recall import Outcome, Recall
from sitegen.read.settings import FILE
from sitegen.read.snapshot import Snapshot, take
from sitegen.read.sources import ItemId


class _Held(Recall):
    """A recall that gives the same object as long as an item is the same."""

    def __init__(
        self,
        memory: Memory,
        now: Snapshot,
        then: Snapshot | None,
        known: Mapping[str, str] | None,
        held: dict[ItemId, tuple[str, Outcome]],
    ):
        super().__init__(memory, now, then, known)
        self.held = held

    def outcome(self, item: ItemId, name: str, drafts: bool = False) -> Outcome | None:
        held = self.held.get(item)
        if held and held[0] == name:
            return held[1]
        found = super().outcome(item, name, drafts)
        if found:
            self.held[item] = name, found
        return found

    def remember(self, item: ItemId, name: str, text: bytes) -> Outcome:
        outcome = super().remember(item, name, text)
        self.held[item] = name, outcome
        return outcome


class Material:
    """Everything that the site in `root` says, drafts too.

    `memory`, `then` and `known` are what an earlier run left behind: outcomes of items, a snapshot, and digests of files. Raises
    SitegenError where a file or folder cannot be read."""

    def __init__(
        self,
        root: Path,
        memory: Memory,
        then: Snapshot | None = None,
        known: Mapping[str, str] | None = None,
        *,
        jobs: int = 1,
    ):
        self._root = root
        self._reading = Reading(None, [], {})
        self._owners: Mapping[str, ItemId] = {}
        self._missed: set[str] = set()
        """What changed and could not be read."""
        self._recall = self._read_whole(_Held(memory, take(root, time.time_ns()), then, known, {}), jobs)

    @property
    def snapshot(self) -> Snapshot:
        """The sources as they were when they were last read as a whole."""
        return self._recall.now

    @property
    def digests(self) -> Mapping[str, str]:
        """Path → digest, of every file that counts."""
        return self._recall.digests

    @property
    def content(self) -> Content | None:
        """The records of the items that have no mistake; the same object as long as it says the same. While `site.yaml` cannot be used it
        counts as it was before; None where it never could be."""
        return self._reading.content

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with files by themselves."""
        return self._reading.all_problems

    def items_of(self, paths: Iterable[str]) -> set[ItemId]:
        """The items that some files belong to."""
        return {self._owners[path] for path in paths if path in self._owners}

    def take(self, changed: Iterable[str]) -> set[ItemId]:
        """Read what changed (paths relative to the site's folder, as the disk spells them); gives the items that are other than they were.

        Raises SitegenError where it cannot be read: then all is as before, and it is read with what changes next."""
        # Of a theme only its settings, which are checked with those of `site.yaml`.
        sources = [path for path in changed if not path.startswith("themes/") or path.endswith(f"/{FILE}")]
        self._missed |= {normalize("NFC", path) for path in sources}
        reading, then, before = self._reading, self._recall, dict(self._recall.held)
        try:
            if not self._take_items(self._missed):
                now = take(self._root, time.time_ns())
                self._recall = self._read_whole(_Held(then.memory, now, then.now, then.digests, dict(before)))
        except SitegenError:
            self._reading, then.held = reading, before
            raise
        self._missed = set()
        after = self._recall.held
        return {item for item in before.keys() | after.keys() if before.get(item) is not after.get(item)}

    def with_good(self, good: Content, refused: Collection[ItemId] = ()) -> Content | None:
        """The content, in which the items that have a mistake, or that are `refused`, are what they are in `good`, and absent if they are not
        there."""
        content = self.content
        if content is None:
            return None
        of_lists = {(kind, key) for kind in content.unread for key in good.records[kind]}
        unfit = {*content.broken, *refused, *of_lists}
        if not unfit:
            return content
        changed = {kind: dict(content.records[kind]) for kind, _ in unfit}
        for kind, key in unfit:
            changed[kind].pop(key, None)
            if record := good.records[kind].get(key):
                changed[kind][key] = record
        absent = frozenset((kind, key) for kind, key in unfit if key not in changed[kind])
        records = {**content.records, **{kind: dict(sorted(of_kind.items())) for kind, of_kind in changed.items()}}
        return replace(content, records=records, broken=absent)

    def _take_items(self, paths: Set[str]) -> bool:
        """Read again the items that some files belong to; false where that is not all that changed."""
        if not paths <= self._owners.keys():
            return False
        try:
            for item in self.items_of(paths):
                self._read_again(item)
        except SitegenError:  # a file went, or something else took its place
            return False
        return True

    def _read_again(self, item: ItemId) -> None:
        """Read the files of one item."""
        content, files = self._reading.content, self._reading.items[item]
        assert content is not None
        before, context = self._recall.held.get(item), context_of(content.config)
        digests, name, text = read_item(item, files, content.config, True, context, self._recall)
        self._recall.learn(files, digests)
        outcome = self._recall.remember(item, name, text) if text else self._recall.outcome(item, name, drafts=True)
        assert outcome is not None
        if self._recall.held[item] is before:
            return
        of_items = {each: found for each, found in self._reading.of_items.items() if each != item}
        if outcome.problems:
            of_items[item] = outcome.problems
        self._reading = self._reading._replace(of_items=of_items, content=_with(content, item, outcome))

    def _read_whole(self, recall: _Held, jobs: int = 1) -> _Held:
        """Read the site, of which `recall` knows most; gives `recall` back, which knows all then."""
        before = self._reading.content
        recall.learn_others(self._root)
        reading = read_site(self._root, recall, drafts=True, jobs=jobs, instead=before.config if before else None)
        if before and reading.content:
            reading = reading._replace(content=_like(reading.content, before))
        self._reading = reading
        self._owners = {source.path: item for item, files in reading.items.items() for source in files}
        for item in recall.held.keys() - reading.items.keys():
            del recall.held[item]
        return recall


def _like(content: Content, before: Content) -> Content:
    """The content, in which all that is the same as before is the same object, kind by kind."""
    if content == before:
        return before
    records = {
        kind: before.records[kind] if of_kind == before.records[kind] else of_kind
        for kind, of_kind in content.records.items()
    }
    return replace(content, records=records)


def _with(content: Content, item: ItemId, outcome: Outcome) -> Content:
    """The content, in which an item has become something else."""
    kind, key = item
    records = dict(content.records[kind])
    if outcome.record:
        records[key] = outcome.record
    else:
        records.pop(key, None)
    if key not in content.records[kind]:
        records = dict(sorted(records.items()))
    broken, hidden = content.broken - {item}, content.hidden - {item}
    if outcome.record is None:
        broken, hidden = (broken | {item}, hidden) if outcome.broken else (broken, hidden | {item})
    return replace(content, records={**content.records, kind: records}, broken=broken, hidden=hidden)
