"""YAML as editors write it: mappings, lists and texts, with the place of each, and a kind word about every mistake.

What nobody types by hand (anchors, tags, merge keys, several documents) is refused, and so is what would take for ever, while the
parser's events come in: libyaml gives them without recursion, and nothing is made of a file that is too deep or too large. Every
scalar stays text, so that no country is `False` and no time is a number of minutes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NoReturn

from yaml import MarkedYAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from sitegen.base.problems import Place, Problem, problem
from sitegen.read import yamlspaces, yamlsyntax
from sitegen.read.nodes import Mapping, Node, Scalar, Sequence
from sitegen.read.text import Passage, is_printable
from sitegen.read.yamllines import simple_fields
from sitegen.read.yamlsyntax import MOST_LEVELS

MOST_CHARACTERS = 1_000_000
MOST_NODES = 20_000

_ESCAPE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)", re.DOTALL)
_PLAIN_ESCAPES = frozenset({'\\"', "\\\\", "\\/", "\\ ", "\\n", "\\\n"})
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no"})


def load(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The mapping that a text holds, an empty one if it holds nothing; None where an error makes it unreadable.

    `first_line` is the line of the file at which the text begins. With a `duplicate-key` the mapping has the first of them.
    """
    fields = simple_fields(text, path, first_line)
    return (fields, []) if fields else parse(text, path, first_line)


