"""The fields of one item, asked for one by one by the module of its kind, and the record that they make.

A kind's `read` is its documentation: it names each field with what is read from it, and ends in `record`, which adds what all
kinds share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from sitegen.base.datetext import Misread
from sitegen.base.problems import Place, Problem
from sitegen.read import moments, nodes, targets, values
from sitegen.read.config import Config
from sitegen.read.findings import Findings
from sitegen.read.group import Group, Part
from sitegen.read.item import Item, SourceFile
from sitegen.read.record import Picture, Record, Ref, Texts

R = TypeVar("R", bound=Record)

_LEADING_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")
_LONGEST_SUMMARY = 200
"""Characters. Search engines and link previews cut near there."""


class Fields(Group):
    """The fields of an item. Language files that are drafts are absent, unless `drafts`."""

    def __init__(self, item: Item, config: Config, problems: list[Problem], *, drafts: bool = False) -> None:
        unfinished = [file for file in item.files if _is_draft(file)]
        files = [file for file in item.files if drafts or file not in unfinished]
        self.draft = bool(unfinished)
        """Whether some of it is a draft."""
        self.hidden = not files or (item.facts is not None and files[0] is not item.facts)
        """Whether all of it is a draft. Then there is nothing to ask for."""
        if self.hidden:
            files = []
        super().__init__([Part(file.lang, file.front) for file in files], Findings(problems), config)
        self.item = item
        self.words = {file.lang: file for file in files if file.lang}
        """The language files, in the site's order."""
        self._drafts = frozenset(file.lang or "" for file in unfinished if drafts)
        self._refs: list[Ref] = []

    def refs(self, name: str, kind: str | None = None, *, required: bool = False) -> tuple[str, ...]:
        """A list of keys of another kind, by default the kind of the field's name. They become refs of the record."""
        keys = self._placed(name, values.key, required=required)
        self._refs += [Ref(name, kind or name, key, place) for key, place in keys.items()]
        return tuple(keys)

    def ref(self, name: str, kind: str) -> str | None:
        """The key of one record of another kind, which becomes a ref of the record."""
        key = self.one(name, values.key)
        if key is not None:
            self._refs.append(Ref(name, kind, key, self.place(name)))
        return key

    def refs_or_names(self, name: str, kind: str) -> tuple[str, ...]:
        """A list in which keys of another kind become refs, and what cannot be a key is a name: those names."""
        entries = self._placed(name, values.line)
        self._refs += [Ref(name, kind, entry, place) for entry, place in entries.items() if values.is_key(entry)]
        return tuple(entry for entry in entries if not values.is_key(entry))

    def _placed(self, name: str, read: values.Read[str], *, required: bool = False) -> dict[str, Place]:
        """The texts of a list, each with its place in the first file that has it."""
        places: dict[str, Place] = {}

        def placed(node: nodes.Node) -> str:
            text = read(node)
            places.setdefault(text, node.place)
            return text

        return {text: places[text] for text in self.many(name, placed, required=required)}

    def picture(self, name: str = "image", languages: Sequence[str] = ()) -> Picture | None:
        """A picture, which has to say what it shows in each of `languages`. A text alone is its file."""
        group = self.group(name, short="src")
        if group is None:
            return None
        src = group.one("src", targets.file, required=True)
        alt, caption, credit = group.texts("alt"), group.texts("caption"), group.texts("credit")
        if src is None:
            return None
        for lang in languages:
            if lang not in alt and "" not in alt:
                self.findings.report(group.place("src"), "alt-missing.field", found=src.rpartition("/")[2], lang=lang)
        return Picture(src=src, alt=alt, caption=caption, credit=credit)

    def summary(self) -> Texts:
        """The summaries that authors wrote."""

        def measured(node: nodes.Node) -> str:
            text = values.line(node)
            if len(text) > _LONGEST_SUMMARY:
                self.findings.report(node.place, "summary-long", length=len(text), most=_LONGEST_SUMMARY)
            return text

        return self.texts("summary", measured)

    def record(
        self,
        kind: type[R],
        *,
        languages: Sequence[str] | None = None,
        title: Texts | None = None,
        summary: Texts | None = None,
        redirects: tuple[str, ...] | None = None,
        **own: Any,
    ) -> R | None:
        """The record, with what all kinds share and its `own` fields; None where an error was found in the item, or it is hidden.

        It has pages in `languages`, and then needs a title in each; by default in all languages of the site, with a title in any.
        What else is given here is not asked of the fields of that name.
        """
        if languages is not None and not languages:
            self._no_words()
        if self.hidden:
            return None
        if title is None:
            title = self._title(languages)
        if summary is None:
            summary = self.summary()
        if redirects is None:
            redirects = self.all("aliases", targets.former_address)
        slugs = self._slugs()
        updated = self.by_language("updated", self.noted(moments.day))
        self.refs("topics")
        self._check_id()
        self.by_language("draft", values.boolean)
        self.report_unknown()
        self.findings.report_missing()
        if self.findings.failed:
            return None
        return kind(
            key=self.item.key,
            path=self._parts[0].mapping.place.path,
            title=title,
            summary=summary,
            slugs=slugs,
            prose={lang: file.prose for lang, file in self.words.items() if file.prose},
            languages=tuple(self.config.languages if languages is None else languages),
            redirects=redirects,
            refs=tuple(self._refs),
            updated=updated,
            drafts=tuple(lang for lang in self.config.languages if self._drafts & {lang, ""}),
            places=self.findings.places,
            **own,
        )

    def _no_words(self) -> None:
        """An item that exists in the languages of its words has none: they are drafts, or were forgotten."""
        if self.item.words:
            self.hidden = True
        elif not self.hidden:
            write = tuple(f"{self.item.key}.{lang}.md" for lang in self.config.languages)
            self.findings.report(Place(self.item.path), "required.words", write=write)

    def _title(self, languages: Sequence[str] | None) -> Texts:
        title = self.texts("title", required=languages is None)
        if "" not in title and "title" not in self.findings.wrong:
            for lang in languages or ():
                if lang not in title:
                    self.missing("title", self.words[lang].path)
        return title

    def _slugs(self) -> Texts:
        slugs = self.by_language("slug", values.slug)
        plain = slugs.get("") or _LEADING_DATE.sub("", self.item.key, count=1)
        return {lang: slugs.get(lang, plain) for lang in self.config.languages}

    def _check_id(self) -> None:
        found = self.one("id", values.line)
        if found is not None and found != self.item.key:
            self.findings.report(self.place("id"), "key.differs", found=found, key=self.item.key)


def _is_draft(file: SourceFile) -> bool:
    """Whether a file says of itself that it is one. What is no answer is reported when the record is made."""
    node = file.front.get("draft")
    try:
        return node is not None and not values.is_empty(node) and values.boolean(node)
    except Misread:
        return False
