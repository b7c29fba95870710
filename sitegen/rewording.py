"""A build when only words changed: the pages that show them, from their kept views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct, structs

from sitegen.base.kept import keep
from sitegen.base.memory import digest
from sitegen.base.problems import Place, in_order, publishable
from sitegen.plan import kinds
from sitegen.plan.body import Body
from sitegen.plan.machines import FeedView
from sitegen.plan.page import Page
from sitegen.plan.parts import View
from sitegen.publish.changes import stamps
from sitegen.publish.last import Facts, Last, Note, Output, PageProblems
from sitegen.publish.making import Before, Made, Maker, with_words
from sitegen.publish.manifest import MARKER
from sitegen.publish.publication import Publication
from sitegen.publish.state import State
from sitegen.publish.twins import twins_of
from sitegen.read import names
from sitegen.read.config import Config
from sitegen.read.reading import context_of, read_item
from sitegen.read.recall import Outcome, Recall, from_text, name_of
from sitegen.read.record import only_words_differ
from sitegen.read.snapshot import Snapshot
from sitegen.read.sources import ItemId, Source
from sitegen.report import Options, Report
from sitegen.themed import Themed


class _Reworded(NamedTuple):
    """An item of which only words changed."""

    item: ItemId
    files: list[Source]
    digests: list[str]
    outcome: Outcome
    text: bytes
    """The outcome, to be remembered."""


class _Run(NamedTuple):
    """This build, and the one before it."""

    root: Path
    out: Path
    options: Options
    state: State
    now: Snapshot
    last: Last


def reword(
    root: Path,
    out: Path,
    options: Options,
    state: State,
    now: Snapshot,
    changed: set[str],
    themed: Themed,
    restamped: Callable[[], Mapping[str, Output] | None],
) -> Report | None:
    """The build; None where more than words changed, or something that is needed was not kept."""
    last = state.last
    config = themed.config
    twins = twins_of(config.compress)
    if (
        last is None
        or config.search  # the index is made of whole pages
        or twins.recipes != last.facts.twins
    ):
        return None
    run = _Run(root, out, options, state, now, last)
    items: dict[ItemId, _Reworded] = {}
    for path in sorted(changed):
        reworded = _reworded(run, path, config)
        if reworded is None:
            return None
        items[reworded.item] = reworded
    words = {path: text for each in items.values() for path, text in _words(each.outcome)}
    pages: list[Page] = []
    for file in sorted({file for path in words for file in last.shown_on.get(path, ())}):
        page = _page(file, run)
        if page is None:
            return None
        try:
            pages.append(structs.replace(page, view=with_words(page.view, _Words(config, state, words))))
        except LookupError:
            return None
    maker = Maker(themed.theme, _before(run, pages), state.bodies, twins)
    with Publication(out, None) as publication:
        maker.take(themed.compiled())  # as late as can be, like `restamped`: the answers are found meanwhile
        made = [maker.make(page) for page in pages]
        if any(
            page.data and page.twins.keys() != {*filter(last.outputs.get, twins.places(page.file))} for page in made
        ):
            return None  # one has a compressed copy that it had not, or the other way round
        outputs = restamped()
        return None if outputs is None else _publish(run, publication, items, made, outputs)


def _reworded(run: _Run, path: str, config: Config) -> _Reworded | None:
    """The item that a changed file belongs to, if only its words changed."""
    item = _item(path, config)
    if item is None:
        return None
    files = _files(run, path, config)
    context = context_of(config)
    known = [run.last.digests.get(source.path, "") for source in files]
    recall = Recall(run.state.items, Snapshot(0, {}))
    old = recall.outcome(item, name_of(files, known, context), run.options.drafts)
    digests, _, text = read_item(item, files, config, run.options.drafts, context, recall)
    new = from_text(item[0], text)
    if old is None or new is None or not _only_words(old, new):
        return None
    return _Reworded(item, files, digests, new, text)


def _item(path: str, config: Config) -> ItemId | None:
    """The item that a language file belongs to by its name."""
    folder, _, name = path.rpartition("/")
    said = names.part(name, config.languages)
    parts = folder.split("/")
    if not isinstance(said, names.Part) or said.lang is None or len(parts) < 2 or parts[1] not in kinds.modules():
        return None
    return parts[1], parts[-1] if said.key == "index" else said.key


def _files(run: _Run, path: str, config: Config) -> list[Source]:
    """The files of the item of a language file. That these are all is proved by the name of what was remembered of it."""
    folder, _, name = path.rpartition("/")
    stem = name.rsplit(".", 2)[0]
    candidates = [(None, f"{stem}.yaml"), *((lang, f"{stem}.{lang}.md") for lang in config.languages)]
    return [
        Source(f"{folder}/{each}", f"{run.root}/{folder}/{each}", lang)
        for lang, each in candidates
        if f"{folder}/{each}" in run.last.snapshot.stamps
    ]


def _only_words(old: Outcome, new: Outcome) -> bool:
    """Whether two outcomes of an item differ in nothing that anything but its bodies is made of."""
    return old.record is not None and new.record is not None and only_words_differ(old.record, new.record)


def _page(file: str, run: _Run) -> Page | None:
    """A page as the last build made it, from its kept view."""
    text = run.state.views.get(file)
    shown = run.last.shown.get(file)
    if text is None or shown is None:
        return None
    if digest(text) != shown.view:
        return None
    template, kind, raw = msgspec.json.decode(text, type=tuple[str, str, Raw])
    view = bytes(raw)
    types = _types()
    if kind not in types:
        return None
    if "frame" in types[kind].__struct_fields__:
        head = msgspec.json.decode(view, type=_Framed)
        frame = run.state.views.get(f"frame/{head.frame}")
        if frame is None:
            return None
        view = view.replace(b'"frame":"%s"' % head.frame.encode(), b'"frame":' + frame, 1)
    return Page(file, template, msgspec.json.decode(view, type=types[kind]))


class _Framed(Struct):
    """What is asked of a kept view before the rest: the name of its frame."""

    frame: str


def _types() -> dict[str, type[Struct]]:
    """The types of views that show bodies, by name."""
    kinds.modules()
    types: list[type[Struct]] = [FeedView, *View.__subclasses__()]
    return {each.__name__: each for each in types}


class _Words:
    """The words of a body that a kept view shows: new, or as they were when it was kept."""

    def __init__(self, config: Config, state: State, new: Mapping[str, str]):
        self._config = config
        self._state = state
        self._texts = dict(new)
        self._new = frozenset(new)

    def __call__(self, body: Body) -> str:
        """The text. Raises LookupError where it was not kept."""
        if body.source not in self._texts:
            item = _item(body.source, self._config)
            text = self._state.items.get("/".join(item)) if item else None
            outcome = from_text(item[0], text) if item and text else None
            self._texts.update(_words(outcome) if outcome else ())
        found = self._texts[body.source]
        if body.source not in self._new and digest(found.encode()) != body.text:
            raise LookupError(body.source)
        return found


def _words(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The words of an item, by their files."""
    for prose in outcome.record.prose.values() if outcome.record else ():
        yield prose.place.path, prose.text


