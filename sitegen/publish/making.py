"""Making the pages: of each its view, and its bytes only where they could differ from what lies in the output folder.

Runs in the workers. What they need to know they have from the process that they were forked from; what crosses back is plain data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

import msgspec
from msgspec import Struct, structs

from sitegen.base.kept import BODY
from sitegen.base.memory import Memory, digest
from sitegen.base.problems import Problem
from sitegen.plan.body import Body
from sitegen.plan.page import Page
from sitegen.publish.stale import Reason, Shown, reasons
from sitegen.render.bodies import Bodies
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme

_ENCODER = msgspec.json.Encoder()


class Before(Struct, frozen=True, kw_only=True):
    """What is known of the last build, as far as the decision about a page needs it."""

    pages: Mapping[str, Shown] = {}
    """By file."""
    uses: Mapping[str, Set[str]] = {}
    """Sets of theme parts, by name."""
    changed: Set[str] = frozenset()
    """The theme's parts that changed since."""
    intact: Set[str] = frozenset()
    """The files that lie in the output folder as that build left them."""


class Made(Struct, frozen=True, kw_only=True):
    """What became of a page."""

    file: str
    shown: Shown
    data: bytes | None = None
    """None: it is not stale, so what lies there is what it would be."""
    why: tuple[Reason, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Those of its body have no path, and count from `BODY`."""
    view: bytes = b""
    """Its view as a text."""
    words: tuple[str, ...] = ()
    """The files whose words it shows."""
    texts: Mapping[str, bytes] = {}
    """What this worker tells for the first time: `uses/NAME`, a set of theme parts; `frame/NAME`, a frame; `body/FILE`, a rendered body."""


class Maker:
    """Makes pages of one plan in one theme."""

    def __init__(self, theme: Theme, before: Before, bodies: Memory | None):
        self._before = before
        self._bodies = Bodies(bodies)
        self._renderer = Renderer(theme, self._bodies)
        self._uses: dict[frozenset[str], str] = {}
        self._frames: dict[str, tuple[object, str]] = {}
        self._new: dict[str, bytes] = {}

    def make(self, page: Page) -> Made:
        """A page, rendered if it is stale."""
        view = self.view_text(page)
        name = digest(view)
        then = self._before.pages.get(page.file)
        why = tuple(reasons(then, name, self._before.changed, self._before.uses, page.file in self._before.intact))
        if then and not why:
            return Made(file=page.file, shown=then, words=words_of(page.view), texts=self._tell())
        (data, problems), asked = self._renderer.uses.collect(lambda: self._renderer.try_to_render(page, BODY))
        uses = self._uses.get(asked)
        if uses is None:
            text = _ENCODER.encode(sorted(asked))
            uses = self._uses[asked] = digest(text)
            self._new[f"uses/{uses}"] = text
        return Made(
            file=page.file,
            shown=Shown(name, uses),
            data=data,
            why=why,
            problems=tuple(problems),
            view=view,
            words=words_of(page.view),
            texts=self._tell(),
        )

    def view_text(self, page: Page) -> bytes:
        """A page's template and view as a text, equal for equal ones only. What is long and kept elsewhere is named by its digest: the
        frame, the same on all pages of a language, and the words of items."""
        view = page.view
        changes = _without_words(view)
        frame = getattr(view, "frame", None)
        if frame is not None:
            known, name = self._frames.get(frame.lang, (None, ""))
            if known is not frame:
                text = _ENCODER.encode(frame)
                name = digest(text)
                self._frames[frame.lang] = frame, name
                self._new[f"frame/{name}"] = text
            changes["frame"] = name
        return _ENCODER.encode((page.template, type(view).__name__, structs.replace(view, **changes)))

    def _tell(self) -> Mapping[str, bytes]:
        """What is new since the page before."""
        told = self._new | {f"body/{key}": text for key, text in self._bodies.new.items()}
        self._new = {}
        self._bodies.new = {}
        return told


def words_of(view: Any) -> tuple[str, ...]:
    """The files whose words a view shows."""
    bodies = [view, *getattr(view, "entries", ())]
    return tuple(each.body.source for each in bodies if getattr(each, "body", None))


def _without_words(view: Any) -> dict[str, Any]:
    """The fields of a view that hold words of items, with their digests instead."""
    changes: dict[str, Any] = {}
    body: Body | None = getattr(view, "body", None)
    if body:
        changes["body"] = structs.replace(body, text=digest(body.text.encode()))
    if entries := getattr(view, "entries", None):
        changes["entries"] = tuple(structs.replace(entry, **_without_words(entry)) for entry in entries)
    return changes


def with_words(view: Any, words: Callable[[Body], str]) -> Any:
    """A view whose bodies have got their words, of which they hold only the digests."""
    changes: dict[str, Any] = {}
    body: Body | None = getattr(view, "body", None)
    if body:
        changes["body"] = structs.replace(body, text=words(body))
    if entries := getattr(view, "entries", None):
        changes["entries"] = tuple(with_words(entry, words) for entry in entries)
    return structs.replace(view, **changes)
