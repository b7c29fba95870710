"""The stage "read": from a site's folder to its `Content`. Each file is read once and judged by itself.

An item with an error gives no record, and the others are still read: all mistakes of a site are told at once. What fits together is not
asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.base.problems import Problem, publishable
from sitegen.read import kinds, sources
from sitegen.read.config import Config
from sitegen.read.content import Content
from sitegen.read.fields import Fields
from sitegen.read.item import Item, SourceFile
from sitegen.read.parsing import parse_facts, parse_words, slips
from sitegen.read.record import Record
from sitegen.read.siteyaml import read_config


def read_site(root: Path, drafts: bool = False) -> tuple[Content | None, list[Problem]]:
    """Everything that the site in `root` says, and what is wrong with it; None where `site.yaml` cannot be used.

    `drafts`: whether drafts count as written. Raises SitegenError where a file or folder cannot be read.
    """
    config, problems = read_config(root)
    if config is None:
        return None, problems
    found = sources.walk(root, config.languages)
    problems += found.problems
    records: dict[str, dict[str, Record]] = {kind: {} for kind in kinds.modules()}
    broken: set[tuple[str, str]] = set(found.broken)
    hidden: set[tuple[str, str]] = set()
    unread: set[str] = set()
    for kind, source in found.lists.items():
        listed = list_to_records(kind, _bytes(source), config)
        records[kind] = {record.key: record for record in listed.records}
        broken |= {(kind, key) for key in listed.broken}
        unread |= set() if listed.whole else {kind}
        problems += listed.problems
    for (kind, key), files in found.items.items():
        item = item_to_record(kind, key, [_bytes(source) for source in files], config, drafts)
        problems += item.problems
        if item.record:
            records[kind][key] = item.record
        else:
            (broken if item.broken else hidden).add((kind, key))
    # Which keys stand in a list that could not be read nobody knows: no reference to it is called wrong.
    broken |= {(ref.kind, ref.key) for record in _all(records) for ref in record.refs if ref.kind in unread}
    content = Content(
        config=config,
        records=records,
        files={path: sources.digest(path, file) for path, file in found.files.items()},
        located=found.files,
        broken=frozenset(broken),
        hidden=frozenset(hidden),
    )
    return content, problems


class Bytes(NamedTuple):
    """A file of an item, read and not yet understood."""

    path: str
    lang: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: a record, or none because it is broken, or none because all of it is a draft."""

    record: Record | None
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        """Whether an error was found in it."""
        return not publishable(self.problems)


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
        return Outcome(None, tuple(problems))
    record: Record | None = kinds.modules()[kind].read(fields)
    problems += _slips(fields.words.values())
    return Outcome(record if publishable(problems) else None, tuple(problems))


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
    for file in files:
        if file.prose and file.lang:
            yield from slips(file.prose, file.lang)


@dataclass(frozen=True, slots=True)
class ListOutcome:
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


def _all(records: Mapping[str, Mapping[str, Record]]) -> Iterator[Record]:
    for of_kind in records.values():
        yield from of_kind.values()


def _bytes(source: sources.Source) -> Bytes:
    return Bytes(source.path, source.lang, sources.read(source))
