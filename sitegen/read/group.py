"""Fields that stand together in one mapping, or in the same mapping of several files of an item, and are asked for one by one.

A *fact* may stand in any of the files and must be the same wherever it stands. A *text* in a language file is for that language;
elsewhere it is `{id: …, en: …}`, or one string for all languages. Both rules hold at every depth: the `role` of a person in `people`
is merged over the files like the title.

Whoever asks for a field thereby makes it known; what nobody asked for is reported as unknown in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from sitegen.base.datetext import Misread, Reading
from sitegen.base.languages import right_tag
from sitegen.base.problems import Fact, Place
from sitegen.base.words import near
from sitegen.read import nodes
from sitegen.read.config import Config
from sitegen.read.findings import Findings as Findings
from sitegen.read.moments import as_read
from sitegen.read.personal import personal_data
from sitegen.read.record import Texts
from sitegen.read.values import Read, is_empty, line, shown
from sitegen.read.vocabulary import ENGLISH, SYNONYMS

T = TypeVar("T")

_FEW = 8
"""As many names of fields are listed in a message at most."""


class Part(Struct, frozen=True, gc=False):
    """The group's mapping in one file."""

    lang: str | None
    """None in a facts file."""
    mapping: nodes.Mapping


class Found(Struct, frozen=True, gc=False):
    """A field's value in one file."""

    lang: str | None
    name: str
    key: nodes.Scalar
    """The name as the author wrote it: `judul`."""
    node: nodes.Node


