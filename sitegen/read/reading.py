"""The stage "read": from a site's folder to its `Content`. Each file is read once and judged by itself.

An item with an error gives no record, and the others are still read: all mistakes of a site are told at once. What fits together is not
asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from sitegen.base.memory import digest
from sitegen.base.problems import Problem, publishable
from sitegen.read import kinds, sources
from sitegen.read.config import Config, Design
from sitegen.read.content import Content
from sitegen.read.fields import Fields
from sitegen.read.item import Item, SourceFile
from sitegen.read.parsing import parse_facts, parse_words
from sitegen.read.pictures import EXTENSIONS, PictureFile, ending_of
from sitegen.read.recall import Outcome, Recall, name_of, to_text
from sitegen.read.record import Record
from sitegen.read.siteyaml import read_config

WORTH_IT = 300
"""Items from which more than one process pays: each needs a moment to start, and an item takes half a millisecond."""


class Reading(NamedTuple):
    """What a site says, and what is wrong with it."""

    content: Content | None
    """None where `site.yaml` cannot be used, and nothing instead."""
    problems: list[Problem]
    """Of the site's folder as a whole: its names, `site.yaml`, its lists."""
    of_items: Mapping[sources.ItemId, tuple[Problem, ...]]
    """Of each item that has any."""
    items: Mapping[sources.ItemId, tuple[sources.Source, ...]] = {}
    """The files of each item."""

    @property
    def all_problems(self) -> list[Problem]:
        """Both."""
        return [*self.problems, *(each for found in self.of_items.values() for each in found)]


def read_site(
    root: Path, recall: Recall, *, drafts: bool = False, jobs: int = 1, instead: Config | None = None
) -> Reading:
    """Everything that the site in `root` says, in `jobs` processes where there is much to read that `recall` does not know.

    `drafts`: whether drafts count as written; `instead`: what counts where `site.yaml` cannot be used. Raises SitegenError where a file
    or folder cannot be read.
    """
    config, problems = read_config(root)
    config = config or instead
    if config is None:
        return Reading(None, problems, {})
    found = sources.walk(root, config.languages)
    problems += found.problems
    records: dict[str, dict[str, Record]] = {kind: {} for kind in kinds.modules()}
    broken: set[tuple[str, str]] = set(found.broken)
    hidden: set[tuple[str, str]] = set()
    unread: set[str] = set()
    of_items: dict[sources.ItemId, tuple[Problem, ...]] = {}
    for kind, source in found.lists.items():
        listed = list_to_records(kind, _bytes(source), config)
        records[kind] = {record.key: record for record in listed.records}
        broken |= {(kind, key) for key in listed.broken}
        unread |= set() if listed.whole else {kind}
        problems += listed.problems
    for (kind, key), item in _outcomes(found, recall, config, drafts, jobs):
        if item.problems:
            of_items[kind, key] = item.problems
        if item.record:
            records[kind][key] = item.record
        else:
            (broken if item.broken else hidden).add((kind, key))
    digests, pictures = read_files(found.files, recall)
    content = Content(
        config=config,
        records=records,
        files=digests,
        pictures=pictures,
        located=found.files,
        broken=frozenset(broken),
        hidden=frozenset(hidden),
        unread=frozenset(unread),
    )
    return Reading(content, problems, of_items, found.items)


def read_files(files: Mapping[str, str], recall: Recall) -> tuple[dict[str, str], dict[str, PictureFile]]:
    """The digests of pictures and documents (path → where the disk has them), and what the pictures say of themselves."""
    pictures = {path: recall.picture(path, file) for path, file in files.items() if ending_of(path) in EXTENSIONS}
    return {
        path: recall.digests[path] if path in pictures else recall.digest(path, files[path]) for path in files
    }, pictures


def context_of(config: Config) -> str:
    """A name for what every item is read in: `site.yaml`, but for its colours, of which no item knows."""
    return digest(msgspec.json.encode(structs.replace(config, design=Design())))


def read_item(
    item: sources.ItemId, files: Sequence[sources.Source], config: Config, drafts: bool, context: str, recall: Recall
) -> tuple[list[str], str, bytes]:
    """The digests of an item's files as they lie there now, the name of what it is made of, and what became of it as a text; no text where
    it is remembered."""
    read = [_bytes(source) for source in files]
    digests = [digest(file.data) for file in read]
    name = name_of(files, digests, context)
    if recall.outcome(item, name, drafts):
        return digests, name, b""
    return digests, name, to_text(name, item_to_record(*item, read, config, drafts), drafts)