def parse(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The same by the parser, however simple the text is."""
    if len(text) > MOST_CHARACTERS:
        return None, [problem(Place(path, first_line), "yaml-limits.size", most=MOST_CHARACTERS // 1_000)]
    try:
        return _Reading(Passage(text, path, first_line)).load()
    except Exception:
        # What PyYAML raises on hostile input is not only YAMLError: a volunteer gets a sentence, whatever it was.
        return None, [problem(Place(path, first_line), "yaml-syntax")]


class _RefusedError(Exception):
    """The text is more than an editor's YAML; says why."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.id)
        self.why = why


def _span(event: Event) -> tuple[int, int]:
    """Where in the text it begins and ends."""
    assert event.start_mark
    assert event.end_mark
    return event.start_mark.index, event.end_mark.index


def _means_text(escape: str) -> bool:
    """Whether an escape of a double-quoted scalar (YAML 1.2.2, section 5.7) stands for something that can be read."""
    return escape in _PLAIN_ESCAPES or (escape[1] in "xuU" and is_printable(chr(int(escape[2:], 16))))


class _Open:
    """A collection whose end has not come yet."""

    def __init__(self, place: Place, index: int, *, mapping: bool, flow: bool) -> None:
        self.place = place
        self.index = index
        self.mapping = mapping
        self.flow = flow
        self.key: Scalar | None = None
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.items: list[Node] = []

    def close(self) -> Node:
        if self.mapping:
            return Mapping(tuple(self.entries.values()), self.place)
        return Sequence(tuple(self.items), self.place)


class _Reading:
    """One text on its way to nodes."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.count = 0
        self.documents = 0
        self.quote: int | None = None

    def load(self) -> tuple[Node | None, list[Problem]]:
        spaces = yamlspaces.check(self.passage)
        try:
            for event in iter(CParser(self.text).get_event, None):
                self._take(event)
        except _RefusedError as refused:
            return None, [*spaces, refused.why] if refused.why not in spaces else spaces
        except MarkedYAMLError as error:
            bracket = next((one.index for one in reversed(self.open) if one.flow), None)
            found = yamlsyntax.explain(self.passage, error, bracket=bracket, quote=self.quote)
            # A tab or a pasted space is what made the parser stumble after it.
            return None, spaces if spaces and spaces[0].place.line <= found.place.line else [found, *spaces]
        if spaces:
            return None, spaces
        if isinstance(self.root, Mapping):
            return self.root, self.problems
        if self.root is None or (isinstance(self.root, Scalar) and self.root.absent):
            return Mapping((), self.passage.place(0)), self.problems
        return None, [yamlsyntax.explain_root(self.passage, self.root)]

    def _take(self, event: Event) -> None:
        match event:
            case ScalarEvent():
                self._scalar(event)
            case CollectionStartEvent():
                self._collection(event)
            case CollectionEndEvent():
                self._add(self.open.pop().close())
            case AliasEvent():
                self._refuse(event, "alias", found=f"*{event.anchor}"[:40])
            case DocumentStartEvent():
                self.documents += 1
                if event.version or event.tags:
                    self._refuse(event, "directive")
                if self.documents > 1:
                    self._refuse(event, "documents")

    def _refuse(self, event: Event, variant: str, **facts: str | int) -> NoReturn:
        raise _RefusedError(problem(self._place(event), f"yaml-limits.{variant}", **facts))

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        assert mark  # libyaml's events all have one
        return Place(self.passage.path, mark.line + self.passage.first_line, mark.column + 1)

    def _guard(self, event: ScalarEvent | CollectionStartEvent) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            self._refuse(event, "nodes", most=MOST_NODES)
        if event.anchor is not None:
            self._refuse(event, "anchor", found=f"&{event.anchor}"[:40])
        if event.tag is not None:
            self._refuse(event, "tag", found=self.text[slice(*_span(event))].split(None, 1)[0][:40])

    def _collection(self, event: CollectionStartEvent) -> None:
        self._guard(event)
        if len(self.open) >= MOST_LEVELS:
            self._refuse(event, "depth", most=MOST_LEVELS)
        if self.open and self.open[-1].mapping and self.open[-1].key is None:
            self._refuse(event, "key")
        mapping = isinstance(event, MappingStartEvent)
        self.open.append(_Open(self._place(event), _span(event)[0], mapping=mapping, flow=bool(event.flow_style)))

    def _scalar(self, event: ScalarEvent) -> None:
        self._guard(event)
        text = event.value
        start, end = _span(event)
        self.quote = start if event.style in ("'", '"') else None
        if event.style == '"' and self.text.find("\\", start, end) >= 0:
            self._check_escapes(start, end)
            text = unicodedata.normalize("NFC", text)
        scalar = Scalar(text, self._place(event), quoted=event.style in ("'", '"', "|", ">"))
        inner = self.open[-1] if self.open else None
        if inner is None or not inner.mapping or inner.key is not None:
            if not event.style:
                self._check_plain(event)
            self._add(scalar)
        elif event.style in ("|", ">") or not text or "\n" in self.text[start:end]:
            self._refuse(event, "key")
        elif text == "<<":
            self._refuse(event, "merge")
        elif bad := yamlspaces.check_key(self.text[start:end], scalar.place):
            raise _RefusedError(bad)
        else:
            inner.key = scalar

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        inner = self.open[-1]
        if not inner.mapping:
            inner.items.append(node)
            return
        assert inner.key
        key, inner.key = inner.key, None
        if inner.flow and isinstance(node, Scalar) and node.absent and (glued := yamlsyntax.glued_key(key)):
            raise _RefusedError(glued)
        first = inner.entries.setdefault(key.text, (key, node))[0]
        if first is not key:
            lines = {"first": first.place.line, "second": key.place.line}
            self.problems.append(problem(key.place, "duplicate-key", key=key.text, **lines))

    def _check_escapes(self, start: int, end: int) -> None:
        """Refuse what a backslash makes of a path on Windows: `"img\\foto"` would hold a form feed."""
        written = _ESCAPE.findall(self.text, start, end)
        if all(_means_text(escape) for escape in set(written)):
            return
        bad = next(escape for escape in _ESCAPE.finditer(self.text, start, end) if not _means_text(escape[0]))
        raise _RefusedError(yamlsyntax.bad_escape(self.passage, bad.start()))

    def _check_plain(self, event: ScalarEvent) -> None:
        """Refuse or warn of what YAML silently adds to a text without quotes, or cuts from it: `Kelas #1`. Two spaces make a comment."""
        start, end = _span(event)
        lines = "\n" in self.text[start:end]
        if lines and (entry := yamlsyntax.swallowed_entry(self.passage, start, end)):
            raise _RefusedError(entry)
        if not self.text.startswith(" #", end):
            return
        if not _LETTER.search(event.value) or event.value.lower() in _WORDS_OF_YAML:
            return
        line_end = self.text.find("\n", end)
        lost = self.text[end + 1 : line_end if line_end >= 0 else None].rstrip()
        if lines or any(one.flow for one in self.open):
            self.problems.append(problem(self._place(event), "comment-cuts.part", lost=lost))
        else:
            write = yamlsyntax.quoted_line(self.text, end)
            self.problems.append(problem(self._place(event), "comment-cuts", lost=lost, write=write))