def _before(run: _Run, pages: list[Page]) -> Before:
    shown = {page.file: run.last.shown[page.file] for page in pages}
    uses = {each.uses: frozenset(run.last.uses.get(each.uses, ())) for each in shown.values()}
    return Before(pages=shown, uses=uses, intact=shown.keys())


def _publish(
    run: _Run,
    publication: Publication,
    items: Mapping[ItemId, _Reworded],
    made: list[Made],
    restamped: Mapping[str, Output],
) -> Report | None:
    """Put the pages into their places and note it."""
    facts = _facts(run, items, made)
    problems = facts.problems
    if not publishable(problems, run.options.strict):
        return None  # the whole way tells all that is wrong
    why = _learn(run, items, made)
    stale = {page.file: page for page in made if page.data is not None}
    for page in stale.values():
        for path, data in {page.file: page.data or b"", **page.twins}.items():
            publication.add(path, data)
    publication.keep_rest()
    published = publication.finish()
    outputs = dict(restamped)
    outputs |= {path: Output(published.listed[path].digest, stamp) for path, stamp in published.stamps.items()}
    outputs |= {path: Output("", stamp) for path, stamp in stamps(run.out, [MARKER]).items()}
    run.state.save(_noted(run, items, made, facts, outputs))
    return Report(
        problems=in_order([*problems, *run.state.problems()]),
        published=True,
        pages=facts.number,
        rendered=len(stale),
        removed=published.removed,
        next_change=facts.next_change,
        why=why,
    )


def _facts(run: _Run, items: Mapping[ItemId, _Reworded], made: list[Made]) -> Facts:
    """What is said of this build: as of the last one, but for the problems of what is new."""
    of_items = {"/".join(item): tuple(map(keep, reworded.outcome.problems)) for item, reworded in items.items()}
    of_pages = {
        page.file: PageProblems(_body_place(page, items), page.problems) for page in made if page.data is not None
    }
    facts = run.last.facts
    return structs.replace(facts, of_items=facts.of_items | of_items, of_pages=facts.of_pages | of_pages)


def _noted(
    run: _Run, items: Mapping[ItemId, _Reworded], made: list[Made], facts: Facts, outputs: Mapping[str, Output]
) -> Note:
    """The last build's note, with what is new."""
    digests: dict[str, str] = {}
    for reworded in items.values():
        digests.update(zip((source.path for source in reworded.files), reworded.digests, strict=True))
    return run.last.since(
        run.now,
        facts,
        digests=digests,
        outputs=outputs,
        shown={page.file: page.shown for page in made},
        uses=dict(_new_uses(made)),
    )


def _new_uses(made: list[Made]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for page in made:
        for name, text in page.texts.items():
            if name.startswith("uses/"):
                yield name.removeprefix("uses/"), msgspec.json.decode(text, type=tuple[str, ...])


def _body_place(page: Made, items: Mapping[ItemId, _Reworded]) -> Place | None:
    """Where the words begin that a page shows as its body."""
    for each in items.values():
        for prose in each.outcome.record.prose.values() if each.outcome.record else ():
            if page.words == (prose.place.path,):
                return prose.place
    return None


def _learn(run: _Run, items: Mapping[ItemId, _Reworded], made: list[Made]) -> dict[str, tuple[str, ...]]:
    """Remember what is new; gives why each page was rendered, if that was asked for."""
    why: dict[str, tuple[str, ...]] = {}
    for item, reworded in items.items():
        run.state.items.put("/".join(item), reworded.text)
    for page in made:
        for name, text in page.texts.items():
            if name.startswith("body/"):
                run.state.bodies.put(name.removeprefix("body/"), text)
        if page.data is not None:
            if run.options.why:
                from sitegen.publish.noting import in_words

                before = run.state.views.get(page.file)
                why[page.file] = tuple(in_words(page.why, before, page.view))
            run.state.views.put(page.file, page.view)
    return why
