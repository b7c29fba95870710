"""The material of the preview: what a site's sources say, kept up to date while somebody works on them.

A file of a known item is read by itself. Whatever else changes (a file that comes or goes, a list, a picture, `site.yaml`) is met by
reading the site again, in which everything that is the same stays the same object: whoever plans from it knows what is new.

An item that has a mistake keeps what it said when it last had none.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.base.memory import Memory
from sitegen.base.problems import Problem
from sitegen.read.content import Content
from sitegen.read.reading import Reading, context_of, read_item, read_site
from sitegen.read.recall import Outcome, Recall, name_of
from sitegen.read.record import Record
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
        self._recall = _Held(memory, take(root, time.time_ns()), then, known, {})
        self._recall.learn_others(root)
        self._content: Content | None = None
        self._reading = Reading(None, [], {})
        self._owners: dict[str, ItemId] = {}
        self._use(read_site(root, self._recall, drafts=True, jobs=jobs))

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
        """The records of the items that have no mistake. None where `site.yaml` never could be used."""
        return self._content

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with files by themselves."""
        return self._reading.all_problems

    def items_of(self, paths: Collection[str]) -> set[ItemId]:
        """The items that some files belong to."""
        return {self._owners[path] for path in paths if path in self._owners}

    def take(self, changed: Collection[str]) -> set[ItemId]:
        """Read what changed; gives the items that are other than they were. Raises SitegenError where it cannot be read."""
        paths = {unicodedata.normalize("NFC", path) for path in changed if not path.startswith("themes/")}
        if not paths:
            return set()
        if paths <= self._owners.keys():
            return {item for item in self.items_of(paths) if self._read_again(item)}
        before = dict(self._recall.held)
        self._read_whole()
        held = self._recall.held
        return {item for item in before.keys() | held.keys() if before.get(item) is not held.get(item)}

    def with_good(self, good: Content | None, refused: Collection[ItemId] = ()) -> Content | None:
        """The content, in which the items that have a mistake, or that are `refused`, are what they are in `good` if they are there."""
        content = self._content
        if content is None or good is None:
            return content or good
        instead: dict[str, dict[str, Record]] = {}
        for kind, key in {*content.broken, *refused}:
            record = good.records[kind].get(key)
            if record:
                instead.setdefault(kind, {})[key] = record
        if not instead:
            return content
        records = {kind: dict(sorted((of_kind | instead.get(kind, {})).items())) for kind, of_kind in _all(content)}
        shown = {(kind, key) for kind, of_kind in instead.items() for key in of_kind}
        return replace(content, records=records, broken=content.broken - shown)

    def _read_again(self, item: ItemId) -> bool:
        """Read the files of one item; whether it is another one now."""
        assert self._content is not None
        before = self._recall.held.get(item)
        config, files = self._content.config, self._reading.items[item]
        context = context_of(config)
        digests, text = read_item(item, files, config, True, context, self._recall)
        self._recall.learn(files, digests)
        name = name_of(files, digests, context)
        outcome = self._recall.remember(item, name, text) if text else self._recall.outcome(item, name, drafts=True)
        assert outcome is not None
        if self._recall.held[item] is before:
            return False
        of_items = {each: found for each, found in self._reading.of_items.items() if each != item}
        if outcome.problems:
            of_items[item] = outcome.problems
        self._reading = self._reading._replace(of_items=of_items)
        self._content = _with(self._content, item, outcome)
        return True

    def _read_whole(self) -> None:
        """Read the site, of which most is known."""
        then = self._recall
        self._recall = _Held(then.memory, take(self._root, time.time_ns()), then.now, then.digests, then.held)
        self._recall.learn_others(self._root)
        self._use(read_site(self._root, self._recall, drafts=True))
        for item in self._recall.held.keys() - self._reading.items.keys():
            del self._recall.held[item]

    def _use(self, reading: Reading) -> None:
        """While `site.yaml` cannot be used, everything else is what it was before."""
        if reading.content is None:
            self._reading = self._reading._replace(problems=reading.problems)
            return
        self._reading = reading
        self._content = reading.content
        self._owners = {source.path: item for item, files in reading.items.items() for source in files}


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
    missing = outcome.record is None
    return replace(
        content,
        records={**content.records, kind: records},
        broken=content.broken | {item} if missing and outcome.broken else content.broken - {item},
        hidden=content.hidden | {item} if missing and not outcome.broken else content.hidden - {item},
    )


def _all(content: Content) -> list[tuple[str, dict[str, Record]]]:
    return [(kind, dict(of_kind)) for kind, of_kind in content.records.items()]
