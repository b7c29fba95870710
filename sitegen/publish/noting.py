"""What a build notes while its pages are made, one after another: for its report, and for the next build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sitegen.base.kept import keep
from sitegen.base.problems import Problem, in_order, publishable
from sitegen.plan.atlas import Atlas
from sitegen.plan.gone import gone
from sitegen.publish.changes import Stamp, stamps
from sitegen.publish.last import Facts, Indexed, Note, Output, PageProblems, intact
from sitegen.publish.making import Before, Made
from sitegen.publish.manifest import MARKER
from sitegen.publish.manifest import read as read_list
from sitegen.publish.publication import Published
from sitegen.publish.stale import Reason, Shown, Why, changed_parts
from sitegen.publish.state import State
from sitegen.publish.twins import NO_TWINS, Twins, without_twins
from sitegen.read.recall import Recall
from sitegen.read.record import Prose
from sitegen.render.theme import Theme


class Notes:
    """What is known of the pages of a site before, while and after they are made."""

    def __init__(
        self,
        atlas: Atlas,
        theme: Theme,
        found: Iterable[Problem],
        state: State,
        out: Path,
        twins: Twins = NO_TWINS,
        *,
        why: bool = False,
    ):
        self.twins = twins
        """The compressed copies that files have."""
        self.pages: dict[str, Shown] = {}
        self.uses: dict[str, tuple[str, ...]] = {}
        self.shown_on: defaultdict[str, list[str]] = defaultdict(list)
        """Source with words → the files of the pages that show them."""
        self.of_pages: dict[str, PageProblems] = {}
        self.rendered = 0
        self.why: dict[str, tuple[str, ...]] = {}
        """File → in words, what made it stale, if that was asked for."""
        self.parts = theme.parts()
        last = state.last
        published, damage = read_list(out / MARKER)
        lying = intact(last, out) if last else {}
        self.intact: Mapping[str, Stamp] = {path: stamp for path, stamp in lying.items() if path in published}
        """The files that lie in the output folder as the last build left them, with their stamps now. What is not on the list there is
        not known to be ours, and what lost a compressed copy is not as it was left."""
        if twins.endings:
            same = last is not None and set(twins.recipes) <= set(last.facts.twins)
            partly = without_twins(self.intact.keys(), published) if same else twins.originals(self.intact)
            self.intact = {path: stamp for path, stamp in self.intact.items() if path not in partly}
        self._uses_before = last.uses.whole() if last else {}
        self.before = Before(
            pages=last.shown.whole() if last else {},
            uses={name: frozenset(parts) for name, parts in self._uses_before.items()},
            changed=changed_parts(last.facts.theme if last else {}, self.parts),
            intact=self.intact.keys(),
        )
        self.indexed: Mapping[str, Indexed] = last.indexed if last else {}
        self._found = [*found, *damage, *gone(atlas, published)]
        self._known = {(each.place, each.code) for each in self._found}
        self._unfit: list[Problem] = []
        self.publishable = publishable(self._found)
        """Whether there is no error so far."""
        self._prose: Mapping[str, Prose | None] = {page.file: page.prose for page in atlas.pages.values()}
        self._state = state
        self._last = last
        self._asked_why = why

    def add(self, made: Made) -> None:
        """Note what became of a page."""
        self.pages[made.file] = made.shown
        for source in made.words:
            self.shown_on[source].append(made.file)
        for name, text in made.texts.items():
            self._learn(name, text)
        prose = self._prose[made.file]
        body = prose.place if prose else None
        if made.data is None:
            assert self._last is not None
            kept = self._last.facts.of_pages.get(made.file)
            problems = PageProblems(body, kept.problems if kept else ())
            if made.shown.uses not in self.uses:
                self.uses[made.shown.uses] = self._uses_before[made.shown.uses]
        else:
            self._note_rendered(made)
            problems = PageProblems(body, made.problems)
        if problems.problems:
            self.of_pages[made.file] = problems
            # A link that planning found broken leads nowhere in the rendered words, too; planning knows what was meant.
            new = [each for each in problems.placed() if (each.place, each.code) not in self._known]
            self._unfit += new
            self.publishable = self.publishable and publishable(new)

    def tell(self, found: Iterable[Problem]) -> None:
        """Note problems that belong to no page."""
        told = list(found)
        self._unfit += told
        self.publishable = self.publishable and publishable(told)

    def _note_rendered(self, made: Made) -> None:
        self.rendered += 1
        if self._asked_why:
            before = self._state.views.get(made.file)
            self.why[made.file] = tuple(in_words(made.why, before, made.view))
        self._state.views.put(made.file, made.view)

    def _learn(self, name: str, text: bytes) -> None:
        part, _, key = name.partition("/")
        if part == "uses":
            self.uses[key] = msgspec.json.decode(text, type=tuple[str, ...])
        elif part == "body":
            self._state.bodies.put(key, text)
        else:
            self._state.views.put(name, text)

    @property
    def problems(self) -> list[Problem]:
        """All that was found so far, sorted."""
        return in_order([*self._found, *self._unfit, *self._state.problems()])

    def note(
        self,
        recall: Recall,
        general: Iterable[Problem],
        of_items: Mapping[str, tuple[Problem, ...]],
        published: Published,
        indexed: Mapping[str, Indexed],
        **facts: Any,
    ) -> Note:
        """The note for the next build, once this one is published. `facts` are the rest of its `Facts`."""
        lying = {**self.intact, **published.stamps}
        outputs = {path: Output(entry.digest, lying[path]) for path, entry in published.listed.items()}
        outputs |= {path: Output("", stamp) for path, stamp in stamps(Path(self._state.out), [MARKER]).items()}
        return Note.of(
            Facts(
                taken=recall.now.taken,
                number=len(self.pages),
                theme=self.parts,
                twins=self.twins.recipes,
                general=tuple(map(keep, general)),
                of_items={item: tuple(map(keep, found)) for item, found in of_items.items()},
                of_pages=self.of_pages,
                **facts,
            ),
            recall.now.stamps,
            digests=recall.digests,
            outputs=outputs,
            shown=self.pages,
            shown_on={source: tuple(sorted(files)) for source, files in self.shown_on.items()},
            uses=self.uses,
            indexed=indexed,
        )


def in_words(why: Iterable[Reason], before: bytes | None, now: bytes) -> Iterator[str]:
    """Reasons as a person reads them: which fields of the view changed, which parts of the theme."""
    for reason in why:
        if reason.why == Why.VIEW and before:
            yield f"view: {', '.join(_fields(before, now))}"
        elif reason.parts:
            yield f"{reason.why}: {', '.join(reason.parts)}"
        else:
            yield reason.why


def _fields(before: bytes, now: bytes) -> list[str]:
    """The fields of two views that differ."""
    (*old_kind, old), (*kind, new) = msgspec.json.decode(before), msgspec.json.decode(now)
    if old_kind != kind:
        return ["template"]
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
