"""The site as it is now, in memory: what the preview serves.

A save takes two steps. At once (`take` with a look that is not settled) what was saved is read and planned, and whoever asks for a page gets
it as it is now; when the burst of saves is over, everything is checked as a build would check it. While a file has a mistake the pages
are what they were, and `problems` says what is wrong.

Pages are made when somebody asks for them, by the code that a build uses (`plan`, `Renderer`), so their bytes are those of
`build --drafts --future`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from sitegen.base.messages import line
from sitegen.base.problems import Problem, Severity, SitegenError, in_order, publishable
from sitegen.plan import kinds
from sitegen.plan.addresses import Base
from sitegen.plan.planning import Plan, plan
from sitegen.preview.material import Material
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.record import Record
from sitegen.read.sources import ItemId
from sitegen.relate.relating import check
from sitegen.relate.site import Site
from sitegen.render.bodies import Bodies
from sitegen.render.rendering import Renderer
from sitegen.render.theme import load

_PAGES_KEPT = 256
"""Made pages of the present generation: a tab asks for one twice, and an office has few tabs."""

_SUSPECTS = 200
"""Pages in which something was wrong that are made again after each burst of saves, to see whether it still is."""


class SiteFileError(SitegenError):
    """`site.yaml` is missing or wrong, and there is nothing to show."""

    exit_code = 2

    def __init__(self, problems: list[Problem]):
        super().__init__("site.yaml")
        self.problems = problems


class Told(NamedTuple):
    """What is other than it was."""

    generation: int | None = None
    """The generation that pages are of now, where they may be other than before. One burst of saves is one generation, which may be told
    twice: at its begin, and when it is over."""
    problems: bool = False
    """Whether other problems are known than before."""


@dataclass(frozen=True)
class _Shown:
    """What is shown at one moment."""

    plan: Plan
    static: Mapping[str, bytes]
    page: Callable[[str], bytes | None]
    """Address → the bytes of the page there, made once."""


class Live:
    """The site in memory. Every method may be called from any thread.

    `say` is told what changes by itself: the day, and what is found wrong in a page when it is made. `suspects`: addresses of pages in
    which the last build found something wrong. Raises `SiteFileError`, and SitegenError where a source cannot be read."""

    def __init__(
        self,
        root: Path,
        material: Material,
        today: Callable[[str], date],
        lang: str,
        *,
        say: Callable[[Told], None] = lambda told: None,
        suspects: Iterable[str] = (),
    ):
        self.root = root
        self.lang = lang
        self.generation = 0
        self.say = say
        self._material = material
        self._today = today
        self._lock = RLock()
        """Of what is known. Whoever makes pages does not hold it, so that nobody waits for a page to learn what is wrong."""
        self._making = RLock()
        """Of the renderer."""
        self._in_burst = False
        self._edited: set[ItemId] = set()
        """Items that changed since everything was checked."""
        self._refused: Mapping[ItemId, Record] = {}
        """Items that do not fit the others, and what they said then."""
        self._of_site: list[Problem] = []
        self._of_theme: list[Problem] = []
        self._of_pages: dict[str, list[Problem]] = {path: [] for path in suspects}
        """Address → what was wrong when the page was made last."""
        content = material.content
        renderer = self._new_renderer(content) if content else None
        if content is None or renderer is None:
            raise SiteFileError(self.problems())
        self._renderer = renderer
        self._sound: Renderer | None = None
        """A renderer of an earlier theme, which made every page that was asked for."""
        self._good = content
        """What was shown when everything was checked last."""
        self._shown = self._shown_of(content, None)
        self._check()

    # --- what the server and the desk ask -------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The pages that are shown, and the site that they are of."""
        return self._shown.plan

    @property
    def prefix(self) -> str:
        """The path of the site's address: `/`, `/kui/`."""
        return self._shown.plan.atlas.base.prefix

    def data(self, file: str) -> bytes | None:
        """A file as a build would leave it in the output folder; None where there is none of that name."""
        self._know_the_day()
        shown = self._shown
        with self._making:
            made = shown.page(_address(file))
        if made is not None or file in shown.static:
            return shown.static[file] if made is None else made
        source = shown.plan.media.get(file)
        return Path(shown.plan.site.content.located[source]).read_bytes() if source else None

    def marks(self, file: str) -> tuple[str, ...]:
        """Why readers do not see the page yet whose file this is: "draft", "future"."""
        plan = self._shown.plan
        page = plan.atlas.pages.get(_address(file))
        if page is None or page.lang is None or len(page.cluster) != 2:
            return ()
        kind, key = page.cluster
        record = plan.site.content.records.get(kind, {}).get(key)
        if record is None:
            return ()
        to_come = isinstance(record, Article) and record.date.day > plan.site.today
        return (*(("draft",) if page.lang in record.drafts else ()), *(("future",) if to_come else ()))

    def problems(self) -> list[Problem]:
        """Everything that is known to be wrong, as a build tells it. What only shows when a page is made is known of pages that somebody
        looked at, of those of edited items, and of those in which the last build found something."""
        with self._lock:
            of_pages = [problem for found in self._of_pages.values() for problem in found]
            return in_order([*self._material.problems, *self._of_site, *self._of_theme, *of_pages])

    # --- what the watcher tells -----------------------------------------------------------------------------------------------

    def take(self, changed: Collection[str], *, settled: bool = True) -> Told:
        """Take in what changed in the sources (paths relative to the site's folder), at once. When the burst of saves is `settled`,
        everything is checked. Raises SitegenError where a source cannot be read."""
        with self._lock:
            before = self.problems()
            other = self._read(changed)
            if other and not self._in_burst:
                self.generation += 1
                self._in_burst = True
            if other:
                refused = [item for item, record in self._refused.items() if self._now(item) is record]
                self._show(refused)
            if settled and self._in_burst:
                self._in_burst = False
                other |= self._check()
            # Before the burst is over, half a file may be there.
            return Told(self.generation if other else None, settled and self.problems() != before)

    def _read(self, changed: Collection[str]) -> bool:
        """Take in what changed; whether anything is other than it was."""
        before, problems = self._material.content, self._material.problems
        edited = self._material.take(changed)
        self._edited |= edited
        content = self._material.content or self._good
        assert before is not None
        themed = content.config != before.config or any(path.startswith("themes/") for path in changed)
        if themed:
            self._new_theme(content)
        return bool(edited or themed or content is not before or self._material.problems != problems)

    def _new_theme(self, content: Content) -> None:
        """Show the theme as it is now, unless it cannot be used."""
        sound = not any(problem.code == "template" for found in self._of_pages.values() for problem in found)
        renderer = self._new_renderer(content)
        if renderer:
            self._sound = self._renderer if sound else self._sound
            self._renderer = renderer

    def _new_renderer(self, content: Content) -> Renderer | None:
        """A renderer of the theme as it is now; None where it cannot be used but an earlier one can."""
        earlier: Renderer | None = getattr(self, "_renderer", None)
        theme, self._of_theme = load(self.root, content.config, Base.of(content.config.base_url).prefix)
        if theme is None:
            return None
        renderer = Renderer(theme, Bodies(), earlier)
        self._of_theme += renderer.compile_templates()
        return None if earlier and not publishable(self._of_theme) else renderer

    def _check(self) -> bool:
        """Know everything that is wrong; whether something else is shown than before."""
        before = self._shown
        whole = before if not self._refused else self._shown_of(self._candidate(()), before.plan)
        site = whole.plan.site
        self._of_site = [*check(site), *whole.plan.check()]
        errors = {found.place.path for found in self._of_site if found.severity is Severity.ERROR}
        wrong = {item: self._now(item) for item in self._material.items_of(errors)}
        self._refused = {item: now for item, now in wrong.items() if now and now is not _record(self._good, item)}
        if self._refused or whole is not before:
            self._show([*self._refused])
        self._good = self._shown.plan.site.content
        self._make_suspects()
        return self._shown is not before

    def _make_suspects(self) -> None:
        """Make the pages in which something was wrong, and those of edited items, to know what is wrong in them now."""
        pages = self._shown.plan.atlas.pages
        edited = [(record, item[0]) for item in self._edited if (record := _record(self._good, item))]
        own = [kinds.path(record, lang) for record, _ in edited for lang in record.languages]
        suspects = [path for path in dict.fromkeys([*own, *self._of_pages]) if path in pages]
        self._edited.clear()
        self._of_pages = {path: found for path, found in self._of_pages.items() if path in pages}
        with self._making:
            for path in suspects[:_SUSPECTS]:
                self._shown.page(path)

    def _know_the_day(self) -> None:
        """Show the site of today: somebody may look at it over midnight."""
        site = self._shown.plan.site
        if self._today(site.config.timezone) != site.today:
            with self._lock:
                self.generation += 1
                self._show([*self._refused])
                self._check()
            self.say(Told(self.generation, problems=True))

    # --- what is shown --------------------------------------------------------------------------------------------------------

    def _now(self, item: ItemId) -> Record | None:
        """What an item says now."""
        content = self._material.content
        return _record(content, item) if content else None

    def _candidate(self, refused: Collection[ItemId]) -> Content:
        return self._material.with_good(self._good, refused) or self._good

    def _show(self, refused: Collection[ItemId]) -> None:
        self._shown = self._shown_of(self._candidate(refused), self._shown.plan)

    def _shown_of(self, content: Content, before: Plan | None) -> _Shown:
        today = self._today(content.config.timezone)
        site = before.site.followed_by(content, today) if before else Site(content, today, future=True)
        planned = plan(site, before)
        made = lru_cache(_PAGES_KEPT)(partial(self._make, planned, self._renderer))
        return _Shown(planned, dict(self._renderer.theme.published()), made)

    def _make(self, plan: Plan, renderer: Renderer, path: str) -> bytes | None:
        """The page at an address; None where there is none. Where its template has a mistake it is made as the theme was before."""
        planned = plan.atlas.pages.get(path)
        if planned is None:
            return None
        page = plan.atlas.page(path)
        place = planned.prose.place if planned.prose else None
        data, problems = renderer.try_to_render(page, place)
        if not data and self._sound:
            data, _ = self._sound.try_to_render(page, place)
        self._note(path, problems)
        return data or (self._sorry(problems) if path.endswith(("/", ".html")) else None)

    def _note(self, path: str, problems: list[Problem]) -> None:
        if problems != self._of_pages.get(path, []):
            self._of_pages = {each: found for each, found in self._of_pages.items() if each != path}
            if problems:
                self._of_pages[path] = problems
            self.say(Told(problems=True))

    def _sorry(self, problems: list[Problem]) -> bytes:
        """What stands in the place of a page that was never made without a mistake."""
        lines = "\n".join(escape(line(problem, self.lang)) for problem in problems)
        return f'<!doctype html><html lang="{self.lang}"><title>sitegen</title><body><pre>{lines}</pre></body></html>'.encode()


def _record(content: Content, item: ItemId) -> Record | None:
    return content.records[item[0]].get(item[1])


def _address(file: str) -> str:
    """The address of a page by its file in the output folder."""
    folder, _, name = file.rpartition("/")
    return f"/{folder}/".replace("//", "/") if name == "index.html" else f"/{file}"