class Group:
    """The fields of one mapping. Every question returns None, or an empty collection, where the field is absent or wrong."""

    def __init__(self, parts: Sequence[Part], findings: Findings, config: Config, prefix: str = "") -> None:
        self.config = config
        self.findings = findings
        self._parts = parts
        self._prefix = prefix
        """`image.` in the group of `image`."""
        self._values = _by_name(parts, findings)
        self.known: dict[str, None] = {}
        """The fields that were asked for, in that order."""
        self._groups: list[Group] = []

    def one(self, name: str, read: Read[T], *, required: bool = False) -> T | None:
        """A fact."""
        places = self._find(name, required)
        return self._agreed([(self._read(read, found, found.node), found) for found in places]) if places else None

    def dated(self, name: str, read: Read[Reading[T]], *, required: bool = False) -> T | None:
        """A fact that people write in many ways: a date, a time."""
        return self.one(name, self.noted(read), required=required)

    def many(self, name: str, read: Read[T], *, required: bool = False) -> tuple[T, ...]:
        """A fact that is a list: without repetitions, in the author's order, which alone makes no difference between two files."""
        places = self._find(name, required)
        if not places:
            return ()
        answers = [(self._list(read, found), found) for found in places]
        return self._agreed(answers, same=lambda one, other: set(one) == set(other)) or ()

    def all(self, name: str, read: Read[T]) -> tuple[T, ...]:
        """A list to which every file adds."""
        return tuple(dict.fromkeys(value for found in self._find(name) for value in self._list(read, found)))

    def by_language(self, name: str, read: Read[T], *, required: bool = False) -> dict[str, T]:
        """Language → value; "" holds what was written for all."""
        places = self._find(name, required)
        if not places:
            return {}
        answers: dict[str, list[tuple[T | None, Found]]] = {}
        for place in places:
            for lang, found in self._by_language(place):
                answers.setdefault(lang, []).append((self._read(read, found, found.node), found))
        agreed = {lang: self._agreed(of_lang) for lang, of_lang in answers.items()}
        return {lang: value for lang, value in agreed.items() if value is not None}

    def texts(self, name: str, read: Read[str] = line, *, required: bool = False) -> Texts:
        """Language → text. Telephone numbers and private mail addresses in it are reported."""
        return self.by_language(name, self.public(read), required=required)

    def public(self, read: Read[str]) -> Read[str]:
        """The same reading of a text that everybody will see: reports what should not be published."""

        def watched(node: nodes.Node) -> str:
            text = read(node)
            for slip in personal_data(text):
                self.findings.report(node.place, slip.id, found=slip.found)
            return text

        return watched

    def noted(self, read: Read[Reading[T]]) -> Read[T]:
        """The same reading, with a note where the value was not written in the usual form."""

        def noting(node: nodes.Node) -> T:
            reading = read(node)
            if reading.normalised:
                note, facts = as_read(reading.value)
                self.findings.report(node.place, note, found=shown(node), **facts)
            return reading.value

        return noting

    def group(self, name: str, *, short: str | None = None, required: bool = False) -> Group | None:
        """A mapping. With `short`, a text alone stands for `{short: text}`."""
        parts = [
            Part(found.lang, mapping)
            for found in self._find(name, required)
            if (mapping := self._mapping(found, found.node, short))
        ]
        return self._child(name, parts) if parts else None

    def groups(self, name: str, *, short: str | None = None) -> tuple[Group, ...]:
        """A list of mappings. The first of one file and the first of another are the same thing."""
        lists: list[list[Part]] = []
        for found in self._find(name):
            listed = found.node.items if isinstance(found.node, nodes.Sequence) else (found.node,)
            here = [Part(found.lang, mapping) for node in listed if (mapping := self._mapping(found, node, short))]
            if lists and len(here) != len(lists[0]):
                first = self._find(name)[0].node.place
                self._differ(found, len(here), len(lists[0]), first, "facts-differ.length")
                return ()
            lists.append(here)
        return tuple(self._child(name, parts) for parts in zip(*lists, strict=True))

    def ignore(self, name: str) -> None:
        """Accept a field and keep nothing of it."""
        self._find(name)

    def place(self, name: str) -> Place:
        """Where a field's value stands; the group itself where it is absent."""
        return self.findings.places.get(self._prefix + name) or self._parts[0].mapping.place

    def typed(self, name: str) -> str:
        """A field's value as the author wrote it, for messages; "" where it is absent."""
        found = self._find(name)
        return shown(found[0].node) if found else ""

    def missing(self, name: str, path: str | None = None) -> None:
        """Report a required field as absent from a file, the first by default."""
        place = self._parts[0].mapping.place
        if self._prefix:
            self.findings.report(place, "required.inside", fields=(name,), field=self._prefix.rstrip("."))
        else:
            self.findings.missing.setdefault(path or place.path, {})[name] = None
            self.findings.failed = True

    def report_unknown(self) -> None:
        """Report what nobody asked for, here and in the groups below."""
        unknown = [found for name, values in self._values.items() if name not in self.known for found in values]
        if unknown:
            names = [*self.known, *(other for name in self.known for other in SYNONYMS.get(name, ()))]
            for found in unknown:
                self._unknown(found.key, names)
        for group in self._groups:
            group.report_unknown()

    def _unknown(self, key: nodes.Scalar, names: Sequence[str]) -> None:
        if meant := near(key.text, names):
            self.findings.report(key.place, "unknown-field.near", found=key.text, meant=meant)
        elif len(names) <= _FEW:
            self.findings.report(key.place, "unknown-field.few", found=key.text, known=tuple(names))
        else:
            self.findings.report(key.place, "unknown-field", found=key.text)

    def _find(self, name: str, required: bool = False) -> Sequence[Found]:
        """The field's value in every file that has one. An empty value is none."""
        self.known[name] = None
        found = self._values.get(name)
        values = [each for each in found if not is_empty(each.node)] if found else ()
        if values:
            self.findings.places.setdefault(self._prefix + name, values[0].node.place)
        elif required:
            self.missing(name)
        return values

    def _read(self, read: Read[T], found: Found, node: nodes.Node) -> T | None:
        try:
            return read(node)
        except Misread as misread:
            self._misread(found, node, misread.id, **misread.facts)
            return None

    def _misread(self, found: Found, node: nodes.Node, id: str, /, **facts: Fact) -> None:  # noqa: A002 — as `problem`
        self.findings.wrong.add(self._prefix + found.name)
        self.findings.report(node.place, id, **{"field": self._typed(found), **facts})

    def _typed(self, found: Found) -> str:
        """The name that the author wrote. Of a text that stands for a mapping it is the group's: `logo`, not `src`."""
        nobody_wrote_it = found.key.place == found.node.place
        return self._prefix.rstrip(".").rpartition(".")[2] if nobody_wrote_it else found.key.text

    def _list(self, read: Read[T], found: Found) -> tuple[T, ...]:
        values = [self._read(read, found, node) for node in self._items(found)]
        return tuple(dict.fromkeys([value for value in values if value is not None]))

    def _agreed(
        self, answers: Sequence[tuple[T | None, Found]], same: Callable[[T, T], bool] = lambda one, other: one == other
    ) -> T | None:
        """The one value that all files give."""
        if len(answers) == 1:
            return answers[0][0]
        right = [(value, found) for value, found in answers if value is not None]
        if not right:
            return None
        value, first = right[0]
        for other, found in right[1:]:
            if not same(value, other):
                self._differ(found, shown(found.node), shown(first.node), first.node.place)
                break
        return value

    def _differ(self, found: Found, here: Fact, there: Fact, place: Place, id: str = "facts-differ") -> None:  # noqa: A002 — as `problem`
        self.findings.report(
            found.node.place, id, field=self._typed(found), here=here, there=there, path=place.path, line=place.line
        )

    def _items(self, found: Found) -> Sequence[nodes.Node]:
        """The elements of a list. One word alone is a list of one; several in one text are not, for where to cut is a guess."""
        node = found.node
        if isinstance(node, nodes.Sequence):
            return node.items
        if isinstance(node, nodes.Mapping):
            self._misread(found, node, "value-type.list-mapping")
            return ()
        pieces = [piece.strip() for piece in node.text.replace(";", ",").split(",")]
        if len(pieces) == 1:
            return (node,)
        write = ", ".join(piece for piece in pieces if piece)
        self._misread(found, node, "value-type.list", found=node.text, write=f"[{write}]")
        return ()

    def _by_language(self, found: Found) -> Iterator[tuple[str, Found]]:
        if not isinstance(found.node, nodes.Mapping):
            yield found.lang or "", found
            return
        languages = self.config.languages
        for key, node in found.node.entries:
            if key.text in languages:
                if not is_empty(node):
                    yield key.text, structs.replace(found, node=node)
            elif (tag := right_tag(key.text)) is None:
                self._unknown(key, languages)
            elif tag in languages:
                self.findings.report(key.place, "language.tag", found=key.text, write=tag)
            else:
                self.findings.report(key.place, "language.text", found=key.text, languages=languages)

    def _mapping(self, found: Found, node: nodes.Node, short: str | None) -> nodes.Mapping | None:
        match node:
            case nodes.Mapping():
                return node
            case nodes.Scalar() if short:
                return nodes.Mapping(((nodes.Scalar(short, node.place, quoted=False), node),), node.place)
            case _:
                self._misread(found, node, "value-type.mapping")
                return None

    def _child(self, name: str, parts: Sequence[Part]) -> Group:
        group = Group(parts, self.findings, self.config, f"{self._prefix}{name}.")
        self._groups.append(group)
        return group


def _by_name(parts: Sequence[Part], findings: Findings) -> dict[str, list[Found]]:
    """English name → the values in each file, in the order of the files. Two names of one field in one file are reported."""
    values: dict[str, list[Found]] = {}
    for part in parts:
        here: dict[str, nodes.Scalar] = {}
        for key, node in part.mapping.entries:
            name = ENGLISH.get(key.text, key.text)
            first = here.setdefault(name, key)
            if first is key:
                values.setdefault(name, []).append(Found(part.lang, name, key, node))
            else:
                names = (first.text, key.text)
                findings.report(key.place, "duplicate-key.names", names=names, line=first.place.line)
    return values
