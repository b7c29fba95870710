"""Making the pages: of each its view, and its bytes only where they could differ from what lies in the output folder.

Runs in the workers. What they need to know they have from the process that they were forked from; what crosses back is plain data.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, structs

from sitegen.base.kept import BODY, KeptProblem, keep
from sitegen.base.memory import Memory, digest
from sitegen.plan.body import Body
from sitegen.plan.page import Page
from sitegen.publish.stale import Reason, Shown, reasons
from sitegen.publish.twins import NO_TWINS, Twins
from sitegen.render.bodies import Bodies
from sitegen.render.codes import Compiled
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme

if TYPE_CHECKING:
    from concurrent.futures import Executor  # loads much that only a build in many processes needs

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


class Made(Struct, frozen=True, kw_only=True, array_like=True):
    """What became of a page. It crosses between processes as `packed`, a fifth of the time that pickling takes."""

    file: str
    shown: Shown
    data: bytes | None = None
    """None: it is not stale, so what lies there is what it would be."""
    why: tuple[Reason, ...] = ()
    twins: Mapping[str, bytes] = {}
    """The compressed copies of `data`, by path."""
    problems: tuple[KeptProblem, ...] = ()
    """Those of its body have no path, and count from `BODY`."""
    view: bytes = b""
    """Its view as a text."""
    words: tuple[str, ...] = ()
    """The files whose words it shows."""
    texts: Mapping[str, bytes] = {}
    """What this worker tells for the first time: `uses/NAME`, a set of theme parts; `frame/NAME`, a frame; `body/FILE`, a rendered body."""


_PACKER = msgspec.msgpack.Encoder()
_UNPACKER = msgspec.msgpack.Decoder(Made)


def packed(made: Made) -> bytes:
    """A made page as bytes."""
    return _PACKER.encode(made)


def unpacked(data: bytes) -> Made:
    """The made page of some bytes."""
    return _UNPACKER.decode(data)


class Maker:
    """Makes pages of one plan in one theme, and their `twins`."""

    def __init__(self, theme: Theme, before: Before, bodies: Memory | None, twins: Twins = NO_TWINS):
        self._before = before
        self._twins = twins
        self._bodies = Bodies(bodies)
        self._renderer = Renderer(theme, self._bodies)
        self._uses: dict[frozenset[str], str] = {}
        self._frames: dict[str, tuple[object, str]] = {}
        self._new: dict[str, bytes] = {}

    def take(self, compiled: Mapping[str, Compiled]) -> None:
        """Templates that another process compiled."""
        self._renderer.take(compiled)

    def compile_templates(self) -> None:
        """What makes pages ready, done before it is asked for."""
        self._renderer.compile_templates()

    def make(self, page: Page) -> Made:
        """A page, rendered if it is stale."""
        view = self.view_text(page)
        name = digest(view)
        why = self._why(page, name)
        if not why:
            return self._same(page)
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
            twins=self._twins.made(page.file, data),
            problems=tuple(map(keep, problems)),
            view=view,
            words=words_of(page.view),
            texts=self._tell(),
        )

    def make_there(self, pages: Iterable[Page], executor: Executor, jobs: int) -> Iterator[Made]:
        """The pages, in their order; those that are stale are rendered by an executor, which is sent nothing but them and the theme."""
        from sitegen.base.processes import in_order  # much to load, and for clusters only

        waiting: deque[Made | tuple[Reason, ...]] = deque()

        def stale() -> Iterator[Page]:
            for page in pages:
                why = self._why(page, digest(self.view_text(page)))
                waiting.append(why or self._same(page))
                if why:
                    yield page

        for data in in_order(
            stale(), There(self._renderer.theme, self._twins), jobs=jobs, name=_file, executor=executor
        ):
            while isinstance(first := waiting.popleft(), Made):
                yield first
            yield structs.replace(unpacked(data), why=first)
        yield from (made for made in waiting if isinstance(made, Made))

    def _why(self, page: Page, view: str) -> tuple[Reason, ...]:
        before = self._before
        then = before.pages.get(page.file)
        return tuple(reasons(then, view, before.changed, before.uses, page.file in before.intact))

    def _same(self, page: Page) -> Made:
        shown = self._before.pages[page.file]
        return Made(file=page.file, shown=shown, words=words_of(page.view), texts=self._tell())

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


class There:
    """Renders pages in a process that has got nothing but this and them."""

    def __init__(self, theme: Theme, twins: Twins):
        self._theme = theme
        self._twins = twins
        self._maker: Maker | None = None

    def __call__(self, page: Page) -> bytes:
        """The page, rendered and packed."""
        if self._maker is None:
            self._maker = Maker(self._theme, Before(), None, self._twins)
        return packed(self._maker.make(page))

    def __reduce__(self) -> tuple[type[There], tuple[Theme, Twins]]:
        return There, (self._theme, self._twins)


def _file(page: Page) -> str:
    return page.file


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