def _outcomes(
    found: sources.Sources, recall: Recall, config: Config, drafts: bool, jobs: int
) -> Iterator[tuple[sources.ItemId, Outcome]]:
    """What became of each item, in order: remembered where nothing that it is made of has changed."""
    context = context_of(config)
    unread: list[sources.ItemId] = []
    outcomes: dict[sources.ItemId, Outcome | None] = {}
    for item, files in found.items.items():
        surely = [known for source in files if (known := recall.sure(source.path))]
        all_sure = len(surely) == len(files)
        outcomes[item] = recall.outcome(item, name_of(files, surely, context), drafts) if all_sure else None
        if outcomes[item]:
            recall.learn(files, surely)
        else:
            unread.append(item)

    def read(item: sources.ItemId) -> tuple[list[str], str, bytes]:
        return read_item(item, found.items[item], config, drafts, context, recall)

    from sitegen.base.processes import in_order  # much to load, and not needed for a single item

    answers = in_order(unread, read, jobs=jobs if len(unread) >= WORTH_IT else 1, name="/".join, doing="reading")
    for item, outcome in outcomes.items():
        if outcome is None:
            digests, name, text = next(answers)
            recall.learn(found.items[item], digests)
            outcome = recall.remember(item, name, text) if text else recall.outcome(item, name, drafts)
            assert outcome is not None
        yield item, outcome


class Bytes(NamedTuple):
    """A file of an item, read and not yet understood."""

    path: str
    lang: str | None
    data: bytes


def item_to_record(kind: str, key: str, files: Sequence[Bytes], config: Config, drafts: bool) -> Outcome:
    """The record of one item, a function of nothing but its arguments. `files`: the facts first, then the site's order."""
    problems: list[Problem] = []
    parsed = _parse(files, problems)
    if len(parsed) < len(files):  # what the others lack may stand in a file that could not be parsed
        return Outcome(None, (*problems, *_slips(parsed)))
    facts = parsed[0] if parsed[0].lang is None else None
    item = Item(kind=kind, key=key, facts=facts, words={file.lang: file for file in parsed if file.lang})
    fields = Fields(item, config, problems, drafts=drafts)
    if fields.hidden:
        return Outcome(None, tuple(problems), fields.draft)
    record: Record | None = kinds.modules()[kind].read(fields)
    problems += _slips(fields.words.values())
    return Outcome(record if publishable(problems) else None, tuple(problems), fields.draft)


def _parse(files: Sequence[Bytes], problems: list[Problem]) -> list[SourceFile]:
    """Those of the files that can be parsed."""
    has_facts = files[0].lang is None
    parsed = [
        parse_facts(path, data, problems)
        if lang is None
        else parse_words(path, lang, data, problems, has_facts=has_facts)
        for path, lang, data in files
    ]
    return [file for file in parsed if file]


def _slips(files: Iterable[SourceFile]) -> Iterator[Problem]:
    """What is wrong with the words of these files, whatever their fields say."""
    return (slip for file in files for slip in file.slips)


class ListOutcome(Struct, frozen=True):
    """What became of a kind that is one list in one file."""

    records: tuple[Record, ...]
    """Sorted by key."""
    broken: frozenset[str]
    """The keys of entries that could not be read."""
    problems: tuple[Problem, ...]
    whole: bool = True
    """Whether the file itself could be read."""


def list_to_records(kind: str, file: Bytes, config: Config) -> ListOutcome:
    """The records of a list, a function of nothing but its arguments."""
    problems: list[Problem] = []
    source = parse_facts(file.path, file.data, problems)
    if source is None:
        return ListOutcome((), frozenset(), tuple(problems), whole=False)
    listed: list[Record] = kinds.modules()[kind].read_all(source.front, file.path, config, problems)
    records = tuple(sorted(listed, key=lambda record: record.key))
    broken = {key.text for key, _ in source.front.entries} - {record.key for record in records}
    return ListOutcome(records, frozenset(broken), tuple(problems))


def _bytes(source: sources.Source) -> Bytes:
    return Bytes(source.path, source.lang, sources.read(source))
